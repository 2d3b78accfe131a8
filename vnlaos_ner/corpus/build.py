"""From documents to the corpus: feed documents one by one, then build the rows.

Raw texts and documents are let go as they come; what stays in memory is one record a person and one a
name, so a folder of any size needs memory for its people only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from vnlaos_ner.corpus.clusters import Clusters, SpellingKey, cluster
from vnlaos_ner.corpus.conflicts import conflicts
from vnlaos_ner.corpus.decisions import Decisions
from vnlaos_ner.corpus.identity import digest, with_ids
from vnlaos_ner.corpus.people import person_row
from vnlaos_ner.corpus.records import Record, fold, office_key, records
from vnlaos_ner.corpus.resolve import OpenOffice, open_offices, resolve
from vnlaos_ner.corpus.seats import Seats
from vnlaos_ner.corpus.types import Corpus, CorpusHolding, CorpusName, CorpusOffice, OfficeHolder, Seen
from vnlaos_ner.document import STATUSES, Document, Office


class _Name(NamedTuple):
    """An organisation, a place or an office as one document shows it."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    office: Office | None
    date: str | None
    mentions: int


class Builder:
    """Collects documents; `build` gives the rows of all that came so far."""

    __slots__ = ("_names", "_open", "_records")

    def __init__(self) -> None:
        self._records: list[Record] = []
        self._open: list[OpenOffice] = []
        self._names: dict[str, dict[str, list[_Name]]] = {
            "OFFICE": defaultdict(list),
            "ORGANIZATION": defaultdict(list),
            "LOCATION": defaultdict(list),
        }

    def add(self, document: Document, text: str) -> None:
        """Take what the corpus level needs of one document; `text` is its raw text."""
        self._records.extend(records(document, text))
        self._open.extend(open_offices(document, text))
        outside = {m.id for m in document.mentions if m.section in ("related", "boilerplate")}
        for entity in document.entities:
            mentions = sum(m not in outside for m in entity.mentions)
            if entity.type not in self._names or not mentions:
                continue
            key = (
                office_key(entity.office) if entity.office else f"{fold(entity.name)}|{entity.country or ''}"
            )
            self._names[entity.type][key].append(
                _Name(entity.name, entity.aliases, entity.country, entity.office, document.date, mentions)
            )

    def build(
        self,
        seats: Seats,
        decisions: Decisions,
        spelling_key: SpellingKey,
        *,
        resolve_open: bool = False,
    ) -> Corpus:
        """All rows, sorted: most documents first, then by name and id; independent of input order.

        `resolve_open` adds holdings for title-only mentions that other documents resolve.
        """
        clusters, people = self._people(seats, decisions, spelling_key)
        rows = [person_row(key, rs, decisions) for key, rs in people.items()]
        names = {row.id: row.name for row in rows}
        holdings = _holdings(people, names)
        parts = {h.office_key: h.parts for rs in people.values() for r in rs for h in r.held}
        ids = {key: "o-" + digest(key) for key in parts}
        if resolve_open:
            holdings = _ordered([*holdings, *resolve(self._open, holdings, ids, seats)])
        return Corpus(
            people=tuple(sorted(rows, key=lambda r: (-r.documents, -r.mentions, r.name, r.id))),
            offices=_offices(self._names["OFFICE"], holdings),
            organizations=_bodies("g-", self._names["ORGANIZATION"]),
            places=_bodies("l-", self._names["LOCATION"]),
            holdings=holdings,
            conflicts=conflicts(holdings, {ids[key]: office for key, office in parts.items()}, seats),
            suggestions=clusters.suggestions,
        )

    def who(self, seats: Seats, decisions: Decisions, spelling_key: SpellingKey) -> dict[str, str]:
        """Who is who: each record's key (``DOCUMENT#NAME``) to the id of the person it was grouped into."""
        _, people = self._people(seats, decisions, spelling_key)
        return {record.key: person for person, group in people.items() for record in group}

    def _people(
        self, seats: Seats, decisions: Decisions, spelling_key: SpellingKey
    ) -> tuple[Clusters, dict[str, list[Record]]]:
        ordered = sorted(self._records, key=lambda r: (r.key, r.sha256, r.source))
        clusters = cluster(ordered, seats, decisions, spelling_key)
        groups = [[ordered[i] for i in group] for group in clusters.groups]
        return clusters, with_ids(groups, decisions)


def _holdings(people: dict[str, list[Record]], names: dict[str, str]) -> tuple[CorpusHolding, ...]:
    rows = [
        CorpusHolding(
            person=person,
            person_name=names[person],
            office="o-" + digest(held.office_key),
            office_name=held.office,
            status=held.status,
            date=record.date,
            document=record.document,
            source=record.source,
            start=held.start,
            end=held.end,
            quote=held.quote,
            resolved_from=None,
        )
        for person, group in people.items()
        for record in group
        for held in record.held
    ]
    return _ordered(rows)


def _ordered(rows: list[CorpusHolding]) -> tuple[CorpusHolding, ...]:
    rows.sort(
        key=lambda h: (h.office_name, h.person_name, h.date or "", h.document, h.start, h.end, h.office)
    )
    return tuple(rows)


def _offices(found: dict[str, list[_Name]], holdings: tuple[CorpusHolding, ...]) -> tuple[CorpusOffice, ...]:
    by_office: dict[str, list[CorpusHolding]] = defaultdict(list)
    for holding in holdings:
        by_office[holding.office].append(holding)
    rows = []
    for key, shown in found.items():
        told = Counter(s.office for s in shown if s.office)
        if not told:
            continue
        # Two wordings may share a key (thành phố, Thành phố): the commoner stands, whichever came first.
        office = min(told, key=lambda o: (-told[o], str(o)))
        row_id, seen = "o-" + digest(key), _seen(shown)
        rows.append(
            CorpusOffice(
                id=row_id,
                name=_commonest((s.name, s.mentions) for s in shown),
                office=office,
                holders=_holders(by_office[row_id]),
                first=seen.first,
                last=seen.last,
                documents=seen.documents,
                mentions=seen.mentions,
            )
        )
    return tuple(sorted(rows, key=lambda r: (-r.documents, -r.mentions, r.name, r.id)))


def _holders(holdings: list[CorpusHolding]) -> tuple[OfficeHolder, ...]:
    by_person: dict[str, list[CorpusHolding]] = defaultdict(list)
    for holding in holdings:
        by_person[holding.person].append(holding)
    rows = []
    for person, group in by_person.items():
        dates = sorted(h.date for h in group if h.date)
        statuses = {h.status for h in group}
        rows.append(
            OfficeHolder(
                person=person,
                name=group[0].person_name,
                statuses=tuple(s for s in STATUSES if s in statuses),
                first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
                documents=len({h.document for h in group}),
            )
        )
    return tuple(sorted(rows, key=lambda r: (r.first or "9", -r.documents, r.name, r.person)))


def _bodies(prefix: str, found: dict[str, list[_Name]]) -> tuple[CorpusName, ...]:
    rows = []
    for key, shown in found.items():
        name, seen = _commonest((s.name, s.mentions) for s in shown), _seen(shown)
        aliases = {a for s in shown for a in (*s.aliases, s.name)} - {name}
        rows.append(
            CorpusName(
                id=prefix + digest(key),
                name=name,
                aliases=tuple(sorted(aliases)),
                country=shown[0].country,
                first=seen.first,
                last=seen.last,
                documents=seen.documents,
                mentions=seen.mentions,
            )
        )
    return tuple(sorted(rows, key=lambda r: (-r.documents, -r.mentions, r.name, r.id)))


def _seen(shown: list[_Name]) -> Seen:
    dates = sorted(s.date for s in shown if s.date)
    return Seen(
        dates[0] if dates else None,
        dates[-1] if dates else None,
        len(shown),
        sum(s.mentions for s in shown),
    )


def _commonest(names: Iterable[tuple[str, int]]) -> str:
    counts: Counter[str] = Counter()
    for name, n in names:
        counts[name] += n
    return min(counts, key=lambda name: (-counts[name], name))
