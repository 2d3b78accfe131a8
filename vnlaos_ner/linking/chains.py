"""Runs of neighbouring offices that share one holder, and the gaps between neighbours.

A *row* is the PERSON and OFFICE mentions of one line (or of one office, for those nested in it), with the
gap before each. A *chain* is a stretch of offices in a row joined by comma, dash, ``kiêm``, ``đồng thời là``.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from vnlaos_ner.linking import gaps
from vnlaos_ner.linking.cues import Cues
from vnlaos_ner.linking.gaps import Gap
from vnlaos_ner.linking.scene import Item, Scene, siblings

_KINDS = frozenset({"PERSON", "OFFICE"})
_PLURAL = frozenset({"các", "hai", "ba", "bốn", "năm", "những", "nhiều", "mấy", "2", "3", "4", "5"})
JOINS = frozenset({gaps.COMMA, gaps.DASH, gaps.ALSO, gaps.OPEN})


class Row(NamedTuple):
    """`gap[i]` stands between items ``i - 1`` and ``i``; ``gap[0]`` is None."""

    items: tuple[Item, ...]
    gap: tuple[Gap | None, ...]
    plural: frozenset[int]


def rows(scene: Scene, cues: Cues) -> list[Row]:
    """All rows of the page. `plural` holds positions of offices that name several people at once."""
    out = []
    for items in siblings(scene, _KINDS):
        gap: list[Gap | None] = [None]
        gap += [gaps.between(scene, cues, a, b) for a, b in pairwise(items)]
        plural = frozenset(i for i, x in enumerate(items) if x.type == "OFFICE" and _plural(scene, cues, x))
        out.append(Row(tuple(items), tuple(gap), plural))
    return out


def _plural(scene: Scene, cues: Cues, office: Item) -> bool:
    """``các Phó Thủ tướng``, ``hai đồng chí Phó Chủ tịch``."""
    first = scene.page.tokens.lines[office.line][0]
    _, end, _ = gaps.strip_address(scene.low, cues, first, office.start)
    _, end, _ = gaps.strip_status(scene.low, cues, first, end)
    return end > first and scene.low[end - 1] in _PLURAL


def joined(row: Row, i: int) -> bool:
    """Whether item `i` continues a chain that item ``i - 1`` belongs to."""
    before = row.gap[i]
    if before is None or row.items[i].type != "OFFICE" or row.items[i - 1].type != "OFFICE":
        return False
    return before.kind in JOINS and i not in row.plural


def back(row: Row, i: int) -> int:
    """The first position of the chain that ends at `i`."""
    while joined(row, i):
        i -= 1
    return i


def forward(row: Row, i: int) -> int:
    """The position after the chain that starts at `i`."""
    i += 1
    while i < len(row.items) and joined(row, i):
        i += 1
    return i


def offices(rows: list[Row]) -> list[tuple[int, ...]]:
    """The item numbers of every chain of two offices or more."""
    out = []
    for row in rows:
        i = 0
        while i < len(row.items):
            end = forward(row, i) if row.items[i].type == "OFFICE" else i + 1
            if end - i > 1:
                out.append(tuple(item.number for item in row.items[i:end]))
            i = end
    return out
