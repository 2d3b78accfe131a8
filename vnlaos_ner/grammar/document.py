"""Documents: resolutions, decrees, laws, agreements, by number or by title.

A number is what stands between the head and the next word: ``18-NQ/TƯ``, ``1886/QĐ-TTg``, ``65/2020/QH14``.
A title goes over capitals, fields, joints and the countries it is between. Places and dates inside are marked
as well; organisations inside a title are not. Left alone: bare heads (nghị quyết này), drafts and reports
without number or name.
"""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, Unit
from vnlaos_ner.page import Candidate

TITLE_MOST = 18


def scan(f: Facts) -> list[Candidate]:
    """Documents of the page; the first rule that fits a start decides."""
    out = []
    done = 0
    firsts = {head.split()[0] for head in f.words["numbered_document"] | f.words["titled"]}
    for i in range(f.size):
        if i < done or f.low[i] not in firsts:
            continue
        for rule in RULES:
            unit = rule(f, i)
            if unit is not None:
                out.append(Candidate("DOCUMENT", unit.start, unit.end, "document." + unit.rule, unit.score))
                done = unit.end
                break
    return out


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
    if end == head:
        alone = (
            " ".join(f.low[start:head]) in ("hiến pháp", "tuyên bố chung", "di chúc") and not f.begins[start]
        )
        return Unit(start, head, "alone", 0.6) if alone else None
    return Unit(start, end, "titled", 0.8)


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
    """Over capitals, their second syllables, joints before capitals, countries and a year."""
    limit = min(f.limit[start], start + TITLE_MOST)
    fields = f.kind("field")
    end = last = at
    while end < limit:
        shape = f.shape[end]
        if end in f.places or end in fields:
            end = last = max(
                f.places[end].end if end in f.places else 0, fields[end].end if end in fields else 0
            )
        elif shape in "UAM" and not (f.begins[end] and not f.glued[end]) and end not in f.kind("role"):
            end = last = end + 1
        elif (
            shape == "l"
            and end == last
            and end > at
            and f.shape[end - 1] in "Ul"
            and f.low[end] not in f.words["function"]
            and end - at < 9
        ):
            end += 1
            last = (
                end
                if f.shape[end - 2] == "U" or (f.low[end - 2], f.low[end - 1]) in f.lexicon.compounds
                else last
            )
            if last != end:
                break
        elif (shape == "l" and f.low[end] in f.words["inside"] and _capital_soon(f, end + 1, limit)) or (
            f.texts[end] in ",-–/&"
            and end > at
            and end + 1 < limit
            and (f.capital(end + 1) or end + 1 in fields)
        ):
            end += 1
        elif shape == "d" and len(f.texts[end]) == 4 and end > at:
            return end + 1
        elif (
            f.low[end] == "năm" and end + 1 < limit and f.shape[end + 1] == "d" and len(f.texts[end + 1]) == 4
        ):
            return end + 2
        else:
            break
    return last


def _capital_soon(f: Facts, at: int, limit: int) -> bool:
    """Whether a capital follows within two words that may stand in a title."""
    for i in range(at, min(at + 3, limit)):
        if f.capital(i):
            return True
        if f.low[i] not in f.words["inside"]:
            return False
    return False
