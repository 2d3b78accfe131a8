"""The calendar value of a date as it is written: ISO 8601, with a page date to place what has no year.

A rule reads one way of writing; the first that fits wins. ``2021-11`` is a month, ``11-24`` without a year
and without a page date has no value: ``date`` is then None. Ranges have `start` and `end`.
Left alone: relative words (hôm nay), lunar dates (mùng 4 tháng Giêng), impossible dates (31/2).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

from vnlaos_ner.document import DateValue
from vnlaos_ner.text import Shadow


class _Part(NamedTuple):
    """One end of a date: the figures that are written, None where they are not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


Rule = Callable[[str], "list[_Part] | _Quarter | None"]


class _Quarter(NamedTuple):
    quarter: int
    year: int | None


_MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SEP = r"\s*[/.\-–]\s*"
_DASH = r"\s*(?:-|–|—|đến|tới|và|đến ngày|đến tháng|đến năm)\s*(?:hết\s+)?(?:ngày\s+|tháng\s+|năm\s+)?"
_DAY, _MONTH, _YEAR = r"(\d{1,2})", r"(\d{1,2})", r"(\d{4})"


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _full(text: str) -> list[_Part] | None:
    """``17/11/2021``, ``17.11.2021``, ``ngày 17 tháng 11 năm 2021``, with or without an hour after it."""
    m = re.match(rf"{_DAY}{_SEP}{_MONTH}{_SEP}{_YEAR}(?!\d)", text) or re.match(
        rf"{_DAY}\s*(?:tháng|/)\s*{_MONTH}(?:\s*,?\s*năm|/)\s*{_YEAR}", text
    )
    return [_Part(int(m[3]), int(m[2]), int(m[1]))] if m else None


def _iso(text: str) -> list[_Part] | None:
    """``2021-11-17``."""
    m = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    return [_Part(int(m[1]), int(m[2]), int(m[3]))] if m else None


def _full_range(text: str) -> list[_Part] | None:
    """``1/7 đến 31/12/2025``, ``15/7-21/7/2017``, ``29/6-1/7``, ``19-5-1890/ 19-5-2017``."""
    end = rf"{_DAY}[/.]{_MONTH}(?:[/.]{_YEAR})?"
    m = re.fullmatch(rf"{end}{_DASH}{end}", text)
    if m:
        last = _number(m[6])
        return [_Part(_number(m[3]) or last, int(m[2]), int(m[1])), _Part(last, int(m[5]), int(m[4]))]
    m = re.fullmatch(rf"{_DAY}-{_MONTH}-{_YEAR}\s*/\s*{_DAY}-{_MONTH}-{_YEAR}", text)
    if not m:
        return None
    return [_Part(int(m[3]), int(m[2]), int(m[1])), _Part(int(m[6]), int(m[5]), int(m[4]))]


def _days_of_month(text: str) -> list[_Part] | None:
    """``29-31/5/2017``, ``11 đến 15/5``, ``7 và 8-7``, ``13, 21 và 29/5`` (first and last day)."""
    m = re.fullmatch(
        rf"{_DAY}(?:\s*,\s*\d{{1,2}})*{_DASH}{_DAY}\s*[/.\-–]\s*{_MONTH}(?:{_SEP}{_YEAR})?", text
    )
    if not m or (int(m[3]) > 12):
        return None
    year, month = _number(m[4]), int(m[3])
    return [_Part(year, month, int(m[1])), _Part(year, month, int(m[2]))]


def _months(text: str) -> list[_Part] | None:
    """``tháng 12/2009 đến 8/2012``: a range of months."""
    m = re.fullmatch(rf"tháng\s+{_MONTH}(?:{_SEP}{_YEAR})?{_DASH}{_MONTH}{_SEP}{_YEAR}", text)
    if not m:
        return None
    return [_Part(_number(m[2]) or int(m[4]), int(m[1])), _Part(int(m[4]), int(m[3]))]


def _day_month(text: str) -> list[_Part] | None:
    """``17/11``, ``24-5``, ``5.6``, ``17 tháng 11``."""
    m = re.fullmatch(rf"{_DAY}(?:{_SEP}|\s+tháng\s+|//){_MONTH}", text)
    if not m or int(m[2]) > 12:
        return None
    return [_Part(None, int(m[2]), int(m[1]))]


def _month(text: str) -> list[_Part] | None:
    """``tháng 8``, ``tháng 12/2025``, ``tháng Bảy``, ``tháng 4-2017``, ``tháng 12 năm 2015``."""
    m = re.fullmatch(rf"(?:tháng\s+)?{_MONTH}(?:{_SEP}|\s+năm\s+){_YEAR}", text)
    if m:
        return [_Part(int(m[2]), int(m[1]))]
    m = re.fullmatch(r"tháng\s+(\d{1,2}|\D+?)(?:\s+năm\s+(\d{4}))?", text)
    if not m:
        return None
    month = int(m[1]) if m[1].isdigit() else _MONTHS.get(m[1], 0)
    return [_Part(_number(m[2]), month)] if month else None


def _years(text: str) -> list[_Part] | None:
    """``2017-2020``, ``2016 - 2020``, ``năm 2004 đến năm 2009``."""
    m = re.fullmatch(rf"(?:năm\s+)?{_YEAR}{_DASH}{_YEAR}", text)
    return [_Part(int(m[1])), _Part(int(m[2]))] if m else None


def _season(text: str) -> list[_Part] | None:
    """``2016/17``: a season over two years."""
    m = re.fullmatch(r"(?:năm\s+)?(\d{2})(\d{2})/(\d{2})", text)
    if not m or int(m[3]) != (int(m[2]) + 1) % 100:
        return None
    return [_Part(int(m[1] + m[2])), _Part(int(m[1] + m[2]) + 1)]


def _year(text: str) -> list[_Part] | None:
    """``năm 2022``, ``2022``."""
    m = re.fullmatch(rf"(?:năm\s+)?{_YEAR}", text)
    return [_Part(int(m[1]))] if m else None


def _quarter(text: str) -> _Quarter | None:
    """``quý IV/2025``, ``quý 1``."""
    m = re.fullmatch(rf"quý\s+(i{{1,3}}|iv|[1-4])(?:\s*(?:/|năm|-)\s*{_YEAR})?", text)
    if not m:
        return None
    return _Quarter(_ROMAN.get(m[1]) or int(m[1]), _number(m[2]))


RULES: tuple[Rule, ...] = (
    _iso, _full_range, _full, _days_of_month, _months, _years, _season, _day_month, _month, _year, _quarter,
)  # fmt: skip


def read(text: str, page_date: str | None = None) -> DateValue | None:
    """The value of the date written in `text`; None where it is no calendar date that can be placed.

    `page_date` is an ISO day. A day or month without a year takes the year that brings it nearest to
    that day (a page of January speaks of last December).

    >>> read("ngày 17/11/2021").date
    '2021-11-17'
    >>> read("28/12", "2022-01-03").date
    '2021-12-28'
    """
    found, page = _written(text), _day_of(page_date)
    if found is None:
        return None
    return _quarter_value(found, page) if isinstance(found, _Quarter) else _value(found, page)


@lru_cache(maxsize=1 << 12)
def _written(text: str) -> list[_Part] | _Quarter | None:
    """The figures of a date by the first rule that reads it."""
    clean = re.sub(r"\s+", " ", Shadow(text).text).strip(" ,;()").lower()
    clean = re.sub(r"^(?:(?:sáng|trưa|chiều|tối|đêm|rạng sáng)\s+)?(?:ngày|mùng)\s+", "", clean)
    return next((found for rule in RULES if (found := rule(clean)) is not None), None)


def _day_of(iso: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def _quarter_value(q: _Quarter, page: datetime.date | None) -> DateValue | None:
    year = q.year or (page.year if page else None)
    if year is None:
        return None
    first, last = 3 * q.quarter - 2, 3 * q.quarter
    return DateValue(None, f"{year:04}-{first:02}", f"{year:04}-{last:02}", "quarter")


def _value(parts: list[_Part], page: datetime.date | None) -> DateValue | None:
    """ISO text for one end or two."""
    if len(parts) == 1:
        iso, grain = _iso_text(parts[0], page)
        return DateValue(iso, None, None, grain) if iso else None
    end, _ = _iso_text(parts[1], page)
    start_part = parts[0]
    if start_part.year is None and end:
        start_part = start_part._replace(year=int(end[:4]))
    start, _ = _iso_text(start_part, page)
    return DateValue(None, start, end, "range") if start and end and start <= end else None


Grain = Literal["day", "month", "quarter", "year", "range"]


def _iso_text(part: _Part, page: datetime.date | None) -> tuple[str | None, Grain]:
    grain: Grain = "day" if part.day else "month" if part.month else "year"
    year = part.year or _nearest_year(part, page)
    if year is None:
        return None, grain
    try:
        datetime.date(year, part.month or 1, part.day or 1)
    except ValueError:
        return None, grain
    shape = {"day": "{0:04}-{1:02}-{2:02}", "month": "{0:04}-{1:02}", "year": "{0:04}"}[grain]
    return shape.format(year, part.month, part.day), grain


def _nearest_year(part: _Part, page: datetime.date | None) -> int | None:
    if page is None or part.month is None:
        return None
    years = (page.year - 1, page.year, page.year + 1)

    def distance(year: int) -> int:
        try:
            return abs((datetime.date(year, part.month or 1, part.day or 15) - page).days)
        except ValueError:
            return 10_000

    return min(years, key=distance)
