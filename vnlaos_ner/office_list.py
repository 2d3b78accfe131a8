"""Takes a written list apart: ``Ủy viên Bộ Chính trị, Bí thư Thành ủy, Chủ tịch HĐND Thủ đô Viêng Chăn``.

A comma, a dash, ``và`` or ``kiêm`` parts two items only where a role, a rank or an occupation comes next, so
bodies keep the commas, dashes and ``và`` of their own names. What later items say of place or parent body is
shared backwards inside one group (between semicolons): *Bí thư Thành ủy* above is that of Viêng Chăn, and in
*Bí thư Đảng ủy, Giám đốc Sở Y tế Hà Nội* the Đảng ủy is that of the Sở.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from vnlaos_ner import office, office_body, office_role
from vnlaos_ner.document import Office
from vnlaos_ner.expand import expand, join, longest, words_of
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.office import Parts
from vnlaos_ner.office_slots import is_inner

ItemKind = Literal["office", "rank", "occupation", "term", "other"]
_CUTS = frozenset({",", ";", "-", "–", ".", "và", "kiêm", "rồi"})
_TERM = frozenset({"khóa", "nhiệm", "giai"})


class Item(NamedTuple):
    """One item of a list. `office` and `parts` where it is one; `name` is canonical, `text` as written."""

    kind: ItemKind
    text: str
    name: str
    office: Office | None
    parts: Parts | None


def parse_list(text: str, lexicon: Lexicon) -> list[Item]:
    """Every item of the list in `text`, in order; places and parent bodies shared backwards."""
    words = words_of(expand(text, lexicon).strip(" .,;:"))
    groups: list[list[list[str]]] = [[]]
    for piece, closes in _pieces(words, lexicon):
        groups[-1].append(piece)
        if closes:
            groups.append([])
    out: list[Item] = []
    for group in groups:
        items = [_item(piece, lexicon) for piece in group if piece]
        out.extend(_shared(items, lexicon))
    return _placed(out, lexicon)


def _pieces(words: list[str], lexicon: Lexicon) -> list[tuple[list[str], bool]]:
    """The words of every item, and whether a semicolon closes its group."""
    out: list[tuple[list[str], bool]] = []
    inside = office_body.known_insides(words, 0, lexicon)
    start = i = 0
    while i < len(words):
        if i == start:  # one head may hold a comma: Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ
            head = office_role.read(words, i, lexicon)
            i = head.end if head else i
            if i >= len(words):
                break
        size = 0 if i in inside else _cut(words, i, start, lexicon)
        if size:
            out.append((words[start:i], words[i] == ";"))
            start = i = i + size
        else:
            i += 1
    out.append((words[start:], True))
    return out


def _cut(words: list[str], i: int, start: int, lexicon: Lexicon) -> int:
    """How many words part two items at `i`; 0 where none do."""
    if words[i] == ";":
        return 1
    if words[i].lower() == "đồng" and [w.lower() for w in words[i : i + 3]] == ["đồng", "thời", "là"]:
        return 3
    if words[i].lower() not in _CUTS or i == start or i + 1 >= len(words):
        return 0
    comma = words[i] == ","
    if _opens(words, i + 1, lexicon, any_item=comma or words[i] == "."):
        return 1
    return 0


def _opens(words: Sequence[str], i: int, lexicon: Lexicon, any_item: bool) -> bool:
    """Whether an item opens at `i`: a role (perhaps behind a status word), else a rank or an occupation."""
    mark = longest(lexicon, words, i, "status")
    if mark and mark[1].attrs.get("position") == "before":
        i = mark[0]
    if i < len(words) and office_role.read(words, i, lexicon):
        return True
    return any_item and longest(lexicon, words, i, "rank", "occupation") is not None


def _item(piece: list[str], lexicon: Lexicon) -> Item:
    text = join(piece)
    if piece[0].lower() in _TERM and not office_role.read(piece, 0, lexicon):
        return Item("term", text, text, None, None)
    parts = office.read(text, lexicon)
    grade = longest(lexicon, piece, 0, "occupation")
    if parts is not None and (grade is None or grade[0] < parts.role.end):
        return Item(
            "office", text, office.name(parts, lexicon), office.to_office(parts, lexicon, home="VN"), parts
        )
    rank = longest(lexicon, piece, 0, "occupation") or longest(lexicon, piece, 0, "rank", "honorific")
    if rank is None:
        return Item("other", text, text, None, None)
    worldly = rank[1].kind == "occupation" or rank[1].attrs.get("class") in ("profession", "sport")
    kind: ItemKind = "occupation" if worldly else "rank"
    return Item(kind, text, text, None, None)


def _shared(items: list[Item], lexicon: Lexicon) -> list[Item]:
    """The items with places and parent bodies taken from the next office of the group."""
    out = list(items)
    for n in range(len(out) - 2, -1, -1):
        mine = out[n].parts
        later = [
            (old.parts, new.parts) for old, new in zip(items[n + 1 :], out[n + 1 :], strict=True) if new.parts
        ]
        if mine is not None and mine.body and is_inner(mine.body, lexicon):
            # Chi bộ, Đảng đoàn, Chủ tịch Hội Nông dân: all of the Hội, none of each other
            later = [(old, new) for old, new in later if old and _agency(mine.body, old, lexicon)]
        after = later[0][1] if later else None
        if mine is None or after is None:
            continue
        filled = share(mine, after, lexicon)
        if filled is not mine:
            out[n] = out[n]._replace(
                parts=filled,
                name=office.name(filled, lexicon),
                office=office.to_office(filled, lexicon, home="VN"),
            )
    return out


def _placed(items: list[Item], lexicon: Lexicon) -> list[Item]:
    """Places shared over semicolons too: *Phó Bí thư Thành ủy; Chủ tịch HĐND Thành phố Hồ Chí Minh*."""
    out = list(items)
    for n in range(len(out) - 1, -1, -1):
        mine = out[n].parts
        if mine is None or "place" not in office.open_slots(mine, lexicon):
            continue
        slot = office.open_slots(mine, lexicon)["place"]
        # what comes next; a bare “tỉnh” may also look back
        around = (*out[n + 1 :], *reversed(out[:n]))
        places = (
            tail
            for item in around
            if item.parts is not None
            for tail in item.parts.tails
            if not tail.is_country
        )
        tail = next((t for t in places if t.name and office.suits(t, slot, lexicon)), None)
        if tail is not None:
            filled = office.fill(mine, lexicon, place=tail.text if slot == "any" else tail.name)
            out[n] = out[n]._replace(
                parts=filled,
                name=office.name(filled, lexicon),
                office=office.to_office(filled, lexicon, home="VN"),
            )
    return out


def share(left: Parts, right: Parts, lexicon: Lexicon) -> Parts:
    """`left` with what it leaves open and `right`, the next office of its list, says."""
    if left.body and is_inner(left.body, lexicon) and not left.tails:
        agency = _agency(left.body, right, lexicon)
        if agency is None:
            return left
        return office.fill(left, lexicon, body=f"{left.body} {agency}")._replace(tails=right.tails)
    if left.body is None and not left.tails and "alone" not in left.role.expects and right.body:
        return office.fill(left, lexicon, body=_led(left, right, lexicon))._replace(tails=right.tails)
    slots = office.open_slots(left, lexicon)
    tail = right.place
    if "place" in slots and tail is not None and tail.name and office.suits(tail, slots["place"], lexicon):
        place = tail.text if slots["place"] == "any" else tail.name
        return office.fill(left, lexicon, place=place)
    land = next((t for t in right.tails if t.is_country and not t.link), None)
    if "country" in slots and land is not None:
        return office.fill(left, lexicon, country=land.text)
    return left


def _agency(inner: str, parts: Parts, lexicon: Lexicon) -> str | None:
    """Whose inner body is meant: the body of the next office, without what is inside that agency too.

    *Ủy viên Ban Thường vụ, Trưởng Ban Tuyên giáo Huyện ủy* sits on the Ban Thường vụ of the Huyện ủy,
    *Bí thư Chi bộ, Chủ tịch Công đoàn Sở Y tế* leads the Chi bộ of the Sở; *Chi bộ 4* names no agency.
    """
    units = office_body.units(parts.body) if parts.body else []
    skipped = _CHECKS if inner not in _HIGH and inner not in _SEATS else _BOARDS
    while len(units) > 1 and f"{units[0]} ".startswith(skipped):
        units = units[1:]
    words = " ".join(units).split(" ")
    if inner not in _SEATS:
        sizes = range(len(words), 0, -1)
        cut = next((size for size in sizes if is_inner(" ".join(words[:size]), lexicon)), 0)
        words = words[cut:]
    return " ".join(words) if words and words[0][:1].isupper() else None


_SEATS = ("Ban Thường vụ", "Ban Chấp hành", "Ban Thường trực", "Đoàn Chủ tịch")  # of whatever body it is
_HIGH = ("Đảng đoàn", "Ban cán sự đảng")  # of whole agencies only
_CHECKS = ("Ủy ban Kiểm tra ",)
_BOARDS = ("Ban ", "Văn phòng ", "Phòng ", *_CHECKS)


def _led(left: Parts, right: Parts, lexicon: Lexicon) -> str:
    """The body of an office that names none, beside `right`: a secretary leads the Party committee of it.

    *Phó Bí thư kiêm Chủ nhiệm Ủy ban Kiểm tra Đảng ủy Sở Y tế* is Phó Bí thư of the Đảng ủy, and
    *Phó Giám đốc, Chủ tịch Công đoàn Sở Y tế* is Phó Giám đốc of the Sở.
    """
    body = right.body or ""
    units = office_body.units(body)
    if left.role.fused and left.role.noun:
        own = next((i for i, unit in enumerate(units) if unit.startswith(left.role.noun)), 0)
        return " ".join(units[own:])
    if "Bí thư" not in left.role.name:
        executive = "trưởng" in left.role.name or "Giám đốc" in left.role.name
        return (_agency("Chi bộ", right, lexicon) or body) if executive else body
    at = next((i for i, unit in enumerate(units) if unit.split(" ")[1:2] == ["ủy"]), 0)
    return " ".join(units[at:])
