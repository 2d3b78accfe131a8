"""Offices: role head, its modifiers, then everything contiguous that says of what and where.

``parse`` goes from the head to the right: modifiers (Thường trực), portfolio (Ngoại giao), body (any letter
case), "của/thuộc/tại", place and country. Status words (nguyên, quyền), terms (khóa XIII) and honorifics stay
outside; a comma ends an office, so each office of a list is its own span.
Left alone: generic plurals (các bộ trưởng), ranks, occupations, bare heads in small letters without a name.
"""

from __future__ import annotations

from vnlaos_ner.grammar import office_tail
from vnlaos_ner.grammar.facts import DOUBTED, REFUSED, Facts, Unit, person_start
from vnlaos_ner.page import Candidate, Match

#: Heads that mean one particular holder even in small letters.
MONARCHS = frozenset(
    ("vua", "nhà vua", "quốc vương", "nữ hoàng", "tổng thống", "thủ tướng", "ngoại trưởng", "quốc trưởng")
)
#: Buildings named by their holder: dinh Tổng thống, lăng Chủ tịch Hồ Chí Minh.
SEATS = frozenset(("dinh", "phủ", "lăng", "đài", "tượng"))


def scan(f: Facts) -> list[Candidate]:
    """Fill `f.offices` with the office at each start; return candidates, bodies inside a head included."""
    found: list[Candidate] = []
    roles = f.kind("role")
    heads = dict(roles)
    for start, match in f.kind("office").items():
        if start not in heads or heads[start].end <= match.end:
            heads[start] = match
    for start, match in f.kind("minor_role").items():
        if start not in heads and f.low[start] in MINOR:
            heads[start] = match
    for start in sorted(heads):
        unit = parse(f, start, heads[start])
        if unit is None:
            continue
        if unit.score <= 0:
            score = DOUBTED if unit.rule == "bare_small" else REFUSED
            found.append(Candidate("OFFICE", unit.start, unit.end, "office." + unit.rule, score))
            continue
        f.offices[start] = unit
        found.append(Candidate("OFFICE", unit.start, unit.end, "office." + unit.rule, unit.score))
        found += _inner_body(f, heads[start], unit)
    return found


def parse(f: Facts, start: int, head: Match) -> Unit | None:
    """The office whose head is `head`; a modifier before it (Phó, Đồng) belongs to it."""
    if _inside_body(f, start, head.end):
        return None
    first = start
    modifiers = f.kind("role_modifier")
    before = modifiers.get(start - 1) if start else None
    if start > 1 and f.low[start - 2 : start] == ["hội", "đồng"]:
        return None  # Hội đồng thẩm phán
    if before is not None and before.end == start and before.entry.attrs.get("position") != "after":
        first = start - 1
    elif _tail_of_head(f, start):
        return None
    head = _first_of_pair(f, head)
    end = office_tail.modifiers(f, head.end)
    rest = office_tail.complement_end(f, head, end)
    return _judge(f, first, head, end, rest)


def _tail_of_head(f: Facts, start: int) -> bool:
    """Phó [Chủ tịch], Phó Trưởng Ban [thường trực]: an earlier head covers the start or ends there."""
    roles = f.kind("role")
    if start and f.low[start - 1] == "đặc":
        return True
    for first in range(start - 1, max(-1, start - 7), -1):
        match = roles.get(first)
        if match is not None and (
            (match.end > start and not _joined(f, match))
            or (match.end == start and start in f.kind("role_modifier"))
        ):
            return True
    return False


def _joined(f: Facts, head: Match) -> int:
    """Where a head is two offices with a joint (Bộ trưởng, Chủ nhiệm …): the joint's index, or 0."""
    for i in range(head.start + 1, head.end):
        if f.low[i] in (",", "-", "–", "kiêm"):
            return i
    return 0


def _first_of_pair(f: Facts, head: Match) -> Match:
    joint = _joined(f, head)
    return Match(head.start, joint, head.entry) if joint else head


def _inside_body(f: Facts, start: int, end: int) -> bool:
    """Đại [sứ] quán, Bộ [Tư lệnh]: a longer body noun covers the head; so does "Văn phòng" before it."""
    for kind in ("body", "body_head", "inner_unit"):
        matches = f.kind(kind)
        same = matches.get(start)
        if same is not None and same.end > end:
            return True
        for first in (start - 1, start - 2):
            match = matches.get(first)
            if match is not None and match.end > start:
                return True
    return (start > 0 and f.low[start - 1] in SEATS and not f.capital(start - 1)) or (
        start > 1 and f.texts[start - 2 : start] == ["Văn", "phòng"]
    )


def _judge(f: Facts, start: int, head: Match, bare_end: int, end: int) -> Unit | None:
    """Score by what is there: a complement, a capital, a name behind; rule names say which."""
    if _generic(f, start, end, head):
        return Unit(start, end, "generic", 0.0)
    expects = head.entry.attrs.get("expects", "alone" if head.entry.kind == "office" else "")
    plural = _plural(f, start)
    full = end > bare_end or head.entry.kind == "office"
    listed = full and f.texts[end : end + 1] == [":"] and end + 1 < f.limit[start]
    named = _name_follows(f, end) or (plural and listed and f.capital(end + 1))
    capital = f.capital(start)
    if plural:
        f.plurals.add(end)
    if plural and not named:
        return Unit(start, end, "plural", 0.35 if end > bare_end and capital else 0.0)
    if head.entry.kind == "minor_role":
        deputy = named and end == bare_end and f.low[start] == "đại" and person_start(f, end)
        body = f.low[start] in ("giám", "chỉ") and f.bodies.get(bare_end) is not None
        return Unit(start, end, "minor_role", 0.75 if deputy or body else 0.0)
    if end > bare_end:
        anyone = not (capital or named) and end - bare_end == 1 and f.shape[bare_end] == "l"
        if anyone and (not start or (f.texts[start - 1] not in ",(-–" and f.low[start - 1] not in OF_ONE)):
            return Unit(start, end, "any_one", 0.4)  # chất vấn chủ tịch xã
        return Unit(start, end, "role_complement", 0.92 if capital else 0.8)
    if head.entry.kind == "office":
        return Unit(start, end, "fixed", 0.95 if capital else 0.8)
    if named:
        return Unit(start, end, "role_name", 0.9 if capital else 0.75)
    if capital and not (f.begins[start] and "alone" not in expects):
        return Unit(start, end, "bare", 0.8 if "alone" in expects else 0.65)
    if capital:
        joined = end < f.size and (f.low[end] in ("kiêm", "rồi") or _shared(f, end))
        return Unit(start, end, "bare_at_start", 0.85 if joined else 0.45)
    name = " ".join(f.low[start:end])
    if (
        name == "vua"
        and end < f.limit[start]
        and f.shape[end] == "l"
        and f.low[end] not in f.words["function"]
    ):
        return None  # vua đầu bếp
    if name in MONARCHS:
        return Unit(start, end, "bare_monarch", 0.55)
    if start and f.low[start - 1] == "quyền" and f.low[start - 2] in ("làm", "giữ", "chức"):
        return Unit(start, end, "acting", 0.65)
    if _told_before(f, start, end):
        return Unit(start, end, "told_before", 0.6)
    return Unit(start, end, "bare_small", 0.0)


def _told_before(f: Facts, start: int, end: int) -> bool:
    """Chiều qua, [giám đốc] cho hay: opens the clause of a statement, and the article has told which one."""
    opens = f.begins[start] or f.texts[start - 1] == ","
    if not opens or " ".join(f.low[end : end + 2]) not in f.words["statements"]:
        return False
    name = f.low[start:end]
    return any(
        f.low[u.start : u.start + len(name)] == name and u.end > u.start + len(name)
        for u in f.offices.values()
    )


def _shared(f: Facts, at: int) -> bool:
    """Whether the next office has the body of both: Bí thư, Tỉnh trưởng tỉnh Salavan."""
    after = at + 1
    if f.texts[at] not in ",-–/" or after >= f.limit[at] or f.shape[after] != "U":
        return False
    return after in f.kind("role") or after in f.kind("office") or after in f.kind("role_modifier")


def _plural(f: Facts, start: int) -> bool:
    """các Đại sứ, 34 Đại sứ, and the next of such a list."""
    if not start:
        return False
    before = f.low[start - 1]
    if (
        before in f.words["plural_role"]
        or before == "%"
        or (before == "nữ" and start > 1 and f.shape[start - 2] == "d")
        or f.shape[start - 1] == "d"
    ):
        return not f.begins[start]
    if before in (",", "và", "đồng", "chí"):
        back = start - 1
        while back > 0 and f.low[back - 1] in ("đồng", "chí", "nhiều"):
            back -= 1
        return back in f.plurals or f.low[back] == "nhiều"
    return False


#: Before a role in small letters these mean one holder: vị giám đốc sở.
OF_ONE = frozenset(("vị", "là", "ông", "bà", "nguyên", "cựu", "phó", "quyền", "chức"))
#: Minor roles that are offices with a body behind them; "đại biểu" right before a name.
MINOR = frozenset("giám chỉ đại".split())
#: Roles of ships and courts, and the head of no office.
NO_OFFICE = frozenset(("thuyền trưởng", "hoàng hậu", "phu nhân"))
#: hai nước, các đơn vị: what one office of each has.
OF_MANY = (["nước"], ["bên"], ["đơn"], ["bộ"], ["tỉnh"], ["địa"])
#: Of the heads of delegations only those of these are offices.
HOUSES = frozenset(("quốc", "đbqh", "qh"))
AFTER_GENERIC = frozenset("nào phá".split())


def _generic(f: Facts, start: int, end: int, head: Match) -> bool:
    before = f.low[start - 1] if start else ""
    after = f.low[end] if end < f.size else ""
    if after in ("hai", "các", "2", "ba", "bốn", "3", "4") and f.low[end + 1 : end + 2] in OF_MANY:
        return True  # Ngoại trưởng hai nước
    if f.low[start : start + 2] == ["trưởng", "đoàn"] and not HOUSES.intersection(f.low[start:end]):
        return True  # of a visiting delegation
    if f.low[start - 2 : start] == ["hội", "nghị"] and not _name_follows(f, end):
        return True  # Hội nghị Bộ trưởng Ngoại giao ASEAN
    if f.shape[start] == "l" and (
        f.low[start - 3 : start] == ["đua", "vào", "ghế"] or f.low[start - 2 : start] == ["muốn", "làm"]
    ):
        return not _name_follows(f, end)
    if (
        end == head.end
        and f.shape[start] == "l"
        and (before in f.words["before_generic"] or after in AFTER_GENERIC)
    ):
        return not _name_follows(f, end)
    if (
        before in ("cúp", "cup")
        or after == "phá"
        or (f.low[start - 1 : start] == ["tác"] and f.low[start - 3 : start - 2] == ["tổ"])
    ):
        return True
    if (start > 1 and f.low[start - 2 : start] in (["bầu", "cử"], ["tranh", "cử"])) or before == "cấp":
        return True
    if " ".join(f.low[start : head.end]) in NO_OFFICE or (
        f.low[start] == "lãnh" and f.low[end - 1] in ("đạo", "đảng", "nước")
    ):
        return True
    if f.low[start : start + 3] == ["đặc", "phái", "viên"] and end > head.end and f.shape[end - 1] == "A":
        return True  # a news agency's correspondent
    return f.texts[start - 1] == "Đoàn" and f.low[start] == "chủ" if start else False


def _name_follows(f: Facts, at: int) -> bool:
    """Whether a capitalised word that is no sentence start, place or head follows directly."""
    if at >= f.size or f.limit[at] != f.limit[at - 1] or f.shape[at] not in "UM":
        return False
    return not f.opens[at] and at not in f.kind("country")


def _inner_body(f: Facts, head: Match, office: Unit) -> list[Candidate]:
    """The body that starts inside the head: Trưởng [Ban Tuyên giáo Thành ủy]."""
    unit = office_tail.head_body(f, head)
    last = office.end - 1
    if unit is None and last in f.kind("body_head") and f.low[last] == "sở" and last > office.start:
        return [
            Candidate("ORGANIZATION", last, last + 1, "organization.in_office", 0.8)
        ]  # Giám đốc [Sở] + name
    if unit is None and office.rule == "role_complement" and f.shape[head.end] == "l":
        rest = " ".join(f.low[head.end : office.end])
        if rest in f.lexicon.head_words:  # giám đốc [bệnh viện]
            return [Candidate("ORGANIZATION", head.end, office.end, "organization.in_office", 0.7)]
    if unit is None or unit.end > office.end or (f.low[unit.start] == "tra"):
        return []
    return [Candidate("ORGANIZATION", unit.start, unit.end, "organization.in_office", 0.9)]
