"""Bodies: a known body or a head noun with its complement, with the right boundary.

A complement is what stands directly behind the head: a field (``Tài nguyên và Môi trường``), capitals, a
nested body (``Văn phòng`` + ``Chính phủ``), then the place (``tỉnh Nghệ An``, ``Việt Nam tại Lào``).
`parse` answers for any start, so offices and longer bodies ask it too; every nested body is a candidate.
Left alone: bare Đảng, Nhà nước, Trung ương, Đoàn; ad-hoc delegations; bare heads in small letters.
"""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, Unit
from vnlaos_ner.grammar.place import person_start
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Candidate, Page

#: Between the parts of one field: only where a field or a capital follows.
JOINTS = frozenset(("và", "&", "-", "–", ","))
#: Places of the article itself: UBND tỉnh, Công an thành phố, Bộ.
BARE_PLACES = frozenset("tỉnh thành_phố thành tp huyện quận xã phường tx bộ".split())
#: Heads in these classes are abroad "tại" somewhere.
ABROAD = frozenset(("đại sứ quán", "tổng lãnh sự quán", "lãnh sự quán", "phái đoàn", "hội", "thành hội", "tổng hội"))


def propose(page: Page, lexicon: Lexicon) -> list[Candidate]:
    """Body candidates of the page, nested ones included."""
    from vnlaos_ner.grammar import place

    facts = Facts(page, lexicon)
    place.scan(facts)
    return scan(facts)


def scan(f: Facts) -> list[Candidate]:
    """Every body that `parse` finds and that may stand alone, in text order."""
    starts = set()
    for kind in ("body", "body_head", "organization"):
        starts |= f.kind(kind).keys()
    for start in sorted(starts):
        parse(f, start)
    found = [
        Candidate("ORGANIZATION", unit.start, unit.end, "organization." + unit.rule, unit.score)
        for unit in f.bodies.values()
        if unit is not None and unit.score > 0
    ]
    return found


def parse(f: Facts, start: int) -> Unit | None:
    """The body that starts at `start`, or None. Remembered in `f.bodies`; score 0 if only inside others."""
    if start in f.bodies:
        return f.bodies[start]
    f.bodies[start] = None  # a body is never its own complement
    best: Unit | None = None
    for rule in RULES:
        unit = rule(f, start)
        if unit is not None and (best is None or unit.end > best.end):
            best = unit
    f.bodies[start] = best
    return best


# -- rules: each answers what body of its kind starts here --------------------------------------------------------


def known_name(f: Facts, start: int) -> Unit | None:
    """A company, agency or club of the lexicon."""
    match = f.kind("organization").get(start)
    if match is None:
        return None
    end = match.end
    if _inside_name(f, start, end):
        return None
    return Unit(start, end, "known_name", 0.85)


def fixed_body(f: Facts, start: int) -> Unit | None:
    """A body of the lexicon (Bộ Chính trị, UBND) with a nested body and its place behind it."""
    match = f.kind("body").get(start)
    if match is None:
        return None
    end = match.end
    head = f.kind("body_head").get(start)
    end = _tail(f, start, end)
    if f.capital(start):
        return Unit(start, end, "fixed_body", 0.9)
    if end > match.end:
        return Unit(start, end, "fixed_body_small", 0.75 if head is None else 0.8)
    return Unit(start, end, "fixed_body_small", 0.0)


def head_and_complement(f: Facts, start: int) -> Unit | None:
    """A head noun with a complement; a small head needs a place, a body or a name behind it."""
    match = f.kind("body_head").get(start)
    if match is None:
        return None
    inner = _complement(f, start, match.end)
    end = _tail(f, start, inner)
    if end == match.end:
        return Unit(start, end, "bare_head", 0.0)
    if any(person_start(f, k) for k in range(match.end, inner)):
        return Unit(start, end, "head_person", 0.95)
    if f.capital(start):
        return Unit(start, end, "head_complement", 0.85)
    lower_ok = match.entry.attrs.get("lower") == "yes"
    return Unit(start, end, "small_head", 0.7 if lower_ok else 0.4)


RULES = (known_name, fixed_body, head_and_complement)


# -- complements ---------------------------------------------------------------------------------------------------


def _complement(f: Facts, start: int, at: int) -> int:
    """End of the fields and capitals behind a head; stops before places, bodies and people."""
    limit = f.limit[start]
    end = at
    fields = f.kind("field")
    named = _takes_names(f, start)
    while end < limit:
        field = fields.get(end)
        if field is not None and (f.capital(end) or end > at):
            end = field.end
            continue
        if end in f.places or (end > at and f.opens[end] and f.capital(end) and parse(f, end)):
            break
        if f.capital(end):
            if f.begins[end] or (person_start(f, end) and not named):
                break
            if not named and not _noun(f, end):
                break
            end += 1
            continue
        if end > at and f.shape[end] == "l" and (f.low[end - 1], f.low[end]) in f.lexicon.compounds:
            end += 1
            continue
        if f.low[end] in JOINTS and end > at and end + 1 < limit and _goes_on(f, end + 1):
            end += 1
            continue
        if f.shape[end] == "d" and end == at or (f.low[end] == "số" and end + 1 < limit and f.shape[end + 1] == "d"):
            end += 2 if f.low[end] == "số" else 1
            continue
        break
    return end


def _goes_on(f: Facts, at: int) -> bool:
    """Whether the part after a joint still names a field."""
    field = f.kind("field").get(at)
    return field is not None and f.capital(at) and at not in f.kind("body") and at not in f.kind("role")


#: Classes of bodies whose complement may be any name, also a person's; the others take fields only.
NAMED = frozenset(("education", "health", "media", "business", "club", "culture", "association", "international", "religion"))


def _takes_names(f: Facts, start: int) -> bool:
    """Schools, hospitals, companies and clubs carry names; ministries and committees carry fields."""
    head = f.kind("body_head").get(start)
    return head is not None and head.entry.attrs.get("class") in NAMED


def _noun(f: Facts, at: int) -> bool:
    """Whether a capital opens a common noun of two syllables (Hàng hải), as unlisted fields do."""
    after = at + 1
    if f.shape[at] != "U":
        return f.shape[at] == "A" and len(f.texts[at]) > 1
    if after >= f.limit[at]:
        return False
    return (f.low[at], f.low[after]) in f.lexicon.compounds


def _tail(f: Facts, start: int, at: int) -> int:
    """End after a nested body or the places behind what is parsed so far."""
    limit = f.limit[start]
    end = at
    if end < limit:
        nested = parse(f, end) if end in f.kind("body") or end in f.kind("body_head") else None
        if nested is not None and (nested.score > 0 or f.capital(end) or end in f.kind("body")):
            return nested.end
    for _ in range(2):
        if end >= limit:
            break
        skip = end + 1 if f.low[end] == "nước" else end
        unit = f.places.get(skip)
        if unit is None or unit.score < 0.5:
            break
        end = unit.end
    if end == at and end < limit and f.low[end] in BARE_PLACES:
        two = f.low[end] == "thành" and end + 1 < limit and f.low[end + 1] == "phố"
        return end + 2 if two else end + 1
    if end > at and end + 1 < limit and f.low[end] == "tại" and f.low[start] in ("đại", "tổng", "lãnh", "phái", "hội", "thành", "cơ"):
        unit = f.places.get(end + 1)
        if unit is not None:
            return unit.end
    return end


def _inside_name(f: Facts, start: int, end: int) -> bool:
    """Whether a one-word name is only a piece of a longer capitalised name."""
    if end - start > 1:
        return False
    return start > 0 and f.glued[start] and f.texts[start - 1] in "-'’"
