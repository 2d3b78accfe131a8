"""The date a page states for itself: date bars such as ``17/11/2021 21:31`` or ``Thứ tư, 10/08/2022``.

Dates inside sentences are not its concern: a line counts only when little is left beside date and hour.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_DAY = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<d2>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<y2>(?:19|20)\d\d)"
    r"|(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})(?:\s*,\s*|\s+năm\s+|\s+)(?P<y3>(?:19|20)\d\d)"
    r")(?![\d/-])",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?<!\d)\d{1,2}\s?(?::|h|g|giờ)\s?\d{2}(?::\d{2})?(?:\s?phút)?(?!\d)", re.IGNORECASE)
_ZONE = re.compile(r"\(?(?:GMT|UTC)\s?[+-]?\s?\d{0,2}(?::\d\d)?\)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


class DateBar(NamedTuple):
    """What a line says besides words: the day as ISO, whether an hour stands by, and the words left over."""

    day: str
    hour: bool
    rest: str


def parse(line: str, bar_words: frozenset[str]) -> DateBar | None:
    """The date bar of `line`, or None when it holds no calendar day. `bar_words` (lower case) are dropped.

    >>> parse("09:19 | 10/08/2022 GMT+7", frozenset())
    DateBar(day='2022-08-10', hour=True, rest='')
    >>> parse("M.Loan 17/11/2021 21:31", frozenset())
    DateBar(day='2021-11-17', hour=True, rest='M.Loan')
    >>> parse("Sự kiện 31/02/2025 19:54", frozenset()) is None
    True
    """
    m = _DAY.search(line)
    if m is None:
        return None
    year, month, day = (
        int(m[a] or m[b] or m[c]) for a, b, c in (("y", "y2", "y3"), ("m", "m2", "m3"), ("d", "d2", "d3"))
    )
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return None
    rest = _DAY.sub(" ", line)
    bare = _HOUR.sub(" ", rest)
    bare_zone = _ZONE.sub(" ", bare)
    return DateBar(iso, bare != rest or "T" in m.group(), _drop(bare_zone, bar_words))


def _drop(rest: str, bar_words: frozenset[str]) -> str:
    """What is left of a bar without its own words (longest first), loose signs and figures."""
    words = rest.split()
    kept: list[str] = []
    i = 0
    while i < len(words):
        for n in (3, 2, 1):
            phrase = " ".join(_WORD.findall(" ".join(words[i : i + n]).lower()))
            if len(words) >= i + n and phrase in bar_words:
                i += n
                break
        else:
            if _WORD.search(words[i]):
                kept.append(words[i].strip(",|;:-–"))
            i += 1
    return " ".join(kept)
