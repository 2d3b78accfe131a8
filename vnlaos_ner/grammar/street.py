"""Persons' names that are streets where they stand: đoạn từ Lý Thường Kiệt đến Trần Hưng Đạo."""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, person_start

#: Two words right before a name that tell of a crossing or a route; a single class word (đường) is the
#: place grammar's, and what a street is called elsewhere may be the man himself.
BEFORE = frozenset(
    (
        "ngã tư",
        "ngã ba",
        "ngã năm",
        "nút giao",
        "đoạn từ",
        "hướng về",
        "vượt hướng",
        "các tuyến",
        "phố như",
        "đường như",
    )
)
#: Between two streets of one route or list.
JOINTS = frozenset((",", "-", "–", "và", "đến", "tới", "qua"))


def names(f: Facts) -> set[tuple[str, ...]]:
    """The words of every name that a street word or another street of its list shows to be a street."""
    found: set[tuple[str, ...]] = set()
    last = 0  # end of the street before
    for start in sorted(f.kind("family")):
        if start < last or not person_start(f, start):
            continue
        end = _end(f, start)
        if not (2 <= end - start <= 3) or f.low[start:end] == ["hồ", "chí", "minh"]:
            continue
        joined = last and 0 < start - last <= 1 and f.low[last] in JOINTS
        if joined or _shown(f, start, end):
            found.add(tuple(f.texts[start:end]))
            last = end
    return found


def _end(f: Facts, start: int) -> int:
    end = start
    while (
        end < f.limit[start]
        and f.shape[end] == "U"
        and f.vietnamese(end)
        and not (f.begins[end] and end > start)
    ):
        end += 1
    return end


def _shown(f: Facts, start: int, end: int) -> bool:
    """A street word before, or a stretch of it told behind: Lê Thánh Tông đoạn từ …"""
    if f.low[end : end + 2] in (["đoạn", "từ"], ["đoạn", "qua"]):
        return True
    if not start or f.limit[start - 1] != f.limit[start]:
        return False
    return " ".join(f.low[max(0, start - 2) : start]) in BEFORE
