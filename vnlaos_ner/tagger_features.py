"""What the tagger sees of one token: a folded word form and its shape. Pure functions of the token's text.

The same functions feed the training code, so what is learnt and what is run cannot drift apart.
Numbers are folded by what they can mean in a date: days and months stay themselves, years are one form,
other figures are kept by their length only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vnlaos_ner.document import MentionType
from vnlaos_ner.page import Candidate, Match

NEWLINE = "\n"
LOWER, CAPITAL, UPPER, LETTER, MIXED, DIGITS, OTHER, BREAK = range(8)
"""Shapes: lower case, one capital at the start, all capitals (two letters or more), one capital letter,
any other letters, a figure, one other character, the end of a line."""
SHAPES = 8
CASES = 2 * SHAPES
"""A shape, and whether the token is glued to the one before it: ``shape + SHAPES * glued``."""


def fold(text: str) -> str:
    """The form a token is looked up by.

    >>> fold("Hà"), fold("07"), fold("2017"), fold("1.5")[:1], fold("12345")
    ('hà', '7', '<year>', '1', '<5>')
    """
    if not text.isdigit():
        return text.lower()
    if len(text) <= 2 and text.isascii():
        value = int(text)
        return str(value) if value <= 31 else "<2>"
    if len(text) == 4 and text[:2] in ("19", "20"):
        return "<year>"
    return f"<{min(len(text), 7)}>"


def shape(text: str) -> int:
    """The shape class of a token (not counting whether it is glued).

    >>> [shape(t) for t in ("của", "Hà", "UBND", "Đ", "iPhone", "17", ",", NEWLINE)]
    [0, 1, 2, 3, 4, 5, 6, 7]
    """
    if text == NEWLINE:
        return BREAK
    if text.isdigit():
        return DIGITS
    if not text[0].isalpha():
        return OTHER
    if text.islower():
        return LOWER
    if len(text) == 1:
        return LETTER if text.isupper() else LOWER
    if text.isupper():
        return UPPER
    return CAPITAL if text[0].isupper() and text[1:].islower() else MIXED


def with_breaks(lines: list[tuple[int, int]]) -> list[int]:
    """Token indices in text order, with ``-1`` for the end of each line that holds a token.

    >>> with_breaks([(0, 2), (2, 2), (2, 3)])
    [0, 1, -1, 2, -1]
    """
    order: list[int] = []
    for start, end in lines:
        if start < end:
            order.extend(range(start, end))
            order.append(-1)
    return order


def proposal(kind: MentionType, score: float) -> str:
    """The name of the mark for what a grammar proposes, or refuses (its score is then below one half)."""
    return f"{'proposed' if score >= 0.5 else 'refused'} {kind}"


def marks(
    matches: Iterable[Match], proposals: Iterable[Candidate], columns: Mapping[str, int]
) -> tuple[list[int], list[int]]:
    """Rows (tokens) and columns of the features that are set: lexicon matches and the grammars' proposals.

    A kind has three columns from ``columns[kind]``: the first token of a span, its last, and any between.
    """
    spans = [(start, end, entry.kind) for start, end, entry in matches]
    spans += [(c.start, c.end, proposal(c.type, c.score)) for c in proposals]
    rows: list[int] = []
    cells: list[int] = []
    for start, end, kind in spans:
        column = columns.get(kind)
        if column is None:
            continue
        rows.append(start)
        cells.append(column)
        rows.append(end - 1)
        cells.append(column + 1)
        for i in range(start + 1, end - 1):
            rows.append(i)
            cells.append(column + 2)
    return rows, cells
