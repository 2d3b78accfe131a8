"""The types of the product: what `extract` writes and every later stage reads.

Everything here is the JSON contract ``vnlaos-ner/1``: field names, order and nulls are part of it.
Offsets are code points of the file decoded as UTF-8 and not touched otherwise, half-open;
dates are ISO 8601. Keys are always present; what is absent is ``None`` or an empty list.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

SCHEMA = "vnlaos-ner/1"

MentionType = Literal["PERSON", "OFFICE", "ORGANIZATION", "LOCATION", "DATE", "EVENT", "DOCUMENT"]
Status = Literal["current", "former", "acting", "late", "new"]
SectionKind = Literal["title", "byline", "lead", "body", "caption", "related", "boilerplate"]

TYPES: tuple[MentionType, ...] = (
    "PERSON",
    "OFFICE",
    "ORGANIZATION",
    "LOCATION",
    "DATE",
    "EVENT",
    "DOCUMENT",
)
SCORED_TYPES: tuple[MentionType, ...] = TYPES[:5]
STATUSES: tuple[Status, ...] = ("current", "former", "acting", "late", "new")


class Article(msgspec.Struct, frozen=True):
    """One input article: `text` is exactly what the file decodes to; `meta` carries other JSONL keys."""

    id: str
    source: str
    text: str
    sha256: str
    title: str | None = None
    date: str | None = None
    meta: dict[str, Any] = {}


class Section(msgspec.Struct, frozen=True):
    """A labelled stretch of the page. Sections cover every non-blank line, in order, without overlap."""

    kind: SectionKind
    start: int
    end: int


class Word(msgspec.Struct, frozen=True):
    """One word of the segmenter: `text` is the raw slice, its syllables joined as in the source."""

    start: int
    end: int
    text: str


class Sentence(msgspec.Struct, frozen=True):
    start: int
    end: int
    words: tuple[Word, ...]


class Mention(msgspec.Struct, frozen=True):
    """A span of the raw text that names something. ``text == raw[start:end]`` always."""

    id: str
    type: MentionType
    start: int
    end: int
    text: str
    entity: str
    section: SectionKind
    parent: str | None
    holder: str | None
    status: Status | None
    honorific: str | None
    found_by: tuple[str, ...]
    score: float


class PersonName(msgspec.Struct, frozen=True):
    family: str | None
    middle: str | None
    given: str | None


class Office(msgspec.Struct, frozen=True):
    """The parts of one office; `country` is an ISO 3166 alpha-2 code."""

    role: str
    body: str | None
    place: str | None
    country: str | None
    english: str | None


class DateValue(msgspec.Struct, frozen=True):
    """ISO dates, reduced precision allowed (``2021-11``); a range has `start` and `end`."""

    date: str | None
    start: str | None
    end: str | None
    granularity: Literal["day", "month", "quarter", "year", "range"]


class Entity(msgspec.Struct, frozen=True):
    """What mentions of one document refer to. `country` is ISO 3166 alpha-2 where it is certain."""

    id: str
    type: MentionType
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[str, ...]
    country: str | None
    office: Office | None
    person: PersonName | None
    date: DateValue | None


class Evidence(msgspec.Struct, frozen=True):
    start: int
    end: int


class Holding(msgspec.Struct, frozen=True):
    """That a person holds an office, as this document says it; `evidence` is the quote's span."""

    person: str
    office: str
    status: Status
    mentions: tuple[str, ...]
    evidence: Evidence


class Note(msgspec.Struct, frozen=True):
    """Why something was left open, with the entities that competed."""

    code: str
    start: int
    end: int
    message: str
    candidates: tuple[str, ...] = ()


class Document(msgspec.Struct, frozen=True):
    """Everything known of one article; one line of ``--format jsonl``."""

    schema: str
    id: str
    source: str
    sha256: str
    title: str | None
    date: str | None
    meta: dict[str, Any]
    sections: tuple[Section, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    holdings: tuple[Holding, ...]
    notes: tuple[Note, ...]
