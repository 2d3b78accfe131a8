"""What is compared: the marks of gold and of a prediction in one form, whatever they came from.

Names are compared *folded* (`fold`): a difference of case, of NFC and NFD or of tone placement
(``ủy``/``uỷ``) is a difference of spelling, not of the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from vnlaos_ner.document import Document, MentionType, Office, Status
from vnlaos_ner.given import GivenDocument
from vnlaos_ner.gold import GoldDocument
from vnlaos_ner.syllable import tone_last

OfficeParser = Callable[[str], Office | None]
"""The parts of an office name, or None where it cannot be parsed."""


class Mark(NamedTuple):
    """One mention as it is scored; `start` and `end` are raw code points, half-open.

    `entity` is what it refers to within its document (an id, or the folded canonical name in gold);
    ``None``, as `name`, where a system does not say. `holder` is a person's name.
    """

    type: MentionType
    start: int
    end: int
    name: str | None = None
    entity: str | None = None
    holder: str | None = None
    status: Status | None = None
    office: Office | None = None

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def key(self) -> tuple[MentionType, int, int]:
        return self.type, self.start, self.end


def fold(name: str) -> str:
    """A name for comparison: NFC, lower case, one space, no outer punctuation, tone placement ignored.

    >>> fold("Bí thư  Thành uỷ") == fold("BÍ THƯ THÀNH ỦY")
    True
    >>> fold("Trọng") == fold("Trường")
    False
    """
    text = unicodedata.normalize("NFC", name).casefold()
    text = re.sub(r"\s+", " ", text).strip(" .,;:-")
    words = unicodedata.normalize("NFD", text).split(" ")
    return unicodedata.normalize("NFC", " ".join(tone_last(word) for word in words))


def unique(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """In text order, parents first; of marks with the same span and type only the first."""
    first: dict[tuple[MentionType, int, int], Mark] = {}
    for mark in marks:
        first.setdefault(mark.key, mark)
    return tuple(sorted(first.values(), key=lambda m: (m.start, -m.end, m.type)))


def from_gold(document: GoldDocument, parse_office: OfficeParser | None = None) -> tuple[Mark, ...]:
    """Gold marks. Mentions of one type with the same canonical name are one entity."""
    return unique(
        Mark(
            type=m.type,
            start=m.start,
            end=m.end,
            name=m.canonical,
            entity=f"{m.type} {fold(m.canonical)}",
            holder=m.holder,
            status=m.status,
            office=m.office or (parse_office(m.canonical) if parse_office and m.type == "OFFICE" else None),
        )
        for m in document.mentions
    )


def from_document(document: Document | GivenDocument) -> tuple[Mark, ...]:
    """Marks of a prediction. A holder that is no entity's id is taken as a name."""
    entities = {entity.id: entity for entity in document.entities}
    marks = []
    for m in document.mentions:
        entity = entities.get(m.entity) if m.entity else None
        holder = entities.get(m.holder) if m.holder else None
        marks.append(
            Mark(
                type=m.type,
                start=m.start,
                end=m.end,
                name=entity.name if entity else None,
                entity=m.entity,
                holder=holder.name if holder else m.holder,
                status=(m.status or "current") if m.type == "OFFICE" else None,
                office=entity.office if entity else None,
            )
        )
    return unique(marks)
