"""The shadow: a repaired copy of the raw text for *matching only*, and its tokens.

The shadow is NFC, has one tone style (``ủy, hòa, khóa``), ``Đ`` for ``Ð``, plain spaces for NBSP and
no zero-width characters; every shadow index maps back to a raw index. The raw text is never changed.
Left alone on purpose: ``quý`` (qu is a consonant), closed syllables (``hoàng``, ``Huỳnh``: both styles
agree there), ``thuở``, and foreign words (``Raúl``).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import NamedTuple

_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_CHAR = {"\u00d0": "Đ", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _tone_pairs() -> dict[str, str]:
    """``oà -> òa``, ``oè -> òe``, ``uỳ -> ùy`` in all cases of letters and tones."""
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    new = a + unicodedata.normalize("NFC", b + tone)
                    pairs[new] = unicodedata.normalize("NFC", a + tone) + b
    return pairs


_PAIRS = _tone_pairs()
_NEW_STYLE = re.compile(f"(?<![qQ])(?:{'|'.join(_PAIRS)})(?![^\\W\\d_])")
_DIRTY = re.compile("[\u0300-\u036f\u200b-\u200d\u2060\ufeff\u00ad]")
_SPACES = re.compile("[^\\S\n ]")


class Shadow:
    """`text` for matching, and the way back to raw offsets (code points, half-open)."""

    __slots__ = ("_back", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        text, self._back = _repair(raw)
        self.text = _NEW_STYLE.sub(lambda m: _PAIRS[m.group()], text)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a shadow span. A mark that composes into a letter belongs to its letter."""
        if self._back is None:
            return start, end
        if start == end:
            return self._back[start], self._back[start]
        return self._back[start], self._end(end)

    def _end(self, end: int) -> int:
        """Raw end of shadow character ``end - 1``: zero-width characters after it stay outside."""
        assert self._back is not None
        raw_end = self._back[end]
        while raw_end > self._back[end - 1] + 1 and self.raw[raw_end - 1] in _ZERO_WIDTH:
            raw_end -= 1
        return raw_end

    def to_shadow(self, raw_index: int) -> int:
        """The shadow index whose character holds the raw character at `raw_index`."""
        return raw_index if self._back is None else max(0, bisect_right(self._back, raw_index) - 1)


def _repair(raw: str) -> tuple[str, list[int] | None]:
    """Shadow text and, unless both run in step, the raw index of each shadow character plus the end."""
    if not _DIRTY.search(raw) and unicodedata.is_normalized("NFC", raw):
        return _SPACES.sub(" ", raw).translate(str.maketrans(_CHAR)), None
    out: list[str] = []
    back: list[int] = []
    i, n = 0, len(raw)
    while i < n:
        j = i + 1
        while j < n and (unicodedata.combining(raw[j]) or raw[j] in _ZERO_WIDTH):
            j += 1
        cluster = "".join(c for c in raw[i:j] if c not in _ZERO_WIDTH)
        piece = unicodedata.normalize("NFC", cluster)
        piece = "".join(_CHAR.get(c, " " if c.isspace() and c != "\n" else c) for c in piece)
        out.append(piece)
        back.extend([i] * len(piece))
        i = j
    back.append(n)
    return "".join(out), back


_WORD = re.compile(r"[^\W\d_]+|\d+|\S")
_CAMEL = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")


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
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    glued: list[bool] = []
    lines: list[tuple[int, int]] = []
    line_of: list[int] = []
    pos = 0
    to_raw = shadow.to_raw
    for number, line in enumerate(shadow.text.split("\n")):
        first = len(texts)
        last = -1
        for m in _WORD.finditer(line):
            for a, b in _cut(m.group(), glue_words):
                s, e = pos + m.start() + a, pos + m.start() + b
                texts.append(line[m.start() + a : m.start() + b])
                raw_s, raw_e = to_raw(s, e)
                starts.append(raw_s)
                ends.append(raw_e)
                glued.append(s == last)
                line_of.append(number)
                last = e
        lines.append((first, len(texts)))
        pos += len(line) + 1
    return Tokens(texts, starts, ends, glued, lines, line_of)


def _cut(word: str, glue_words: frozenset[str]) -> list[tuple[int, int]]:
    """Cut a run of letters where lower case turns to upper case, then before a glued function word."""
    if word.islower() or len(word) < 4 or word.isupper():
        cuts = [0, len(word)]
    else:
        cuts = [0]
        for i in range(1, len(word)):
            if word[i].isupper() and word[i - 1].islower():
                cuts.append(i)
        cuts.append(len(word))
    out = []
    for a, b in zip(cuts, cuts[1:], strict=False):
        piece = word[a:b]
        k = _glue_at(piece, glue_words) if len(piece) > 4 else 0
        out += [(a, a + k), (a + k, b)] if k else [(a, b)]
    return out


_ONSET = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx]"
_SYLLABLE = re.compile(
    f"(?:{_ONSET})?(?:o[aăe]|u[âêơyoô]|uyê?|[iy]ê|ươ|uô|ưa|oo|[aăâeêioôơuưy])(?:ng|nh|ch|[cmnptiouy])?"
)


def is_syllable(word: str) -> bool:
    """Whether `word` is built like one Vietnamese syllable (any tone, any case, NFC)."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c not in _TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def _glue_at(word: str, glue_words: frozenset[str]) -> int:
    """Where a glued function word starts in `word`, or 0. ``Dũngtại -> 4``; ``Putin``, ``nghiêng -> 0``."""
    if is_syllable(word):
        return 0
    for k in range(len(word) - 2, 1, -1):
        if word[k:] in glue_words and (is_syllable(word[:k]) or word[0].isupper()):
            return k
    return 0
