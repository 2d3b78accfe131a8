"""From decisions to the contract: mentions with ids, entities, holdings with their quote, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vnlaos_ner.document import (
    Entity,
    Evidence,
    Holding,
    Mention,
    MentionType,
    Note,
    Office,
    Status,
)
from vnlaos_ner.linking import gaps
from vnlaos_ner.linking import people as people_room
from vnlaos_ner.linking.cues import Cues
from vnlaos_ner.linking.people import People
from vnlaos_ner.linking.scene import Item, Scene


class Linked(NamedTuple):
    """What linking adds to a page."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    holdings: tuple[Holding, ...]
    notes: tuple[Note, ...]


class Remark(NamedTuple):
    """Why a mention was left open; `rivals` are items whose entities competed."""

    code: str
    item: Item
    message: str
    rivals: tuple[int, ...]


class Decisions(NamedTuple):
    """`holder` and `beside` are keyed by office item: the person, and the PERSON item that names it here
    (None for a title alone). `names` and `offices` hold the full office names with their parts."""

    people: People
    holder: Mapping[int, int]
    beside: Mapping[int, int]
    status: Mapping[int, Status]
    names: Mapping[int, str]
    offices: Mapping[int, Office]
    remarks: Sequence[Remark]


Key = tuple[MentionType, str]


def build(scene: Scene, cues: Cues, made: Decisions) -> Linked:
    """Everything in text order; ids by first mention."""
    keys = [_key(item, made) for item in scene.items]
    ids: dict[Key, str] = {}
    for key in keys:
        ids.setdefault(key, f"e{len(ids) + 1}")
    person_id = {number: ids[keys[index]] for index, number in made.people.of.items()}
    mentions = tuple(
        _mention(scene, cues, item, ids[keys[item.number]], made, person_id) for item in scene.items
    )
    notes = [_note(remark, mentions) for remark in made.remarks]
    holdings, conflicts = _holdings(scene, made, mentions, person_id)
    notes += conflicts
    notes.sort(key=lambda n: (n.start, n.end, n.code))
    return Linked(mentions, _entities(scene, made, keys, ids, mentions), holdings, tuple(notes))


def _key(item: Item, made: Decisions) -> Key:
    """Equal keys are one entity: persons by decision, the rest by full name."""
    if item.type == "PERSON":
        return item.type, f"#{made.people.of[item.number]}"
    if item.type == "OFFICE":
        return item.type, " ".join(made.names[item.number].lower().split())
    return item.type, " ".join(item.named.name.lower().split())


def _mention(
    scene: Scene, cues: Cues, item: Item, entity: str, made: Decisions, person_id: Mapping[int, str]
) -> Mention:
    start, end = scene.page.raw_span(item.start, item.end)
    found = item.named.found
    holder = made.holder.get(item.number) if item.type == "OFFICE" else None
    return Mention(
        id=f"m{item.number + 1}",
        type=item.type,
        start=start,
        end=end,
        text=scene.page.shadow.raw[start:end],
        entity=entity,
        section=scene.page.line_kinds[item.line],
        parent=None if item.parent is None else f"m{item.parent + 1}",
        holder=None if holder is None else person_id[holder],
        status=made.status[item.number] if item.type == "OFFICE" else None,
        honorific=_honorific(scene, cues, item) if item.type == "PERSON" else None,
        found_by=found.found_by,
        score=found.score,
    )


def _honorific(scene: Scene, cues: Cues, item: Item) -> str | None:
    """The address, rank and degree words directly before a name, as written."""
    first = scene.page.tokens.lines[item.line][0]
    _, end, _ = gaps.strip_address(scene.low, cues, first, item.start)
    if end == item.start:
        return None
    start, stop = scene.page.raw_span(end, item.start)
    return scene.page.shadow.raw[start:stop]


def _entities(
    scene: Scene, made: Decisions, keys: list[Key], ids: Mapping[Key, str], mentions: Sequence[Mention]
) -> tuple[Entity, ...]:
    members: dict[Key, list[Item]] = {}
    for item in scene.items:
        members.setdefault(keys[item.number], []).append(item)
    out = []
    for key, some in members.items():
        name = _name(key, some, made)
        spellings = (" ".join(mentions[i.number].text.split()) for i in some)  # as printed, in one line
        aliases = tuple(dict.fromkeys(spelling for spelling in spellings if spelling != name))
        lead = next((i.named for i in some if i.named.name == name), some[0].named)
        office = next((made.offices[i.number] for i in some if i.number in made.offices), lead.office)
        country = office.country if office else next((i.named.country for i in some if i.named.country), None)
        out.append(
            Entity(
                id=ids[key],
                type=key[0],
                name=name,
                aliases=aliases,
                mentions=tuple(mentions[i.number].id for i in some),
                country=country,
                office=office,
                person=lead.person,
                date=lead.date,
            )
        )
    return tuple(out)


def _name(key: Key, some: list[Item], made: Decisions) -> str:
    if key[0] == "PERSON":
        return people_room.name_of(some)
    if key[0] == "OFFICE":
        return made.names[some[0].number]
    return some[0].named.name


def _note(remark: Remark, mentions: Sequence[Mention]) -> Note:
    mention = mentions[remark.item.number]
    rivals = tuple(dict.fromkeys(mentions[number].entity for number in remark.rivals))
    return Note(remark.code, mention.start, mention.end, remark.message, rivals)


def _holdings(
    scene: Scene, made: Decisions, mentions: Sequence[Mention], person_id: Mapping[int, str]
) -> tuple[tuple[Holding, ...], list[Note]]:
    """One holding per person, office and status; a person who both holds and held an office is noted."""
    groups: dict[tuple[int, str, Status], list[Item]] = {}
    for index, person in sorted(made.holder.items()):
        item = scene.items[index]
        groups.setdefault((person, mentions[index].entity, made.status[index]), []).append(item)
    holdings = []
    seen: dict[tuple[int, str], Status] = {}
    notes = []
    for (person, office, status), some in groups.items():
        holdings.append(
            Holding(
                person=person_id[person],
                office=office,
                status=status,
                mentions=tuple(mentions[i.number].id for i in some),
                evidence=_evidence(made, mentions, some),
            )
        )
        before = seen.setdefault((person, office), status)
        if before != status and {before, status} & {"former", "late"}:
            quote = holdings[-1].evidence
            message = f"the article says both {before} and {status}"
            notes.append(
                Note("conflicting-status", quote.start, quote.end, message, (person_id[person], office))
            )
    return tuple(holdings), notes


def _evidence(made: Decisions, mentions: Sequence[Mention], some: list[Item]) -> Evidence:
    """The tightest quote that names office and person together, else the first title alone."""
    quotes = []
    for item in some:
        office = mentions[item.number]
        beside = made.beside.get(item.number)
        if beside is None:
            continue
        person = mentions[beside]
        quotes.append((min(office.start, person.start), max(office.end, person.end)))
    if not quotes:
        office = mentions[some[0].number]
        return Evidence(office.start, office.end)
    return Evidence(*min(quotes, key=lambda q: (q[1] - q[0], q[0])))
