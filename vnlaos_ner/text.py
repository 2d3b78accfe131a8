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
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_MARKS = "\u0300-\u036f"
_CHARS = (("Ð", "Đ"), ("ð", "đ"), ("Ɖ", "Đ"), ("ɖ", "đ"), ("\u2010", "-"), ("\u2011", "-"))
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"

_DIRTY = re.compile(f"[{_MARKS}{_ZERO_WIDTH}]")
_CLUSTER = re.compile(f"[^{_MARKS}{_ZERO_WIDTH}]?[{_MARKS}{_ZERO_WIDTH}]+", re.DOTALL)
_SPACES = re.compile("[^\\S\n ]")

LONGEST_SYLLABLE = 7  # nghiêng
MARKED = "~"
"""Before a glue word: it is only cut off an acronym or a syllable with Vietnamese letters."""
_ONSETS = frozenset("ngh ng nh gh gi kh ph th tr ch b c d đ g h k l m n p r s t v x".split()) | {""}
_NUCLEI = "o[aăe]|u[aâêơoô]|uy[êa]?|[iy]ê|ia|ươ|ưa|oo|[aăâeêioôơuưy]"
_SYLLABLE = re.compile(
    f"(?:qu|{'|'.join(sorted(_ONSETS - {''}, key=len, reverse=True))})?(?:{_NUCLEI})(?:ng|nh|ch|[cmnptiouy])?"
)


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
_NEW_STYLE = re.compile(f"[oOuU][{''.join(sorted({pair[1] for pair in _PAIRS}))}]")


class Shadow:
    """`text` for matching, and the way back to raw offsets (code points, half-open)."""

    __slots__ = ("_back", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        text, self._back = _repair(raw)
        self.text = _NEW_STYLE.sub(_old_style, text)

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


def _old_style(match: re.Match[str]) -> str:
    """``hoà -> hòa``, but only at the end of a syllable (not ``hoàng``) whose letters before can begin one
    (not ``Chloé``). Where lower case turns to upper a glued word begins."""
    text, (start, end) = match.string, match.span()
    if match.group() not in _PAIRS:
        return match.group()
    if end < len(text) and text[end].isalpha() and not _turns(text, end):
        return match.group()
    i = start
    while i and text[i - 1].isalpha() and not _turns(text, i):
        i -= 1
        if text[i].isupper() and text[i + 1].islower():  # an acronym may stand before: CSGTHoà
            break
    return _PAIRS[match.group()] if text[i:start].lower() in _ONSETS else match.group()


def _turns(text: str, at: int) -> bool:
    return text[at].isupper() and text[at - 1].islower()


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


_WORD = re.compile(r"[^\W\d_]+|\d+|\S")


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
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    glued: list[bool] = []
    lines: list[tuple[int, int]] = []
    line_of: list[int] = []
    pos = 0
    for number, line in enumerate(text.split("\n")):
        first = len(texts)
        last = -1
        for m in _WORD.finditer(text, pos, pos + len(line)):
            word = m.group()
            start, end = m.span()
            cuts = _cuts(word, glue_words) if end - start > 3 else ()
            for cut in cuts:
                texts.append(text[start : start + cut])
                starts.append(start)
                start += cut
                ends.append(start)
                glued.append(starts[-1] == last)
                last = start
            texts.append(text[start:end] if cuts else word)
            starts.append(start)
            ends.append(end)
            glued.append(start == last)
            last = end
        line_of += [number] * (len(texts) - first)
        lines.append((first, len(texts)))
        pos += len(line) + 1
    if not shadow.in_step:
        spans = [shadow.to_raw(s, e) for s, e in zip(starts, ends, strict=True)]
        starts, ends = [s for s, _ in spans], [e for _, e in spans]
    return Tokens(texts, starts, ends, glued, lines, line_of)


@lru_cache(maxsize=1 << 16)
def _cuts(word: str, glue_words: frozenset[str]) -> tuple[int, ...]:
    """Lengths of all pieces of a glued word but the last: ``DũngChủ -> (4,)``; nothing for a plain word."""
    bounds = [0]
    if not word.islower() and not word.isupper():
        bounds += [i for i in range(1, len(word)) if word[i].isupper() and word[i - 1].islower()]
    bounds.append(len(word))
    ends: list[int] = []
    for a, b in pairwise(bounds):
        piece = word[a:b]
        cut = _after_acronym(piece, glue_words) or (_glue_at(piece, glue_words) if b - a > 4 else 0)
        ends += [a + cut, b] if cut else [b]
    return tuple(b - a for a, b in pairwise([0, *ends[:-1]]))


def is_syllable(word: str) -> bool:
    """Whether `word` is built like one Vietnamese syllable (any tone, any case, NFC)."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c not in _TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def _after_acronym(piece: str, glue_words: frozenset[str]) -> int:
    """Where a Vietnamese syllable is glued to an acronym, or 0: ``UBNDtỉnh -> 4``, ``CSGTCông -> 4``.

    The syllable must show a Vietnamese letter or be a glue word (``HCMcho -> 3``) and the acronym no tone:
    ``PGDs``, ``VIệt``, ``ẢRập`` stay.
    """
    capitals = next((i for i, c in enumerate(piece) if not c.isupper()), len(piece))
    if capitals < 2 or not piece[capitals:].islower() or is_syllable(piece):
        return 0
    if any(c in _TONES for c in unicodedata.normalize("NFD", piece[:capitals])):
        return 0
    if MARKED + piece[capitals:] in glue_words:
        return capitals
    if is_syllable(piece[capitals - 1 :]) and not piece[capitals:].isascii():
        return capitals - 1 if capitals > 2 else 0
    return capitals if is_syllable(piece[capitals:]) and not piece[capitals:].isascii() else 0


def _glue_at(word: str, glue_words: frozenset[str]) -> int:
    """Where a glued function word starts in `word`, or 0. ``Dũngtại -> 4``; ``Putin``, ``nghiêng -> 0``.

    What stands before it is a syllable or begins with a capital. A function word without marks wants the
    syllable (``Ngasau -> 3``, ``Nassau -> 0``), one with a letter only Vietnamese has wants nothing
    (``hyeđã -> 3``); one under `MARKED` wants a syllable with marks (``Dũngcho -> 4``, ``Nacho -> 0``).
    """
    if is_syllable(word):
        return 0
    for k in range(len(word) - 2, max(1, len(word) - LONGEST_SYLLABLE - 1), -1):
        glue = word[k:]
        if glue in glue_words:
            named = word[0].isupper() and not glue.isascii()
            if named or max(glue) > "ÿ" or is_syllable(word[:k]):
                return k
        elif MARKED + glue in glue_words and not word[:k].isascii() and is_syllable(word[:k]):
            return k
    return 0


def tone_last(word: str) -> str:
    """A decomposed (NFD) syllable with its tone marks at the end: equal in both tone styles."""
    return "".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES)
