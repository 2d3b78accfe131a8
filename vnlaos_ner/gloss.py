"""The English gloss of an office, composed from the glosses of its parts; None where a part has none.

A gloss helps a reader who knows no Vietnamese; it is not a translation of record.
"""

from __future__ import annotations

import re
import unicodedata

from vnlaos_ner.expand import abbreviates, longest, words_of
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.office_role import Role
from vnlaos_ner.office_slots import is_mission

GOVERNMENT_HEADS = frozenset({"Thủ tướng", "Phó Thủ tướng", "Phó Thủ tướng Thường trực"})
HEADS_OF_STATE = GOVERNMENT_HEADS | {"Tổng thống", "Phó Tổng thống", "Chủ tịch nước", "Ngoại trưởng"}
_PARTY = {"Tỉnh ủy": "Provincial", "Thành ủy": "Municipal", "Quận ủy": "District", "Huyện ủy": "District",
          "Thị ủy": "Town"}  # fmt: skip
# “Head of Division” names the unit that the body names again.
_UNIT = re.compile(
    r" of (?:the )?(?:Division|Delegation|Office|Institute|Department|Sub-department|Subcommittee|Section)$"
)
_ENGLISH_PLACES = {"Hà Nội": "Hanoi", "Hồ Chí Minh": "Ho Chi Minh City", "Việt Nam": "Vietnam", "Huế": "Hue",
                   "Viêng Chăn": "Vientiane"}  # fmt: skip


def office(
    role: Role, title: str, body: str | None, place: str | None, country: str | None, lexicon: Lexicon
) -> str | None:
    """``Secretary of the Hanoi Party Committee``."""
    head = _role(role, title, lexicon)
    if head is None:
        return None
    land = _country(country, lexicon) if country and country != "VN" else None
    if body is None:
        if place and country and is_mission(role, body, lexicon):
            to = "to" if "Ambassador" in head else "in"
            return f"{head} of {_country(country, lexicon)} {to} {_place(place, lexicon)}"
        where = _place(place, lexicon) if place else _country(country, lexicon) if country else None
        return f"{head} of {where}" if where else head
    text = _body(words_of(body), place, lexicon)
    if text is None:
        return None
    if head.endswith(" of the Institute") and "Procuracy" in text:
        head = head.replace("Director of the Institute", "Chief Procurator")
    head = _UNIT.sub("", head)
    if text.startswith("Ministry of ") and "Minister" in head:
        out = f"{head} of {text.removeprefix('Ministry of ')}"
    elif text.endswith(" Police") and head.endswith("Police"):
        out = f"{head} of {text.removesuffix(' Police')}"
    elif body == "Chính phủ" and "Prime Minister" in head:
        out = head
    elif body == "Quốc hội":
        out = f"{head} of the National Assembly"
    else:
        out = f"{head} of the {text}" if not text.startswith(("the ", "The ")) else f"{head} of {text}"
    own = lexicon.get("body", body)
    named = place is not None or (own is not None and "country" in own.attrs)
    return f"{out} of {land}" if land and not named and land not in out else out


def _role(role: Role, title: str, lexicon: Lexicon) -> str | None:
    if title.endswith("ủy viên") and role.noun:
        return "Member"
    if role.entry is None:
        base: str | None = "Head" if role.fused or role.noun else None
    else:
        base = role.entry.attrs.get("english")
        if role.entry.name == "Bí thư" and title.startswith("Phó"):
            base = "Secretary"
    if base is None:
        return None
    listed_deputy = role.entry is not None and role.entry.name.startswith("Phó")
    marks = [e.attrs.get("english", "") for m in role.modifiers if (e := lexicon.get("role_modifier", m))]
    if role.deputy and not listed_deputy and not base.startswith(("Deputy", "Vice")):
        base = f"Deputy {base}"
    for mark in marks:
        base = f"{base} {mark}" if mark.startswith(("in ", "ad ")) else f"{mark} {base}"
    extra = title[len(role.name) :].strip()
    return None if extra else base


def _body(words: list[str], place: str | None, lexicon: Lexicon) -> str | None:
    """English of a chain of bodies; the place goes with the innermost local one."""
    where = _place(place, lexicon) if place else None
    text = " ".join(words)
    if text in _PARTY:
        return f"{where} Party Committee" if where else f"{_PARTY[text]} Party Committee"
    known = longest(lexicon, words, 0, "body", "organization")
    if known is not None:
        english, rest = known[1].attrs.get("english"), words[known[0] :]
        if english is None:
            return None
        english = english.split(" (")[0]
        if not rest:
            return _placed(english, where)
        outer = _body(_without_of(rest), place, lexicon)
        return f"{english} of the {outer}" if outer else None
    head = longest(lexicon, words, 0, "body_head")
    if head is None:
        return None
    listed = head[1].form.lower() == head[1].name.lower()
    if not listed and not abbreviates(words[: head[0]], head[1].name):
        return None  # a relative of the listed noun (Hải quân beside Quân đội) has no gloss of its own
    template, rest = head[1].attrs.get("english", ""), words[head[0] :]
    field = longest(lexicon, rest, 0, "field") if rest else None
    if field is not None:
        rest = rest[field[0] :]
        english = _fill(template, field[1].attrs.get("english", ""))
    elif rest and longest(lexicon, rest, 0, "body", "body_head"):
        outer = _body(_without_of(rest), place, lexicon)
        return _fill(template, f"the {outer}") if outer else None
    elif not rest:
        english = template.replace(" of {}", "").replace("{} ", "").strip()
    else:
        return None
    if not english:
        return None
    if rest:
        outer = _body(_without_of(rest), place, lexicon)
        return f"{english} of the {outer}" if outer else None
    return _placed(english, where)


def _placed(english: str, where: str | None) -> str:
    """``Standing Board of the Provincial Party Committee`` with the province for its class word."""
    if where is None:
        return english
    for word in _PARTY.values():
        if f"the {word} Party Committee" in english:
            return english.replace(f"the {word} Party", f"the {where} Party")
    return f"{where} {english.removesuffix(' of the Province')}"


def _without_of(words: list[str]) -> list[str]:
    return words[1:] if words and words[0].lower() in ("của", "thuộc", ",") else words


def _fill(template: str, inner: str) -> str:
    if not inner:
        return ""
    return template.replace("{}", inner) if "{}" in template else f"{template} of {inner}"


def _place(name: str, lexicon: Lexicon) -> str:
    if name.startswith("quận "):
        return f"District {name.removeprefix('quận ')}"
    entry = lexicon.place(name) or lexicon.get("organization", name)
    english = entry.attrs.get("english") if entry else None
    return _ENGLISH_PLACES.get(name) or english or ascii_name(name)


def _country(code: str, lexicon: Lexicon) -> str:
    entry = next((e for e in lexicon.of("country") if e.attrs.get("code") == code), None)
    return entry.attrs.get("english", entry.name) if entry else code


def country_name(code: str, lexicon: Lexicon) -> str:
    """The Vietnamese name of an ISO country; the code itself where unknown."""
    entry = next((e for e in lexicon.of("country") if e.attrs.get("code") == code), None)
    return entry.name if entry else code


def ascii_name(name: str) -> str:
    """A name without diacritics, as English maps print it: ``Đắk Lắk -> Dak Lak``."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c))
