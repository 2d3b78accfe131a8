"""The order of linking inside one article: people, holders beside, names, titles, names again, contract."""

from __future__ import annotations

from collections.abc import Sequence

from vnlaos_ner import office
from vnlaos_ner.document import Status
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking import (
    about,
    chains,
    fill,
    frames,
    holders,
    impossible,
    people,
    settle,
    status,
    titles,
)
from vnlaos_ner.linking import scene as scene_room
from vnlaos_ner.linking.about import Known
from vnlaos_ner.linking.build import Decisions, Linked, Remark, build
from vnlaos_ner.linking.chains import Row
from vnlaos_ner.linking.cues import Cues, compile_cues
from vnlaos_ner.linking.holders import Link
from vnlaos_ner.linking.people import People
from vnlaos_ner.linking.posts import Post, Reader
from vnlaos_ner.linking.scene import Item, Scene
from vnlaos_ner.linking.titles import Held, Outcome, Title
from vnlaos_ner.page import Named, Page


class Linker:
    """The cue words of one lexicon, compiled once; `resolve` may be called for any number of pages."""

    __slots__ = ("_cues", "_lexicon", "_reader")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon, self._cues = lexicon, compile_cues(lexicon)
        self._reader = Reader(lexicon, self._cues)

    def resolve(self, page: Page, named: Sequence[Named]) -> Linked:
        """Mentions, entities, holdings and notes of one page. `named` may come in any order."""
        cues, lexicon = self._cues, self._lexicon
        scene = scene_room.build(page, named)
        rows = chains.rows(scene, cues)
        crowd = people.resolve(scene, cues, lexicon)
        statuses = status.read(scene, cues, rows)
        links = _beside(scene, cues, rows)
        written = full = self._reader.posts(scene)
        full = fill.rank_only(rows, full)
        crowd = settle.settle(scene, crowd, links, full)
        links = impossible.without(links, full, crowd)
        holder = {n: crowd.of[link.person] for n, link in links.items() if not link.weak}
        full = fill.beside(scene, lexicon, rows, full, holder, crowd)
        crowd = settle.same_seat(crowd, holder, full)
        holder = {n: crowd.of[link.person] for n, link in links.items() if not link.weak}
        outcome = _titles(scene, cues, rows, crowd, holder, full, statuses)
        links = {
            n: link
            for n, link in links.items()
            if not link.weak or not _overruled(full[n], outcome.links.get(n))
        }
        holder |= {n: held.person for n, held in outcome.links.items()}
        holder |= {n: crowd.of[link.person] for n, link in links.items()}
        beside = {n: link.person for n, link in links.items()}
        full = fill.titled(full, {n: held.post.item.number for n, held in outcome.links.items()}, lexicon)
        full = fill.from_holder(scene, lexicon, full, holder, crowd)
        full = about.complete(scene, lexicon, full, Known(holder, beside, statuses, crowd))
        full = fill.from_holder(scene, lexicon, full, holder, crowd)
        full = fill.nested(scene, fill.harmonised(written, full))
        made = Decisions(
            people=crowd,
            holder=holder,
            beside=beside,
            status=statuses,
            names={number: post.name for number, post in full.items()},
            offices={n: office.to_office(p.parts, lexicon, home="VN") for n, p in full.items() if p.parts},
            remarks=_remarks(scene, crowd, outcome.open, full, holder),
        )
        return build(scene, cues, made)


def resolve(page: Page, named: Sequence[Named], lexicon: Lexicon) -> Linked:
    """One page with a lexicon not compiled before; for many pages keep a `Linker`."""
    return Linker(lexicon).resolve(page, named)


def _beside(scene: Scene, cues: Cues, rows: list[Row]) -> dict[int, Link]:
    """Links by neighbourhood, then by frames; a name right before its verb beats a weak neighbour."""
    links = holders.local(scene, cues, rows)
    firm = frozenset(n for n, link in links.items() if not link.weak)
    for row in rows:
        for link, frame in frames.holders(scene, cues, row, firm):
            if link.office not in links or scene.items[link.person].end == frame.at:
                links[link.office] = link
    return links


def _titles(
    scene: Scene,
    cues: Cues,
    rows: list[Row],
    crowd: People,
    holder: dict[int, int],
    full: dict[int, Post],
    statuses: dict[int, Status],
) -> Outcome:
    """Holders for the offices that have none beside them."""
    skip, appointed = _frames(scene, cues, rows)
    held = [Held(full[n], p, statuses[n], not crowd.persons[p].foreign) for n, p in sorted(holder.items())]
    open_ones = [
        Title(post, statuses[number], _honoured(scene, post.item), number in appointed)
        for number, post in full.items()
        if number not in holder and number not in skip
    ]
    return titles.resolve(held, open_ones, chains.offices(rows))


def _honoured(scene: Scene, item: Item) -> bool:
    return item.start > 0 and scene.low[item.start - 1] == "ngài"


def _overruled(post: Post, held: Held | None) -> bool:
    """Whether the article gives that very office to somebody in a stronger way."""
    return held is not None and post.specific


def _frames(scene: Scene, cues: Cues, rows: list[Row]) -> tuple[frozenset[int], frozenset[int]]:
    """Offices that name no one (plurals, posts that are sought), and those somebody is appointed to."""
    nobody = {row.items[k].number for row in rows for k in row.plural}
    appointed = set()
    for item in scene.of("OFFICE"):
        frame = frames.read(scene, cues, item)
        if frame is not None and frame.kind == "seek":
            nobody.add(item.number)
        elif frame is not None and frame.kind in {"new", "appoint"}:
            appointed.add(item.number)
    return frozenset(nobody), frozenset(appointed)


def _remarks(
    scene: Scene,
    crowd: People,
    open_titles: dict[int, tuple[int, ...]],
    full: dict[int, Post],
    holder: dict[int, int],
) -> list[Remark]:
    """What stays open: titles, short names, and the places and states that offices need and nobody says."""
    out = [
        Remark(
            "ambiguous-holder",
            scene.items[n],
            f"{len(some)} people hold an office this title may mean",
            firsts,
        )
        for n, some in sorted(open_titles.items())
        if n not in holder
        and (firsts := tuple(crowd.persons[p].items[0].number for p in some[: titles.MANY]))
    ]
    out += [
        Remark("ambiguous-person", item, f"{len(some)} people of the article may be meant", firsts)
        for item, some in crowd.open
        if (firsts := tuple(i.number for p in some[: titles.MANY] for i in crowd.persons[p].items[:1]))
    ]
    for post in full.values():
        wanted = post.slots.get("place")
        if wanted not in (None, "post"):
            which = "place" if wanted == "any" else wanted.replace("|", " or ")
            out.append(
                Remark("open-place", post.item, f"the article does not make certain which {which}", ())
            )
        elif (
            "country" in post.slots
            and post.item.number in holder
            and crowd.persons[holder[post.item.number]].foreign
        ):
            out.append(Remark("open-country", post.item, "the article does not make certain which state", ()))
    return out
