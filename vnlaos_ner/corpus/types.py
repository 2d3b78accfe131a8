"""The corpus level: people, offices, bodies, places and dated holdings over many documents.

Ids are derived from names (and, between namesakes, from the offices), never from the order of input.
Dates are the ISO dates of the documents that say it (*seen*), never terms of office.
"""

from __future__ import annotations

import msgspec

from vnlaos_ner.document import Office, PersonName, Status


class Seen(msgspec.Struct, frozen=True):
    """How widely something was met: first and last document date (ISO or None), counts."""

    first: str | None
    last: str | None
    documents: int
    mentions: int


class PersonOffice(msgspec.Struct, frozen=True):
    """One office in a person's row; `statuses` in the order current, former, acting, late, new."""

    office: str
    name: str
    statuses: tuple[Status, ...]
    first: str | None
    last: str | None
    documents: int


class CorpusPerson(msgspec.Struct, frozen=True):
    id: str
    name: str
    aliases: tuple[str, ...]
    person: PersonName | None
    country: str | None
    offices: tuple[PersonOffice, ...]
    first: str | None
    last: str | None
    documents: int
    mentions: int


class OfficeHolder(msgspec.Struct, frozen=True):
    person: str
    name: str
    statuses: tuple[Status, ...]
    first: str | None
    last: str | None
    documents: int


class CorpusOffice(msgspec.Struct, frozen=True):
    id: str
    name: str
    office: Office
    holders: tuple[OfficeHolder, ...]
    first: str | None
    last: str | None
    documents: int
    mentions: int


class CorpusName(msgspec.Struct, frozen=True):
    """An organisation or a place: grouped by exact canonical name and country."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    first: str | None
    last: str | None
    documents: int
    mentions: int


class CorpusHolding(msgspec.Struct, frozen=True):
    """One quote that says who holds what. `start`/`end` are code points of the document's raw text.

    `resolved_from` is None where the document itself says it, ``"corpus"`` where other documents do.
    """

    person: str
    person_name: str
    office: str
    office_name: str
    status: Status
    date: str | None
    document: str
    source: str
    start: int
    end: int
    quote: str
    resolved_from: str | None


class Conflict(msgspec.Struct, frozen=True):
    """Two or more current holders of one single-seat office in overlapping time: listed, not resolved."""

    office: str
    office_name: str
    people: tuple[str, ...]
    names: tuple[str, ...]
    first: str | None
    last: str | None
    reason: str


class Suggestion(msgspec.Struct, frozen=True):
    """A doubtful pair for a person to decide; `left` and `right` can stand in a decisions file."""

    left: str
    left_name: str
    right: str
    right_name: str
    reason: str


class Corpus(msgspec.Struct, frozen=True):
    people: tuple[CorpusPerson, ...]
    offices: tuple[CorpusOffice, ...]
    organizations: tuple[CorpusName, ...]
    places: tuple[CorpusName, ...]
    holdings: tuple[CorpusHolding, ...]
    conflicts: tuple[Conflict, ...]
    suggestions: tuple[Suggestion, ...]
