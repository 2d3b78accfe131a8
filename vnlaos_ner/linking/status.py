"""Whether an office is held, was held, is being taken up: from the words around it.

Order of `RULES`: words of status in front (``nguyên``, ``tân``), inside or behind (``đắc cử``), then frames.
A status runs on through the chain (``nguyên Tổng Bí thư, Chủ tịch nước``) until another word of status.
"""

from __future__ import annotations

from collections.abc import Callable

from vnlaos_ner.document import Status
from vnlaos_ner.linking import chains, frames, gaps
from vnlaos_ner.linking.chains import Row
from vnlaos_ner.linking.cues import Cues, as_status
from vnlaos_ner.linking.scene import Item, Scene

# ``quyền`` after these is a noun: chính quyền Tổng thống, thẩm quyền Thủ tướng (4 of 5 uses).
_NOUN_BEFORE = {
    "quyền": frozenset(
        "chính thẩm dưới chủ nhân các thuộc cầm nắm tiếm đảng giành có đúng vượt của trao".split()
    ),
    "nguyên": frozenset("giữ cao trung tài thảo y bình".split()),
    "cố": frozenset("củng sự cứng kiên".split()),
}


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
            own = next((s for rule in RULES if (s := rule(scene, cues, item))), None)
            if own is not None:
                carried = own
            found[item.number] = own or carried or "current"
    return found


def word_before(scene: Scene, cues: Cues, office: Item) -> Status | None:
    """``nguyên Bí thư``, ``cựu đồng chí``; not ``chính quyền Tổng thống``."""
    first = scene.page.tokens.lines[office.line][0]
    _, end, _ = gaps.strip_address(scene.low, cues, first, office.start)
    start, stop, status = gaps.strip_status(scene.low, cues, first, end)
    if status is None:
        return None
    word = scene.low[stop]
    if stop > start and end - stop == 1 and scene.low[stop - 1] in _NOUN_BEFORE.get(word, ()):
        return None
    return as_status(status)


def word_inside(scene: Scene, cues: Cues, office: Item) -> Status | None:
    """``Tổng thống đắc cử Pháp``, ``Thủ tướng mới của nước Pháp``."""
    for at in range(office.start + 1, office.end):
        hit = cues.after.starting(scene.low, at, office.end)
        if hit:
            return as_status(hit[1])
    return None


def word_behind(scene: Scene, cues: Cues, office: Item) -> Status | None:
    """``Tổng thống đắc cử``, ``thống đốc tiền nhiệm``."""
    hit = cues.after.starting(scene.low, office.end, scene.page.tokens.lines[office.line][1])
    return as_status(hit[1]) if hit else None


def frame(scene: Scene, cues: Cues, office: Item) -> Status | None:
    """``được bầu làm O`` (new), ``thôi giữ chức O`` (former)."""
    found = frames.read(scene, cues, office)
    if found is None or found.kind not in {"new", "former"}:
        return None
    return as_status(found.kind)


RULES: tuple[Callable[[Scene, Cues, Item], Status | None], ...] = (
    word_before,
    word_inside,
    word_behind,
    frame,
)
