"""What kind of place or country completes an office, and so what a mention leaves open.

The kinds are data (office_scopes.tsv); a role is looked up by its beginning, a body by its innermost unit.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnlaos_ner.lexicon import Entry, Lexicon
from vnlaos_ner.office_place import Tail
from vnlaos_ner.office_role import Role

_AWAY = ("tại", "ở")


def open_slots_of(role: Role, body: str | None, tails: Sequence[Tail], lexicon: Lexicon) -> dict[str, str]:
    """See `office.open_slots`."""
    country = any(t.is_country and t.link not in _AWAY for t in tails)
    placed = any(t.name for t in tails)
    bare = next((t.cls for t in tails if t.name is None and t.cls), None)
    slots: dict[str, str] = {"place": bare} if bare else {}
    if body is None:
        return slots | _of_role(role, country, placed, tails, lexicon)
    if is_inner(body, lexicon):
        return {} if placed else {"body": "parent"}
    if bare or placed:
        return slots
    if is_national(role.name, body, lexicon):
        known = lexicon.get("body", body)
        sure = country or (known is not None and "country" in known.attrs)
        return {} if sure else {"country": "state"}
    level = level_of(body, lexicon)
    return {"place": level} if level else {}


def _of_role(
    role: Role, country: bool, placed: bool, tails: Sequence[Tail], lexicon: Lexicon
) -> dict[str, str]:
    """The slots of an office whose body is not written."""
    scope = scope_of_role(role.name, lexicon)
    if scope == "mission":
        slots = {} if country else {"country": "state"}
        return slots if any(t.link in _AWAY for t in tails) else slots | {"place": "post"}
    if scope in ("state", "abroad"):
        return {} if country else {"country": "state"}
    if role.name.endswith("ủy viên") and role.noun and not is_inner(role.noun, lexicon):
        return {} if placed else {"place": level_of(role.noun, lexicon) or "any"}
    if role.entry is not None and role.entry.attrs.get("domain") == "local" and not role.noun:
        return {} if placed else {"place": "any"}
    if "body" not in role.expects and "field" not in role.expects and not role.noun:
        return {}
    return {} if placed and not role.noun else {"body": role.noun or "any"}


def scope_of_role(name: str, lexicon: Lexicon) -> str | None:
    """``state``, ``abroad`` or ``mission`` by the longest listed beginning of the role, else None."""
    words = name.split(" ")
    for size in range(len(words), 0, -1):
        entry = lexicon.get("scope", " ".join(words[:size]))
        if entry is not None and entry.attrs.get("what") == "role":
            return entry.attrs.get("scope")
    return None


def _scope(body: str, lexicon: Lexicon) -> Entry | None:
    """The row of the innermost unit of a body: the longest listed ending, or ``Sở`` at the beginning."""
    words = body.split(" ")
    endings = (" ".join(words[i:]) for i in range(len(words)))
    found = (lexicon.get("scope", form) for form in (*endings, words[0] if words[0] == "Sở" else ""))
    return next((e for e in found if e is not None and e.attrs.get("what") == "body"), None)


def level_of(body: str, lexicon: Lexicon) -> str | None:
    """The classes of place a local body needs (``tỉnh``, ``tỉnh|thành phố``, ``any``), else None."""
    entry = _scope(body, lexicon)
    if entry is not None:
        local = entry.attrs.get("scope") in ("local", "committee")
        return entry.attrs.get("place", "any").split("; thủ đô")[0].replace("; ", "|") if local else None
    known = lexicon.get("body", body)
    return "any" if known is not None and "place" in known.attrs.get("expects", "") else None


def is_national(role: str, body: str | None, lexicon: Lexicon) -> bool:
    """Whether the office belongs to a state as a whole, so that a country completes it."""
    if body is None:
        return scope_of_role(role, lexicon) in ("state", "abroad")
    if body.startswith("Bộ ") and not body.startswith(("Bộ Chỉ huy", "Bộ Tư lệnh", "Bộ đội")):
        return True
    entry = _scope(body, lexicon)
    if entry is not None:
        return entry.attrs.get("scope") in ("national", "abroad")
    known = lexicon.get("body", body)
    return known is not None and "country" in known.attrs.get("expects", "")


def is_mission(role: Role, body: str | None, lexicon: Lexicon) -> bool:
    """Whether the office is a post abroad that names its own state: *Đại sứ Việt Nam tại Lào*."""
    return body is None and scope_of_role(role.name, lexicon) == "mission"


def abroad_only(role: str, body: str | None, lexicon: Lexicon) -> bool:
    """Whether Vietnam has no such office, so that a bare one is a foreigner's: *Tổng thống*."""
    entry = _scope(body, lexicon) if body else None
    scope = entry.attrs.get("scope") if entry else None
    return scope == "abroad" or scope_of_role(role, lexicon) == "abroad"


def is_inner(body: str, lexicon: Lexicon) -> bool:
    """Whether every agency has such a body inside, so that alone it names none (*Đảng đoàn*, *Chi bộ*)."""
    entry = lexicon.get("scope", body)
    return entry is not None and entry.attrs.get("scope") == "inner"


def committee_of(cls: str, lexicon: Lexicon) -> str | None:
    """The Party committee of places of that class: ``tỉnh -> Tỉnh ủy``, ``phường -> Đảng ủy``."""
    low = cls.lower()
    rows = (e for e in lexicon.of("scope") if e.form.endswith("ủy"))
    return next((e.form for e in rows if low in e.attrs.get("place", "").split("; ")), None)


def local_class(cls: str) -> str:
    """The class word as names of bodies spell it: ``Thành phố``, ``Thủ đô``, ``tỉnh``."""
    low = cls.lower()
    return low.capitalize() if low in ("thành phố", "thủ đô") else low
