"""Where words glued together are cut: at a change of case, after an acronym, before a function word.

The words that may be glued to a name are data (``glue_words.tsv``).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

from vnlaos_ner.syllable import LONGEST_SYLLABLE, TONES, is_syllable, old_style

MARKED = "~"
"""Before a glue word: it is only cut off an acronym or a syllable with Vietnamese letters."""
BEHIND = "="
"""Before a word that often stands behind a name: it is cut off a whole syllable only."""


@lru_cache(maxsize=1 << 16)
def cuts_of(word: str, glue_words: frozenset[str]) -> tuple[int, ...]:
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


def _after_acronym(piece: str, glue_words: frozenset[str]) -> int:
    """Where a Vietnamese syllable is glued to an acronym, or 0: ``UBNDtỉnh -> 4``, ``CSGTCông -> 4``.

    The syllable must show a Vietnamese letter or be a glue word (``HCMcho -> 3``) and the acronym no tone:
    ``PGDs``, ``VIệt``, ``ẢRập`` stay.
    """
    capitals = next((i for i, c in enumerate(piece) if not c.isupper()), len(piece))
    if capitals < 2 or not piece[capitals:].islower() or is_syllable(piece):
        return 0
    if any(c in TONES for c in unicodedata.normalize("NFD", piece[:capitals])):
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
    return _between(word, glue_words) if word[0].isupper() and len(word) <= 2 * LONGEST_SYLLABLE else 0


def _between(word: str, glue_words: frozenset[str]) -> int:
    """Where a second syllable starts in a capitalised run of just two, or 0: ``Khôinhân -> 4``.

    Both must show Vietnamese letters, or the first be of three letters and the second show one that only
    Vietnamese has (``Giangcũng``); ``Ramón``, ``Chilê``, ``Lênin`` and ``Vũngtàu`` stay.
    """
    cuts = [k for k in range(2, len(word) - 1) if is_syllable(word[:k]) and is_syllable(word[k:])]
    if len(cuts) != 1:
        return 0
    name, rest = word[: cuts[0]], word[cuts[0] :]
    if BEHIND + rest not in glue_words:
        return 0
    if old_style(f"{name} {rest}") != f"{name} {rest}":
        return 0  # the shadow would have been repaired otherwise, had a space stood here
    marked = not name.isascii() and not rest.isascii()
    return cuts[0] if marked or (len(name) > 2 and max(rest) > "ÿ") else 0
