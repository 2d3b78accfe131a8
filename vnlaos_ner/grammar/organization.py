"""Bodies: a known body or a head noun with its complement, with the right boundary.

A complement is what stands directly behind the head: a field (``Tài nguyên và Môi trường``), capitals, a
nested body (``Văn phòng`` + ``Chính phủ``), then the place (``tỉnh Nghệ An``, ``Việt Nam tại Lào``).
`parse` answers for any start, so offices and longer bodies ask it too; bodies nested by that way are
candidates of their own. Acronyms, web sites and credits are in `agency`.
Left alone: bare Đảng, Nhà nước, Trung ương, Đoàn; ad-hoc delegations; bare heads in small letters.
"""

from __future__ import annotations

from itertools import pairwise

from vnlaos_ner.grammar import board, complement, particular, small_head, small_words
from vnlaos_ner.grammar.facts import REFUSED, Facts, Unit, person_start
from vnlaos_ner.page import Candidate

#: Places without a name: behind a head in small letters they make no body (hợp tác xã tỉnh).
LOCAL = small_words.BARE_PLACES | {"thành phố", "thị xã"}
#: What is played for the cup of a federation.
CUPS = frozenset("champions europa world cup super u futsal".split())
#: Forums that are bodies; others are meetings.
FORUMS = frozenset((("nghị", "viện"), ("hợp", "tác"), ("tư", "nhân")))
PLATFORMS = frozenset("facebook twitter google youtube instagram zalo tiktok".split())


def scan(f: Facts) -> list[Candidate]:
    """Every body that may stand alone, in text order; what begins inside another must be nested in it."""
    found: list[Candidate] = []
    starts = {i for i, unit in f.bodies.items() if unit is not None}  # web sites
    starts.update(small_head.starts(f))
    for kind in ("body", "body_head", "organization", "inner_unit"):
        starts |= f.kind(kind).keys()
    covered = 0
    for start in sorted(starts):
        unit = parse(f, start)
        if unit is None:
            continue
        if unit.score <= 0:
            found.append(Candidate("ORGANIZATION", start, unit.end, "organization." + unit.rule, REFUSED))
            continue
        if start < covered and start not in f.nested:
            continue
        if unit.rule == "site" and not (start and f.low[start - 1] in ("do", "của") and f.capital(start)):
            found.append(Candidate("LOCATION", unit.start, unit.end, "organization.site", unit.score))
            continue
        covered = max(covered, unit.end)
        found.append(Candidate("ORGANIZATION", unit.start, unit.end, "organization." + unit.rule, unit.score))
    found += [
        Candidate("ORGANIZATION", unit.start, unit.end, "organization." + unit.rule, unit.score)
        for unit in small_head.listed_fields(f)
    ]
    for start, end in f.inner.items():
        found.append(Candidate("ORGANIZATION", start, end, "organization.inside_head", 0.9))
    return found


def parse(f: Facts, start: int) -> Unit | None:
    """The body that starts at `start`, or None. Remembered in `f.bodies`; score 0 if only inside others."""
    if start in f.bodies:
        return f.bodies[start]
    f.bodies[start] = None  # a body is never its own complement
    best: Unit | None = None
    if not particular.refused(f, start):
        for rule in RULES:
            unit = rule(f, start)
            if unit is not None and (best is None or (unit.end, unit.score) > (best.end, best.score)):
                best = unit
    if best is not None and best.score > 0 and particular.local_many(f, start, best.end):
        best = best._replace(score=0.0)
    f.bodies[start] = best
    return best


# -- rules: each answers what body of its kind starts here ------------------------------------------------


def known_name(f: Facts, start: int) -> Unit | None:
    """A company, agency or club of the lexicon."""
    match = f.kind("organization").get(start)
    if match is None:
        return None
    end = match.end
    for i in range(start + 1, end):  # Hội đồng Bảo an [Liên hợp quốc]
        inner = f.kind("organization").get(i)
        if inner is not None and inner.end == end and inner.entry.attrs.get("class") == "international":
            f.nested.add(i)
    if end - start == 1 and start > 0 and f.glued[start] and f.texts[start - 1] in "-'’":
        return None
    before = f.low[start - 1] if start else ""
    common = match.entry.attrs.get("class") == "media" and f.shape[start] == "U" and f.vietnamese(start)
    if before in f.words["goods"] or (common and start and f.closes[start - 1]):
        return Unit(start, end, "goods", 0.3)  # xe Toyota; bộ trưởng Giao thông
    if f.low[start] in PLATFORMS and (
        before in f.words["media_cues"] or before == ":" or f.low[min(end, f.size - 1)] == "maps"
    ):
        return None
    if end < f.limit[start]:
        unit = f.places.get(end)
        credited = before == ":"  # Ảnh: [BBC] Nga gần đây …
        if unit is not None and unit.rule == "country" and unit.score >= 0.8 and not credited:
            return Unit(start, unit.end, "known_country", 0.85)
        product = (
            f.shape[end] in "UMd"
            and not f.vietnamese(end)
            and not f.begins[end]
            and end not in f.kind("foreign_name")
        )
        if product and match.entry.attrs.get("class") == "business":
            return Unit(start, end, "product", 0.3)
        if match.entry.attrs.get("class") == "sport" and f.low[end] in CUPS:
            return Unit(start, end, "product", 0.3)  # FIFA World Cup
    once = f.texts.count(f.texts[start]) == 1 and (f.shape[start] == "A" or f.low[start] == "g")
    if before == "(" and f.texts[min(end, f.size - 1)] == ")" and once:
        return Unit(start, end, "bracketed", 0.35)
    if f.shape[start] == "A" and particular.ticker(f, start):
        return Unit(start, end, "ticker", 0.2)
    return Unit(start, end, "known_name", 0.85)


def fixed_body(f: Facts, start: int) -> Unit | None:
    """A body of the lexicon (Bộ Chính trị, UBND) with a nested body and its place behind it."""
    match = f.kind("body").get(start)
    if match is None or f.low[match.end : match.end + 1] == ["viên"]:
        return None  # Thành ủy viên
    end = complement.tail(f, start, match.end, parse)
    if (match.entry.attrs.get("class") == "media" and end in f.nested) or (
        f.shape[start] == "A"
        and end > match.end
        and match.end in f.nested
        and "media" in match.entry.attrs.get("class", "")
    ):
        end = match.end  # TTXVN [Trung tâm Dự báo …] are two
    _inside_head(f, start, match.end, end)
    if end == match.end and particular.of_many(f, start, end):
        return Unit(start, end, "fixed_body", 0.0)
    name = " ".join(f.low[start : match.end])
    visit = f.low[start] == "đoàn" and match.end in f.kind("country")
    if name in f.words["not_alone"] or visit:
        return Unit(start, end, "fixed_body", 0.0)
    if f.capital(start):
        return Unit(start, end, "fixed_body", 0.9)
    if end > match.end:
        return Unit(start, end, "fixed_body_small", 0.75)
    return Unit(start, end, "fixed_body_small", 0.0)


def of_boards(f: Facts, start: int) -> Unit | None:
    """``Ban chấp hành``, ``Ban Chỉ đạo phát triển nhà ở xã hội``: see `board`."""
    return board.standing(f, start, parse) or board.steering(f, start, parse)


def head_and_complement(f: Facts, start: int) -> Unit | None:
    """A head noun with a complement; a small head needs a place, a body or a name behind it."""
    match = f.kind("body_head").get(start)
    if match is None or f.low[match.end : match.end + 1] == ["viên"]:
        return None
    kind = match.entry.attrs.get("class", "")
    if f.low[start] == "u" or (f.shape[start] == "U" and f.texts[start] == "U"):
        unit = f.places.get(match.end)
        whole = unit is not None and unit.rule == "country"
        return Unit(start, unit.end, "national_team", 0.9) if unit is not None and whole else None
    name = " ".join(f.low[start : match.end])
    if f.low[start] in ("kênh", "tổ") and match.end in f.kind("organization"):
        return None  # kênh truyền hình [Al Jazeera], tổ chức [Nhà nước Hồi giáo]
    inner = match.end if name in f.words["self_named"] else complement.inner(f, start, match.end, kind, parse)
    end = complement.tail(f, start, inner, parse)
    if kind == "media" and match.end < f.limit[start] and f.capital(match.end):
        end = max(end, _masthead(f, match.end))
    if kind == "club" and end > match.end and end < f.limit[start] and f.texts[end] in ("FC", "F"):
        end += 1  # Câu lạc bộ Hà Nội FC
    _inside_head(f, start, match.end, end)
    if name in f.words["sites"]:
        return Unit(start, end, "site", 0.85) if end > match.end else None
    if f.low[start] == "đoàn" and match.end in f.kind("country"):
        return Unit(start, end, "delegation", 0.0)
    if (
        name in ("đoàn", "phái đoàn")
        and f.shape[match.end : match.end + 1] != "A"
        and (inner == match.end or f.shape[match.end] == "l")
    ):
        return Unit(start, end, "delegation", 0.0)
    if end == match.end:
        if (
            f.capital(start)
            and not f.begins[start]
            and name in f.words["told_short"]
            and particular.told_in_full(f, start, end)
        ):
            return Unit(start, end, "told_short", 0.6)
        any_one = particular.of_many(f, start, end)
        alone = 0.85 if f.capital(start) and name in f.words["self_named"] and not any_one else 0.0
        return Unit(start, end, "bare_head", alone)
    if (
        kind in ("media", "business")
        and end < f.limit[start]
        and (end in f.kind("organization") or (f.shape[end] == "A" and end not in f.places))
    ):
        actor = f.kind("organization").get(end)
        if end > match.end and end - 1 not in f.kind("field") and _country_ends(f, match.end, end):
            return Unit(start, end, "bare_head", 0.0)  # hãng tin Anh [BBC]
        return Unit(start, actor.end if actor is not None else end + 1, "head_name", 0.9)
    if kind == "media" and inner == match.end:
        local = name == "báo" and not _country_ends(f, match.end, end)  # báo Đà Nẵng
        good = (f.capital(start) and name != "tờ báo") or local
        return Unit(start, end, "media_place", 0.7 if good else 0.2)
    if name == "diễn đàn" and not any(words in FORUMS for words in pairwise(f.low[match.end : end])):
        return Unit(start, end, "meeting", 0.2)
    if any(person_start(f, k) for k in range(match.end, inner)):
        return Unit(start, end, "head_person", 0.95)
    if f.capital(start):
        thin = match.end - start == 1 and end - start == 2 and inner == end and inner not in f.kind("field")
        return Unit(start, end, "head_complement", 0.4 if thin and start + 1 not in f.kind("field") else 0.88)
    if f.low[start] == "mặt":
        return Unit(start, end, "small_head", 0.3)  # mặt trận Quảng Trị
    lower_ok = match.entry.attrs.get("lower") == "yes" and " ".join(f.low[match.end : end]) not in LOCAL
    return Unit(start, end, "small_head", 0.75 if lower_ok else 0.4)


def inner_unit(f: Facts, start: int) -> Unit | None:
    """Đoàn Chủ tịch, Ban Thường trực: the presidium of a body, with the body behind it or alone."""
    match = f.kind("inner_unit").get(start)
    if match is None or match.end - start < 2 or not f.capital(start) or f.low[start] not in ("ban", "đoàn"):
        return None
    end = complement.tail(f, start, match.end, parse)
    return Unit(start, end, "inner_unit", 0.9 if end > match.end else 0.7)


def in_small_letters(f: Facts, start: int) -> Unit | None:
    """``sở GD&ĐT``, ``không quân Nga``: see `small_head`."""
    return small_head.head(f, start, parse) or small_head.service(f, start, parse)


RULES = (known_name, fixed_body, head_and_complement, inner_unit, of_boards, in_small_letters)


def _country_ends(f: Facts, at: int, end: int) -> bool:
    """Whether the words from `at` to `end` close with a country."""
    return any(
        i in f.places and f.places[i].end == end and f.places[i].rule == "country" for i in range(at, end)
    )


def _masthead(f: Facts, at: int) -> int:
    """The name of a paper: what the lexicon knows, or up to three capitals (báo Hà Nội Mới)."""
    known = f.kind("organization").get(at)
    if known is not None:
        return known.end
    end = at
    while (
        end < f.limit[at]
        and end - at < 3
        and f.shape[end] in "UAM"
        and not f.begins[end]
        and not f.opens[end]
    ):
        if f.texts[end] in f.words["starters"] or (end > at and (person_start(f, end) or _word(f, end))):
            break
        end += 1
    return end


def _word(f: Facts, at: int) -> bool:
    """Whether a capital opens a word that goes on in small letters: the next sentence (Chỉ định)."""
    return at + 1 < f.limit[at] and f.shape[at + 1] == "l" and f.paired(at)


def _inside_head(f: Facts, start: int, end: int, whole: int) -> None:
    """A body inside the words of a head: Ban Tổ chức [Tỉnh ủy] + Cà Mau, Ủy ban [MTTQ] + Việt Nam."""
    bodies = f.kind("body")
    for i in range(start + 1, end):
        match = bodies.get(i)
        if match is None or f.low[i] == "thường" or f.low[i - 1] in ("hành", "tổng"):
            continue
        if " ".join(f.low[i : match.end]) in f.words["not_alone"]:
            continue
        stop = match.end
        if stop < end:  # BCH [Đảng bộ tỉnh] Sơn La
            unit = parse(f, i) if f.low[end - 1] in small_words.BARE_PLACES else None
            if unit is None or unit.score <= 0.6 or unit.end < end:
                continue
        unit = f.places.get(stop)
        if f.low[i] in ("mttq", "mặt") and stop < whole and f.texts[stop] == "(":
            stop = whole  # Mặt trận Tổ quốc (MTTQ) Việt Nam
        elif f.low[i] in ("mttq", "mặt") and unit is not None and unit.rule == "country":
            stop = unit.end
        elif f.low[i] not in ("mttq", "mặt") and f.low[start] != "đoàn":
            stop = whole
        if f.low[start] == "ban" and f.low[i : i + 3] == ["trung", "ương", "đảng"] and i + 3 < stop:
            i += 2  # Ban Đối ngoại Trung ương [Đảng Nhân dân Cách mạng Lào]
        f.inner[i] = stop
        return
