"""Offices without a name beside them: the one holder whom the zone has made certain, or nobody.

A title looks for linked offices of its zone that it equals or is short for, or that are short for it.
The rules of `NARROW` thin the holders out, in order; exactly one must be left, else the title stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vnlaos_ner.document import Status
from vnlaos_ner.linking import posts
from vnlaos_ner.linking.posts import Post

# More people than this in one office (all deputies of an assembly) are not told apart by a bare title.
MANY = 30
_GONE = frozenset({"former", "late"})


class Held(NamedTuple):
    """A linked office mention: who holds it, in which status; `home` says that the holder is Vietnamese."""

    post: Post
    person: int
    status: Status
    home: bool


class Title(NamedTuple):
    """An unlinked office mention. `honoured`: an ``ngài`` before it, so a guest is meant; `appointed`: the
    text appoints somebody to it here."""

    post: Post
    status: Status
    honoured: bool
    appointed: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """`links` maps office items to the linked mention that decided; `open` to the persons that competed."""

    links: dict[int, Held]
    open: dict[int, tuple[int, ...]]


def resolve(held: Iterable[Held], titles: Iterable[Title], chains: Iterable[Sequence[int]]) -> Outcome:
    """Give every title its holder where one is left. `chains` lists offices that stand as one title."""
    heads: dict[tuple[int, str], dict[tuple[object, ...], list[Held]]] = {}
    for one in held:
        alike = heads.setdefault((one.post.item.zone, one.post.key[0]), {})
        alike.setdefault((one.post.key, one.post.level), []).append(one)
    asked = {t.post.item.number: t for t in titles}
    some = {n: _fitting(t, heads.get((t.post.item.zone, t.post.key[0]), {})) for n, t in asked.items()}
    _agree(some, chains)
    links: dict[int, Held] = {}
    left_open: dict[int, tuple[int, ...]] = {}
    for number, title in asked.items():
        left = _narrowed(title, some[number])
        people = tuple(dict.fromkeys(h.person for h in left))
        if len(people) == 1:
            links[number] = _nearest(title, left)
        elif people:
            left_open[number] = people
    return Outcome(links, left_open)


def _narrowed(title: Title, left: list[Held]) -> list[Held]:
    """What the rules of `NARROW` leave; a crowd is left as it is."""
    if len({h.person for h in left}) > MANY:
        return left
    for rule in NARROW:
        if len({h.person for h in left}) <= 1:
            break
        left = rule(title, left) or left
    return left


def _fitting(title: Title, alike: Mapping[tuple[object, ...], list[Held]]) -> list[Held]:
    """Linked offices the title may mean: ``nguyên O`` one who left, an appointment one who is new."""
    groups = [group for group in alike.values() if posts.fits(title.post, group[0].post)]
    some = [h for group in groups for h in group if not _our_man_abroad(title, h)]
    if title.status in _GONE:
        return [h for h in some if h.status in _GONE]
    return [h for h in some if h.status == "new"] if title.appointed else some


def _our_man_abroad(title: Title, held: Held) -> bool:
    """``Chủ tịch Quốc hội Trung Quốc`` is not our ``Chủ tịch Quốc hội Nguyễn Văn A``."""
    return title.post.foreign and held.home and held.post.country is None


def _agree(some: dict[int, list[Held]], chains: Iterable[Sequence[int]]) -> None:
    """``Tổng Bí thư, Chủ tịch nước Lào`` is one person: who fits all offices of a chain is preferred."""
    for chain in chains:
        sets = [{h.person for h in some[n]} for n in chain if some.get(n)]
        common = set.intersection(*sets) if len(sets) > 1 else set()
        for number in chain:
            if common and some.get(number):
                some[number] = [h for h in some[number] if h.person in common]


def same_post(title: Title, some: list[Held]) -> list[Held]:
    """``Chủ tịch Quốc hội Myanmar`` is that of Myanmar, where others are held too."""
    return [h for h in some if title.post.specific and posts.same(h.post, title.post)]


def guest(title: Title, some: list[Held]) -> list[Held]:
    """``Ngài Chủ tịch Quốc hội`` is the foreign one."""
    return [h for h in some if h.post.foreign] if title.honoured else []


def at_home(title: Title, some: list[Held]) -> list[Held]:
    """``Chủ tịch Quốc hội``, ``Thủ tướng`` without a country is ours."""
    return [h for h in some if not h.post.foreign and h.home] if not title.post.foreign else []


def not_less(title: Title, some: list[Held]) -> list[Held]:
    """Not an office that says less than the title: ``Tổng thống`` (of whom?) for ``Tổng thống Mỹ``."""
    return [h for h in some if not posts.short_for(h.post, title.post)]


def same_status(title: Title, some: list[Held]) -> list[Held]:
    """A former holder answers to ``nguyên O``; a plain title means who holds it now."""
    return [h for h in some if h.status == title.status]


def not_former(title: Title, some: list[Held]) -> list[Held]:
    """A plain title never means the one who left, where another holds it."""
    return [h for h in some if h.status not in _GONE] if title.status == "current" else []


def same_paragraph(title: Title, some: list[Held]) -> list[Held]:
    """The only one named before in the paragraph."""
    item = title.post.item
    return [h for h in some if h.post.item.line == item.line and h.post.item.start < item.start]


NARROW: tuple[Callable[[Title, list[Held]], list[Held]], ...] = (
    guest,
    same_post,
    at_home,
    not_less,
    same_status,
    not_former,
    same_paragraph,
)


def _nearest(title: Title, some: list[Held]) -> Held:
    """The linked mention to take the full name from: the fullest, then the nearest."""
    best = max(len(h.post.key) for h in some)
    start = title.post.item.start
    return min((h for h in some if len(h.post.key) == best), key=lambda h: abs(h.post.item.start - start))
