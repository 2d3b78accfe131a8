"""Offices: role head, its modifiers, then everything contiguous that says of what and where.

``parse`` goes from the head to the right: modifiers (Thường trực), portfolio (Ngoại giao), body (any letter
case), "của/thuộc/tại", place and country. Status words (nguyên, quyền), terms (khóa XIII) and honorifics stay
outside; a comma ends an office, so each office of a list is its own span.
Left alone: generic plurals (các bộ trưởng), ranks, occupations, bare heads in small letters without a name.
"""

from __future__ import annotations

from vnlaos_ner.grammar import organization
from vnlaos_ner.grammar.facts import Facts, Unit
from vnlaos_ner.grammar.place import person_start
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Candidate, Match, Page

#: Heads that mean one particular holder even in small letters.
MONARCHS = frozenset(
    ("vua", "nhà vua", "quốc vương", "nữ hoàng", "tổng thống", "thủ tướng", "ngoại trưởng", "quốc trưởng")
)
#: Buildings named by their holder: dinh Tổng thống, lăng Chủ tịch Hồ Chí Minh.
SEATS = frozenset(("dinh", "phủ", "lăng", "đài", "tượng"))
LINKS = frozenset(("của", "thuộc", "tại", "ở"))


def propose(page: Page, lexicon: Lexicon) -> list[Candidate]:
    """Office candidates of the page."""
    from vnlaos_ner.grammar import place

    facts = Facts(page, lexicon)
    place.scan(facts)
    organization.scan(facts)
    return scan(facts)


def scan(f: Facts) -> list[Candidate]:
    """Fill `f.offices` with the office at each start; return the candidates, bodies inside a head included."""
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
        if unit is None or unit.score <= 0:
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
    if before is not None and before.end == start and before.entry.attrs.get("position") != "after":
        first = start - 1
    elif _tail_of_head(f, start):
        return None
    head = _first_of_pair(f, head)
    end = _modifiers(f, head.end)
    rest = _complement(f, head, end)
    return _judge(f, first, head, end, rest)


def _tail_of_head(f: Facts, start: int) -> bool:
    """Phó [Chủ tịch], Phó Trưởng Ban [thường trực]: an earlier head covers the start or ends there."""
    roles = f.kind("role")
    for first in (start - 1, start - 2, start - 3):
        match = roles.get(first)
        if match is not None and (
            (match.end > start
            and not _joined(f, match))
            or (match.end == start
            and start in f.kind("role_modifier"))
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
    """Đại [sứ] quán, Bộ [Tư lệnh]: a longer body noun covers the head; so do "Văn phòng" and "dinh" before it."""
    for kind in ("body", "body_head", "inner_unit"):
        matches = f.kind(kind)
        same = matches.get(start)
        if same is not None and same.end > end:
            return True
        for first in (start - 1, start - 2):
            match = matches.get(first)
            if match is not None and match.end > start:
                return True
    return (
        (start > 0
        and f.low[start - 1] in SEATS
        and not f.capital(start - 1))
        or (start > 1
        and f.texts[start - 2 : start] == ["Văn", "phòng"])
    )


def _judge(f: Facts, start: int, head: Match, bare_end: int, end: int) -> Unit | None:
    """Score by what is there: a complement, a capital, a name behind; rule names say which."""
    if _generic(f, start, end, head):
        return None
    expects = head.entry.attrs.get("expects", "alone" if head.entry.kind == "office" else "")
    plural = _plural(f, start)
    named = _name_follows(f, end)
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
        return Unit(start, end, "role_complement", 0.92 if capital else 0.8)
    if head.entry.kind == "office":
        return Unit(start, end, "fixed", 0.95 if capital else 0.8)
    if named:
        return Unit(start, end, "role_name", 0.9 if capital else 0.75)
    if capital and not (f.begins[start] and "alone" not in expects):
        return Unit(start, end, "bare", 0.8 if "alone" in expects else 0.65)
    if capital:
        return Unit(start, end, "bare_at_start", 0.45)
    if " ".join(f.low[start:end]) in MONARCHS:
        return Unit(start, end, "bare_monarch", 0.55)
    return Unit(start, end, "bare_small", 0.0)


def _plural(f: Facts, start: int) -> bool:
    """các Đại sứ, 34 Đại sứ, and the next of such a list."""
    if not start:
        return False
    before = f.low[start - 1]
    if (
        before in f.words["plural_role"]
        or before == "%"
        or (before == "nữ"
        and start > 1
        and f.shape[start - 2] == "d")
        or f.shape[start - 1] == "d"
    ):
        return not f.begins[start]
    if before in (",", "và", "đồng", "chí"):
        back = start - 1
        while back > 0 and f.low[back - 1] in ("đồng", "chí", "nhiều"):
            back -= 1
        return back in f.plurals or f.low[back] == "nhiều"
    return False


#: Minor roles that are offices with a body behind them; "đại biểu" right before a name.
MINOR = frozenset("giám chỉ đại".split())
#: Roles of ships and courts, and the head of no office.
NO_OFFICE = frozenset(("thuyền trưởng", "hoàng hậu", "phu nhân"))
AFTER_GENERIC = frozenset("nào phá".split())


def _generic(f: Facts, start: int, end: int, head: Match) -> bool:
    before = f.low[start - 1] if start else ""
    after = f.low[end] if end < f.size else ""
    if (
        end == head.end
        and f.shape[start] == "l"
        and (before in f.words["before_generic"] or after in AFTER_GENERIC)
    ):
        return not _name_follows(f, end)
    if (
        before in ("cúp", "cup")
        or after == "phá"
        or (f.low[start - 1 : start] == ["tác"]
        and f.low[start - 3 : start - 2] == ["tổ"])
    ):
        return True
    if (start > 1 and f.low[start - 2 : start] in (["bầu", "cử"], ["tranh", "cử"])) or before == "cấp":
        return True
    if (
        " ".join(f.low[start : head.end]) in NO_OFFICE
        or (f.low[start] == "lãnh"
        and f.low[end - 1] in ("đạo", "đảng", "nước"))
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


def _modifiers(f: Facts, at: int) -> int:
    """End after modifiers such as Thường trực, thứ nhất, phụ trách."""
    modifiers = f.kind("role_modifier")
    while at in modifiers and modifiers[at].entry.attrs.get("position") != "before":
        if f.low[at] == "đặc" and f.low[at - 1] not in ("lý", "vấn", "viên", "diện", "sứ"):
            break  # Nhà Vua đặc biệt nhấn mạnh
        at = modifiers[at].end
    return at


def _complement(f: Facts, head: Match, at: int) -> int:
    """End of the portfolio, body, place and country behind a head at `at`."""
    if at >= f.size:
        return at
    limit = f.limit[head.start]
    end = at
    modified = at > head.end
    inner = None if modified else _head_body(f, head)
    if inner is not None and inner.end > end:
        end = inner.end
    elif end < limit:
        end = _portfolio(f, head, end)
    if end == at and end < limit:
        end = _body(f, end, limit)
    if end == at and "phụ" in f.low[head.end : at]:
        end = _in_charge(f, at, limit)
    if end == at and at in f.kind("role") and "office" in head.entry.attrs.get("expects", ""):
        end = _place(f, _modifiers(f, f.kind("role")[at].end), limit)
    end = _place(f, end, limit)
    if end < limit - 1 and f.low[end] in LINKS:
        end = _linked(f, head, end, limit)
    if (
        end == at
        and end < limit
        and f.low[end] in f.words["bare_places"]
        and "place" in head.entry.attrs.get("expects", "")
    ):
        two = f.low[end] in ("thành", "thị") and end + 1 < limit and f.low[end + 1] in ("phố", "xã")
        return end + 2 if two else end + (f.low[end] not in ("thành", "thị"))
    return end


def _head_body(f: Facts, head: Match) -> Unit | None:
    """For heads that hold the noun of the body (Trưởng Ban, Giám đốc Sở): that body, longer than the head."""
    for inner in range(head.start + 1, head.end):
        if inner in f.kind("body_head") or inner in f.kind("body"):
            unit = organization.parse(f, inner)
            if unit is not None and unit.end > head.end:
                return unit
    last = head.end - 1
    leads = last > head.start and f.low[last - 1] in ("trưởng", "phó", "đốc", "chánh")
    if leads and f.low[last] in BODY_NOUNS and head.end < f.limit[head.start]:
        unit = organization.virtual(f, last, head.end, 0.9)
        if unit is not None:
            f.bodies[last] = unit
            return unit
    return None


#: Last words of heads that are at once the noun of the body.
BODY_NOUNS = frozenset("ban phòng khoa đoàn viện sở tòa tra".split())


def _inner_body(f: Facts, head: Match, office: Unit) -> list[Candidate]:
    """The body that starts inside the head: Trưởng [Ban Tuyên giáo Thành ủy]."""
    unit = _head_body(f, head)
    if unit is None or unit.end > office.end or (f.low[unit.start] == "tra"):
        return []
    return [Candidate("ORGANIZATION", unit.start, unit.end, "organization.in_office", 0.9)]


def _portfolio(f: Facts, head: Match, at: int) -> int:
    """End of a ministerial field: Bộ trưởng Ngoại giao, Bộ trưởng Kế hoạch và Đầu tư."""
    if "field" not in head.entry.attrs.get("expects", ""):
        return at
    fields = f.kind("field")
    end = at
    while end in fields:
        end = fields[end].end
        if end + 1 < f.limit[head.start] and f.low[end] in ("và", "-", ",", "&") and end + 1 in fields:
            nxt = fields[end + 1]
            if f.low[end] != "," or f.low[min(nxt.end, f.size - 1)] in ("và", ","):
                end += 1
    limit = f.limit[head.start]
    if end == at:
        while (
            end + 1 < limit
            and f.shape[end] == "U"
            and f.shape[end + 1] == "l"
            and end not in f.places
            and not f.opens[end]
        ):
            known = (f.low[end], f.low[end + 1]) in f.lexicon.compounds
            after = end + 2
            closed = after < limit and (
                after in f.places or f.low[after] in ("và", "nước") or f.capital(after)
            )
            if (
                f.low[end + 1] in f.words["function"]
                or not (known or closed)
                or not (f.vietnamese(end) and f.vietnamese(end + 1))
            ):
                break
            end += 2
            if end in fields and f.capital(end):
                end = fields[end].end
    return end


def _in_charge(f: Facts, at: int, limit: int) -> int:
    """What someone is in charge of: phụ trách các vùng lãnh thổ hải ngoại; ends at a name or punctuation."""
    end = at
    while end < limit and end - at < 9 and (f.shape[end] == "l" or end in f.places or end in f.kind("field")):
        if f.low[end] in f.words["function"] and f.low[end] not in ("các", "và", "về", "của", "những"):
            break
        end += 1
    return end if end - at > 1 else at


def _body(f: Facts, at: int, limit: int) -> int:
    known = at in f.kind("body") or at in f.kind("body_head") or at in f.kind("organization")
    unit = organization.parse(f, at) if known else None
    if unit is None and f.shape[at] == "l":
        unit = organization.small_body(f, at)
    if unit is not None and (
        unit.score > 0.5 or f.shape[at] == "l" or unit.rule in ("bare_head", "fixed_body")
    ):
        return unit.end
    if f.shape[at] in "AM" and len(f.texts[at]) > 1 and at not in f.places:
        return at + 1  # Tổng Thư ký APPF
    return at


DIPLOMATS = frozenset("đại phái trưởng phó tổng tham công".split())


def _place(f: Facts, at: int, limit: int) -> int:
    """End of ``nước CHDCND Lào``, ``tỉnh Hủa Phăn``, ``Hà Nội``."""
    if at >= limit:
        return at
    skip = at + 1 if f.low[at] == "nước" else at
    unit = f.places.get(skip)
    if unit is None or unit.score < 0.5 or f.begins[at]:
        return at
    return unit.end


def _linked(f: Facts, head: Match, at: int, limit: int) -> int:
    """ "của Bộ Ngoại giao", "tại Lào", "thuộc Bộ Y tế", "của Tổng thống Mỹ"."""
    link = f.low[at]
    after = at + 1
    if link in ("tại", "ở"):
        if head.entry.attrs.get("domain") != "diplomacy" and f.low[head.start] not in DIPLOMATS:
            return at
        unit = f.places.get(after) or f.places.get(after + 1 if f.low[after] == "nước" else after)
        if unit is not None:
            return unit.end
        body = f.bodies.get(after)
        return body.end if body is not None and body.score > 0 else at
    body = (
        organization.parse(f, after)
        if after in f.kind("body") or after in f.kind("body_head") or after in f.kind("organization")
        else None
    )
    if body is not None and (body.score > 0 or link == "thuộc"):
        return body.end
    unit = f.places.get(after + 1 if f.low[after] == "nước" else after)
    if unit is not None and link == "của" and unit.score >= 0.5:
        return unit.end
    if link == "của" and f.low[after] in ("ông", "bà") and after + 1 < limit and f.capital(after + 1):
        expects = head.entry.attrs.get("expects", "")
        if "office" in expects or ("body" in expects and at == head.end):
            end = after + 1
            while end < limit and f.shape[end] == "U":
                end += 1
            return end
    if link == "của" and "office" in head.entry.attrs.get("expects", "") and after in f.kind("role"):
        other = f.kind("role")[after]
        return _place(f, other.end, limit)
    return at
