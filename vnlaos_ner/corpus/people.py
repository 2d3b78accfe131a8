"""One row for one person: aliases, parts, country, and every office with the dates it was seen."""

from __future__ import annotations

from collections import Counter, defaultdict

from vnlaos_ner.corpus.decisions import Decisions
from vnlaos_ner.corpus.identity import digest, display_name
from vnlaos_ner.corpus.records import Held, Record
from vnlaos_ner.corpus.types import CorpusPerson, PersonOffice
from vnlaos_ner.document import STATUSES


def person_row(key: str, group: list[Record], decisions: Decisions) -> CorpusPerson:
    """The row of one group of records."""
    name = display_name(group, decisions)
    dates = sorted(r.date for r in group if r.date)
    aliases = {alias for r in group for alias in (*r.aliases, r.name)} - {name}
    # An article seldom says where a person is from; what its offices belong to says it as well.
    countries = Counter(r.country for r in group if r.country) or Counter(
        h.parts.country for r in group for h in r.held if h.parts.country
    )
    parts = next((r.person for r in group if r.name == name and r.person), group[0].person)
    return CorpusPerson(
        id=key,
        name=name,
        aliases=tuple(sorted(aliases)),
        person=parts,
        country=min(countries, key=lambda c: (-countries[c], c)) if countries else None,
        offices=_offices(group),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        documents=len({r.document for r in group}),
        mentions=sum(r.mentions for r in group),
    )


def _offices(group: list[Record]) -> tuple[PersonOffice, ...]:
    """The most often seen first; the same office told with different wording is one."""
    by_key: dict[str, list[tuple[Record, Held]]] = defaultdict(list)
    for record in group:
        for held in record.held:
            by_key[held.office_key].append((record, held))
    rows = []
    for key, seen in by_key.items():
        dates = sorted(r.date for r, _ in seen if r.date)
        names = Counter(h.office for _, h in seen)
        statuses = {h.status for _, h in seen}
        rows.append(
            PersonOffice(
                office="o-" + digest(key),
                name=min(names, key=lambda n: (-names[n], n)),
                statuses=tuple(s for s in STATUSES if s in statuses),
                first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
                documents=len({r.document for r, _ in seen}),
            )
        )
    return tuple(sorted(rows, key=lambda r: (-r.documents, r.name, r.office)))
