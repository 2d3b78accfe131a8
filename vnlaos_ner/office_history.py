"""Since when, until when and by what successor: the validity of the body and the place of an office.

A name of the past is never rewritten. This only adds what became of it, from the columns ``from``, ``to``
and ``successor`` of bodies.tsv and places.tsv (first and last day, ISO). Dates are those of the body as a
whole: the ministries merged on 2025-03-01 end on 2025-02-28; districts end on 2025-06-30.
"""

from __future__ import annotations

import msgspec

from vnlaos_ner import office_body
from vnlaos_ner.document import Office
from vnlaos_ner.lexicon import Entry, Lexicon
from vnlaos_ner.office_place import of_class
from vnlaos_ner.office_slots import level_of


class Era(msgspec.Struct, frozen=True):
    """How long one name was valid; None where the end is open or unknown. `name` is a body or a place."""

    name: str
    first: str | None
    last: str | None
    successor: str | None


def history(office: Office, lexicon: Lexicon) -> tuple[Era, ...]:
    """What is known of the validity of the office's bodies, outermost last, and of its place.

    Bodies abroad share the names of Vietnam's (Lào has a *Bộ Kế hoạch và Đầu tư*), so only those of
    Vietnam are looked up unless the entry names its country.
    """
    out: list[Era] = []
    for unit in office_body.units(office.body) if office.body else ():
        entry = lexicon.get("body", unit)
        if entry is not None and entry.attrs.get("country", "VN") == (office.country or "VN"):
            out.extend(_era(entry))
    if office.place and office.country in (None, "VN"):
        entry = _place(office, lexicon)
        if entry is not None:
            out.extend(_era(entry))
    return tuple(out)


def _place(office: Office, lexicon: Lexicon) -> Entry | None:
    """The place of the level the body is at: the province of a Tỉnh ủy, the district of a Huyện ủy."""
    assert office.place is not None
    unit = office_body.units(office.body)[-1] if office.body else ""
    levels = (level_of(unit, lexicon) or "").split("|") if unit else []
    found = (of_class(office.place, cls, lexicon) for cls in levels)
    return next((e for e in found if e is not None), lexicon.get("place", office.place))


def _era(entry: Entry) -> list[Era]:
    a = entry.attrs
    if "from" not in a and "to" not in a:
        return []
    return [Era(entry.name, a.get("from"), a.get("to"), a.get("successor"))]


def valid_on(era: Era, day: str) -> bool:
    """Whether the name was in force on an ISO day.

    >>> valid_on(Era("Bộ Thủy sản", None, "2007-07-31", None), "2010-01-01")
    False
    """
    return (era.first is None or era.first <= day) and (era.last is None or day <= era.last)
