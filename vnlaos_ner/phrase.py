"""Splits a short string without context into the offices and the person it names.

``Bí thư Thành uỷ HN Đinh Tiến Dũng`` has no mark between office and name. The name is the run of capitals at
the end before which the office is complete (its place or body is known), else the last run that opens with
a family name. Sentences are `extract`'s work, not this one's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vnlaos_ner import office_body, office_role, person_name
from vnlaos_ner.document import Office, PersonName, Status
from vnlaos_ner.expand import expand, join, longest, lowered, words_of
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.office_list import Item, parse_list
from vnlaos_ner.syllable import is_syllable

_MOST = 7  # words of the longest names: five-syllable Vietnamese names, Lao names spelled by syllables


class Person(NamedTuple):
    """A name with its parts."""

    name: str
    parts: PersonName | None


class Phrase(NamedTuple):
    """What a string names, in order; `rest` holds what is neither office, rank nor name."""

    offices: tuple[tuple[str, Office, Status], ...]
    people: tuple[Person, ...]
    ranks: tuple[str, ...]
    rest: tuple[str, ...]


def read(text: str, lexicon: Lexicon) -> Phrase:
    """Offices, people and ranks of one line of text."""
    before, name = _split_name(join(lowered(words_of(text))), lexicon)
    items = parse_list(before, lexicon) if before else []
    people = [_person(name, items, lexicon)] if name else []
    offices: list[tuple[str, Office, Status]] = []
    ranks: list[str] = []
    rest: list[str] = []
    for item in items:
        if item.parts is not None and item.office is not None:
            offices.append((item.name, item.office, item.parts.status))
            ranks.extend(item.parts.ranks)
        elif item.kind in ("rank", "occupation"):
            titled = _titled(item.text, lexicon)
            if people or titled is None:
                ranks.append(item.text)
                continue
            ranks.append(titled[0])
            people.append(_person(titled[1], items, lexicon))
        elif not people and _is_name(words_of(item.text), lexicon):
            people.append(_person(item.text, items, lexicon))
        else:
            rest.append(item.text)
    return Phrase(tuple(offices), tuple(people), tuple(ranks), tuple(rest))


def _titled(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The rank or address and the name behind it: ``Đại tướng | Phan Văn Giang``."""
    words = words_of(text)
    start = 0
    while start < len(words):
        mark = longest(lexicon, words, start, "rank", "honorific", "occupation")
        if mark is None:
            break
        start = mark[0]
    if 0 < start < len(words) and _is_name(words[start:], lexicon):
        return join(words[:start]), join(words[start:])
    return None


def _person(name: str, items: Sequence[Item], lexicon: Lexicon) -> Person:
    clean = person_name.clean(re.sub(r"^(đồng chí|ông|bà|ngài)\s+", "", name, flags=re.IGNORECASE))
    known = lexicon.get("person", clean)
    origin = known.attrs.get("country") if known else None
    origin = origin or next(
        (i.office.country for i in reversed(items) if i.office and i.office.country), None
    )
    return Person(clean, person_name.split(clean, lexicon, origin))


def _split_name(text: str, lexicon: Lexicon) -> tuple[str, str | None]:
    """The text before the name that closes it, and the name; the whole text and None where none does."""
    words = words_of(text)
    start = _last_head(words, lexicon)
    if start is None:
        return ("", text) if _is_name(words, lexicon) else (text, None)
    role = office_role.read(words, start, lexicon)
    assert role is not None
    best: tuple[int, int, int] | None = None
    for k in range(max(role.end, len(words) - _MOST), len(words)):
        if not _is_name(words[k:], lexicon):
            continue
        score = (_complete(words[role.end : k], role.end == k, lexicon), _opens_name(words[k:], lexicon), -k)
        if best is None or score > best:
            best = score
    if best is None or best[:2] == (0, 0):
        return text, None
    k = -best[2]
    return join(words[:k]).rstrip(" ,:-"), join(words[k:])


def _last_head(words: list[str], lexicon: Lexicon) -> int | None:
    """Where the last role of the text begins."""
    found, i = None, 0
    while i < len(words):
        role = office_role.read(words, i, lexicon)
        if role is None:
            i += 1
        else:
            found, i = i, role.end
    return found


def _complete(middle: list[str], bare: bool, lexicon: Lexicon) -> int:
    """How surely an office ends here: 2 behind a known place or body, 1 behind a bare role, 0 elsewhere."""
    if bare:
        return 1
    if middle[-1] in (",", ":", "-", "–"):
        return 2
    full = words_of(expand(join(middle), lexicon))
    at, tails = office_body.split_tail(full, 0, lexicon)
    opened = at == 0 or longest(lexicon, full, 0, "body", "organization", "body_head", "field") is not None
    if tails and opened and (tails[-1].code or tails[-1].name is None):
        return 2
    for i in range(len(full)):
        known = longest(lexicon, full, i, "body", "organization", "field")
        if known is not None and known[0] == len(full) and (i == 0 or full[i][0].isupper()):
            return 2
    return 0


def _opens_name(words: list[str], lexicon: Lexicon) -> int:
    """1 where the run opens like a name: a family name, a known person, or a word that is no syllable."""
    family = words[0] in lexicon.family_names and len(words) > 1
    foreign = not is_syllable(words[0]) or (words[0] == "Y" and len(words) > 2)
    return int(family or foreign or lexicon.get("person", join(words)) is not None)


def _is_name(words: list[str], lexicon: Lexicon) -> bool:
    """A run of capitalised words without signs."""
    shaped = 0 < len(words) <= _MOST and all(w[0].isupper() and w[-1].isalnum() for w in words)
    if not shaped or office_role.read(words, 0, lexicon):
        return False
    if len(words) == 1 and len(words[0]) > 1 and words[0].isupper() and not is_syllable(words[0]):
        return False
    capitals = any(c.islower() for word in words for c in word)
    if capitals and any((len(w) > 1 and w.isupper()) or "&" in w for w in words):
        return False  # an acronym among words: Bộ TN&MT
    if words[0] not in lexicon.family_names and office_body.opens_body(words, 0, lexicon):
        return False
    land = longest(lexicon, words, 0, "country")
    place = longest(lexicon, words, 0, "place")
    if land and (land[0] > 1 or len(words) < 4):
        return False
    # “Hà Nội Hoàng Trung Hải” is a place and a name.
    return place is None or (place[0] < len(words) and not _opens_name(words[place[0] :], lexicon))
