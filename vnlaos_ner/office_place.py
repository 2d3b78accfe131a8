"""Where an office or a body is: the places and countries that close its name.

``… huyện Càng Long, tỉnh Trà Vinh`` gives two tails, ``Đại sứ Việt Nam tại Lào`` a country and a post.
A tail is a place the lexicon knows, or capitals behind a class word (``xã Đắk Nia``) or ``tại``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vnlaos_ner.expand import CITY, HEADS, join, longest, words_of
from vnlaos_ner.lexicon import Entry, Lexicon

LINKS = frozenset({"tại", "ở", "của", "thuộc"})
LEVELS = frozenset(
    ("tỉnh", "thành phố", "thị xã", "quận", "huyện", "phường", "xã", "thị trấn", "thủ đô", "đặc khu", "thôn")
)
_JOINING = frozenset({"-", "‑", "–", "—", "và", "&", "/"})


class Tail(NamedTuple):
    """One place at the end of a name, at words ``[start, end)``.

    `name` is the bare place (None for a class word alone: ``tỉnh``); `cls` the class word as written or,
    where none is, None; `code` the ISO country of the place where known; `link` the word before it.
    """

    start: int
    end: int
    link: str
    text: str
    name: str | None
    cls: str | None
    code: str | None
    is_country: bool


Words = Sequence[str]


def tails(words: Words, start: int, lexicon: Lexicon) -> tuple[Tail, ...] | None:
    """The places that fill ``words[start:]`` completely, or None where something else stands there."""
    out: list[Tail] = []
    i = start
    while i < len(words):
        comma = words[i] == "," and len(out) > 0
        tail = one(words, i + comma, lexicon) if i + comma < len(words) else None
        if tail is None:
            return None
        out.append(tail._replace(link=tail.link or ",") if comma else tail)
        i = tail.end
    return tuple(out) or None


def one(words: Words, start: int, lexicon: Lexicon) -> Tail | None:
    """The one place that opens at `start`."""
    i = start
    link = words[i].lower() if words[i].lower() in LINKS else ""
    i += bool(link)
    if i >= len(words) or (i > 0 and not link and words[i - 1] in _JOINING):
        return None
    water = i > 0 and words[i - 1].lower() in ("nguồn", "đất", "cấp")
    state = int(words[i].lower() == "nước" and i + 1 < len(words) and not water)
    state += _style(words, i + state, lexicon)
    country = longest(lexicon, words, i + state, "country")
    place = longest(lexicon, words, i, "place")
    longer = place is not None and country is not None and place[0] > country[0]  # Lào Cai is not in Lào
    if country is not None and not longer and not _pair(words, country[0]):
        end, entry = country
        return Tail(start, end, link, join(words[i:end]), entry.name, None, entry.attrs.get("code"), True)
    found = _classed(words, i, lexicon) or _bare(words, i, lexicon)
    if found is None and link in ("tại", "ở"):
        found = _capitals(words, i)
    if found is None or _pair(words, found[0]):
        return None
    end, name, cls, code = found
    return Tail(start, end, link, join(words[i:end]), name, cls, code, False)


def _style(words: Words, i: int, lexicon: Lexicon) -> int:
    """How many words of a state's full style stand before its name: ``Cộng hòa Liên bang | Myanmar``."""
    size = 0
    if i >= len(words) or words[i].lower() not in ("cộng", "liên", "vương"):
        return 0
    while i + size < len(words) and words[i + size].lower() in _STYLE:
        size += 1
        whole = longest(lexicon, words, i, "country")
        if whole is not None and whole[0] > i + size:
            return 0
    return size if size > 1 else 0


_STYLE = frozenset("cộng hòa liên bang vương quốc dân chủ nhân xã hội nghĩa hồi giáo".split())
_Found = tuple[int, "str | None", "str | None", "str | None"]


def _pair(words: Words, end: int) -> bool:
    """Whether a dash joins this place to the next (``Việt Nam - Lào``): then it belongs to a name."""
    return end + 1 < len(words) and words[end] in _JOINING


def _classed(words: Words, i: int, lexicon: Lexicon) -> _Found | None:
    """A class word and a name: ``tỉnh Hủa Phăn``, ``quận 1``; or the class word alone at the end."""
    found = longest(lexicon, words, i, "place_class")
    if found is None or join(words[i : i + 3]) == CITY:
        return None
    end, entry = found
    head = longest(lexicon, words, i, *HEADS)
    if head is not None and head[0] > end:  # Tỉnh ủy
        return None
    if join(words[end : end + 3]) == CITY:
        return end + 3, CITY, entry.name, "VN"
    if entry.form.lower() == "đội":  # a hamlet in a few provinces, a squad everywhere else
        return None
    if end == len(words) or words[end] == ",":
        return (end, None, entry.name, None) if entry.name in LEVELS else None
    place = longest(lexicon, words, end, "place")
    if place is not None:
        after = place[0]
        while after < len(words) and words[after].isdigit():
            after += 1
        if entry.attrs.get("administrative") != "yes" and i > 0 and words[i - 1].lower() not in LINKS:
            return None  # Mía đường | Tây Ninh
        known = of_class(place[1].form, entry.name, lexicon) or place[1]
        name = known.name if after == place[0] else join(words[end:after])
        return after, name, entry.name, known.attrs.get("country")
    if entry.attrs.get("administrative") != "yes" and words[i].islower():
        return None  # “phòng cảnh sát cơ động”, “lao động Việt Nam”: nature words need a known name
    run = _capitals(words, end)
    if run is None or run[1] is None:
        return None
    # a numbered district has no other name: quận 1
    name = f"{entry.name} {run[1]}" if run[1].isdigit() else run[1]
    return run[0], name, entry.name, None


def _capitals(words: Words, i: int) -> _Found | None:
    """A run of capitalised words or figures."""
    end = i
    while end < len(words) and (words[end][0].isupper() or words[end].isdigit()):
        end += 1
    return (end, join(words[i:end]), None, None) if end > i else None


def _bare(words: Words, i: int, lexicon: Lexicon) -> _Found | None:
    """A known place without class word. A name that is first of all a person's needs one."""
    place = longest(lexicon, words, i, "place")
    if (
        place is None
        or (place[1].name == CITY and words[i] == "Hồ")
        or lexicon.get("field", join(words[i : place[0]]))
    ):
        return None
    end, entry = place
    return end, entry.name, None, entry.attrs.get("country")


def of_class(name: str, cls: str, lexicon: Lexicon) -> Entry | None:
    """The place `name` of that class (``Hòa Bình`` the city, not the province)."""
    wanted = _plain(cls)
    return next((e for e in lexicon.all("place", name) if _plain(e.attrs.get("class", "")) == wanted), None)


def named(place: str, lexicon: Lexicon) -> Tail:
    """A place given by name, with or without class word: ``Hồ Chí Minh``, ``tỉnh Yên Bái``, ``Lào``."""
    words = words_of(place)
    entry = lexicon.get("place", place) or lexicon.get("place", f"Thành phố {place}")
    if entry is not None:
        return Tail(0, len(words), "", place, entry.name, None, entry.attrs.get("country"), False)
    found = one(words, 0, lexicon)
    if found is not None and found.end == len(words):
        return found
    return Tail(0, len(words), "", place, place, None, lexicon.country_code(place), False)


def _plain(cls: str) -> str:
    low = cls.lower()
    return "thành phố" if low in ("thủ đô", "tp") else low


def class_of(name: str, lexicon: Lexicon) -> str | None:
    """The class word of the most prominent place of that name, None where unknown."""
    entry = lexicon.get("place", name)
    cls = entry.attrs.get("class", "").split("; ")[0] if entry else ""
    return cls or None
