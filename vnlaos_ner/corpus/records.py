"""What the corpus keeps of each document: one small record a person, so raw texts can be let go.

A record is a person *as one document shows them*: the entity's name, its aliases and the offices the
document gives it. Grouping records into people is the work of `clusters`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from vnlaos_ner.document import Document, Entity, Office, PersonName, Status
from vnlaos_ner.syllable import tone_last


class Held(NamedTuple):
    """A holding of one document with its quote cut out."""

    office: str
    office_key: str
    parts: Office
    status: Status
    mentions: int
    start: int
    end: int
    quote: str


class Record(NamedTuple):
    """One person in one document; `key` is ``DOCUMENT#NAME``, unique within a corpus."""

    key: str
    document: str
    source: str
    sha256: str
    date: str | None
    name: str
    aliases: tuple[str, ...]
    person: PersonName | None
    country: str | None
    mentions: int
    held: tuple[Held, ...]


def fold(name: str) -> str:
    """A name for comparison: case, tone placement, hyphens and space do not count; letters and tones do."""
    text = unicodedata.normalize("NFD", re.sub(r"[\s\-\u2010-\u2015]+", " ", name.casefold()).strip(" .,;:"))
    return unicodedata.normalize("NFC", " ".join(tone_last(word) for word in text.split(" ")))


def office_key(office: Office) -> str:
    """One string for “the same office”: all its parts, folded."""
    parts = (office.role, office.body, office.place, office.country)
    return "|".join(fold(part) if part else "" for part in parts)


def records(document: Document, text: str) -> tuple[Record, ...]:
    """The people of one document. Mentions in lists of related articles and boilerplate do not count:
    they speak of other articles.
    """
    outside = {m.id for m in document.mentions if m.section in ("related", "boilerplate", "byline")}
    entities = {e.id: e for e in document.entities}
    held: dict[str, list[Held]] = {}
    for holding in document.holdings:
        office = entities[holding.office]
        inside = [m for m in holding.mentions if m not in outside]
        if office.office is None or not inside:
            continue
        start, end = holding.evidence.start, holding.evidence.end
        held.setdefault(holding.person, []).append(
            Held(
                office.name,
                office_key(office.office),
                office.office,
                holding.status,
                len(inside),
                start,
                end,
                text[start:end],
            )
        )
    out = []
    for entity in document.entities:
        inside = [m for m in entity.mentions if m not in outside]
        if entity.type == "PERSON" and inside:
            out.append(_record(document, entity, len(inside), tuple(held.get(entity.id, ()))))
    return tuple(out)


def _record(document: Document, entity: Entity, mentions: int, held: tuple[Held, ...]) -> Record:
    return Record(
        key=f"{document.id}#{entity.name}",
        document=document.id,
        source=document.source,
        sha256=document.sha256,
        date=document.date,
        name=entity.name,
        aliases=entity.aliases,
        person=entity.person,
        country=entity.country,
        mentions=mentions,
        held=held,
    )
