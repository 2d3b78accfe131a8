"""The one place that knows which rows there are and what columns they have.

A table is a name, its columns and its rows; cells keep their types, so that JSON stays structured, and
`flat` turns one into the text every other format writes. Exporters and the terminal see only tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple, get_args

from vnlaos_ner import collate
from vnlaos_ner.corpus.types import Corpus, CorpusName, OfficeHolder, PersonOffice
from vnlaos_ner.document import DateValue, Document, Status

Kind = Literal["mentions", "people", "offices", "organizations", "places", "dates", "holdings"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Cell = str | int | float | None | tuple[str, ...] | tuple[PersonOffice, ...] | tuple[OfficeHolder, ...]
Row = tuple[Cell, ...]


class Read(NamedTuple):
    """A document and the raw text its offsets count in."""

    document: Document
    text: str


class Table(NamedTuple):
    """Rows of one kind. `rows` may be a generator: it can be gone through once."""

    kind: Kind
    columns: tuple[str, ...]
    rows: Iterable[Row]


_NAMES: dict[Kind, list[str]] = {
    "mentions": (
        "document source mention type start end text name section status holder honorific parent entity "
        "found_by score"
    ).split(),
    "people": "id name family middle given country offices aliases first last documents mentions".split(),
    "offices": "id name role body place country english holders first last documents mentions".split(),
    "organizations": "id name aliases country first last documents mentions".split(),
    "places": "id name aliases country first last documents mentions".split(),
    "dates": "name date start end granularity forms documents mentions".split(),
    "holdings": (
        "person_name office_name status date quote document source start end person office resolved_from"
    ).split(),
}
COLUMNS: dict[Kind, tuple[str, ...]] = {kind: tuple(names) for kind, names in _NAMES.items()}


def flat(cell: object) -> str:
    """One cell as text: lists joined by semicolons, an office with its status where it is not current."""
    if cell is None:
        return ""
    if isinstance(cell, PersonOffice | OfficeHolder):
        return f"{cell.name}{status_note(cell.statuses)}"
    if isinstance(cell, tuple):
        return "; ".join(flat(part) for part in cell)
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def status_note(statuses: tuple[Status, ...]) -> str:
    """`` (former)``; nothing where the only status is current."""
    return "" if statuses in ((), ("current",)) else f" ({', '.join(statuses)})"


def mentions(documents: Iterable[Document]) -> Table:
    """Every mention in text order, with the names of its entity and its holder. Streams."""
    return Table("mentions", COLUMNS["mentions"], _mention_rows(documents))


def _mention_rows(documents: Iterable[Document]) -> Iterator[Row]:
    for document in documents:
        names = {e.id: e.name for e in document.entities}
        for m in document.mentions:
            holder = names[m.holder] if m.holder else None
            yield (
                *(document.id, document.source, m.id, m.type, m.start, m.end, m.text, names[m.entity]),
                *(m.section, m.status, holder, m.honorific, m.parent, m.entity, m.found_by, m.score),
            )


class _DateGroup:
    """One calendar value over all documents."""

    __slots__ = ("documents", "forms", "mentions", "name", "value")

    def __init__(self, name: str, value: DateValue | None) -> None:
        self.name, self.value = name, value
        self.forms: set[str] = set()
        self.documents: set[str] = set()
        self.mentions = 0


def dates(documents: Iterable[Document]) -> Table:
    """Each calendar value once, in order of time, with the forms it was written in."""
    groups: dict[object, _DateGroup] = {}
    for document in documents:
        for entity in document.entities:
            if entity.type == "DATE":
                group = groups.setdefault(entity.date or entity.name, _DateGroup(entity.name, entity.date))
                group.forms.update(entity.aliases, (entity.name,))
                group.documents.add(document.id)
                group.mentions += len(entity.mentions)
    rows = sorted(map(_date_row, groups.values()), key=lambda row: _when(row[1], row[2], row[0]))
    return Table("dates", COLUMNS["dates"], rows)


def _date_row(group: _DateGroup) -> Row:
    value = group.value or DateValue(None, None, None, "range")
    granularity = value.granularity if group.value else None
    forms = tuple(sorted(group.forms, key=collate.key))
    return (
        *(group.name, value.date, value.start, value.end, granularity),
        *(forms, len(group.documents), group.mentions),
    )


def _when(date: Cell, start: Cell, name: Cell) -> tuple[str, collate.Key]:
    return str(date or start or "9999"), collate.key(str(name))


def corpus(found: Corpus, kind: Kind) -> Table:
    """One of the tables over all documents: people, offices, organizations, places or holdings."""
    return Table(kind, COLUMNS[kind], _CORPUS[kind](found))


def _people(found: Corpus) -> list[Row]:
    rows: list[Row] = []
    for p in sorted(found.people, key=lambda p: (collate.key(p.name), p.id)):
        parts = (p.person.family, p.person.middle, p.person.given) if p.person else (None, None, None)
        rows.append(
            (p.id, p.name, *parts, p.country, p.offices, p.aliases, p.first, p.last, p.documents, p.mentions)
        )
    return rows


def _offices(found: Corpus) -> list[Row]:
    return [
        (
            *(o.id, o.name, o.office.role, o.office.body, o.office.place, o.office.country, o.office.english),
            *(o.holders, o.first, o.last, o.documents, o.mentions),
        )
        for o in sorted(found.offices, key=lambda o: (collate.key(o.name), o.id))
    ]


def _names(found: Iterable[CorpusName]) -> list[Row]:
    return [
        (n.id, n.name, n.aliases, n.country, n.first, n.last, n.documents, n.mentions)
        for n in sorted(found, key=lambda n: (collate.key(n.name), n.id))
    ]


def _holdings(found: Corpus) -> list[Row]:
    return [
        (
            *(h.person_name, h.office_name, h.status, h.date, h.quote, h.document, h.source),
            *(h.start, h.end, h.person, h.office, h.resolved_from),
        )
        for h in sorted(
            found.holdings,
            key=lambda h: (
                *(collate.key(h.person_name), h.person, collate.key(h.office_name), h.date or "9999"),
                *(h.document, h.start, h.status),
            ),
        )
    ]


_CORPUS: dict[Kind, Callable[[Corpus], list[Row]]] = {
    "people": _people,
    "offices": _offices,
    "organizations": lambda found: _names(found.organizations),
    "places": lambda found: _names(found.places),
    "holdings": _holdings,
}
