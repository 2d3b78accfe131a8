"""The shadow: a repaired copy of the raw text for *matching only*, and its tokens.

The shadow is NFC, has one tone style (``ủy, hòa, khóa``), ``Đ`` for ``Ð``, plain spaces for NBSP, ``-`` for
the typographic hyphens and no zero-width characters; every shadow index maps back to a raw index and the
lines are those of the raw text. The raw text is never changed.
Left alone on purpose: ``quý`` (qu is a consonant), closed syllables (``hoàng``, ``Huỳnh``: both styles
agree there), ``thuở``, foreign words (``Raúl``, ``Chloé``), and i or y: ``Lý`` and ``Lí`` may be two names.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from operator import eq
from typing import NamedTuple

from vnlaos_ner.glue import cuts_of
from vnlaos_ner.syllable import old_style

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_MARKS = "\u0300-\u036f"
_CHARS = (("Ð", "Đ"), ("ð", "đ"), ("Ɖ", "Đ"), ("ɖ", "đ"), ("\u2010", "-"), ("\u2011", "-"))
_SHAPES = "\u0302\u0306\u031b"

_DIRTY = re.compile(f"[{_MARKS}{_ZERO_WIDTH}]")
_CLUSTER = re.compile(f"[^{_MARKS}{_ZERO_WIDTH}]?[{_MARKS}{_ZERO_WIDTH}]+", re.DOTALL)
_SPACES = re.compile("[^\\S\n ]")


class Shadow:
    """`text` for matching, and the way back to raw offsets (code points, half-open)."""

    __slots__ = ("_back", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        text, self._back = _repair(raw)
        self.text = old_style(text)

    @property
    def in_step(self) -> bool:
        """Whether every shadow index is the raw index."""
        return self._back is None

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a shadow span: the first raw character of its first letter to the last of its last.

        Marks belong to their letter; zero-width characters at the end stay outside.
        """
        if self._back is None:
            return start, end
        if start == end:
            return self._back[start], self._back[start]
        return self._back[start], self._end(end)

    def _end(self, end: int) -> int:
        back = self._back
        assert back is not None
        last = back[end - 1]
        while back[end] == last:  # a letter and a mark that has no letter of its own share one place
            end += 1
        raw_end = back[end]
        while raw_end > last + 1 and self.raw[raw_end - 1] in _ZERO_WIDTH:
            raw_end -= 1
        return raw_end

    def to_shadow(self, raw_index: int) -> int:
        """The shadow index whose character holds the raw character at `raw_index`."""
        if self._back is None:
            return raw_index
        at = bisect_right(self._back, raw_index) - 1
        while at > 0 and self._back[at - 1] == self._back[at]:
            at -= 1
        return max(0, at)


def _repair(raw: str) -> tuple[str, list[int] | None]:
    """Shadow text and, unless both run in step, the raw index of each shadow character plus the end."""
    if not _DIRTY.search(raw) and unicodedata.is_normalized("NFC", raw):
        return _clean(raw), None
    out: list[str] = []
    back: list[int] = []
    at = 0
    for m in _CLUSTER.finditer(raw):
        _append(out, back, raw[at : m.start()], at)
        piece = _compose(m.group())
        out.append(piece)
        back += [m.start()] * len(piece)
        at = m.end()
    _append(out, back, raw[at:], at)
    back.append(len(raw))
    return "".join(out), back


def _append(out: list[str], back: list[int], stretch: str, at: int) -> None:
    """Add text without marks. A few single signs have another NFC form (the Ångström, Greek, CJK signs)."""
    if unicodedata.is_normalized("NFC", stretch):
        out.append(_clean(stretch))
        back += range(at, at + len(stretch))
        return
    for i, char in enumerate(stretch):
        piece = _clean(unicodedata.normalize("NFC", char))
        out.append(piece)
        back += [at + i] * len(piece)


def _compose(cluster: str) -> str:
    """One letter of a base and its marks, in whatever order they stand: ``e´^ -> ế``; zero-width goes."""
    visible = "".join(c for c in cluster if c not in _ZERO_WIDTH)
    parts = unicodedata.normalize("NFD", visible)
    shapes = "".join(c for c in parts if c in _SHAPES)
    if shapes:
        visible = parts[:1] + shapes + "".join(c for c in parts[1:] if c not in _SHAPES)
    return _clean(unicodedata.normalize("NFC", visible))


def _clean(text: str) -> str:
    for old, new in _CHARS:
        text = text.replace(old, new)
    return _SPACES.sub(" ", text)


_WORD = re.compile(r"([^\W\d_]+|\d+|\S)")


class Tokens(NamedTuple):
    """Parallel columns, one row a token; offsets are raw code points, `texts` are shadow slices.

    A token is a run of letters, a run of digits or one other character. Glued words are cut where the
    case turns (``DũngChủ``) and before a function word that no syllable can hold (``Dũngtại``), so a
    name can end there. `glued` says that no space stands before the token; `lines` are token ranges.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    glued: list[bool]
    lines: list[tuple[int, int]]
    line_of: list[int]


def tokenize(shadow: Shadow, glue_words: frozenset[str] = frozenset()) -> Tokens:
    """Tokens of the shadow with raw offsets. `glue_words`: lower-case words that may be cut off a name."""
    text = shadow.text
    pieces = _WORD.split(text)  # space, token, space, … token, space
    texts = pieces[1::2]
    bounds = list(accumulate(map(len, pieces)))
    starts, ends = bounds[:-1:2], bounds[1::2]
    cuts = {word: found for word in set(texts) if len(word) > 3 and (found := cuts_of(word, glue_words))}
    if cuts:
        spans = _cut(zip(starts, ends, strict=True), texts, cuts)
        texts = [text[start:end] for start, end in spans]
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
    glued = list(map(eq, starts, [-1, *ends]))
    lines: list[tuple[int, int]] = []
    line_of: list[int] = []
    first = pos = 0
    for number, line in enumerate(text.split("\n")):
        pos += len(line) + 1
        last = bisect_left(starts, pos, first)
        lines.append((first, last))
        line_of += [number] * (last - first)
        first = last
    if not shadow.in_step:
        spans = [shadow.to_raw(s, e) for s, e in zip(starts, ends, strict=True)]
        starts, ends = [s for s, _ in spans], [e for _, e in spans]
    return Tokens(texts, starts, ends, glued, lines, line_of)


def _cut(
    spans: Iterable[tuple[int, int]], texts: list[str], cuts: Mapping[str, tuple[int, ...]]
) -> list[tuple[int, int]]:
    """The spans with those of glued words in pieces: `cuts` has the lengths of all pieces but the last."""
    out: list[tuple[int, int]] = []
    for (start, end), word in zip(spans, texts, strict=True):
        if word in cuts:
            out += pairwise((*accumulate(cuts[word], initial=start), end))
        else:
            out.append((start, end))
    return out
