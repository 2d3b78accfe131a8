"""What kind of place a body sits in, which offices are national, and so what a mention leaves open."""

from __future__ import annotations

from collections.abc import Sequence

from vnlaos_ner.expand import longest, words_of
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.office_place import Tail
from vnlaos_ner.office_role import Role

# The Party committee of a place, by the class word of the place.
COMMITTEES = {
    "tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "thủ đô": "Thành ủy", "quận": "Quận ủy", "huyện": "Huyện ủy",
    "huyện đảo": "Huyện ủy", "thị xã": "Thị ủy", "phường": "Đảng ủy", "xã": "Đảng ủy", "thị trấn": "Đảng ủy",
    "đặc khu": "Đảng ủy",
}  # fmt: skip
_LEVEL = {"Tỉnh ủy": "tỉnh", "Thành ủy": "thành phố", "Quận ủy": "quận", "Huyện ủy": "huyện", "Thị ủy": "thị xã",
          "Tỉnh đoàn": "tỉnh", "Thành đoàn": "thành phố", "Sở": "tỉnh|thành phố",
          "Đoàn đại biểu Quốc hội": "tỉnh|thành phố"}  # fmt: skip
_LOCAL = frozenset({
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Công an", "Tòa án nhân dân", "Viện kiểm sát nhân dân", "Đảng bộ",
    "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban Mặt trận Tổ quốc", "Thanh tra", "Bộ Chỉ huy quân sự",
    "Ban Chỉ huy quân sự", "Bộ Chỉ huy Bộ đội Biên phòng", "Liên đoàn Lao động", "Đảng ủy Khối",
})  # fmt: skip
_STATE_ROLES = frozenset({
    "Chủ tịch nước", "Phó Chủ tịch nước", "Tổng Bí thư", "Thủ tướng", "Phó Thủ tướng", "Phó Thủ tướng Thường trực",
    "Tổng thống", "Phó Tổng thống", "Ngoại trưởng", "Quốc vương", "Nhà vua", "Nữ hoàng", "Thái tử", "Ủy viên Quốc vụ",
    "Thượng nghị sĩ", "Hạ nghị sĩ", "Nghị sĩ",
})  # fmt: skip
MISSIONS = ("Đại sứ", "Phó Đại sứ", "Tổng Lãnh sự", "Phó Tổng Lãnh sự", "Đại biện", "Trưởng Phái đoàn",
             "Đại diện thường trực", "Lãnh sự", "Tham tán", "Công sứ")  # fmt: skip
_NATIONAL = ("Chính phủ", "Quốc hội", "Bộ Chính trị", "Ban Bí thư", "Trung ương Đảng", "Ban Chấp hành Trung ương",
             "Quân ủy Trung ương", "Thượng viện", "Hạ viện", "Nghị viện", "Ủy ban Thường vụ Quốc hội",
             "Văn phòng Quốc hội", "Văn phòng Chính phủ", "Văn phòng Chủ tịch nước", "Ngân hàng Nhà nước")  # fmt: skip
_ABROAD = frozenset({
    "Tổng thống", "Quốc vương", "Nhà vua", "Nữ hoàng", "Thái tử", "Ngoại trưởng", "Ủy viên Quốc vụ", "Nghị sĩ",
    "Thượng nghị sĩ", "Hạ nghị sĩ",
})  # fmt: skip
_INNER = frozenset({
    "Đảng ủy", "Chi bộ", "Chi ủy", "Đảng đoàn", "Ban cán sự đảng", "Ban Thường vụ", "Ban Chấp hành", "Đảng bộ",
    "Ủy ban Kiểm tra", "Công đoàn", "Công đoàn cơ sở", "Đảng ủy cơ quan", "Ủy ban Kiểm tra Đảng ủy", "Sở",
    "Ban Thường vụ Đảng ủy", "Ban Chấp hành Đảng ủy", "Ban Chấp hành Đảng bộ", "Chi đoàn", "Ban Thường trực",
    "Đoàn Chủ tịch", "Đảng ủy Sở", "Ban Chấp hành Công đoàn",
})  # fmt: skip


def open_slots_of(role: Role, body: str | None, tails: Sequence[Tail], lexicon: Lexicon) -> dict[str, str]:
    """See `office.open_slots`."""
    slots: dict[str, str] = {}
    country = any(t.is_country and t.link not in ("tại", "ở") for t in tails)
    placed = any(t.name for t in tails)
    bare = next((t.cls for t in tails if t.name is None and t.cls), None)
    if bare:
        slots["place"] = bare
    if role.name.startswith(MISSIONS) and body is None:
        if not country:
            slots["country"] = "state"
        if not any(t.link in ("tại", "ở") for t in tails):
            slots["place"] = "post"
        return slots
    if role.name in _STATE_ROLES and body is None:
        return slots if country else {"country": "state"}
    if role.name.endswith("ủy viên") and role.noun in _LEVEL:
        return {} if placed else {"place": _LEVEL[role.noun]}
    if body is None:
        if role.entry is not None and role.entry.attrs.get("domain") == "local" and not role.noun:
            return {} if placed else slots or {"place": "any"}
        if not placed or role.noun:
            slots["body"] = role.noun or "any"
        return slots
    if is_inner(body):
        return {} if placed else {"body": "parent"}
    if bare is None and not placed:
        level = level_of(body, lexicon)
        if level:
            slots["place"] = level
        elif is_national(role.name, body, lexicon) and not country:
            slots["country"] = "state"
    return slots


def abroad_only(role: str, body: str | None) -> bool:
    """Whether Vietnam has no such office, so that a bare one is a foreigner's: *Tổng thống*, *Chủ tịch Thượng viện*."""
    return role.removeprefix("Phó ") in _ABROAD or (body or "").split(" ")[0] in ("Thượng", "Hạ", "Nghị")


def is_inner(body: str) -> bool:
    """Whether every agency has such a body inside, so that alone it names none (*Đảng đoàn*, *Chi bộ*)."""
    return body in _INNER


def level_of(body: str, lexicon: Lexicon) -> str | None:
    """The class of place a local body needs (``tỉnh``, ``tỉnh|thành phố``, ``any``); None for other bodies.

    The innermost body decides: *Ban Tuyên giáo Thành ủy* needs a city.
    """
    for head, level in _LEVEL.items():
        if body == head or body.endswith(" " + head) or (head == "Sở" and body.startswith("Sở ")):
            return level
    last = next((head for head in _LOCAL if body == head or body.endswith(" " + head)), None)
    if last:
        return "any"
    entry = lexicon.get("body", body)
    if entry is not None and "place" in entry.attrs.get("expects", ""):
        return "any"
    return None


def is_national(role: str, body: str | None, lexicon: Lexicon) -> bool:
    """Whether the office belongs to a state as a whole, so that a country completes it."""
    if body is None:
        return role in _STATE_ROLES
    if body.startswith("Bộ ") and not body.startswith(("Bộ Chỉ huy", "Bộ Tư lệnh", "Bộ đội")):
        return True
    if body in _NATIONAL or body.endswith(tuple(" " + n for n in _NATIONAL)):
        return True
    entry = lexicon.get("body", body)
    return entry is not None and "country" in entry.attrs.get("expects", "")


def keeps_vietnam(role: Role, body: str | None) -> bool:
    """Whether “Việt Nam” stays in the name of a national office: a mission names its own state."""
    return body is None and role.name.startswith(MISSIONS)


def people_committee(cls: str) -> bool:
    """Whether places of that class have a People's Committee."""
    return cls.lower() in COMMITTEES


def local_class(cls: str) -> str:
    """The class word as names of bodies spell it: ``Thành phố``, ``Thủ đô``, ``tỉnh``."""
    low = cls.lower()
    return low.capitalize() if low in ("thành phố", "thủ đô") else low


def innermost(body: str, lexicon: Lexicon) -> str:
    """The last unit of a chain of bodies: ``Ban Tuyên giáo Thành ủy -> Thành ủy``."""
    words = words_of(body)
    for i in range(len(words) - 1, 0, -1):
        if words[i][0].isupper() and longest(lexicon, words, i, "body", "body_head"):
            return " ".join(words[i:])
    return body
