"""Reads one written office into parts, says what is left open, fills it in, and writes the canonical name.

``read`` gives `Parts`, which remember how the office is written; ``parse`` gives the contract's `Office`.
The linker asks ``open_slots`` what a mention leaves out (“Bí thư Thành ủy”: a city) and calls ``fill`` with
what the document says. The parts of the name come from the lexicon; how they combine stands here.

Not here: lists of offices (`office_list`), which span of a text is an office (the grammar), who holds it.
"""

from __future__ import annotations

from functools import lru_cache

from vnlaos_ner import gloss, office_body
from vnlaos_ner.document import Office
from vnlaos_ner.expand import CITY, REMEMBERED, expand, join, words_of
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.office_place import Tail, class_of, named, one
from vnlaos_ner.office_read import Parts, assemble, read
from vnlaos_ner.office_slots import (
    abroad_only,
    committee_of,
    is_inner,
    is_mission,
    is_national,
    level_of,
    local_class,
    open_slots_of,
)

__all__ = [
    "Parts", "canonical", "fill", "name", "names_state_body", "open_slots", "parse", "read", "render",
    "suits", "to_office",
]  # fmt: skip


def parse(text: str, lexicon: Lexicon) -> Office | None:
    """The parts of one office; None where `text` opens with no role the lexicon knows.

    `text` may carry a status word or a rank in front; both are left out of the result. A national office
    without a country is read as one of Vietnam, as in a Vietnamese text.
    """
    parts = read(text, lexicon)
    return to_office(parts, lexicon, home="VN") if parts else None


def canonical(text: str, lexicon: Lexicon) -> str:
    """The canonical name of an office as far as its own text tells; `text` expanded where it is none."""
    parts = read(text, lexicon)
    return name(parts, lexicon) if parts else office_body.name(words_of(expand(text, lexicon)), lexicon)


@lru_cache(maxsize=REMEMBERED)
def name(parts: Parts, lexicon: Lexicon) -> str:
    """The canonical name: role, body, places; Vietnam's own national offices without the country."""
    pieces = [(parts.role.shown or parts.role.name) + parts.title[len(parts.role.name) :]]
    tails = parts.tails
    national = is_national(parts.role.name, parts.body, lexicon)
    if national and not is_mission(parts.role, parts.body, lexicon):
        tails = tuple(
            t for t in tails if not (t.is_country and t.code == "VN" and t.link not in ("tại", "ở"))
        )
    if parts.shown:
        pieces.append(parts.shown)
    elif not tails and parts.role.name in gloss.GOVERNMENT_HEADS:
        pieces.append("Chính phủ")
    for n, tail in enumerate(tails):
        if n and tail.link == ",":
            pieces[-1] += ","
        keep = tail.link in ("tại", "ở") or (tail.link in ("của", "thuộc") and not _drops_of(parts, lexicon))
        pieces.append(f"{tail.link} {_place_text(tail)}" if keep else _place_text(tail))
    return join(words_of(" ".join(p for p in pieces if p)))


def _drops_of(parts: Parts, lexicon: Lexicon) -> bool:
    """Whether ``của`` before the country is left out: behind a body, and behind heads of state."""
    if not parts.shown:
        return parts.role.name in gloss.HEADS_OF_STATE
    return office_body.opens_body(words_of(parts.shown), 0, lexicon)


def _place_text(tail: Tail) -> str:
    """``thành phố Hồ Chí Minh`` keeps its class word; a country after ``nước`` keeps its own style."""
    if tail.name == CITY and not tail.cls:
        return "Thành phố Hồ Chí Minh"
    return tail.text.removeprefix("nước ") if tail.link == "của" else tail.text


@lru_cache(maxsize=REMEMBERED)
def to_office(parts: Parts, lexicon: Lexicon, home: str | None = None) -> Office:
    """The contract's view of the parts. `home`: the country of national offices that name none."""
    place = parts.place
    body = parts.body
    if body is None and parts.role.name in gloss.GOVERNMENT_HEADS and parts.country in (None, "VN"):
        body = "Chính phủ"
    country = parts.country
    if country is None and body:
        known = lexicon.get("body", body)
        country = known.attrs.get("country") if known else None
        if country is None and not is_national(parts.role.name, body, lexicon):
            country = office_body.country_inside(body, lexicon)
    if country is None and home and open_slots(parts, lexicon) == {"country": "state"}:
        country = None if abroad_only(parts.role.name, body, lexicon) else home
    own = next((t for t in parts.tails if t.is_country and t.link == ""), None)
    if body and own and not is_national(parts.role.name, body, lexicon):
        body = f"{body} {own.name}"  # the country is part of the name of a party, a union, an army
    where = place.name if place else None
    return Office(
        parts.title,
        body,
        where,
        country,
        gloss.office(parts.role, parts.title, body, where, country, lexicon),
    )


def open_slots(parts: Parts, lexicon: Lexicon) -> dict[str, str]:
    """What the office needs and the text does not say.

    Keys ``body``, ``place``, ``country``; the value says which kind fits: a class word (``tỉnh``,
    ``thành phố``, or ``any``), ``state`` for a country, the class noun or ``any`` for a body.
    """
    return open_slots_of(parts.role, parts.body, parts.tails, lexicon)


def fill(
    parts: Parts,
    lexicon: Lexicon,
    *,
    place: str | None = None,
    country: str | None = None,
    body: str | None = None,
) -> Parts:
    """The office with open slots filled: `place` and `country` by name (``Hà Nội``, ``Lào``), `body` by name.

    A bare class word in the text takes the name behind it; local state bodies get the class word of the
    place (*Ủy ban nhân dân tỉnh Yên Bái*), Party committees do not (*Tỉnh ủy Yên Bái*).
    """
    if body:
        inner = parts.body if parts.body and is_inner(parts.body, lexicon) else ""
        whole = body if body.startswith(inner) else f"{inner} {body}"
        full = words_of(whole)
        at, tails = office_body.split_tail(full, 0, lexicon)
        parts = assemble(parts.role, full[:at], tails or parts.tails, parts.status, parts.ranks, lexicon)
    if place:
        parts = _with_place(parts, place, lexicon)
    if country and not any(t.is_country and t.link not in ("tại", "ở") for t in parts.tails):
        land = one(words_of(country), 0, lexicon)
        if land is not None and not parts.shown.endswith(land.text):
            land = land._replace(link="")
            abroad = parts.tails and parts.tails[0].link in ("tại", "ở")
            parts = parts._replace(tails=(land, *parts.tails) if abroad else (*parts.tails, land))
    return parts


def _with_place(parts: Parts, place: str, lexicon: Lexicon) -> Parts:
    tail = named(place, lexicon)
    if is_mission(parts.role, parts.body, lexicon):
        if any(t.link in ("tại", "ở") for t in parts.tails):
            return parts
        return parts._replace(tails=(*parts.tails, tail._replace(link="tại")))
    slot = next((t for t in parts.tails if t.name is None), None)
    if slot is not None:
        filled = tail._replace(text=f"{slot.text} {tail.name}", cls=slot.cls, link=slot.link)
        return parts._replace(tails=tuple(filled if t is slot else t for t in parts.tails))
    if any(t.name and not t.is_country for t in parts.tails):
        return parts
    if tail.is_country:  # an association or an office abroad
        return parts._replace(tails=(*parts.tails, tail._replace(link="tại")))
    body = parts.body or parts.role.noun or ""
    local = level_of(body, lexicon) is not None and not body.endswith(("ủy", "đoàn"))
    if local and not tail.cls and tail.name and not place.lower().startswith("quận "):
        cls = class_of(tail.name, lexicon)
        if cls and committee_of(cls, lexicon):
            tail = tail._replace(text=f"{local_class(cls)} {tail.name}", cls=cls)
    return parts._replace(tails=(tail._replace(link=""), *parts.tails))


def render(office: Office, lexicon: Lexicon) -> str:
    """The canonical name of an office given as parts only."""
    member = office.role.endswith("ủy viên") and office.body and office.body + " viên" == office.role
    text = office.role if member or not office.body else f"{office.role} {office.body}"
    parts = read(text, lexicon)
    if parts is None:
        return " ".join(p for p in (office.role, office.body, office.place) if p)
    mission = is_mission(parts.role, parts.body, lexicon)
    if office.place and not mission:
        parts = fill(parts, lexicon, place=office.place)
    if office.country and parts.country != office.country and (mission or office.country != "VN"):
        parts = fill(parts, lexicon, country=gloss.country_name(office.country, lexicon))
    if office.place and mission:
        parts = fill(parts, lexicon, place=office.place)
    return name(parts, lexicon)


def names_state_body(body: str, lexicon: Lexicon) -> bool:
    """Whether `body` is an organ of the state that drops “Việt Nam” from its name."""
    return is_national("", body, lexicon) and not body.endswith("Việt Nam")


def suits(place: Tail, slot: str, lexicon: Lexicon) -> bool:
    """Whether a place can fill a slot of that class: ``thành phố`` takes a city or capital."""
    if slot in ("any", "post"):
        return True
    cls = place.cls or (class_of(place.name, lexicon) if place.name else None)
    if cls is None:
        return True
    plain = "thành phố" if cls.lower() in ("thủ đô", "tp") else cls.lower()
    return plain in slot.lower().split("|")
