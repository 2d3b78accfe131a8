"""Vietnamese dictionary order: a ă â b c d đ … y, then tones (ngang huyền hỏi ngã sắc nặng), then case.

Compared syllable by syllable, as dictionaries do: *ba mươi* stands before *bà con*. Letters of other
alphabets come after the Latin ones; digits and signs come before.
"""

from __future__ import annotations

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: 100 + i for i, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SYLLABLE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")

Syllable = tuple[tuple[int, ...], int]
Key = tuple[tuple[Syllable, ...], str]


def key(text: str) -> Key:
    """The sort key of a text; equal only for equal texts.

    >>> sorted(["Đà Nẵng", "Ân", "Ăn", "An", "Da", "bà", "ba", "bá", "bả"], key=key)
    ['An', 'Ăn', 'Ân', 'ba', 'bà', 'bả', 'bá', 'Da', 'Đà Nẵng']
    """
    found = _SYLLABLE.findall(unicodedata.normalize("NFC", text))
    return tuple(_syllable(word) for word in found), text.swapcase()


def _syllable(word: str) -> Syllable:
    if word.isdecimal():
        return (50, int(word)), 0
    letters: list[int] = []
    tone = 0
    for char in unicodedata.normalize("NFC", word.lower()):
        bare = char
        if char not in _RANK:
            marks = unicodedata.normalize("NFD", char)
            tone = next((_TONES[c] for c in marks if c in _TONES), tone)
            bare = unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES))
            if bare not in _RANK and marks[0] in _RANK:
                bare = marks[0]
        letters.append(_RANK.get(bare, 200 + ord(bare[0]) if bare[:1].isalpha() else ord(char) % 50))
    return tuple(letters), tone
