"""Documents: resolutions, decrees, laws, agreements, by number or by title.

A number is what stands between the head and the next word: ``18-NQ/TƯ``, ``1886/QĐ-TTg``, ``65/2020/QH14``.
A title goes over capitals, fields, joints and the countries it is between. Places and dates inside are marked
as well; organisations inside a title are not. Left alone: bare heads (nghị quyết này), drafts and reports
without number or name.
"""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, Unit, first_fits
from vnlaos_ner.page import Candidate

TITLE_MOST = 18


def scan(f: Facts) -> list[Candidate]:
    """Documents of the page; the first rule that fits a start decides."""
    firsts = {head.split()[0] for head in f.words["numbered_document"] | f.words["titled"]}
    return [
        Candidate("DOCUMENT", u.start, u.end, "document." + u.rule, u.score)
        for u in first_fits(f, firsts, RULES)
    ]


def numbered(f: Facts, start: int) -> Unit | None:
    """Nghị quyết số 18-NQ/TƯ, Quyết định 1886/QĐ-TTg, Nghị quyết 18, Luật số 65/2020/QH14."""
    head = _head(f, start, f.words["numbered_document"])
    limit = f.limit[start]
    if head is None or head >= limit:
        return None
    at = head
    said = f.low[at] == "số"
    if said:
        at += 1
    if at >= limit or f.shape[at] != "d":
        return None
    end = _number_end(f, at)
    if not said and end == at + 1 and not (f.capital(start) and len(f.texts[at]) <= 3):
        return None
    if (
        end < limit
        and f.low[end] in ("tỷ", "tỉ", "triệu", "người", "năm", "tháng", "ngày", "%")
        and end == at + 1
    ):
        return None
    return Unit(start, end, "numbered", 0.9 if said or end > at + 1 else 0.7)


def titled(f: Facts, start: int) -> Unit | None:
    """Hiệp ước Hữu nghị và Hợp tác Việt Nam - Lào, Luật Đất đai 2013, Hiệp định Paris."""
    if not f.capital(start):
        return None
    head = _head(f, start, f.words["titled"])
    if head is None or head >= f.limit[start]:
        return None
    end = _title_end(f, start, head)
    if end == head and head < f.limit[start] and f.shape[head] == "d" and len(f.texts[head]) == 4:
        return Unit(start, head + 1, "titled", 0.85)
    if end == head:
        alone = (
            " ".join(f.low[start:head]) in ("hiến pháp", "tuyên bố chung", "di chúc") and not f.begins[start]
        )
        return Unit(start, head, "alone", 0.6) if alone else None
    return Unit(start, end, "titled", 0.92)


RULES = (numbered, titled)


def _head(f: Facts, start: int, heads: frozenset[str]) -> int | None:
    """End of the longest head at `start`."""
    best = None
    for size in (4, 3, 2, 1):
        end = start + size
        if end <= f.size and " ".join(f.low[start:end]) in heads:
            best = end
            break
    if best is None or f.limit[start] < best:
        return None
    return best


def _number_end(f: Facts, at: int) -> int:
    """Over digits, capitals, slashes and hyphens that are glued together (a space before "/" too)."""
    limit = f.limit[at]
    end = at + 1
    while end < limit:
        text = f.texts[end]
        if (
            text in "/-–"
            and end + 1 < limit
            and (f.glued[end] or f.glued[end + 1])
            and f.shape[end + 1] in "UAMd"
        ):
            end += 2
        elif f.glued[end] and (
            f.shape[end] in "UAMd"
            or (text in "&." and end + 1 < limit and f.glued[end + 1] and f.shape[end + 1] in "UA")
        ):
            end += 1
        else:
            break
    return end


def _title_end(f: Facts, start: int, at: int) -> int:
    """Over title words of two syllables, capitals, joints before these, places and a year."""
    limit = min(f.limit[start], start + TITLE_MOST)
    end = at
    while end < limit:
        size = _title_part(f, end, limit)
        acts = f.shape[end] == "l" and end > at and " ".join(f.low[end : end + 2]) in f.words["title_acts"]
        if size and not (acts and f.low[end - 1] not in f.words["inside"]):
            end += size
            continue
        joint = f.low[end] in f.words["inside"] or f.texts[end] in ",-–/&"
        if joint and end > at and end + 1 < limit and _title_part(f, end + 1, limit) and not _new(f, end + 1):
            end += 1
            continue
        if end > at and f.shape[end] == "d" and len(f.texts[end]) == 4:
            return end + 1
        if f.low[end] == "năm" and end + 1 < limit and f.shape[end + 1] == "d" and len(f.texts[end + 1]) == 4:
            return end + 2
        break
    return end


def _new(f: Facts, at: int) -> bool:
    """Whether the next document of a list starts here: Luật Đầu tư, [Luật Doanh nghiệp]."""
    return f.capital(at) and _head(f, at, f.words["titled"] | f.words["numbered_document"]) is not None


def _title_part(f: Facts, at: int, limit: int) -> int:
    """Tokens of the title word, place or capital at `at`; 0 where something else stands."""
    if at in f.places and f.places[at].score >= 0.5:
        return f.places[at].end - at
    for size in (3, 2):
        if at + size <= limit and " ".join(f.low[at : at + size]) in f.words["title_words"]:
            return size
    if f.low[at : at + 3] == ["phòng", ",", "chống"] and at + 2 < limit:
        return 3
    if f.shape[at] not in "UAM" or (f.begins[at] and not f.glued[at]) or at in f.kind("role"):
        return 0
    return 1
