"""Frames: a verb of appointing, leaving or being before an office, and whom it is about.

``ông A được bổ nhiệm giữ chức O`` (new), ``miễn nhiệm chức vụ O đối với ông A`` (former), ``ông A là O``.
"""

from __future__ import annotations

from typing import NamedTuple

from vnlaos_ner.linking import chains, gaps
from vnlaos_ner.linking.chains import Row
from vnlaos_ner.linking.cues import Cues
from vnlaos_ner.linking.holders import Link
from vnlaos_ner.linking.scene import Item, Scene

_REACH = 60
_NEAR = 6
_PASSIVE = 25
_LASTING = frozenset({"hiện", "đang", "khi", "lúc", "còn", "vẫn", "gian", "thời"})
_KIN = frozenset(
    {"chồng", "vợ", "con", "cha", "bố", "mẹ", "em", "anh", "chị", "trai", "gái", "rể", "dâu", "cháu"}
)
_KIN_OF = frozenset({"ông", "bà", "anh", "chị", "mình", "này"})
_PRONOUNS = frozenset({"ông", "bà"})
# ``trên cương vị Chủ tịch nước``: the subject of the sentence, who may stand far away.
_AS = frozenset({"trên", "với", "ở", "trong"})


class Frame(NamedTuple):
    """The frame around an office: `kind` is ``new``, ``appoint``, ``former``, ``hold`` or ``seek``; `at` is
    its first token. ``appoint`` stands for a verb whose subject appoints: ``A chỉ định O``."""

    kind: str
    at: int


def read(scene: Scene, cues: Cues, office: Item) -> Frame | None:
    """The frame whose object is `office`: its cue ends right before it, perhaps after status or address."""
    floor = max(scene.sentence_start(office.start, office.line), office.start - _REACH)
    _, plain, _ = gaps.strip_status(scene.low, cues, floor, office.start)
    _, bare, _ = gaps.strip_address(scene.low, cues, floor, plain)
    one = plain - 1 if plain > floor and scene.low[plain - 1] == "một" else plain
    for end in (plain, bare, one):  # ``giữ cương vị`` ends in a word that may also address somebody
        hit = cues.frames.ending(scene.low, end, floor)
        if hit is None or hit[1] in {"agent", "of", "behalf"}:
            continue
        length, kind = hit
        at = end - length
        return Frame(_coloured(scene, cues, floor, at, kind) if kind in {"hold", "take"} else kind, at)
    return None


def _coloured(scene: Scene, cues: Cues, floor: int, at: int, kind: str) -> str:
    """What a bare ``làm``, ``giữ chức``, ``là`` means: by the nearest telling cue before it in the clause."""
    if at > floor and scene.low[at] == "chức" and scene.low[at - 1] == ",":
        return "hold"  # ``ông A, chức vụ O`` only says who he is
    end = at
    while end > floor:
        hit = cues.frames.ending(scene.low, end, floor)
        if hit and hit[1] in {"new", "appoint", "former", "seek"}:
            return _voiced(scene, floor, hit[1], end == at, end)
        end -= 1
        if scene.low[end] in {";", "”", '"'}:
            break
    return "new" if kind == "take" and _fresh(scene, floor, at) else "hold"


def _voiced(scene: Scene, floor: int, kind: str, adjacent: bool, end: int) -> str:
    """``A bổ nhiệm chức vụ O`` appoints somebody else; ``bổ nhiệm ông A giữ chức O`` and
    ``A được B bổ nhiệm chức vụ O`` are about A."""
    passive = "được" in scene.low[max(floor, end - _PASSIVE) : end]
    return "new" if kind == "appoint" and (passive or not adjacent) else kind


def _fresh(scene: Scene, floor: int, end: int) -> bool:
    """``A giữ chức O`` reports an appointment, unless a word nearby says that he holds it all along."""
    return not _LASTING.intersection(scene.low[max(floor, end - _NEAR) : end])


def holders(scene: Scene, cues: Cues, row: Row, taken: frozenset[int]) -> list[tuple[Link, Frame]]:
    """Links of frames in one row, chains included."""
    out: list[tuple[Link, Frame]] = []
    for i, item in enumerate(row.items):
        if item.type != "OFFICE" or item.number in taken or (i and chains.joined(row, i)):
            continue
        frame = read(scene, cues, item)
        if frame is None or frame.kind == "seek":
            continue
        person = _subject(scene, cues, row, i, frame)
        if person is None:
            continue
        chain = (row.items[k].number for k in range(i, chains.forward(row, i)))
        weak = scene.low[frame.at] in _AS
        out += [(Link(n, person.number, f"frame.{frame.kind}", weak), frame) for n in chain if n not in taken]
    return out


def _subject(scene: Scene, cues: Cues, row: Row, i: int, frame: Frame) -> Item | None:
    office = row.items[i]
    by_name = i > 0 and row.items[i - 1].type == "PERSON" and row.items[i - 1].end == frame.at
    if by_name and frame.kind != "appoint":
        return row.items[i - 1]  # ``do ông A làm Trưởng đoàn``
    if _of_kin(scene, frame.at):
        return None
    if frame.kind in {"former", "appoint"}:
        after = _object_after(scene, cues, row, i)
        if after is not None:
            return after
    floor = scene.sentence_start(office.start, office.line)
    for k in range(i - 1, -1, -1):
        item = row.items[k]
        if item.start < floor:
            break
        if item.type == "PERSON" and not _acts(scene, cues, row, k):
            return None if frame.kind == "appoint" else item
    return _object_after(scene, cues, row, i) or _pronoun(scene, row, i, floor, frame.at)


def _of_kin(scene: Scene, at: int) -> bool:
    """``công ty do chồng bà là Giám đốc``: not she."""
    return at >= 2 and scene.low[at - 1] in _KIN_OF and scene.low[at - 2] in _KIN


def _pronoun(scene: Scene, row: Row, i: int, floor: int, end: int) -> Item | None:
    """``Ông từng là O``: the person named last in the sentence before, if it names only one."""
    pronoun = any(scene.low[at] in _PRONOUNS for at in range(floor, end))
    if not pronoun or floor == 0:
        return None
    before = scene.sentence_start(floor - 1, row.items[i].line)
    named: list[Item] = []
    for x in row.items[i - 1 :: -1] if i else ():
        if x.start < before:
            break
        if x.type == "PERSON" and x.start < floor:
            named.append(x)
    return named[0] if len({scene.low[x.end - 1] for x in named}) == 1 else None


def _acts(scene: Scene, cues: Cues, row: Row, k: int) -> bool:
    """``được Tổng thống A chỉ định``: the name after ``được``, ``do`` is the one who appoints."""
    first = k
    while first and (gap := row.gap[first]) is not None and gap.kind in {gaps.ADJACENT, gaps.COMMA}:
        if row.items[first - 1].type != "OFFICE":
            break
        first -= 1
    start = row.items[first].start
    _, end, _ = gaps.strip_address(scene.low, cues, scene.page.tokens.lines[row.items[k].line][0], start)
    hit = cues.frames.ending(scene.low, end, 0)
    return hit is not None and hit[1] == "agent"


def _object_after(scene: Scene, cues: Cues, row: Row, i: int) -> Item | None:
    """``chức vụ O đối với ông A``."""
    end = chains.forward(row, i)
    if end >= len(row.items) or row.items[end].type != "PERSON":
        return None
    person = row.items[end]
    _, stop, _ = gaps.strip_address(scene.low, cues, row.items[end - 1].end, person.start)
    hit = cues.frames.ending(scene.low, stop, row.items[end - 1].end)
    return person if hit is not None and hit[1] == "of" else None
