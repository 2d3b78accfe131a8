"""Office names as token sequences, and the one relation linking rests on: which name is short for which.

``Bí thư Thành ủy`` is short for ``Bí thư Thành ủy Hà Nội``; ``Chủ tịch Hà Nội`` for ``Chủ tịch Ủy ban nhân
dân Thành phố Hà Nội``; ``Bộ trưởng`` for ``Bộ trưởng Bộ Y tế``: the same head, and every further word of
the short one comes in the long one, in order. ``Chủ tịch`` is not short for ``Phó Chủ tịch``.
"""

from __future__ import annotations

from collections.abc import Iterable

Name = tuple[str, ...]

_LINKS = frozenset({"của", "nước", "thuộc", "-", "–", ",", "(", ")"})


def key(name: str) -> Name:
    """The words of an office name that count: lower case, without ``của``, ``nước``, ``thuộc`` and marks."""
    words = (
        name.lower().replace("-", " ").replace("–", " ").replace(",", " ").replace("(", " ").replace(")", " ")
    )
    out = tuple(w for w in words.split() if w not in _LINKS)
    return ("chủ", "tịch", "nước", *out[2:]) if words.split()[:3] == ["chủ", "tịch", "nước"] else out


def short_for(short: Name, full: Name) -> bool:
    """Whether `short` may stand for the longer `full`."""
    if len(short) >= len(full) or short[0] != full[0]:
        return False
    left = iter(full)
    return all(word in left for word in short)


def fits(a: Name, b: Name) -> bool:
    """Equal, or one short for the other."""
    return a == b or short_for(a, b) or short_for(b, a)


def fullest(names: Iterable[Name]) -> list[Name]:
    """The names that are short for no other one of them, each once, in first order."""
    some = list(dict.fromkeys(names))
    return [n for n in some if not any(short_for(n, other) for other in some)]
