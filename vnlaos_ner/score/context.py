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
    low = _from(text, line_start, min(m.start for m, _ in marks))
    high = _to(text, max(m.end for m, _ in marks))
    before = "… " if low > line_start else ""
    after = " …" if text[high : high + 1] not in ("", "\n", "\r") else ""
    shown = before + "".join(map(_plain, text[low:high])) + after
    rows = [f"{where}  {difference.kind} {mark.type}", f"    {shown}"]
    return "\n".join([*rows, *(_underline(text, low, len(before), m, label) for m, label in marks)])


def _from(text: str, line_start: int, index: int) -> int:
    """Where the words before `index` begin that are shown: some way back, at a word, in the line."""
    if index - line_start <= _AROUND:
        return line_start
    space = text.find(" ", index - _AROUND, index)
    return space + 1 if space >= 0 else index - _AROUND


def _to(text: str, index: int) -> int:
    """Where the words after `index` end that are shown."""
    line_end = text.find("\n", index)
    line_end = line_end if line_end >= 0 else len(text)
    if line_end - index <= _AROUND:
        return line_end
    space = text.rfind(" ", index, index + _AROUND)
    return space if space >= 0 else index + _AROUND


def _words(difference: Difference) -> str:
    return f"{difference.wanted or 'none'} in gold, {difference.got or 'none'} found"


def _underline(text: str, low: int, indent: int, mark: Mark, label: str) -> str:
    before, under = (sum(map(_width, text[a:b])) for a, b in ((low, mark.start), mark.span))
    return f"    {' ' * (indent + before)}{'^' * max(1, under)} {''.join(map(_plain, label))}"


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
