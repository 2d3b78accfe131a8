"""Streets told without a class word: đoạn từ Lý Thường Kiệt đến Tràng Tiền, các tuyến Kim Mã, Láng Hạ.

Many are named after people: the same words are then no person anywhere in the article.
"""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts

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
        "chiều từ",
        "các tuyến",
        "các trục",
        "các phố",
        "các đường",
        "tuyến phố",
        "trục đường",
        "phố như",
        "đường như",
        "tuyến như",
        "trục như",
    )
)
_LAST = frozenset(words.split()[1] for words in BEFORE)
#: Between two streets of one route or list.
JOINTS = frozenset((",", "-", "–", "và", "đến", "tới", "qua"))
STRETCH = (["đoạn", "từ"], ["đoạn", "qua"])


def names(f: Facts) -> set[tuple[str, ...]]:
    """The words of every name that a street word or another street of its list shows to be a street."""
    found = {tuple(f.texts[start:end]) for start, end in stretches(f) if end - start < 4}
    return found - {("Hồ", "Chí", "Minh")}


def stretches(f: Facts) -> list[tuple[int, int]]:
    """Where the names of two to four syllables stand, in text order."""
    found: dict[int, int] = {}
    for i in f.spots(_LAST):
        if i and f"{f.low[i - 1]} {f.low[i]}" in BEFORE:
            at = i + 1 + (f.low[i + 1 : i + 2] == ["như"])
            _list(f, at, found)
    for i in f.spots({"đoạn"}):
        if f.low[i : i + 2] in STRETCH:  # Lê Thánh Tông đoạn từ …
            start = i
            while start and f.limit[start - 1] == f.limit[i] and _syllable(f, start - 1) and i - start < 4:
                start -= 1
                if f.begins[start]:
                    break
            _list(f, start, found)
    return sorted(found.items())


def _list(f: Facts, at: int, found: dict[int, int]) -> None:
    """Put the name at `at` and those that a comma, dash or "đến" joins to it into `found`."""
    while True:
        end = _end(f, at)
        if not 2 <= end - at <= 4 or f.opens[at]:
            return
        found[at] = end
        if end + 1 >= f.limit[at] or f.low[end] not in JOINTS:
            return
        at = end + 1


def _end(f: Facts, start: int) -> int:
    end = start
    while end < f.size and f.limit[end] == f.limit[start] and _syllable(f, end):
        if end > start and f.begins[end]:
            break
        end += 1
    return end


def _syllable(f: Facts, at: int) -> bool:
    return f.shape[at] == "U" and f.vietnamese(at)
