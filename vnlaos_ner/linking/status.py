"""Whether an office is held, was held, is being taken up: from the words around it.

Order of `RULES`: words of status in front (``nguyên``, ``tân``), inside or behind (``đắc cử``), then frames.
A status runs on through the chain (``nguyên Tổng Bí thư, Chủ tịch nước``) until another word of status.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vnlaos_ner.document import Status
from vnlaos_ner.linking import chains, frames, gaps
from vnlaos_ner.linking.chains import Row
from vnlaos_ner.linking.cues import Cues, as_status
from vnlaos_ner.linking.scene import Item, Scene

# ``quyền`` after these is a noun: chính quyền Tổng thống, thẩm quyền Thủ tướng (4 of 5 uses).
_NOUN_BEFORE = {
    "quyền": frozenset("chính thẩm dưới chủ nhân các thuộc cầm nắm tiếm đảng giành có đúng vượt".split()),
    "nguyên": frozenset("giữ cao trung tài thảo y bình".split()),
    "cố": frozenset("củng sự cứng kiên".split()),
}


@dataclass(frozen=True, slots=True)
class View:
    """One office at a position of its row."""

    scene: Scene
    cues: Cues
    row: Row
    at: int

    @property
    def office(self) -> Item:
        return self.row.items[self.at]


def read(scene: Scene, cues: Cues, rows: list[Row]) -> dict[int, Status]:
    """The status of every office, keyed by item index."""
    found: dict[int, Status] = {}
    for row in rows:
        carried: Status | None = None
        for i, item in enumerate(row.items):
            if item.type != "OFFICE":
                continue
            if not chains.joined(row, i):
                carried = None
            own = next((s for rule in RULES if (s := rule(View(scene, cues, row, i)))), None)
            if own is not None:
                carried = own
            found[item.number] = own or carried or "current"
    return found


def word_before(view: View) -> Status | None:
    """``nguyên Bí thư``, ``cựu đồng chí``; not ``chính quyền Tổng thống``."""
    scene, cues, office = view.scene, view.cues, view.office
    first = scene.page.tokens.lines[office.line][0]
    _, end, _ = gaps.strip_address(scene.low, cues, first, office.start)
    start, stop, status = gaps.strip_status(scene.low, cues, first, end)
    if status is None:
        return None
    word = scene.low[stop]
    if stop > start and end - stop == 1 and scene.low[stop - 1] in _NOUN_BEFORE.get(word, ()):
        return None
    return as_status(status)


def word_inside(view: View) -> Status | None:
    """``Tổng thống đắc cử Pháp``."""
    for at in range(view.office.start + 1, view.office.end):
        hit = view.cues.after.starting(view.scene.low, at, view.office.end)
        if hit:
            return as_status(hit[1])
    return None


def word_behind(view: View) -> Status | None:
    """``Tổng thống đắc cử``, ``thống đốc tiền nhiệm``."""
    end = view.scene.page.tokens.lines[view.office.line][1]
    hit = view.cues.after.starting(view.scene.low, view.office.end, end)
    return as_status(hit[1]) if hit else None


def frame(view: View) -> Status | None:
    """``được bầu làm O`` (new), ``thôi giữ chức O`` (former); not ``bổ nhiệm Thứ trưởng A làm …``."""
    found = frames.read(view.scene, view.cues, view.office)
    if found is None or found.kind not in {"new", "appoint", "former"}:
        return None
    if found.kind == "former":
        return "former"
    return None if _named(view) else "new"


def _named(view: View) -> bool:
    """Whether a name follows the chain of this office directly."""
    end = chains.forward(view.row, view.at)
    if end >= len(view.row.items) or view.row.items[end].type != "PERSON":
        return False
    gap = view.row.gap[end]
    return gap is not None and gap.kind == gaps.ADJACENT


def dismissed(view: View) -> Status | None:
    """``miễn nhiệm ông A, Phó Trưởng ban``: the office in apposition to whom they dismiss is gone."""
    row, i = view.row, view.at
    gap = row.gap[i]
    if gap is None or gap.kind not in {gaps.COMMA, gaps.OPEN, gaps.DASH} or row.items[i - 1].type != "PERSON":
        return None
    scene, cues, person = view.scene, view.cues, row.items[i - 1]
    floor = scene.page.tokens.lines[person.line][0]
    _, end, _ = gaps.strip_address(scene.low, cues, floor, person.start)
    hit = cues.frames.ending(scene.low, end, floor)
    if hit and hit[1] == "of":
        hit = cues.frames.ending(scene.low, end - hit[0], floor)
    return "former" if hit and hit[1] == "former" else None


RULES: tuple[Callable[[View], Status | None], ...] = (word_before, word_inside, word_behind, frame, dismissed)
