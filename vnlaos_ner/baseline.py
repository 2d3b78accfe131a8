"""The public `underthesea.ner` as a recogniser: people, organisations and places, for comparison.

It rewrites text and cuts words its own way; its boundaries are taken as they are and mapped back to
code points by counting characters that are not white space, so they can be scored next to ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from vnlaos_ner.document import MentionType
from vnlaos_ner.errors import VnlaosError
from vnlaos_ner.page import Candidate, Page
from vnlaos_ner.text import Shadow

RULE = "underthesea.ner"
_SCORE = 0.9  # it gives none of its own; nothing competes with it
_TYPES: dict[str, MentionType] = {"PER": "PERSON", "ORG": "ORGANIZATION", "LOC": "LOCATION"}


class RawSpan(NamedTuple):
    """What the model says: a type and half-open code points of the raw text."""

    type: MentionType
    start: int
    end: int


def recognise(raw: str) -> list[RawSpan]:
    """Entities of a text in order, never overlapping. Sentence by sentence, of its own `sent_tokenize`:
    there the model does best (whole lines and whole texts score lower), and it is quadratic in length.
    """
    try:
        from underthesea import ner, sent_tokenize  # heavy: only who asks for the baseline pays for it
    except ImportError as error:
        raise VnlaosError(
            f"the underthesea engine cannot be loaded ({error}); install underthesea>=9.5"
        ) from error
    shadow = Shadow(raw)
    found = []
    offset = 0
    for line in shadow.text.split("\n"):
        for start, sentence in _sentences(line, sent_tokenize(line) if line.strip() else []):
            tagged = [(row[0], row[-1]) for row in ner(sentence)]
            for kind, a, b in _entities(sentence, tagged):
                found.append(RawSpan(kind, *shadow.to_raw(offset + start + a, offset + start + b)))
        offset += len(line) + 1
    return found


def _sentences(line: str, pieces: list[str]) -> list[tuple[int, str]]:
    """Where each sentence starts; the line is one sentence where its pieces are not found in it."""
    found, at = [], 0
    for piece in pieces:
        start = line.find(piece, at)
        if start < 0:
            return [(0, line)]
        found.append((start, piece))
        at = start + len(piece)
    return found


def propose(page: Page) -> list[Candidate]:
    """The same entities as candidates on tokens; a boundary inside a token moves outwards to its edge."""
    starts, ends = page.tokens.starts, page.tokens.ends
    candidates = []
    first = 0
    for kind, start, end in recognise(page.article.text):
        while first < len(ends) and ends[first] <= start:
            first += 1
        last = first
        while last < len(starts) and starts[last] < end:
            last += 1
        if last > first:
            candidates.append(Candidate(kind, first, last, RULE, _SCORE))
    return candidates


def _entities(line: str, tagged: Iterable[tuple[str, str]]) -> Iterator[tuple[MentionType, int, int]]:
    """Join B-/I- tags of words and give each entity its span in `line`."""
    tagged = list(tagged)
    spans = _align(line, [word for word, _ in tagged])
    current: tuple[MentionType, int, int] | None = None
    for (_, tag), span in zip(tagged, spans, strict=True):
        prefix, _, label = tag.partition("-")
        kind = _TYPES.get(label)
        if span is None:
            continue
        if current and prefix == "I" and kind == current[0]:
            current = (current[0], current[1], span[1])
            continue
        if current:
            yield current
        current = (kind, *span) if kind else None
    if current:
        yield current


def _align(line: str, words: list[str]) -> list[tuple[int, int] | None]:
    """The span of each word in `line`; None for a word of which no character can be found."""
    where = [i for i, c in enumerate(line) if not c.isspace()]
    ours = "".join(line[i] for i in where)
    pieces = ["".join(word.split()) for word in words]
    theirs = "".join(pieces)
    if len(theirs) == len(ours):
        back: dict[int, int] = dict(zip(range(len(ours)), where, strict=True))
    else:
        blocks = SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks()
        back = {b.a + k: where[b.b + k] for b in blocks for k in range(b.size)}
    spans: list[tuple[int, int] | None] = []
    position = 0
    for piece in pieces:
        known = [back[k] for k in range(position, position + len(piece)) if k in back]
        spans.append((known[0], known[-1] + 1) if known else None)
        position += len(piece)
    return spans
