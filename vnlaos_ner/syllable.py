"""The build of a Vietnamese syllable, and where its tone mark stands in the style all matching is done in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
LONGEST_SYLLABLE = 7  # nghiêng
_ONSETS = frozenset("ngh ng nh gh gi kh ph th tr ch b c d đ g h k l m n p r s t v x".split()) | {""}
_NUCLEI = "o[aăe]|u[aâêơoô]|uy[êa]?|[iy]ê|ia|ươ|ưa|oo|[aăâeêioôơuưy]"
_SYLLABLE = re.compile(
    f"(?:qu|{'|'.join(sorted(_ONSETS - {''}, key=len, reverse=True))})?(?:{_NUCLEI})(?:ng|nh|ch|[cmnptiouy])?"
)


def _tone_pairs() -> dict[str, str]:
    """``oà -> òa``, ``oè -> òe``, ``uỳ -> ùy`` in all cases of letters and tones."""
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in TONES:
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    new = a + unicodedata.normalize("NFC", b + tone)
                    pairs[new] = unicodedata.normalize("NFC", a + tone) + b
    return pairs


_PAIRS = _tone_pairs()
_NEW_STYLE = re.compile(f"[oOuU][{''.join(sorted({pair[1] for pair in _PAIRS}))}]")


def old_style(text: str) -> str:
    """The text (NFC) with its tone marks in the old places: ``Thành uỷ -> Thành ủy``."""
    return _NEW_STYLE.sub(_old, text)


def _old(match: re.Match[str]) -> str:
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


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Whether `word` is built like one Vietnamese syllable (any tone, any case, NFC)."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c not in TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def tone_last(word: str) -> str:
    """A decomposed (NFD) syllable with its tone marks at the end: equal in both tone styles."""
    return "".join(c for c in word if c not in TONES) + "".join(c for c in word if c in TONES)
