"""Which records of different documents are one person.

A full name that is the same to the letter *and* an office in common joins; everything else needs more
or stays apart and is suggested. Vietnamese names are never compared by likeness: two that differ in one
letter are two people. Spellings of Lao and other foreign names are, but only with an office in common.
The steps are an ordered list; each only adds to what the ones before it joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from vnlaos_ner.corpus.decisions import Decisions
from vnlaos_ner.corpus.groups import Groups
from vnlaos_ner.corpus.records import Record, fold
from vnlaos_ner.corpus.seats import Seats
from vnlaos_ner.corpus.types import Suggestion

SpellingKey = Callable[[str], str | None]
"""The variant key of a foreign name (equal for spellings of one name), or None for a Vietnamese one."""


class Clusters(NamedTuple):
    groups: tuple[tuple[int, ...], ...]
    suggestions: tuple[Suggestion, ...]


class _Work(NamedTuple):
    records: Sequence[Record]
    seats: Seats
    groups: Groups
    names: tuple[str, ...]
    evidence: tuple[frozenset[str], ...]


def cluster(
    records: Sequence[Record], seats: Seats, decisions: Decisions, spelling_key: SpellingKey
) -> Clusters:
    """Groups of indices into `records`. The result depends on the set of records, not on their order:
    callers pass them sorted by key.
    """
    sides = _sides(records)
    apart = [
        (a, b)
        for row in decisions.of("not-same")
        for a in sides[row.left]
        for b in sides[row.right]
        if a != b
    ]
    work = _Work(
        records,
        seats,
        Groups(len(records), apart),
        tuple(fold(r.name) for r in records),
        tuple(_evidence(r, seats) for r in records),
    )
    for row in decisions.of("same"):
        _join_all(work, sides[row.left] + sides[row.right])
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(work.names):
        blocks[name].append(i)
    for block in blocks.values():
        _same_name_same_office(work, block)
    for block in blocks.values():
        _same_name_one_career(work, block)
        _same_name_no_office(work, block, spelling_key)
    keys = _by_spelling(blocks, records, spelling_key)
    for names in keys:
        _other_spelling_same_office(work, [i for name in names for i in blocks[name]])
    _surname_same_office(work, blocks)
    suggestions = [
        s for block in blocks.values() for s in _doubts(work, block, "same name, no common office")
    ]
    for names in keys:
        block = [i for name in names for i in blocks[name]]
        suggestions += _doubts(work, block, "two spellings, no common office")
    unique = {(s.left, s.right): s for s in suggestions}
    return Clusters(
        tuple(tuple(group) for group in work.groups.all()), tuple(unique[k] for k in sorted(unique))
    )


def _sides(records: Sequence[Record]) -> dict[str, list[int]]:
    """What a side of a decision can name: a name, an alias-free ``DOCUMENT#NAME``."""
    sides: dict[str, list[int]] = defaultdict(list)
    for i, record in enumerate(records):
        sides[record.name].append(i)
        sides[record.key].append(i)
    return sides


def _evidence(record: Record, seats: Seats) -> frozenset[str]:
    return frozenset(h.office_key for h in record.held if seats.is_evidence(h.parts))


def _is_full(name: str) -> bool:
    return " " in name


def _join_all(work: _Work, members: list[int]) -> None:
    for i in members[1:]:
        work.groups.join(members[0], i)


def _same_name_same_office(work: _Work, block: list[int]) -> None:
    """“Bí thư Thành ủy Hà Nội Đinh Tiến Dũng” here and there."""
    first: dict[str, int] = {}
    for i in block:
        for key in sorted(work.evidence[i]):
            work.groups.join(first.setdefault(key, i), i)


def _same_name_one_career(work: _Work, block: list[int]) -> None:
    """Offices of one place or one body, or a committee seat beside an office: one career.

    Only where the name has no third group that would fit as well.
    """
    if not _is_full(work.names[block[0]]):
        return
    held = _component_roots(work, [i for i in block if work.records[i].held])
    for root in held:
        fits = [
            other
            for other in _component_roots(work, held)
            if work.groups.find(other) != work.groups.find(root) and _one_career(work, root, other)
        ]
        if len(fits) == 1:
            work.groups.join(root, fits[0])


def _one_career(work: _Work, a: int, b: int) -> bool:
    """Whether the offices of two groups look like those of one person: same country, a place or a
    body in common, and no two single-seat offices in different places.
    """
    left = [h.parts for i in work.groups.members(a) for h in work.records[i].held]
    right = [h.parts for i in work.groups.members(b) for h in work.records[i].held]
    countries = {p.country for p in left if p.country}, {p.country for p in right if p.country}
    if all(countries) and not countries[0] & countries[1]:
        return False
    places = {fold(p.place) for p in left if p.place}, {fold(p.place) for p in right if p.place}
    if all(places):
        return bool(places[0] & places[1])
    # “Thành ủy” without its place is a class of bodies, not a body: only offices without a place count.
    bodies = [
        {fold(p.body) for p in side if p.body and not p.place and work.seats.is_evidence(p)}
        for side in (left, right)
    ]
    return bool(bodies[0] & bodies[1])


def _same_name_no_office(work: _Work, block: list[int], spelling_key: SpellingKey) -> None:
    """A document that gives no office: it speaks of the one known holder of a distinctive name.

    A generic middle name (Văn, Thị) makes a name so common that this would be a guess; so does a
    second group of the same name.
    """
    name = work.names[block[0]]
    bare = [i for i in block if not work.records[i].held]
    roots = _component_roots(work, [i for i in block if work.records[i].held])
    if not bare or not _is_full(name):
        return
    foreign = spelling_key(work.records[block[0]].name) is not None
    if len(roots) == 1 and (foreign or not {"văn", "thị"} & set(name.split())):
        for i in bare:
            work.groups.join(roots[0], i)
    elif not roots and foreign:
        _join_all(work, bare)


def _component_roots(work: _Work, members: Sequence[int]) -> list[int]:
    """One index a group, the smallest, ascending."""
    first: dict[int, int] = {}
    for i in sorted(members):
        first.setdefault(work.groups.find(i), i)
    return sorted(first.values())


def _by_spelling(
    blocks: dict[str, list[int]], records: Sequence[Record], spelling_key: SpellingKey
) -> list[list[str]]:
    """Names of more than one spelling with one key."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in sorted(blocks):
        key = spelling_key(records[blocks[name][0]].name) if _is_full(name) else None
        if key:
            by_key[key].append(name)
    return [names for _, names in sorted(by_key.items()) if len(names) > 1]


def _other_spelling_same_office(work: _Work, block: list[int]) -> None:
    """“Thongloun Sisoulith” and “Thoong-lun Xi-xu-lít”, both Tổng Bí thư … Lào."""
    _same_name_same_office(work, block)


def _surname_same_office(work: _Work, blocks: dict[str, list[int]]) -> None:
    """“Tổng thống Mỹ Trump”: a one-word name joins the one full name that ends or begins with it and
    holds the same office.
    """
    full: dict[str, list[int]] = defaultdict(list)
    for name, block in blocks.items():
        parts = name.split()
        if len(parts) > 1:
            for part in {parts[0], parts[-1]}:
                full[part].extend(block)
    for name, block in sorted(blocks.items()):
        if _is_full(name):
            continue
        for i in block:
            fits = _component_roots(work, [j for j in full[name] if work.evidence[i] & work.evidence[j]])
            if len(fits) == 1:
                work.groups.join(fits[0], i)


def _doubts(work: _Work, block: list[int], reason: str) -> list[Suggestion]:
    """The largest group of a full name beside the next two that stayed apart from it: once those are
    settled, the next run shows what is left.
    """
    if not _is_full(work.names[block[0]]):
        return []
    sizes = Counter(work.groups.find(i) for i in block)
    roots = sorted(_component_roots(work, block), key=lambda i: (-sizes[work.groups.find(i)], i))[:3]
    out = []
    for other in roots[1:]:
        if work.groups.may_join(roots[0], other):
            left, right = sorted((work.records[roots[0]], work.records[other]), key=lambda r: r.key)
            out.append(Suggestion(left.key, left.name, right.key, right.name, reason))
    return out
