"""People who made the text: authors at the end, photographers after "Ảnh:", names before an agency."""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, Unit

AFTER_CREDIT = frozenset("/).-–,|;")
SLASH = frozenset("/")
CREDITS = frozenset(("ảnh", "video", "clip", "bài", "tin", "đồ", "họa"))


def credits(f: Facts) -> list[Unit]:
    """(Ảnh: Thanh Hải), Ảnh: NGUYỄN HIỀN, (ảnh TÍN HUY), Tin, bài: Tuấn Vương - Lê Khoa."""
    out = []
    for i in f.spots(CREDITS):
        at = i + 1
        if at == f.size:
            break
        if f.texts[at] == ":":
            at += 1
        elif not ((i and f.texts[i - 1] == "(") or f.texts[i] == "Ảnh"):
            continue
        out += _chain(f, at, 0.8)
    return out


def _chain(f: Facts, at: int, score: float) -> list[Unit]:
    """Names joined by hyphens or commas, each two or three capitals."""
    out: list[Unit] = []
    while at < f.size:
        end = _run(f, at)
        if end - at < 2:
            break
        out.append(Unit(at, end, "credit", score))
        if end + 1 < f.size and f.texts[end] in "-–," and f.limit[end] == f.limit[at]:
            at = end + 1
        else:
            break
    return out


def _run(f: Facts, start: int) -> int:
    """End of two or three Vietnamese capitals (small or all capitals) that are nothing known."""
    end = start
    while end < f.size and f.limit[end] == f.limit[start] and end - start < 4:
        if f.shape[end] not in "UA" or f.shape[end] != f.shape[start] or f.texts[end] in f.words["starters"]:
            break
        if (end > start and f.begins[end]) or (not f.vietnamese(end) and len(f.texts[end]) > 1):
            break
        if (
            f.opens[end]
            and end > start
            and f.shape[end] == "U"
            and (end in f.kind("role") or end in f.kind("office") or end in f.kind("body"))
        ):
            break
        end += 1
    if end == start or start in f.kind("organization") or start in f.kind("body") or f.low[start] == "tiếng":
        return start
    place = f.places.get(start)
    if place is not None and (place.end >= end and place.rule == "country"):
        return start
    return end if f.shape[start] == "U" or end - start > 1 else start


def before_slash(f: Facts) -> list[Unit]:
    """Thanh Vũ/TTXVN, Huy Sơn/VOV, Thanh Hải - TTXVN in a credit."""
    out = []
    for i in f.spots(SLASH):
        if not 1 < i < f.size - 1 or (f.shape[i + 1] not in "AM" and i + 1 not in f.kind("organization")):
            continue
        start = i
        while start > 0 and f.shape[start - 1] == "U" and i - start < 3 and f.limit[start - 1] == f.limit[i]:
            start -= 1
            if f.begins[start]:
                break
        if i - start >= 2 and all(f.vietnamese(k) or len(f.texts[k]) == 1 for k in range(start, i)):
            out.append(Unit(start, i, "before_agency", 0.88))
    return out


def last_words(f: Facts) -> list[Unit]:
    """Two or three capitals that close a line, alone or before brackets, "Theo …" or a second author."""
    out: list[Unit] = []
    for start, end in f.page.tokens.lines:
        first = max(start, end - 16)
        i = first
        while i < end:
            if f.shape[i] not in "UA" or not f.begins[i] or (i == start and end - start > 8):
                i += 1
                continue
            stop = _run(f, i)
            closed = stop == end or f.texts[stop] in "(/-–|)." or f.texts[stop] in ("Theo", "thực")
            if 2 <= stop - i <= 3 and closed:
                out += _chain(f, i, 0.8)
                i = stop
            i += 1
    return out
