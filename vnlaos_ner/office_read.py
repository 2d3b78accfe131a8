"""Reads one written office into `Parts`, which remember how it is written."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from vnlaos_ner import office_body, office_role
from vnlaos_ner.document import Status
from vnlaos_ner.expand import CITY, REMEMBERED, expand, join, longest, words_of
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.office_place import Tail, class_of
from vnlaos_ner.office_role import Role
from vnlaos_ner.office_slots import committee_of, local_class


class Parts(NamedTuple):
    """One office as read. `shown` is what is written behind the role (without a noun the role holds);
    `body` the whole name of the body; `tails` the places; `term` a term of office, which is no
    part of the name; `era` is ``old`` or ``new`` where a merged unit is marked (cũ) or (mới)."""

    role: Role
    title: str
    shown: str
    body: str | None
    tails: tuple[Tail, ...]
    status: Status
    ranks: tuple[str, ...]
    term: str | None = None
    era: str | None = None

    @property
    def country(self) -> str | None:
        """ISO country of the body: a country it names, else the country of its place."""
        own = [t for t in self.tails if t.is_country and t.link not in ("tại", "ở")]
        near = [t for t in self.tails if t.link not in ("tại", "ở") or not own]
        return next((t.code for t in (*own, *near) if t.code), None)

    @property
    def place(self) -> Tail | None:
        """The place that is named and is not the body's own country; of a mission, its post."""
        return next((t for t in self.tails if t.name and (not t.is_country or t.link in ("tại", "ở"))), None)


@lru_cache(maxsize=REMEMBERED)
def read(text: str, lexicon: Lexicon) -> Parts | None:
    """The parts of one office with everything written kept; None where no role opens it."""
    text, era = _era(text)
    words = words_of(expand(text, lexicon).strip(" .,;:"))
    start, status, ranks = _prefixes(words, lexicon)
    role = office_role.read(words, start, lexicon) if start < len(words) else None
    if role is None:
        return None
    status = status if status != "current" or not role.name.startswith("Quyền ") else "acting"
    words, term = _without_term(words)
    if role.name.endswith(" đắc cử"):
        role = role._replace(name=role.name[:-7], shown=role.name[:-7])
        status = "new"
    i, suffix_status = _after_role(words, role.end, lexicon)
    if suffix_status:
        status = suffix_status
    end, tails = office_body.split_tail(words, i, lexicon)
    middle = list(words[i:end])
    while middle and middle[-1] in (",", "của", "thuộc", "-"):
        middle.pop()
    while middle and middle[0] in (",", "-", "–"):
        middle = middle[1:]
    return assemble(role, middle, tails, status, ranks, lexicon)._replace(term=term, era=era)


def _era(text: str) -> tuple[str, str | None]:
    """The text without (cũ) or (mới), and which it was: ``Bí thư Tỉnh ủy Hà Giang (cũ)``."""
    for mark, era in (("(cũ)", "old"), ("(mới)", "new")):
        if mark in text:
            return " ".join(text.replace(mark, " ").split()), era
    return text, None


def _without_term(words: list[str]) -> tuple[list[str], str | None]:
    """The words without a term of office (``khóa VIII, IX``, ``nhiệm kỳ 2016-2021``), and the term."""
    for i, word in enumerate(words):
        size = 2 if [w.lower() for w in words[i : i + 2]] == ["nhiệm", "kỳ"] else 1
        if i == 0 or (word.lower() not in ("khóa", "khoá") and size == 1):
            continue
        end = i + size
        while end < len(words) and (
            _numeral(words[end]) or (words[end] in (",", "-", "–") and _numeral(words[-1]))
        ):
            end += 1
        if end > i + size:
            unit = 2 if [w.lower() for w in words[end : end + 2]] == ["đơn", "vị"] else 0
            return words[:i] + words[end + unit :], join(words[i:end])
    return words, None


def _numeral(word: str) -> bool:
    return word[0].isdigit() or all(c in "IVXLC" for c in word)


def _prefixes(words: list[str], lexicon: Lexicon) -> tuple[int, Status, tuple[str, ...]]:
    """Status words and ranks that stand before the role: they are no part of the office."""
    i, status = 0, "current"
    ranks: list[str] = []
    while i < len(words):
        acting = words[i].lower() == "quyền" and i + 1 < len(words)
        if acting and office_role.read(words, i + 1, lexicon):
            return i + 1, "acting", tuple(ranks)
        if office_role.read(words, i, lexicon):
            break
        mark = longest(lexicon, words, i, "status")
        if mark and mark[1].attrs.get("position") == "before" and mark[0] < len(words):
            i, status = mark[0], mark[1].attrs.get("status", "current")
            continue
        rank = longest(lexicon, words, i, "rank", "honorific")
        if rank is None or rank[0] >= len(words):
            break
        ranks.append(rank[1].name)
        i = rank[0]
        while i < len(words) and words[i] in (",", "-"):
            i += 1
    return i, status, tuple(ranks)  # type: ignore[return-value]


def _after_role(words: list[str], i: int, lexicon: Lexicon) -> tuple[int, Status | None]:
    """Skip what says when, not what: ``đắc cử``, ``đầu tiên của``, ``khóa XIV``."""
    status: Status | None = None
    while i < len(words):
        mark = longest(lexicon, words, i, "status")
        if mark and mark[1].attrs.get("position") == "after":
            i, status = mark[0], mark[1].attrs.get("status", "current")  # type: ignore[assignment]
        elif words[i].lower() in ("mới", "hiện", "tiếp") and i + 1 < len(words):
            i += 1
        elif [w.lower() for w in words[i : i + 2]] in (["đầu", "tiên"], ["hiện", "tại"], ["giấu", "tên"]):
            i += 2
        else:
            break
    return i, status


def assemble(
    role: Role,
    middle: list[str],
    tails: tuple[Tail, ...],
    status: Status,
    ranks: tuple[str, ...],
    lexicon: Lexicon,
) -> Parts:
    """Decide what the words between role and places are: a body, a portfolio, or the scope of the role."""
    title = role.name
    if not middle:
        parts = Parts(role, title, "", _own_body(role), tails, status, ranks)
        return _restore_body(parts, lexicon)
    link = middle[0].lower() in ("của", "thuộc") and office_body.opens_body(middle, 1, lexicon)
    if link and title.lower().endswith(("phát ngôn", "phát ngôn viên")):
        middle = middle[1:]
    if role.fused and role.noun:
        return _fused(role, middle, tails, status, ranks, lexicon)
    if role.noun == "Bộ" and office_body.is_portfolio(middle, lexicon):
        if middle[0].lower() in ("phụ", "không") or "phụ trách" in role.modifiers:
            return Parts(role, f"{title} {join(middle)}", "", None, tails, status, ranks)
        middle = ["Bộ", *middle]
    shown = office_body.name(middle, lexicon)
    if middle[0].lower() in ("của", "thuộc"):
        inner = office_body.name(middle[1:], lexicon) if link else join(middle[1:])
        shown = f"{middle[0].lower()} {inner}"
        body = office_body.identity(middle[1:], lexicon)
    elif office_body.opens_body(middle, 0, lexicon) or middle[0][0].isupper() or middle[0][0].isdigit():
        body = office_body.identity(middle, lexicon)
        if (
            role.noun
            and not body.lower().startswith(role.noun.lower())
            and not office_body.opens_body(middle, 0, lexicon)
        ):
            body = f"{role.noun} {body}"
    else:  # “cố vấn an ninh quốc gia”: the words say what the role is about
        return Parts(role, f"{title} {join(middle)}", "", None, tails, status, ranks)
    return Parts(role, title, shown, body, tails, status, ranks)


def _own_body(role: Role) -> str | None:
    """The body a head holds by itself: ``Thành ủy viên -> Thành ủy``; a bare ``Trưởng phòng`` has none."""
    return role.noun if role.name.endswith("ủy viên") else None


def _fused(
    role: Role,
    middle: list[str],
    tails: tuple[Tail, ...],
    status: Status,
    ranks: tuple[str, ...],
    lexicon: Lexicon,
) -> Parts:
    """``Trưởng Ban | Tuyên giáo Thành ủy``: the head holds the noun of the body, which may follow again."""
    assert role.noun is not None
    noun = role.noun.lower().split(" ")
    again = [w.lower() for w in middle[: len(noun)]] == noun
    rest = middle[len(noun) :] if again else middle
    whole = [*role.noun.split(" "), *rest]
    body = office_body.identity(whole, lexicon)
    shown = office_body.name(whole, lexicon)
    if not again or role.name.lower().endswith(role.noun.lower()):
        shown = shown[len(role.noun) + 1 :]
    if office_body.opens_body(rest, 0, lexicon) and not again and role.noun in ("Văn phòng", "Thanh tra"):
        shown = office_body.name(rest, lexicon)
    return Parts(role, role.name, shown, body, tails, status, ranks)


def _restore_body(parts: Parts, lexicon: Lexicon) -> Parts:
    """The body that the text drops before a place: ``Bí thư An Giang``, ``Chủ tịch Hà Nội``."""
    role, tails = parts.role, parts.tails
    if role.fused and role.noun and tails:
        return parts._replace(body=role.noun)
    head = role.name.removeprefix("Phó ").split(" ")
    first = tails[0] if tails else None
    if first is None or first.is_country or first.link:
        return parts
    cls = first.cls or (class_of(first.name, lexicon) if first.name else None)
    if cls is None or (first.code not in (None, "VN", "LA")):
        return parts
    if head[:2] == ["Bí", "thư"] and len(head) < 5:
        body = committee_of(cls, lexicon)
        if body is None:
            return parts
        keep = body == "Đảng ủy" or first.name == CITY or not first.name
        text = first.text if keep else first.name or first.text
        return parts._replace(shown=body, body=body, tails=(first._replace(text=text), *tails[1:]))
    if head[:2] == ["Chủ", "tịch"] and committee_of(cls, lexicon):
        text = first.text if first.cls else f"{local_class(cls)} {first.name}"
        return parts._replace(
            shown="Ủy ban nhân dân", body="Ủy ban nhân dân", tails=(first._replace(text=text), *tails[1:])
        )
    return parts
