"""Calendar dates and the parts of them that can be placed: days, months, quarters, years and ranges of these.

Every token becomes one letter (`CODES`), a line becomes a word over that alphabet, and a rule is a pattern
over it with the check it needs. So rules read like the notations they accept and cost one scan each.
Left alone: relative words (hôm nay), durations (5 năm), ages, decree numbers (99/2015/NĐ-CP), scores (2-1),
prices, and the part of day (of ``chiều 21/11`` only ``21/11``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from vnlaos_ner.grammar.facts import REFUSED
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Candidate, Page

#: Words the notations are made of. Digits: y year 1000-2100, m 1-12, d 13-31, k other two digits, n the rest.
CODES = {
    "ngày": "N",
    "tháng": "T",
    "năm": "Y",
    "quý": "Q",
    "mùng": "U",
    "mồng": "U",
    "đến": "E",
    "tới": "E",
    "và": "V",
    "số": "S",
    "/": "/",
    "-": "-",
    "–": "-",
    "—": "-",
    ":": ":",
    ",": ",",
    "(": "(",
    ")": ")",
    "giêng": "w",
    "chạp": "w",
    "hai": "w",
    "ba": "w",
    "tư": "w",
    "sáu": "w",
    "bảy": "w",
    "tám": "w",
    "chín": "w",
    "mười": "w",
    "một": "w",
}
ROMAN = frozenset(("I", "II", "III", "IV"))

#: Before a bare day/month: parts of the day, "hôm", weekdays, prepositions of time.
DAY_CUES = frozenset(
    "sáng chiều tối đêm trưa khuya hôm nay qua mai từ đến tới phiên nhật hai ba tư năm sáu bảy vào trước sau "
    "kể lúc dịp cùng sĩ kiến".split()
)
#: After a number these make it an amount, never a year or a day.
UNITS = frozenset(
    "tỷ tỉ triệu nghìn ngàn đồng usd euro người m m2 km km2 ha tấn kg độ tuổi điểm phiếu trường hợp căn bộ "
    "cuốn chiếc con lượt vụ mét ki lô ml lít đô xe bàn phút giây lần cổ mã suất ca thí đại tàu % $".split()
)
#: A number right after one of these is the number of a document, a product or an address.
NUMBERED = frozenset(
    "số quyết nghị thông công chỉ tcvn iso điều khoản tổ đội đoàn lộ phòng tuyến phường quận "
    "đường hẻm ngõ".split()
)


class Rule(NamedTuple):
    """A notation: `pattern` over token codes; group ``d`` is the date; `check` sees the page around it."""

    name: str
    score: float
    pattern: re.Pattern[str]
    check: Callable[[Page, int, int], bool]


def propose(page: Page, lexicon: Lexicon) -> list[Candidate]:
    """Dates of the page, longest notation first where two rules meet; ranges are one candidate."""
    codes, at = _islands(encode(page))
    lines = page.tokens.line_of
    taken = bytearray(len(lines))
    found = []
    for rule in RULES:
        for m in rule.pattern.finditer(codes):
            start, end = at[m.start("d")], at[m.end("d") - 1] + 1
            if lines[start] != lines[end - 1] or any(taken[start:end]):
                continue
            if not rule.check(page, start, end):
                found.append(Candidate("DATE", start, end, "date.refused", REFUSED))
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(Candidate("DATE", start, end, "date." + rule.name, rule.score))
    return found


def _islands(codes: str) -> tuple[str, list[int]]:
    """The stretches between ``x`` that can hold a date, one ``x`` apart, and the token of each code.

    No notation looks across an ``x``: so the rules are tried here alone and not at every word of the page.
    """
    islands = list(_ISLAND.finditer(codes))
    at = [i for m in islands for i in range(m.start(), m.end() + 1)]
    return "".join(m.group() + "x" for m in islands), at


_ISLAND = re.compile("[^x]*[ymdrw][^x]*")
_JOINT = re.compile("[.-]")


def encode(page: Page) -> str:
    """One code a token, ``x`` where no notation uses it. A dot counts only glued; ``~``: a spaced hyphen."""
    tokens = page.tokens
    glued = tokens.glued
    out = list(map(_code, tokens.texts))
    last = len(out) - 1
    for spot in _JOINT.finditer("".join(out)):
        i = spot.start()
        if not (0 < i < last and glued[i] and glued[i + 1]):
            out[i] = "x" if out[i] == "." else "~"
    return "".join(out)


@lru_cache(maxsize=1 << 15)
def _code(text: str) -> str:
    if text.isdecimal():
        value = int(text)
        if len(text) == 4 and 1000 <= value <= 2100:
            return "y"
        if len(text) > 2:
            return "n"
        return "m" if 1 <= value <= 12 else "d" if 13 <= value <= 31 else "k"
    if text == ".":
        return "."
    if text in ROMAN:
        return "r"
    return CODES.get(text.lower(), "x")


# -- checks: what must hold around a match, in plain words ------------------------------------------------


def _always(page: Page, start: int, end: int) -> bool:
    return True


def _no_document(page: Page, start: int, end: int) -> bool:
    """Not a document number: nothing like ``/NĐ-CP`` follows and no ``số`` stands before."""
    texts = page.tokens.texts
    if end + 1 < len(texts) and texts[end] in "/-." and page.tokens.glued[end] and page.tokens.glued[end + 1]:
        return False
    return not (start and texts[start - 1].lower() in NUMBERED)


def _cued(page: Page, start: int, end: int) -> bool:
    """A bare day/month needs a word of time before it, or brackets with a slash inside."""
    texts, glued = page.tokens.texts, page.tokens.glued
    if not _no_document(page, start, end) or _amount(page, end):
        return False
    if not start or page.tokens.line_of[start - 1] != page.tokens.line_of[start]:
        return "/" in texts[start:end]
    before = texts[start - 1].lower()
    if before in "(," and start > 1:
        if texts[start - 2].lower() in DAY_CUES:
            return True
        closed = end < len(texts) and texts[end] in "),"
        return before == "(" and closed and "/" in texts[start:end]
    if end < len(texts) and texts[end] == ":" and glued[end] and "/" in texts[start:end]:
        after = end + 1
        return not (after < len(texts) and glued[after])  # Thời tiết Hà Nội 12/3: mưa
    return before in DAY_CUES and not (glued[start] and texts[start - 1].isalpha())


def _month(page: Page, start: int, end: int) -> bool:
    """``tháng 8``, not ``3 tháng 2 ngày``, and not the name of a revolution (Cách mạng tháng Tám)."""
    texts = page.tokens.texts
    before = texts[start - 1].lower() if start else ""
    return before != "mạng" and not (end < len(texts) and texts[end].lower() in ("ngày", "tuổi", "%"))


def _word_month(page: Page, start: int, end: int) -> bool:
    """Months in words: capital, or a word no number phrase uses (Giêng, tư); "tháng năm" stays out."""
    if not _month(page, start, end):
        return False
    texts = page.tokens.texts
    word = texts[end - 1]
    before = texts[start - 1].lower() if start else ""
    if (
        CODES.get(before) == "w"
        or before.isdigit()
        or before in ("mỗi", "hàng", "vài", "nhiều", "các", "những")
    ):
        return False
    return word[0].isupper() or word in ("giêng", "chạp", "tư")


def _year(page: Page, start: int, end: int) -> bool:
    """A bare year: 1900-2040, not an amount, a model after digits, a document or a glued registration."""
    texts, glued = page.tokens.texts, page.tokens.glued
    value = int(texts[start])
    if not 1900 <= value <= 2040 or _amount(page, end) or not _no_document(page, start, end):
        return False
    if end < len(texts) and glued[end] and texts[end] in "/:.-" and end + 1 < len(texts) and glued[end + 1]:
        return False
    if not start:
        return True
    before = texts[start - 1]
    if before == "SN":
        return True  # SN1989: born
    if glued[start] and before not in "(,;“\"'–-:…)":
        return False
    if before == ":" and glued[start]:
        return False
    if before == "(" and start > 1:
        before = texts[start - 2]
    return not (before.isdigit() and page.tokens.line_of[start - 1] == page.tokens.line_of[start]) and not (
        len(before) == 1 and before.isupper()
    )


def _amount(page: Page, end: int) -> bool:
    texts = page.tokens.texts
    return end < len(texts) and texts[end].lower() in UNITS


_DAY = "[md]"
_FULL = rf"{_DAY}(?P<%s>[/.\-])m(?P=%s)[yk]"  # 17/11/2021, 02-12-1975


def _rule(name: str, score: float, pattern: str, check: Callable[[Page, int, int], bool] = _always) -> Rule:
    return Rule(name, score, re.compile(pattern), check)


_DM = rf"{_DAY}(?:/{{1,2}}|[.\-])m"  # 21/11, 16.5, 26-12, and the slip 21//01
_SEP = r"[-~EV]"  # days of one month: 7 và 8/7, 11 đến 13/2
_TO = r"[-~E]"  # "và" between two whole dates makes two mentions

#: In order of decision: whoever comes first keeps its tokens.
RULES: tuple[Rule, ...] = (
    _rule("stamp", 0.99, rf"(?<![mdkny/.\-])(?P<d>{_FULL % ('a', 'a')}[mdk]:[mdk])(?![mdkn/])"),
    _rule("range_in_year", 0.98, rf"(?<![mdkny][/.\-])(?P<d>N?{_DM}{_TO}N?{_FULL % ('b', 'b')})(?![/mdkn])"),
    _rule(
        "days_in_month_year",
        0.98,
        rf"(?<![mdkny][/.\-])(?P<d>N?{_DAY}(?:[,]{_DAY})*{_SEP}N?{_FULL % ('c', 'c')})(?![/mdkn])",
    ),
    _rule("full", 0.98, rf"(?<![mdkny][/.\-])(?P<d>N?{_FULL % ('e', 'e')})(?![/mdkn])", _no_document),
    _rule("day_month_words", 0.99, rf"(?<![mdkny][/.\-])(?P<d>[NU]?{_DAY}T(?:m|w)(?:Yy|[/\-.]y)?)"),
    _rule("months_range", 0.97, rf"(?P<d>Tm[/.\-]y{_TO}T?m[/.\-]y)(?![/mdkn])"),
    _rule("month_year", 0.98, r"(?P<d>T(?:m|w)(?:[/.\-]y|Yy))(?![/mdkn])"),
    _rule("quarter", 0.97, r"(?P<d>Q[rm](?:[/\-.]y|Yy)?)(?![/mdkn])"),
    _rule("range_of_days", 0.97, rf"(?P<d>N{_DM}{_TO}N?{_DM})(?![/.\-]?[mdkny])"),
    _rule("days_in_month", 0.97, rf"(?P<d>N{_DAY}(?:,{_DAY})*{_SEP}N?{_DM})(?![/.\-]?[mdkny])"),
    _rule(
        "bare_range_of_days",
        0.9,
        rf"(?<![mdkny][/.\-])(?<![mdkny])(?P<d>{_DM}{_TO}{_DM})(?![/.\-]?[mdkny])",
        _cued,
    ),
    _rule(
        "bare_days_in_month",
        0.9,
        rf"(?<![mdkny][/.\-])(?<![mdkny])(?P<d>{_DAY}(?:,{_DAY})*{_SEP}{_DAY}[/\-]m)(?![/.\-]?[mdkny])",
        _cued,
    ),
    _rule("day_month", 0.97, rf"(?P<d>N(?:{_DM}|{_DAY}~m(?!/)))(?![/.][mdkn])"),
    _rule("years", 0.97, r"(?<![mdkn/.\-])(?P<d>Yy[-~E]Y?y)(?![/mdkn])"),
    _rule("bare_years", 0.95, r"(?<![mdkny][/.\-])(?P<d>y[-~]y)(?![/.\-]?[mdkny])", _no_document),
    _rule("years_to", 0.9, r"(?<![mdkny][/.\-])(?P<d>yEy)(?![/.\-]?[mdkny])", _no_document),
    _rule("season", 0.9, r"(?<![mdkny][/.\-])(?P<d>y/[dm])(?![/.\-]?[mdkny])", _no_document),
    _rule("year", 0.98, r"(?P<d>Yy)(?![mdkn])"),
    _rule("month", 0.95, r"(?P<d>Tm)(?![/.\-]?[mdknw])", _month),
    _rule("month_word", 0.85, r"(?P<d>Tw)", _word_month),
    _rule("lunar_day", 0.85, r"(?P<d>U[md](?:/m)?)"),
    _rule(
        "bare_month_year", 0.85, r"(?<![mdkny][/.\-])(?<![mdknyS])(?P<d>m/y)(?![/.\-]|[mdkn])", _no_document
    ),
    _rule(
        "bare_day_month",
        0.85,
        rf"(?<![mdkny][/.\-:])(?<![mdkny])(?<![mdkny],)(?P<d>{_DM})(?![/.\-]?[mdkny]|,[mdkn])",
        _cued,
    ),
    _rule("bare_year", 0.8, r"(?<![mdkny][/.\-])(?P<d>y)(?![/.][mdkny])", _year),
)
