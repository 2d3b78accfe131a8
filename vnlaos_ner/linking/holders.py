"""Who holds an office, as the words around it say: one list of rules over rows of neighbours.

Each rule looks at one row and yields links; an office takes its first link, so earlier rules win.
Nothing here knows names or titles of other sentences: that is `titles`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vnlaos_ner.linking import chains, gaps
from vnlaos_ner.linking.chains import Row
from vnlaos_ner.linking.cues import Cues
from vnlaos_ner.linking.scene import Item, Scene


class Link(NamedTuple):
    """`office` and `person` are item numbers; `rule` signs it. A `weak` link holds unless the article
    says elsewhere, in so many words, that another person has that office."""

    office: int
    person: int
    rule: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What a rule sees. `taken` holds offices that already have a holder."""

    scene: Scene
    cues: Cues
    row: Row
    taken: frozenset[int]


def local(scene: Scene, cues: Cues, rows: list[Row]) -> dict[int, Link]:
    """Links by the rules of `RULES`, keyed by office."""
    links: dict[int, Link] = {}
    for row in rows:
        if not any(i.type == "PERSON" for i in row.items):
            continue
        for rule in RULES:
            view = View(scene, cues, row, frozenset(links))
            for link in rule(view):
                links.setdefault(link.office, link)
    return links


def name_follows(view: View) -> Iterator[Link]:
    """``Ủy viên Bộ Chính trị, Bí thư Thành ủy Hà Nội Đinh Tiến Dũng``: the whole chain before a name."""
    row = view.row
    for i, item in enumerate(row.items):
        gap = row.gap[i]
        if item.type != "PERSON" or gap is None or gap.kind != gaps.ADJACENT:
            continue
        last = i - 1
        if row.items[last].type != "OFFICE" or (last in row.plural and _several(row, i)):
            continue
        yield Link(row.items[last].number, item.number, "name_follows")
        first = chains.back(row, last)
        if _owned_on_the_left(view, first, last):
            continue
        if _adverbial(view, row.items[first]) and _word_after(view.scene, item) not in _CLOSERS:
            continue  # ``Tại cuộc tiếp Chủ tịch A kiêm Giám đốc, Thủ tướng B nói``
        for k in range(last - 1, first - 1, -1):
            if k in row.plural or _of_another(view, k) or _for_another(view, k):
                break
            yield Link(row.items[k].number, item.number, "name_follows.chain")


def _of_another(view: View, k: int) -> bool:
    """``đại diện của Chủ tịch Quốc hội - Phó Chủ tịch Quốc hội A``: a dash leads to the deputy."""
    gap = view.row.gap[k + 1]
    before = view.row.items[k].start - 1
    return gap is not None and gap.kind == gaps.DASH and before >= 0 and view.scene.low[before] == "của"


def _for_another(view: View, k: int) -> bool:
    """``thay mặt Thủ tướng, Phó Thủ tướng A``: A is not the one he stands in for."""
    if _on_behalf(view, k):
        return True
    low, office = view.scene.low, view.row.items[k]
    deputy = view.row.items[k + 1]
    head = low[office.start : office.start + 2]
    return low[deputy.start] == "phó" and low[deputy.start + 1 : deputy.start + 3] == head


def _on_behalf(view: View, k: int) -> bool:
    """``thừa ủy quyền của Chủ tịch nước``."""
    scene, office = view.scene, view.row.items[k]
    first = scene.page.tokens.lines[office.line][0]
    _, end, _ = gaps.strip_address(scene.low, view.cues, first, office.start)
    hit = view.cues.frames.ending(scene.low, end, first)
    return hit is not None and hit[1] == "behalf"


def _several(row: Row, i: int) -> bool:
    """Whether the name at `i` is the first of a coordination: ``Phó Thủ tướng A và B``, ``A, B, C``."""
    j = i + 1
    if j >= len(row.items) or row.items[j].type != "PERSON":
        return False
    after = row.gap[j]
    return after is not None and after.kind in {gaps.AND, gaps.COMMA}


def _owned_on_the_left(view: View, first: int, last: int) -> bool:
    """``ông A, Trưởng ban, Bí thư Tỉnh ủy B``: a bare name before owns the chain but for its last office."""
    row = view.row
    if first == 0 or last == first or row.items[first - 1].type != "PERSON":
        return False
    gap = row.gap[first]
    if gap is None or gap.kind not in {gaps.COMMA, gaps.DASH}:
        return False
    return not _titled(row, first - 1)


def _titled(row: Row, i: int) -> bool:
    """Whether the name at `i` has an office directly before it."""
    gap = row.gap[i]
    return i > 0 and gap is not None and gap.kind == gaps.ADJACENT and row.items[i - 1].type == "OFFICE"


def apposition(view: View) -> Iterator[Link]:
    """``Đinh Tiến Dũng, Ủy viên Bộ Chính trị, Bí thư Thành ủy``; dash and bracket too."""
    row = view.row
    for i, item in enumerate(row.items):
        j = i + 1
        if item.type != "PERSON" or j >= len(row.items) or row.items[j].type != "OFFICE":
            continue
        gap = row.gap[j]
        if gap is None or gap.kind not in {gaps.COMMA, gaps.DASH, gaps.OPEN} or j in row.plural:
            continue
        if row.items[j].number in view.taken or not _opens_apposition(view, i, j):
            continue
        weak = gap.kind == gaps.COMMA and _titled(row, i)
        for k in range(j, chains.forward(row, j)):
            if row.items[k].number in view.taken:
                break
            yield Link(row.items[k].number, item.number, "apposition", weak)


def _opens_apposition(view: View, i: int, j: int) -> bool:
    """Not ``Sau khi tiếp Tổng thống A, Thủ tướng nhấn mạnh``: a comma, then a bare title that acts."""
    row = view.row
    gap = row.gap[j]
    assert gap is not None
    if gap.kind != gaps.COMMA or gap.status:
        return True
    end = chains.forward(row, j)
    if _titled(row, i) and _named_next(row, end):
        return False
    if end - j > 1 or _word_after(view.scene, row.items[end - 1]) in _CLOSERS:
        return True
    return not (_titled(row, i) or gap.address or _adverbial(view, row.items[i]))


def _named_next(row: Row, end: int) -> bool:
    """Whether a chain is followed by its own name: ``…, ông H. R. McMaster``."""
    if end >= len(row.items) or row.items[end].type != "PERSON":
        return False
    gap = row.gap[end]
    return gap is not None and gap.kind in {gaps.COMMA, gaps.DASH} and gap.address


_CLOSERS = frozenset({",", ")", ";", ".", "]", "", "-", "–", ":"})


def _word_after(scene: Scene, item: Item) -> str:
    at = item.end
    return scene.low[at] if at < len(scene.low) and scene.page.tokens.line_of[at] == item.line else ""


# The phrase that opens a sentence is no longer than this.
_OPENING = 40
_OPENERS = frozenset(
    "tại sau trong khi tiếp trước theo cùng cảm trả phát trao về với nhận đáp gặp thay nhân chúc hoan".split()
)


def _adverbial(view: View, item: Item) -> bool:
    """Whether a mention stands in the phrase that opens the sentence, before its subject and first comma."""
    tokens = view.scene.page.tokens
    first = max(tokens.lines[item.line][0], item.start - _OPENING)
    for at in range(item.start - 1, first - 1, -1):
        if view.scene.low[at] in _CLOSERS:
            return False
        if view.scene.low[at] in _OPENERS and tokens.texts[at][0].isupper():
            return True
    return False


def name_after_mark(view: View) -> Iterator[Link]:
    """``Chủ tịch Hội A, ông B``; ``Chủ tịch Nhóm - bà A``; ``Trưởng đoàn là ông A``."""
    row = view.row
    for i, item in enumerate(row.items):
        gap = row.gap[i]
        if item.type != "PERSON" or gap is None or row.items[i - 1].type != "OFFICE":
            continue
        last = i - 1
        if row.items[last].number in view.taken or last in row.plural or _on_behalf(view, last):
            continue
        fits = (
            gap.kind in {gaps.DASH, gaps.IS}
            or (gap.kind == gaps.COMMA and gap.address)
            or gap.kind == gaps.OPEN
        )
        if gap.kind == gaps.COMMA and not gap.address:
            fits = _alone(row, i)
        if not fits or (gap.kind == gaps.COMMA and _opens_own(row, i, _ASIDES)):
            continue
        weak = gap.kind == gaps.COMMA
        for k in range(chains.back(row, last), last + 1):
            if row.items[k].number not in view.taken and k not in row.plural:
                yield Link(row.items[k].number, item.number, "name_after_mark", weak)


def _alone(row: Row, i: int) -> bool:
    """A title, a comma and a bare name that nothing else claims: ``cố vấn Tổng thống, Kellyanne Conway``."""
    before = row.gap[i - 1]
    return (before is None or before.kind == gaps.WORDS) and not _opens_own(row, i, _ASIDES | {gaps.DASH})


_ASIDES = frozenset({gaps.COMMA, gaps.OPEN})


def _opens_own(row: Row, i: int, kinds: frozenset[str]) -> bool:
    """Whether the name at `i` is followed by its own office: ``Chủ tịch nước, ông A, Bộ trưởng``.

    A dash after it makes a sandwich instead: ``Ủy viên Bộ Chính trị, Đại tướng A - Bộ trưởng``.
    """
    j = i + 1
    if j >= len(row.items) or row.items[j].type != "OFFICE":
        return False
    gap = row.gap[j]
    return gap is not None and gap.kind in kinds


RULES: tuple[Callable[[View], Iterator[Link]], ...] = (
    name_follows,
    apposition,
    name_after_mark,
)
