"""How far the complement of a body goes: fields, capitals and joints, then a nested body or the places.

`inner` ends before the first place or body, `tail` goes on over it. Both only look right, within the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from vnlaos_ner.grammar import small_words
from vnlaos_ner.grammar.facts import Facts, Unit, person_start

Parse = Callable[[Facts, int], Unit | None]

#: Between the parts of one field: only where a field or a capital follows.
JOINTS = frozenset(("và", "&", "-", "–", ","))
#: Classes whose head may be followed by small words before the name (công ty mía đường Tây Ninh).
GAPPED = frozenset(
    ("business", "education", "health", "academy", "government", "police", "association", "local")
)
#: Words that end a name, whatever pair they make with the syllable before them.
LINKS = frozenset("của về cho tại với từ".split())
AMOUNTS = frozenset(("tỷ", "tỉ", "triệu", "nghìn", "người", "năm", "tháng", "ngày", "%"))
#: Classes whose units carry numbers.
COUNTED = frozenset(("military", "police", "business", "health", "education", "club"))


def inner(f: Facts, start: int, at: int, kind: str, parse: Parse) -> int:
    """End of fields and capitals behind the head ``[start, at)``; stops before places, bodies and people."""
    limit = f.limit[start]
    end = small_words.gap(f, at, limit) if kind in GAPPED else at
    fields = f.kind("field")
    named = kind in f.words["named"]
    listed = False  # a field of the lexicon ends at `end`
    fresh = True  # nothing but the head or a joint stands before `end`
    while end < limit:
        if (
            (end > at or kind == "police")
            and f.low[end : end + 2] == ["công", "an"]
            and f.low[end - 1] not in JOINTS
        ):
            break  # Phòng Cảnh sát hình sự [Công an tỉnh Cà Mau]
        field = fields.get(end)
        if field is not None and (f.capital(end) or (end > at and f.low[end - 1] in JOINTS)):
            end, fresh, listed = field.end, False, True
            continue
        if end == at and f.texts[end] == "Các":
            break
        opens_sentence = f.texts[end] in f.words["starters"] and end > at and end + 1 < limit
        part = named and f.low[end] == "phát" and f.low[end + 1 : end + 2] != ["biểu"]  # Vạn Thịnh Phát
        if opens_sentence and not (f.paired(end) or part):
            break
        if (end in f.places and f.places[end].score >= 0.5) or (
            f.opens[end] and f.capital(end) and _body_opens(f, at, end, parse)
        ):
            break
        if f.capital(end):
            if (f.begins[end] and not f.glued[end]) or (
                person_start(f, end) and not _person_fits(f, kind, at, end)
            ):
                break
            if end > at and end in f.kind("foreign_name"):
                break
            if not named and not _noun(f, end, fresh):
                break
            alien = (
                end > at + 1
                and f.vietnamese(end - 1)
                and not f.vietnamese(end)
                and f.capital(min(end + 1, limit - 1))
            )
            if alien and kind in ("association", "international"):
                break  # the name of its head follows
            step = 2 if not named and f.shape[end] == "U" else 1
            if step == 2 and end + 1 < limit and f.low[end + 1] in LINKS:
                step = 1  # Đại học Luật [của] ông Thành
            code = f.shape[end] == "A" and end + 1 < limit and f.glued[end + 1] and f.shape[end + 1] == "d"
            end, fresh = end + step + (kind == "local" and code), False  # Phòng Cảnh sát hình sự PC45
            if " ".join(f.low[end - 2 : end]) in f.words["transitive"]:
                end = small_words.object(f, end, limit)
            continue
        pair = f.shape[end] == "l" and end > at and not listed and f.paired(end - 1)
        listed = False
        if pair and f.low[end] not in JOINTS and f.low[end] not in LINKS:
            end += 1
            continue
        if (
            f.shape[end] == "l"
            and (end > at or end + 2 in f.places)
            and " ".join(f.low[end : end + 2]) in f.words["qualities"]
            and f.shape[end - 1] in "Ul"
        ):
            end += 2
            continue
        if kind in GAPPED and end > at and f.shape[end] == "l" and f.shape[end - 1] in "Ul":
            bridge = small_words.bridge(f, end, limit)
            if bridge > end:
                end = bridge
                continue
        if (
            named
            and f.low[end] in f.words["small_parts"]
            and end + 1 < limit
            and f.capital(end + 1)
            and not f.opens[end + 1]
        ):
            end += 1
            continue
        if (
            f.low[end] in JOINTS
            and end > at
            and end + 1 < limit
            and (_goes_on(f, end + 1) or _to_place(f, end))
        ):
            end, fresh = end + 1, True
            continue
        if f.shape[end] == "d" and (end == at or named) and kind in COUNTED and _bare_number(f, end):
            end += 1
            continue
        if f.low[end] == "số" and end + 1 < limit and f.shape[end + 1] == "d":
            end += 2
            continue
        break
    return end


def _body_opens(f: Facts, at: int, end: int, parse: Parse) -> bool:
    """Whether another body opens at `end`; right behind the head only a well-known one."""
    if end == at:
        head = f.kind("body_head").get(end)
        if head is not None and head.end < f.limit[at] and f.shape[head.end] == "d":
            return True  # Bộ Tư lệnh [Quân khu 4]
        known = f.entry("body", end)
        if known is None or known.attrs.get("class") == "media":
            return False
    unit = parse(f, end)
    return unit is not None and (unit.score > 0.5 or f.shape[end - 1] != "U")


def _person_fits(f: Facts, kind: str, at: int, end: int) -> bool:
    """A person's name inside a body: schools, hospitals and museums; others only right behind the head."""
    return kind in ("education", "health", "culture") or (kind in f.words["named"] and end == at)


def _bare_number(f: Facts, at: int) -> bool:
    """A number that is a name (Quân khu 7), not an amount (73,9 triệu)."""
    after = at + 1
    if after >= f.limit[at]:
        return True
    if f.glued[after] and f.texts[after] in ".,":
        return not (after + 1 < f.limit[at] and f.glued[after + 1] and f.shape[after + 1] == "d")
    return not (f.glued[after] and f.texts[after] != ")") and f.low[after] not in AMOUNTS


def _goes_on(f: Facts, at: int) -> bool:
    """Whether the part after a joint still names a field."""
    field = f.kind("field").get(at)
    if (field is None and not f.paired(at)) or not f.capital(at) or at in f.kind("role"):
        return False
    return at not in f.kind("body") and at not in f.kind("body_head")


def _to_place(f: Facts, joint: int) -> bool:
    """Whether "và" leads to a capital noun and, within a few small words, a place: và Nghề cá Indonesia."""
    at, limit = joint + 1, f.limit[joint]
    if (
        f.low[joint] not in ("và", "-")
        or f.shape[at] != "U"
        or f.opens[at]
        or person_start(f, at)
        or at in f.places
    ):
        return False
    end = at + 1
    while (
        end < limit
        and end - at < 7
        and (f.shape[end] == "l" or f.paired(end))
        and f.low[end] not in f.words["function"]
    ):
        if end in f.places:
            return f.places[end].score >= 0.5
        end += 1
    return end < limit and end - at < 7 and end in f.places and f.places[end].score >= 0.5


def _noun(f: Facts, at: int, fresh: bool) -> bool:
    """Whether a capital opens a noun of two syllables (Hàng hải, Chứng khoán), as unlisted fields do."""
    after = at + 1
    if f.shape[at] != "U":
        return f.shape[at] == "A" and len(f.texts[at]) > 1
    if after >= f.limit[at] or f.shape[after] != "l":
        return False
    if f.paired(at):
        return True
    return fresh and f.low[after] not in f.words["function"] and f.vietnamese(at) and f.vietnamese(after)


ROMAN = re.compile(r"[IVX]+")


def numbered_region(f: Facts, at: int) -> int:
    """End of ``khu vực 3``, ``khu vực IX`` and the place that tells which (khu vực 1 - TP HCM), or `at`."""
    number = at + 2
    if f.low[at:number] != ["khu", "vực"] or number >= f.limit[at]:
        return at
    if not (f.shape[number] == "d" or ROMAN.fullmatch(f.texts[number])):
        return at
    end = number + 1
    if end + 1 < f.limit[at] and f.texts[end] in "-–":
        unit = f.places.get(end + 1)
        return unit.end if unit is not None and unit.score >= 0.5 else end
    return end


def tail(f: Facts, start: int, at: int, parse: Parse) -> int:
    """End after a nested body or the places behind what is parsed so far."""
    limit = f.limit[start]
    end = at
    if end + 3 < limit and f.texts[end] == "(" and f.texts[end + 2] == ")" and f.shape[end + 1] == "A":
        unit = f.places.get(end + 3)
        if unit is not None and unit.rule == "country":
            return unit.end  # Mặt trận Tổ quốc (MTTQ) Việt Nam
    if (region := numbered_region(f, end)) > end:
        return region
    if end < limit and (end in f.kind("body") or end in f.kind("body_head")):
        nested = parse(f, end)
        if nested is not None and nested.score > 0.6:
            f.nested.add(end)
            return nested.end
    for _ in range(2):
        if end >= limit:
            break
        unit = f.places.get(end + 1 if f.low[end] == "nước" else end)
        if unit is None or unit.score < 0.5 or f.begins[end]:
            break
        end = unit.end
        if end + 1 < limit and f.texts[end] in "-–" and f.texts[end + 1] in ("ASEAN", "TBD"):
            f.nested.add(end + 1)
            end += 2  # Liên minh Doanh nghiệp châu Âu - ASEAN
            break
        if (
            end + 1 < limit
            and f.texts[end] in "-–"
            and end + 1 in f.places
            and unit.rule in ("country", "short_pair")
        ):
            end = f.places[end + 1].end  # Phòng Thương mại Hà Lan - Việt Nam
    if end == at and end < limit and f.low[end] in small_words.BARE_PLACES:
        two = f.low[end] == "thành" and end + 1 < limit and f.low[end + 1] == "phố"
        return end + 2 if two else end if f.low[end] == "thành" else end + 1
    if end + 1 < limit and f.low[end] == "của" and f.low[start] in ("ủy", "hội", "quốc", "hạm", "tòa"):
        unit = f.places.get(end + 1)
        if f.low[end + 1 : end + 3] == ["quốc", "hội"] and f.low[start] != "quốc":
            return end + 3
        if unit is not None and unit.rule == "country" and f.low[start] not in ("ủy", "hội"):
            return unit.end
        nested = parse(f, end + 1) if f.low[start] == "hạm" else None
        if nested is not None and nested.score > 0.6:
            f.nested.add(nested.start)  # Hạm đội 7 của [Hải quân Mỹ]
            return nested.end
    if (
        end + 1 < limit
        and f.low[end] == "thuộc"
        and f.low[start] in ("vụ", "cục", "phòng")
        and end > start + 1
    ):
        nested = parse(f, end + 1) if f.capital(end + 1) else None
        if nested is not None and nested.score > 0.6:
            f.nested.add(nested.start)
            return nested.end
    if end > at and end + 1 < limit and f.low[end] == "tại" and f.low[start] in f.words["abroad"]:
        unit = f.places.get(end + 1)
        if unit is not None:
            return unit.end
    return end
