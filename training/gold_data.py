"""Gold (and silver) articles as token rows with nested spans, and the tag layers drawn from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from vnlaos_ner import gold
from vnlaos_ner.page import Match, Page
from vnlaos_ner.text import Shadow, tokenize

LAYERS: tuple[tuple[str, ...], ...] = (
    ("PERSON", "LOCATION", "DATE"),
    ("OFFICE",),
    ("ORGANIZATION",),
    ("ORGANIZATION", "OFFICE"),
)
"""Types of each layer: base, offices, outer organisations, and what is nested in one of its own type."""
WIDTH = 1 + 4 * max(len(layer) for layer in LAYERS)
"""Tags of the widest layer: O, then B I E S of each type."""


class Labelled(NamedTuple):
    """Tokens of one article in lines, and its mentions as ``(type, start, end)`` token ranges.

    `weight` scales its loss (silver articles count less than gold).
    """

    name: str
    texts: list[str]
    glued: list[bool]
    lines: list[tuple[int, int]]
    spans: list[tuple[str, int, int]]
    weight: float = 1.0


def read(folder: Path, glue_words: frozenset[str]) -> list[Labelled]:
    """Every annotated article of a folder; a mention that fits no token boundary is widened to tokens."""
    return [_labelled(document, glue_words) for document in gold.load(folder)]


def _labelled(document: gold.GoldDocument, glue_words: frozenset[str]) -> Labelled:
    tokens = tokenize(Shadow(document.text), glue_words)
    first = {}
    last = {}
    for i, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
        for at in range(start, end):
            first[at] = last[at] = i
    spans = [(m.type, first[m.start], last[m.end - 1] + 1) for m in document.mentions]
    return Labelled(document.id, tokens.texts, tokens.glued, tokens.lines, spans)


def written(article: Labelled) -> str:
    """The article as text again: so that grammars can read a variant of it. Lines are kept, spaces single."""
    lines = []
    for start, end in article.lines:
        pieces = [
            ("" if article.glued[i] or i == start else " ") + article.texts[i] for i in range(start, end)
        ]
        lines.append("".join(pieces))
    return "\n".join(lines)


def without_facts(page: Page) -> Page:
    """The page as if no names had been harvested from the corpus."""
    return page._replace(matches=without_seen(page.matches))


def without_seen(matches: Iterable[Match]) -> tuple[Match, ...]:
    """The matches without those of names harvested from the corpus."""
    return tuple(m for m in matches if not m.entry.kind.startswith("seen_"))


def layered(spans: Iterable[tuple[str, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Spans of each layer as ``(type index in the layer, start, end)``; what no layer can hold is dropped."""
    out: list[list[tuple[int, int, int]]] = [[] for _ in LAYERS]
    taken: list[set[int]] = [set() for _ in LAYERS]
    for kind, start, end in sorted(set(spans), key=lambda s: (s[1], -s[2])):
        for row, layer in enumerate(LAYERS):
            if kind in layer and taken[row].isdisjoint(range(start, end)):
                out[row].append((layer.index(kind), start, end))
                taken[row].update(range(start, end))
                break
    return out


def tags(spans: Sequence[tuple[int, int, int]], length: int) -> list[int]:
    """One layer's tag ids: 0 outside, else ``1 + 4 * type + (B, I, E, S)``."""
    row = [0] * length
    for kind, start, end in spans:
        base = 1 + 4 * kind
        if end - start == 1:
            row[start] = base + 3
        else:
            row[start] = base
            row[end - 1] = base + 2
            row[start + 1 : end - 1] = [base + 1] * (end - start - 2)
    return row


def untag(row: Sequence[int]) -> list[tuple[int, int, int]]:
    """The spans of a legal tag row: the inverse of `tags`."""
    out = []
    start = 0
    for i, tag in enumerate(row):
        if tag == 0:
            continue
        kind, place = divmod(tag - 1, 4)
        if place in (0, 3):
            start = i
        if place in (2, 3):
            out.append((kind, start, i + 1))
    return out
