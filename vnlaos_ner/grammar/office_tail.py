"""What follows the head of an office: modifiers, portfolio, body, "của/thuộc/tại", place and country.

Everything here only looks right, within the line; a comma ends an office.
"""

from __future__ import annotations

from vnlaos_ner.grammar import complement, organization, small_head
from vnlaos_ner.grammar.facts import Facts, Unit
from vnlaos_ner.page import Match

LINKS = frozenset(("của", "thuộc", "tại", "ở"))


def modifiers(f: Facts, at: int) -> int:
    """End after modifiers such as Thường trực, thứ nhất, phụ trách."""
    modifiers = f.kind("role_modifier")
    while at in modifiers and modifiers[at].entry.attrs.get("position") != "before":
        if f.low[at] == "đặc" and f.low[at - 1] not in ("lý", "vấn", "viên", "diện", "sứ"):
            break  # Nhà Vua đặc biệt nhấn mạnh
        at = modifiers[at].end
    return at


def complement_end(f: Facts, head: Match, at: int) -> int:
    """End of the portfolio, body, place and country behind a head at `at`."""
    if at >= f.size:
        return at
    limit = f.limit[head.start]
    end = at
    modified = at > head.end
    inner = None if modified else head_body(f, head)
    if inner is not None and inner.end > end:
        end = inner.end
    elif end < limit:
        end = _portfolio(f, head, end)
    if end == at and end < limit:
        end = _body(f, end, limit)
    if end == at and f.shape[at - 1] == "l" and f.low[head.start] in HEADS_OF_WORK:
        end = _work(f, at, limit)
    if end == at and "phụ" in f.low[head.end : at]:
        end = _in_charge(f, at, limit)
    if end == at and at in f.kind("role") and "office" in head.entry.attrs.get("expects", ""):
        served = f.kind("role")[at]  # Thư ký [Bộ trưởng Bộ Nội vụ]
        return complement_end(f, served, modifiers(f, served.end))
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


def head_body(f: Facts, head: Match) -> Unit | None:
    """For heads that hold the noun of the body (Trưởng Ban, Giám đốc Sở): that body, longer than the head."""
    for inner in range(head.start + 1, head.end):
        if inner in f.kind("body_head") or inner in f.kind("body"):
            unit = organization.parse(f, inner)
            if unit is not None and unit.end > head.end:
                return unit
    last = head.end - 1
    leads = last > head.start and f.low[last - 1] in ("trưởng", "phó", "đốc", "chánh")
    if leads and f.low[last] in BODY_NOUNS and head.end < f.limit[head.start]:
        known = small_head.known(f, last)
        if known > head.end:
            unit = Unit(last, complement.tail(f, last, known, organization.parse), "small_head", 0.9)
            f.bodies[last] = unit
            return unit
        unit = small_head.virtual(f, last, head.end, 0.9, organization.parse)
        if unit is not None:
            f.bodies[last] = unit
            return unit
    return None


#: Last words of heads that are at once the noun of the body.
BODY_NOUNS = frozenset("ban phòng khoa đoàn viện sở tòa tra".split())


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
            known = f.paired(end)
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


#: First words of heads that say in small letters what they are in charge of.
HEADS_OF_WORK = frozenset("giám trưởng phó cố trợ thư tổng".split())


def _work(f: Facts, at: int, limit: int) -> int:
    """giám đốc [nghiên cứu hàng hóa tại Kim Liên], trưởng phòng [kinh doanh - thương mại]."""
    end = at
    while " ".join(f.low[end : end + 2]) in f.words["charges"] and end + 2 <= limit:
        end += 2
        if end + 1 < limit and f.low[end] in ("và", "-", "–"):
            more = " ".join(f.low[end + 1 : end + 3]) in f.words["charges"]
            end += more
    if end == at:
        return at
    while end < limit and end - at < 7 and f.shape[end] == "l" and end not in f.places:
        if f.low[end] in f.words["function"] | LINKS and not (f.paired(end) and f.shape[end + 1] == "l"):
            break
        end += 2 if f.paired(end) and f.shape[end + 1] == "l" else 1
    if end + 1 < limit and f.low[end] in LINKS | {"cho"}:
        unit = organization.parse(f, end + 1)
        if unit is not None and unit.score > 0.5:
            return unit.end
        if f.capital(end + 1) and end + 1 not in f.places and not f.opens[end + 1]:
            after = end + 1
            while after < limit and f.shape[after] in "UAM" and not f.begins[after]:
                after += 1
            return after
    closed = end >= limit or f.texts[end] in ',.;:()-–“”"' or f.shape[end] in "UM"
    return end if closed else at


#: Words a charge may hold.
IN_CHARGE = frozenset(("các", "và", "về", "của", "những", "đề"))


def _in_charge(f: Facts, at: int, limit: int) -> int:
    """What someone is in charge of: phụ trách các vùng lãnh thổ hải ngoại; ends at a name or punctuation."""
    end = at
    while end < limit and end - at < 9:
        if f.shape[end] not in "lA" and end not in f.places and end not in f.kind("field"):
            break
        if f.low[end] in f.words["function"] and f.low[end] not in IN_CHARGE:
            break
        end += 1
    return end if end - at > 1 else at


def _body(f: Facts, at: int, limit: int) -> int:
    if f.capital(at) and " ".join(f.low[at : at + 2]) in f.words["seats"]:
        return at + 2
    known = at in f.kind("body") or at in f.kind("body_head") or at in f.kind("organization")
    unit = organization.parse(f, at) if known else None
    if unit is None and f.shape[at] == "l":
        unit = small_head.body(f, at, organization.parse)
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
        if f.low[head.start : head.start + 2] == ["tổng", "thống"]:
            return at
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
