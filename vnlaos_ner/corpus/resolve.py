"""Title-only mentions whose holder an article never names, resolved from the other articles.

“Bí thư Thành ủy Hà Nội” in a text of 2021 is the person seen in that office around that date, where
exactly one was. Off unless asked for, and every row it makes says ``resolved_from: corpus``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from vnlaos_ner.corpus.records import office_key
from vnlaos_ner.corpus.seats import Seats
from vnlaos_ner.corpus.types import CorpusHolding
from vnlaos_ner.document import Document, Office

WINDOW = timedelta(days=183)
"""How far from the document's date a holder may have been seen: half a year, a short term of office."""


class OpenOffice(NamedTuple):
    """One mention of an office in an article that gives it no holder anywhere."""

    office_key: str
    name: str
    parts: Office
    document: str
    source: str
    date: str | None
    start: int
    end: int
    quote: str


def open_offices(document: Document, text: str) -> tuple[OpenOffice, ...]:
    """The offices of a document that nobody holds in it; related lists and boilerplate do not count."""
    held = {h.office for h in document.holdings}
    named = {office_key(e.office) for e in document.entities if e.id in held and e.office}
    mentions = {m.id: m for m in document.mentions}
    out = []
    for entity in document.entities:
        if entity.office is None or office_key(entity.office) in named:
            continue
        for mention in (mentions[m] for m in entity.mentions):
            if mention.section in ("related", "boilerplate", "byline") or mention.status != "current":
                continue
            out.append(
                OpenOffice(
                    office_key(entity.office),
                    entity.name,
                    entity.office,
                    document.id,
                    document.source,
                    document.date,
                    mention.start,
                    mention.end,
                    text[mention.start : mention.end],
                )
            )
    return tuple(out)


def resolve(
    still_open: Iterable[OpenOffice],
    holdings: Sequence[CorpusHolding],
    office_ids: dict[str, str],
    seats: Seats,
) -> list[CorpusHolding]:
    """Holdings for the open offices of which exactly one sitting holder was seen around the date."""
    sitting: dict[str, list[CorpusHolding]] = defaultdict(list)
    for holding in holdings:
        if holding.status in ("current", "new"):
            sitting[holding.office].append(holding)
    out = []
    for mention in still_open:
        office = office_ids.get(mention.office_key)
        if office is None or not seats.is_single(mention.parts):
            continue
        near = {h.person: h for h in sitting[office] if _near(mention.date, h.date)}
        if len(near) != 1:
            continue
        [seen] = near.values()
        out.append(
            CorpusHolding(
                person=seen.person,
                person_name=seen.person_name,
                office=office,
                office_name=mention.name,
                status="current",
                date=mention.date,
                document=mention.document,
                source=mention.source,
                start=mention.start,
                end=mention.end,
                quote=mention.quote,
                resolved_from="corpus",
            )
        )
    return out


def _near(left: str | None, right: str | None) -> bool:
    """Dates within the window. Both are needed: an undated article proves nothing about time."""
    if not left or not right:
        return False
    return abs(date.fromisoformat(left) - date.fromisoformat(right)) <= WINDOW
