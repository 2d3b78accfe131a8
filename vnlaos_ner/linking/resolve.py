"""The order of linking inside one article: people, holders beside, names, titles, names again, contract."""

from __future__ import annotations

from collections.abc import Sequence

from vnlaos_ner.document import Status
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking import (
    chains,
    fill,
    frames,
    holders,
    names,
    people,
    status,
    titles,
)
from vnlaos_ner.linking import (
    scene as scene_room,
)
from vnlaos_ner.linking.build import Decisions, Linked, build
from vnlaos_ner.linking.chains import Row
from vnlaos_ner.linking.cues import Cues, compile_cues
from vnlaos_ner.linking.holders import Link
from vnlaos_ner.linking.people import People
from vnlaos_ner.linking.scene import Item, Scene
from vnlaos_ner.linking.titles import Held, Title
from vnlaos_ner.page import Named, Page


class Linker:
    """The cue words of one lexicon, compiled once; `resolve` may be called for any number of pages."""

    __slots__ = ("_cues", "_lexicon")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon, self._cues = lexicon, compile_cues(lexicon)

    def resolve(self, page: Page, named: Sequence[Named]) -> Linked:
        """Mentions, entities, holdings and notes of one page. `named` may come in any order."""
        cues = self._cues
        scene = scene_room.build(page, named)
        rows = chains.rows(scene, cues)
        crowd = people.resolve(scene, cues)
        statuses = status.read(scene, cues, rows)
        links = _beside(scene, cues, rows)
        holder = {office: crowd.of[link.person] for office, link in links.items()}
        full = fill.beside(scene, self._lexicon, rows, holder, crowd)
        outcome = titles.resolve(
            scene,
            _held(scene, holder, full, statuses),
            _titles(scene, holder, full, statuses),
            _skip(scene, cues, rows),
        )
        holder |= {office: held.person for office, held in outcome.links.items()}
        full = fill.after(scene, self._lexicon, full, holder, outcome.links)
        made = Decisions(
            people=crowd,
            holder=holder,
            beside={office: link.person for office, link in links.items()},
            status=statuses,
            names=full,
            offices={},
            notes=_notes(scene, crowd, outcome.open),
        )
        return build(scene, cues, made)


def resolve(page: Page, named: Sequence[Named], lexicon: Lexicon) -> Linked:
    """One page with a lexicon not compiled before; for many pages keep a `Linker`."""
    return Linker(lexicon).resolve(page, named)


def _beside(scene: Scene, cues: Cues, rows: list[Row]) -> dict[int, Link]:
    links = holders.local(scene, cues, rows)
    for row in rows:
        for link, _ in frames.holders(scene, cues, row, frozenset(links)):
            links.setdefault(link.office, link)
    return links


def _held(
    scene: Scene, holder: dict[int, int], full: dict[int, str], statuses: dict[int, Status]
) -> list[Held]:
    return [Held(scene.items[i], p, names.key(full[i]), statuses[i]) for i, p in sorted(holder.items())]


def _titles(
    scene: Scene, holder: dict[int, int], full: dict[int, str], statuses: dict[int, Status]
) -> list[Title]:
    return [
        Title(item, names.key(full[item.number]), statuses[item.number])
        for item in scene.of("OFFICE")
        if item.number not in holder
    ]


def _skip(scene: Scene, cues: Cues, rows: list[Row]) -> frozenset[int]:
    """Offices that name no one: plurals, and posts that are sought or vacant."""
    out = {row.items[k].number for row in rows for k in row.plural}
    for item in scene.of("OFFICE"):
        frame = frames.read(scene, cues, item)
        if frame is not None and frame.kind == "seek":
            out.add(item.number)
    return frozenset(out)


def _notes(
    scene: Scene, crowd: People, open_titles: dict[int, tuple[int, ...]]
) -> list[tuple[str, Item, str, tuple[int, ...]]]:
    notes = [
        ("ambiguous-holder", scene.items[i], f"{len(some)} people hold an office this title may mean", some)
        for i, some in sorted(open_titles.items())
    ]
    notes += [
        ("ambiguous-person", item, f"{len(some)} people of the article may be meant", some)
        for item, some in crowd.open
    ]
    return notes
