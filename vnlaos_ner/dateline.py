"""The date a page states for itself: date bars such as ``17/11/2021 21:31`` or ``Thứ tư, 10/08/2022``.

Dates inside sentences are not its concern: a line counts only when little is left beside date and hour.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_MONTHS = dict(zip("một hai ba tư năm sáu bảy tám chín mười".split(), range(1, 11), strict=True))
_MONTHS |= {"giêng": 1, "bốn": 4, "mười một": 11, "mười hai": 12, "chạp": 12}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<d2>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<d3>\d{{1,2}})\s+tháng\s+(?P<m3>\d{{1,2}}|{_MONTH})(?:\s*,\s*|\s+năm\s+|\s+)(?P<y3>(?:19|20)\d\d)"
    r")(?![\d/-])",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?<!\d)\d{1,2}\s?(?::|h|g|giờ)\s?\d{2}(?::\d{2})?(?:\s?phút)?(?!\d)", re.IGNORECASE)
_ZONE = re.compile(r"\(?(?:GMT|UTC)\s?[+-]?\s?\d{0,2}(?::\d\d)?\)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


class DateBar(NamedTuple):
    """What a line says: the (first) day as ISO, whether an hour stands by, and the words left before and
    after that day."""

    day: str
    hour: bool
    before: str
    after: str

    @property
    def rest(self) -> str:
        """All words that belong neither to date nor hour."""
        return f"{self.before} {self.after}".strip()


def parse(line: str, bar_words: frozenset[str]) -> DateBar | None:
    """The date bar of `line`, or None when it holds no calendar day. `bar_words` (lower case) are dropped.

    Two days without an hour are a period, not a date.

    >>> parse("09:19 | 10/08/2022 GMT+7", frozenset())
    DateBar(day='2022-08-10', hour=True, before='', after='')
    >>> parse("M.Loan 17/11/2021 21:31", frozenset())
    DateBar(day='2021-11-17', hour=True, before='M.Loan', after='')
    >>> parse("Sự kiện 31/02/2025 19:54", frozenset()) is None
    True
    """
    m = _DAY.search(line)
    if m is None:
        return None
    month = m["m"] or m["m2"] or m["m3"]
    number = _MONTHS.get(month.lower()) or int(month)
    try:
        iso = date(int(m["y"] or m["y2"] or m["y3"]), number, int(m["d"] or m["d2"] or m["d3"])).isoformat()
    except ValueError:
        return None
    before, after = line[: m.start()], line[m.end() :]
    stamp = m["y"] is not None and "T" in m.group().upper()
    hour = stamp or any(_HOUR.search(part) for part in (before, after))
    if not hour and _DAY.search(after):
        return None
    return DateBar(iso, hour, _left(before, bar_words), _left(after, bar_words))


def _left(text: str, bar_words: frozenset[str]) -> str:
    """What is left without days, hours and the bar's own words (longest first), loose signs and figures."""
    for pattern in (_DAY, _HOUR, _ZONE):
        text = pattern.sub(" ", text)
    words = text.split()
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
                kept.append(words[i].strip(",|;:-–()"))
            i += 1
    return " ".join(kept)
