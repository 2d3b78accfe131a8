"""Offices without a name beside them: the one holder whom the zone has made certain, or nobody.

A title looks for linked offices of its zone that it equals or is short for, and the reverse. The rules of
`NARROW` thin the holders out, in order; exactly one must be left, else the title stays open with a note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vnlaos_ner.document import Status
from vnlaos_ner.linking import names
from vnlaos_ner.linking.names import Name
from vnlaos_ner.linking.scene import Item, Scene


class Held(NamedTuple):
    """A linked office mention: who, under which name, in which status."""

    item: Item
    person: int
    name: Name
    status: Status


class Title(NamedTuple):
    """An unlinked office mention."""

    item: Item
    name: Name
    status: Status


@dataclass(frozen=True, slots=True)
class Outcome:
    """`links` maps office items to the linked mention that decided; `open` to the persons that competed."""

    links: dict[int, Held]
    open: dict[int, tuple[int, ...]]


def resolve(
    scene: Scene,
    held: list[Held],
    titles: list[Title],
    skip: frozenset[int],
) -> Outcome:
    """Give every title that is not in `skip` (plurals, vacant posts) its holder where one is left."""
    by_zone: dict[int, list[Held]] = {}
    for one in held:
        by_zone.setdefault(one.item.zone, []).append(one)
    links: dict[int, Held] = {}
    left_open: dict[int, tuple[int, ...]] = {}
    for title in titles:
        if title.item.number in skip:
            continue
        some = [h for h in by_zone.get(title.item.zone, ()) if names.fits(title.name, h.name)]
        for rule in NARROW:
            if len({h.person for h in some}) <= 1:
                break
            some = rule(title, some) or some
        people = tuple(dict.fromkeys(h.person for h in some))
        if len(people) == 1:
            links[title.item.number] = _nearest(title, some)
        elif people:
            left_open[title.item.number] = people
    return Outcome(links, left_open)


def same_name(title: Title, some: list[Held]) -> list[Held]:
    """``Chủ tịch Quốc hội`` is ours, not ``Chủ tịch Quốc hội Myanmar``, where both are held."""
    return [h for h in some if h.name == title.name]


def longer_name(title: Title, some: list[Held]) -> list[Held]:
    """A fuller office beats one that only leaves things open: ``Bộ trưởng Bộ Y tế`` over ``Bộ trưởng``."""
    return [h for h in some if names.short_for(title.name, h.name)]


def same_status(title: Title, some: list[Held]) -> list[Held]:
    """A former holder answers to ``nguyên O``, a new one to ``tân O``; a plain title means who holds it."""
    return [h for h in some if h.status == title.status]


def not_former(title: Title, some: list[Held]) -> list[Held]:
    """A plain title never means the one who left, where another holds it."""
    return [h for h in some if h.status not in {"former", "late"}] if title.status == "current" else []


NARROW: tuple[Callable[[Title, list[Held]], list[Held]], ...] = (
    same_status,
    same_name,
    longer_name,
    not_former,
)


def _nearest(title: Title, some: list[Held]) -> Held:
    """The linked mention to take the full name from: the fullest, then the nearest."""
    best = max(len(h.name) for h in some)
    return min((h for h in some if len(h.name) == best), key=lambda h: abs(h.item.start - title.item.start))


def persons_of(held: list[Held]) -> Mapping[int, set[int]]:
    """Zone -> persons with an office there."""
    out: dict[int, set[int]] = {}
    for one in held:
        out.setdefault(one.item.zone, set()).add(one.person)
    return out
