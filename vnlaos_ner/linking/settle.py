"""Short names that several people of the article share: who is meant, if something tells.

The rules of `RULES` are asked in order; one candidate must be left, else the mention stays a person of its
own with a note. ``ông Dũng`` between Đinh Tiến Dũng and Mai Tiến Dũng is not guessed by nearness alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vnlaos_ner.linking import people, posts
from vnlaos_ner.linking.forms import Form
from vnlaos_ner.linking.holders import Link
from vnlaos_ner.linking.likeness import within
from vnlaos_ner.linking.people import People
from vnlaos_ner.linking.posts import Post
from vnlaos_ner.linking.scene import Item, Scene
from vnlaos_ner.spelling import spelling_key

# A person named this many times as often as every other candidate is the one an article is about.
_PROMINENT = 3
_CONSONANTS = 2


@dataclass(frozen=True, slots=True)
class View:
    """`offices` maps a PERSON item to the offices linked to it."""

    scene: Scene
    people: People
    offices: Mapping[int, list[Post]]


def settle(scene: Scene, crowd: People, links: Mapping[int, Link], full: Mapping[int, Post]) -> People:
    """Open short names given to the one candidate that a rule leaves."""
    if not crowd.open:
        return crowd
    offices: dict[int, list[Post]] = {}
    for number, link in links.items():
        offices.setdefault(link.person, []).append(full[number])
    view = View(scene, crowd, offices)
    moves = []
    for item, candidates in crowd.open:
        for rule in RULES:
            left = rule(view, item, candidates)
            if len(left) == 1:
                moves.append((item, left[0]))
                break
    return people.regroup(crowd, moves + _company(view, moves))


def _company(view: View, moves: list[tuple[Item, int]]) -> list[tuple[Item, int]]:
    """Open mentions of a form that was settled elsewhere always to the same person."""
    meant: dict[tuple[int, Form], set[int]] = {}
    for item, number in moves:
        meant.setdefault((item.zone, people.form_of(view.scene, item)), set()).add(number)
    done = {item.number for item, _ in moves}
    out = []
    for item, _ in view.people.open:
        who = meant.get((item.zone, people.form_of(view.scene, item)), set())
        if item.number not in done and len(who) == 1:
            out.append((item, next(iter(who))))
    return out


def same_seat(crowd: People, holder: Mapping[int, int], full: Mapping[int, Post]) -> People:
    """Two foreigners of nearly one spelling in one full office of a state are one: their spellings differ
    more than `forms.SPELLINGS` allows (``Mahn Win Khaing Than``, ``Man Uyn Khai Than``)."""
    seats: dict[tuple[int, posts.Key], list[int]] = {}
    for number, person in holder.items():
        post = full[number]
        if post.foreign and not post.slots and not crowd.persons[person].vietnamese:
            seats.setdefault((post.item.zone, post.key), []).append(person)
    merged: dict[int, int] = {}
    for people_here in seats.values():
        first = people_here[0]
        for other in dict.fromkeys(people_here[1:]):
            if other != first and _nearly(crowd.persons[first].full, crowd.persons[other].full):
                merged[other] = first
    return people.merge(crowd, merged)


def _nearly(a: Form, b: Form) -> bool:
    """The first letters alike, and keys that differ in two consonants, or all initials but one the same."""
    if abs(len(a) - len(b)) > 1 or a[0][0] != b[0][0]:
        return False
    if len(a) == len(b) > 2 and sum(x[0] != y[0] for x, y in zip(a, b, strict=True)) <= 1:
        return True
    return within(spelling_key("".join(a)), spelling_key("".join(b)), _CONSONANTS)


def by_office(view: View, item: Item, candidates: tuple[int, ...]) -> list[int]:
    """``Tổng thống Trump``: the Trump who is Tổng thống elsewhere."""
    mine = view.offices.get(item.number, [])
    return [c for c in candidates if any(posts.fits(a, b) for a in mine for b in _held(view, c))]


def _held(view: View, person: int) -> list[Post]:
    return [post for i in view.people.persons[person].items for post in view.offices.get(i.number, ())]


def by_paragraph(view: View, item: Item, candidates: tuple[int, ...]) -> list[int]:
    """The only candidate named before on the same line."""
    return [
        c
        for c in candidates
        if any(i.line == item.line and i.start < item.start for i in view.people.persons[c].items)
    ]


def by_prominence(view: View, item: Item, candidates: tuple[int, ...]) -> list[int]:
    """The one the article is about."""
    counts = {c: len(view.people.persons[c].items) for c in candidates}
    return [c for c in candidates if all(counts[c] >= _PROMINENT * n for o, n in counts.items() if o != c)]


RULES: tuple[Callable[[View, Item, tuple[int, ...]], list[int]], ...] = (
    by_office,
    by_paragraph,
    by_prominence,
)
