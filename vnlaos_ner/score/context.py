"""A difference as a reader sees it: where it is, the words around it, and what is marked underlined."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from vnlaos_ner.score.differences import Difference
from vnlaos_ner.score.marks import Mark

_AROUND = 40


def in_context(source: Path, text: str, difference: Difference) -> str:
    """``FILE:LINE:COLUMN kind TYPE``, the line around it, and a line of ``^`` under each marked span.

    Text of documents is printed as plain characters: no control character reaches the terminal.
    """
    mark = difference.mark
    line_start = text.rfind("\n", 0, mark.start) + 1
    where = f"{source}:{text.count(chr(10), 0, mark.start) + 1}:{mark.start - line_start + 1}"
    marks = [(m, label) for m, label in ((difference.gold, "gold"), (difference.predicted, "found")) if m]
    if len(marks) == 2 and marks[0][0].span == marks[1][0].span:
        marks = [(mark, _words(difference))]
    low = max(line_start, min(m.start for m, _ in marks) - _AROUND)
    line_end = text.find("\n", mark.start)
    high = min(line_end if line_end >= 0 else len(text), max(m.end for m, _ in marks) + _AROUND)
    high = max(high, max(m.end for m, _ in marks))
    shown = "".join(map(_plain, text[low:high]))
    rows = [f"{where}  {difference.kind} {mark.type}", f"    {shown}"]
    return "\n".join([*rows, *(_underline(text, low, m, label) for m, label in marks)])


def _words(difference: Difference) -> str:
    return f"{difference.wanted or 'none'} in gold, {difference.got or 'none'} found"


def _underline(text: str, low: int, mark: Mark, label: str) -> str:
    before, under = (sum(map(_width, text[a:b])) for a, b in ((low, mark.start), mark.span))
    return f"    {' ' * before}{'^' * max(1, under)} {''.join(map(_plain, label))}"


def _plain(c: str) -> str:
    """White space as one space; what has no picture (controls, direction marks) as one middle dot."""
    if c.isspace():
        return " "
    return "·" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") else c


def _width(c: str) -> int:
    """Columns a character takes on a terminal."""
    if unicodedata.combining(c):
        return 0
    return 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1
