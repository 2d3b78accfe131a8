"""What names of events and of documents are made of: listed phrases, words of a title, ordinal, term, year.

All functions take a position and give the position behind what they found there, or the same position.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from vnlaos_ner.grammar.facts import CAPITAL, Facts
from vnlaos_ner.lexicon import Lexicon

ROMANS = frozenset("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI".split()) | {
    f"XX{ones}" for ones in ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
}
MOST = 18
"""No name goes over more tokens than this."""
DASHES = "-–"
_TOKEN = re.compile(r"\d+|[^\W\d]+|[^\w\s]")
HEADS = ("titled", "numbered_document", "treaties", "named_meetings", "meetings", "struggles", "event_names")
"""Where one of these opens behind a joint, the next name of a list starts."""


@lru_cache(maxsize=256)
def firsts(lexicon: Lexicon, *classes: str) -> frozenset[str]:
    """First tokens of the phrases of these classes of words."""
    return frozenset(_openings(lexicon, *classes))


@lru_cache(maxsize=256)
def _openings(lexicon: Lexicon, *classes: str) -> Mapping[str, set[str]]:
    """First token of these phrases -> their second ones; "" where there is no second."""
    seconds: dict[str, set[str]] = {}
    for name in classes:
        for phrase in lexicon.words[name]:
            first, second, *_ = *_TOKEN.findall(phrase), ""
            seconds.setdefault(first, set()).add(second)
    return seconds


def opens(f: Facts, at: int, *classes: str) -> bool:
    """Whether a phrase of these classes may stand at `at`, by two tokens: most places are no start."""
    seconds = _openings(f.lexicon, *classes).get(f.low[at])
    return seconds is not None and ("" in seconds or (at + 1 < f.size and f.low[at + 1] in seconds))


def longest(f: Facts, at: int, name: str, most: int = 6) -> int:
    """Behind the longest phrase of class `name` at `at`."""
    if at >= f.size or not opens(f, at, name):
        return at
    words = f.words[name]
    limit = f.limit[at]
    spelled, best = "", at
    for i in range(at, min(limit, at + most)):
        # A hyphen always stands in spaces in the list, other signs as written.
        loose = i > at and (not f.glued[i] or f.texts[i] in DASHES or f.texts[i - 1] in DASHES)
        spelled += (" " if loose else "") + ("-" if f.texts[i] in DASHES else f.low[i])
        if spelled in words:
            best = i + 1
    return best


def is_year(f: Facts, at: int) -> bool:
    return (
        at < f.size
        and f.shape[at] == "d"
        and len(f.texts[at]) == 4
        and f.texts[at][:2] in ("18", "19", "20")
        and not (at + 1 < f.size and f.texts[at + 1] == "/" and f.glued[at + 1])
    )


def year(f: Facts, at: int) -> int:
    """2022, năm 2022, 2022-2023, giai đoạn 2021-2030."""
    limit = f.limit[at - 1]
    first = at + 1 if at < limit and f.low[at] == "năm" else longest(f, at, "periods") if at < limit else at
    if first >= limit or not is_year(f, first) or (first == at and f.glued[at]):
        return at
    ranged = first + 2 < limit and f.texts[first + 1] in DASHES and is_year(f, first + 2)
    return first + 3 if ranged else first + 1


def ordinal(f: Facts, at: int) -> int:
    """lần thứ 40, thứ tám, lần hai, XIII."""
    limit = f.limit[at - 1]
    number = at
    if number < limit and f.low[number] == "lần":
        number += 1
    if number < limit and f.low[number] == "thứ":
        number += 1
    if number >= limit:
        return at
    counted = f.shape[number] == "d" or f.low[number] in f.words["ordinals"]
    if not (f.texts[number] in ROMANS or (counted and number > at)):
        return at
    two = number + 2 < limit and f.texts[number + 1] in DASHES and f.glued[number + 2]
    return number + 3 if two and f.shape[number + 2] == "d" else number + 1  # lần thứ 28-29


def term(f: Facts, at: int) -> int:
    """khóa XV, (khóa XII), nhiệm kỳ 2020-2025, all also behind a comma."""
    limit = f.limit[at - 1]
    skip = at + 1 if at < limit and f.texts[at] in (",", "(") else at
    if skip + 2 < limit and f.low[skip : skip + 2] == ["nhiệm", "kỳ"]:
        end = year(f, skip + 2)
        end = end if end > skip + 2 else at
    elif skip + 1 < limit and f.low[skip] == "khóa":
        number = skip + 2 if f.low[skip + 1] == "thứ" else skip + 1
        said = number < limit and (f.texts[number] in ROMANS or f.shape[number] == "d")
        end = number + 1 if said else at
    else:
        return at
    if end > at and f.texts[at] == "(":
        return end + 1 if end < limit and f.texts[end] == ")" else at
    return end


def pair(f: Facts, at: int, limit: int) -> int:
    """Behind a known noun of two or three syllables."""
    for size in (3, 2):
        if at + size <= limit:
            phrase = " ".join(f.low[at : at + size])
            if phrase in f.words["title_words"] or (size == 2 and phrase in f.words["noun_pairs"]):
                return at + size
    return at


def part(f: Facts, at: int, limit: int, *, bodies: bool = False, opens: bool = False) -> int:
    """Behind the place, body (where asked for), known noun or capital at `at`; `opens` where a title does."""
    place, body = f.places.get(at), f.bodies.get(at) if bodies else None
    if body is not None or (place is not None and place.score >= 0.5):
        return min(max(u.end for u in (place, body) if u is not None), limit)
    if at >= limit or (f.begins[at] and not f.glued[at]):
        return at
    end = pair(f, at, limit)
    if end > at:
        return end
    if f.shape[at] not in CAPITAL or f.texts[at] in ROMANS or at in f.kind("role"):
        return at
    end = at + 1
    while end < limit and f.glued[end]:  # COP26, Shangri-la
        if f.texts[end] in DASHES and end + 1 < limit and f.glued[end + 1] and f.shape[end + 1] in "lUAM":
            end += 2
        elif f.shape[end] in "dUAM":
            end += 1
        else:
            break
    lone = end == at + 1 and (opens or f.shape[at - 1] not in CAPITAL)
    return end + 1 if lone and _half(f, at, limit) else end


def _half(f: Facts, at: int, limit: int) -> bool:
    """Whether the lone capital at `at` is half of a noun we do not know: Hàng không và [Không] gian."""
    return (
        at + 1 < limit
        and f.shape[at] == "U"
        and f.shape[at + 1] == "l"
        and f.vietnamese(at)
        and f.vietnamese(at + 1)
        and f.low[at + 1] not in f.words["function"]
        and f.low[at + 1] not in f.words["inside"]
        and pair(f, at + 1, limit) == at + 1
    )


def run(f: Facts, at: int, *, most: int = MOST, bodies: bool = False) -> int:
    """Over the parts of a title and the joints between them: Hữu nghị và Hợp tác Việt Nam - Lào."""
    limit = min(f.limit[at - 1], at + most)
    end = at
    while end < limit:
        # A verb in small letters tells what happened, unless a joint makes it one more noun of the title.
        told = f.shape[end] == "l" and end > at and " ".join(f.low[end : end + 2]) in f.words["title_acts"]
        stops = told and f.low[end - 1] not in f.words["inside"]
        after = end if stops else part(f, end, limit, bodies=bodies, opens=end == at)
        if after == end and f.low[end] in f.words["title_small"] and end + 1 < limit:
            after = end + 1 if part(f, end + 1, limit, bodies=bodies) > end + 1 else end
        if after == end and end > at and end + 1 < limit and _joint(f, end, limit):
            after = part(f, end + 1, limit, bodies=bodies)
            after = after if after > end + 1 else end
        if after == end:
            break
        end = after
    return end


def _joint(f: Facts, at: int, limit: int) -> bool:
    """Whether the word or sign at `at` joins two parts of one name; a comma only before a noun of a list."""
    if f.capital(at + 1) and any(longest(f, at + 1, name) > at + 1 for name in HEADS):
        return False  # Luật Đầu tư, [Luật Doanh nghiệp]
    if f.texts[at] == ",":
        return pair(f, at + 1, limit) > at + 1 and at - 1 not in f.places
    return f.texts[at] in DASHES or f.texts[at] in "/&" or f.low[at] in f.words["inside"]
