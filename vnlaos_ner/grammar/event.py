"""Events: congresses, sessions, plenums, summits, years of friendship, games and anniversaries.

The ordinal belongs to the event (Kỳ họp thứ 48, Đại hội XIII), so do the body it is of and the year.
Left alone: meetings without number or name (hội nghị tổng kết, cuộc họp), visits and talks.
"""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, Unit, first_fits
from vnlaos_ner.page import Candidate

ROMANS = frozenset("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split())
SUMMITS = (
    "hội nghị thượng đỉnh",
    "hội nghị cấp cao",
    "tuần lễ cấp cao",
    "thượng đỉnh",
    "hội nghị cấp bộ trưởng",
)


def scan(f: Facts) -> list[Candidate]:
    """Events of the page; the first rule that fits a start decides."""
    firsts = {
        h.split()[0] for h in (*f.words["meetings"], *SUMMITS, *f.words["games"], "đại", "năm", "kỷ", "kỉ")
    }
    return [
        Candidate("EVENT", u.start, u.end, "event." + u.rule, u.score) for u in first_fits(f, firsts, RULES)
    ]


def congress(f: Facts, start: int) -> Unit | None:
    """Đại hội XIII của Đảng, Đại hội đại biểu toàn quốc lần thứ XII, Đại hội Đảng bộ tỉnh lần thứ XVII."""
    if not _words(f, start, "đại hội"):
        return None
    limit = f.limit[start]
    end = start + 2
    known = False
    while end < limit:
        if f.low[end] == "lần" and end + 2 < limit and f.low[end + 1] == "thứ":
            end, known = end + 3, True
        elif f.texts[end] in ROMANS or (
            f.shape[end] == "d" and len(f.texts[end]) < 3 and f.low[end - 1] in ("hội", "thứ")
        ):
            end, known = end + 1, True
        elif (
            f.low[end] == "của"
            and known
            and end + 1 < limit
            and (f.texts[end + 1] == "Đảng" or end + 1 in f.bodies)
        ):
            unit = f.bodies.get(end + 1)
            end = unit.end if unit is not None and unit.end > end + 2 else end + 2
            break
        elif f.low[end : end + 2] == ["thành", "phố"]:
            end += 2
        elif f.texts[end] == "Đảng" or f.low[end] in ("đại", "biểu", "toàn", "quốc", "bộ", "tỉnh"):
            end += 1
            known = known or (f.texts[end - 1] == "Đảng" and f.capital(start))
        elif end in f.places:
            end = f.places[end].end
        else:
            break
    return Unit(start, end, "congress", 0.85) if known and end > start + 2 else None


def session(f: Facts, start: int) -> Unit | None:
    """Kỳ họp thứ 48 Ủy ban liên Chính phủ, Hội nghị lần thứ tám Ban Chấp hành Trung ương, kỳ họp thứ 2."""
    head = next((h for h in f.words["meetings"] if _words(f, start, h)), None)
    if head is None or head == "đại hội":
        return None
    limit = f.limit[start]
    at = start + len(head.split())
    body = None
    if at < limit and f.low[at] not in ("lần", "thứ"):
        body = f.bodies.get(at)
        if body is None or not f.capital(start):
            return None
        at = body.end
    if at < limit and f.low[at] == "lần":
        at += 1
    if (
        at + 1 < limit
        and f.low[at] == "thứ"
        and (f.shape[at + 1] == "d" or f.texts[at + 1] in ROMANS or f.low[at + 1] in f.words["ordinals"])
    ):
        end = at + 2
    elif at < limit and f.low[at - 1] == "lần" and f.shape[at] == "d":
        end = at + 1
    else:
        return None
    if body is None:
        end = _of_body(f, end)
    end = _term(f, end)
    return Unit(start, end, "session", 0.85)


def plenum(f: Facts, start: int) -> Unit | None:
    """Hội nghị Trung ương 5 khóa XII."""
    if (
        not _words(f, start, "hội nghị trung ương")
        or start + 4 >= f.limit[start]
        or f.shape[start + 4] != "d"
    ):
        return None
    return Unit(start, _term(f, start + 5), "plenum", 0.9)


def summit(f: Facts, start: int) -> Unit | None:
    """Hội nghị thượng đỉnh G20, Hội nghị Cấp cao ASEAN lần thứ 44, Tuần lễ Cấp cao APEC 2017."""
    head = next((h for h in SUMMITS if _words(f, start, h)), None)
    if head is None:
        return None
    at = start + len(head.split())
    end = at
    limit = f.limit[start]
    while end < limit:
        unit = f.places.get(end) or f.bodies.get(end)
        if unit is not None and unit.end > end:
            end = unit.end
        elif (
            f.shape[end] in "AM"
            or (f.shape[end] == "U" and not f.begins[end])
            or (f.shape[end] == "d" and f.glued[end] and end > at)
        ) or (
            f.texts[end] in "-–/"
            and end > at
            and end + 1 < limit
            and (f.capital(end + 1) or end + 1 in f.places)
        ):
            end += 1
        else:
            break
    if end == at:
        return None
    return Unit(start, _year(f, _nth(f, end)), "summit", 0.8)


def year(f: Facts, start: int) -> Unit | None:
    """Năm Đoàn kết hữu nghị Việt Nam - Lào 2022, Năm Du lịch quốc gia 2017, Năm APEC 2017."""
    if (
        f.texts[start] != "Năm"
        or start + 1 >= f.limit[start]
        or (not f.capital(start + 1) and f.low[start + 1] != "du")
    ):
        return None
    limit = f.limit[start]
    end = start + 1
    capitals = 0
    placed = False
    while end < limit and end - start < 14:
        if end in f.places:
            end = f.places[end].end
            placed = True
        elif f.capital(end) and not (f.begins[end] and not f.glued[end]):
            capitals += 1
            end += 1
            placed = False
        elif (f.shape[end] == "l" and f.low[end] in f.words["year_words"] and not placed) or (
            f.texts[end] in ",-–"
            and end + 1 < limit
            and (f.capital(end + 1) or f.low[end + 1] in f.words["year_words"] or end + 1 in f.places)
        ):
            end += 1
        else:
            break
    if end < limit and f.shape[end] == "d" and len(f.texts[end]) == 4:
        return Unit(start, _range(f, end), "year", 0.85)
    return (
        Unit(start, end, "year", 0.6) if capitals and any(k in f.places for k in range(start, end)) else None
    )


def games(f: Facts, start: int) -> Unit | None:
    """SEA Games 31, World Cup 2018, Festival Huế 2016."""
    for size in (2, 1):
        end = start + size
        if end <= f.limit[start] and " ".join(f.low[start:end]) in f.words["games"] and f.capital(start):
            if end < f.limit[start] and end in f.places:
                end = f.places[end].end
            if (
                end < f.limit[start]
                and f.shape[end] == "d"
                and len(f.texts[end]) in (2, 4)
                and not f.glued[end]
            ):
                return Unit(start, end + 1, "games", 0.8)
            return Unit(start, end, "games", 0.55) if end > start + size else None
    return None


def anniversary(f: Facts, start: int) -> Unit | None:
    """kỷ niệm 60 năm thiết lập quan hệ ngoại giao Việt Nam - Lào, Kỷ niệm 127 năm Ngày sinh …"""
    if not (_words(f, start, "kỷ niệm") or _words(f, start, "kỉ niệm")):
        return None
    limit = f.limit[start]
    at = start + 2
    if at + 1 < limit and _words(f, at, "lần thứ"):
        at += 2
    if at + 1 >= limit or f.shape[at] != "d" or f.low[at + 1] not in ("năm", "ngày"):
        return None
    end = at + 2
    while end < limit and end - start < 24:
        if end in f.places:
            end = f.places[end].end
        elif (
            f.low[end] in f.words["anniversary"]
            or (f.capital(end) and not f.begins[end] and f.low[end - 1] in f.words["anniversary"])
        ) or (f.texts[end] in "-–" and end + 1 < limit and end + 1 in f.places):
            end += 1
        else:
            break
    return Unit(start, end, "anniversary", 0.75) if end > at + 3 else None


RULES = (plenum, congress, session, summit, year, games, anniversary)


def _words(f: Facts, start: int, words: str) -> bool:
    if not words.startswith(f.low[start]):
        return False
    parts = words.split()
    return f.low[start : start + len(parts)] == parts and f.limit[start] >= start + len(parts)


def _of_body(f: Facts, at: int) -> int:
    """Behind the ordinal: (của) the body that meets."""
    limit = f.limit[at - 1]
    skip = at + 1 if at < limit and f.low[at] == "của" else at
    unit = f.bodies.get(skip) if skip < limit else None
    return unit.end if unit is not None else at


def _term(f: Facts, at: int) -> int:
    """Behind that: (,) khóa XV."""
    limit = f.limit[at - 1]
    skip = at + 1 if at < limit and f.texts[at] in ",(" and at + 1 < limit else at
    if (
        skip + 1 < limit
        and f.low[skip] in ("khóa", "khoá")
        and (f.texts[skip + 1] in ROMANS or f.shape[skip + 1] == "d")
    ):
        if skip > at and f.texts[at] == "(":
            return skip + 3 if skip + 2 < limit and f.texts[skip + 2] == ")" else at
        return skip + 2
    return at


def _nth(f: Facts, at: int) -> int:
    limit = f.limit[at - 1]
    if at + 2 < limit and f.low[at] == "lần" and f.low[at + 1] == "thứ":
        return at + 3
    return at + 2 if at + 1 < limit and f.low[at] == "lần" and f.shape[at + 1] == "d" else at


def _year(f: Facts, at: int) -> int:
    limit = f.limit[at - 1]
    return at + 1 if at < limit and f.shape[at] == "d" and len(f.texts[at]) == 4 and not f.glued[at] else at


def _range(f: Facts, at: int) -> int:
    """2022, 2022-2023."""
    limit = f.limit[at]
    if at + 2 < limit and f.texts[at + 1] in "-–" and f.shape[at + 2] == "d" and len(f.texts[at + 2]) == 4:
        return at + 3
    return at + 1
