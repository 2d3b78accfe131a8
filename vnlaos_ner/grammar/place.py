"""Places: known names, class word + name, country pairs in short form, names after a preposition of place.

What the lexicon knows is taken unless the words around it make it part of something else (``Lê Anh Đức``
holds no country). An unknown name needs a class word (``huyện``, ``sân bay``) or a preposition.
Left alone: bare class words (``tỉnh``, ``Thủ đô``), ``tiếng Việt``, ``Việt kiều``.
"""

from __future__ import annotations

from vnlaos_ner.grammar import place_class, place_series
from vnlaos_ner.grammar.facts import DOUBTED, Facts, Unit, person_start
from vnlaos_ner.grammar.place_class import name_run
from vnlaos_ner.page import Candidate, Match

HYPHENS = frozenset("-–—/")
SEAT_OPENERS = frozenset(("nhà", "điện", "lầu", "dinh"))
#: States called a federation; of others "Liên bang" belongs to a body: Cục Điều tra Liên bang | Mỹ.
FEDERATIONS = frozenset(("nga", "xô", "đức", "micronesia"))
#: Languages and money named after a country: tiếng Việt, đô la Mỹ, nhân dân tệ Trung Quốc.
NOT_THE_LAND = frozenset("tiếng chữ thuần ngữ la bảng yên yen tệ rúp won".split())


def scan(f: Facts) -> list[Candidate]:
    """Fill `f.places` with the longest place at each start and return every candidate."""
    found: list[Candidate] = []
    for rule in RULES:
        for unit in rule(f):
            old = f.places.get(unit.start)
            if unit.score > 0 and (old is None or unit.end > old.end):
                f.places[unit.start] = unit
            score = unit.score or DOUBTED
            found.append(Candidate("LOCATION", unit.start, unit.end, "place." + unit.rule, score))
    return found


# -- rules, in order ---------------------------------------------------------------------------------------


def known(f: Facts) -> list[Unit]:
    """A country or place of the lexicon, unless its neighbours show it is a piece of another name."""
    out = []
    places = f.kind("place")
    countries = f.kind("country")
    for start in sorted(places.keys() | countries.keys()):
        match = places.get(start)
        country = countries.get(start)
        if country is not None and (match is None or country.end >= match.end):
            match, rule = country, "country"
        else:
            rule = "known"
        assert match is not None
        score = _known_score(f, match.start, match.end, rule == "country")
        out.append(Unit(match.start, match.end, rule if score > 0 else "no_place", score))
    return out


def _known_score(f: Facts, start: int, end: int, country: bool) -> float:
    """0 where the match is surely not a place of its own."""
    if (f.glued[start] and f.texts[start - 1] == "." and f.shape[start] == "A") or _actor_seat(f, start, end):
        return 0.0
    if end - start == 1 and f.texts[start] in f.words["pairs_only"]:
        return 0.0
    if start and f.low[start - 1] in NOT_THE_LAND and (country or end - start == 1):
        return 0.0
    if country and end < f.size and f.lexicon.get("leader", " ".join(f.texts[start : end + 1])):
        return 0.0  # Israel Katz
    if f.low[start:end] == ["nhà", "quốc", "hội"] and end in f.kind("country"):
        return 0.0
    if end - start > 1:
        if end - start == 2 and start and start - 1 in f.kind("family") and _tails(f, start):
            return 0.3  # Nguyễn [Thái Bình]
        return 0.85 if end - start == 2 and not country else 0.95
    text = f.texts[start]
    if end < f.size and f.glued[end] and f.shape[end] == "d":
        return 0.0  # VN1225
    before = start > 0 and f.limit[start - 1] == f.limit[start]
    after = end < f.limit[start]
    leads = before and _leads(f, start - 1, country)
    if before and f.capital(start - 1) and not (f.begins[start] or f.closes[start - 1] or leads):
        if any(o.end >= end for o in _covering(f, start)):
            return 0.85  # Real [Madrid]
        festival = not f.vietnamese(start - 1) and f.low[start - 1] in f.words["games"]
        shouted = f.texts[start].isupper() and f.low[start - 1] in f.words["function"]
        return 0.8 if festival or shouted else 0.0
    # [Lào] Phet Phomphiphak; Chủ tịch Hội đồng … [Mỹ] Dan Caine, but ca sĩ Mỹ Linh
    sure = country and (text not in f.lexicon.given_syllables or (before and _foreigner_of(f, start, end)))
    longer = after and f.shape[end] == "U" and f.vietnamese(end) and f.vietnamese(start) and not sure
    if longer and f.texts[end] in f.words["starters"]:  # tàu của [Mỹ] Ảnh: …; but Nhà thờ Đức Bà
        longer = f.low[end] in f.words["address"]
    if longer and not (person_start(f, end) or f.begins[end] or f.opens[end]):
        return 0.0
    if not country and _before_surname(f, start, end):
        return 0.2
    if _ambiguous(f, text):
        if f.begins[start]:
            return 0.75 if text in f.words["states"] and after and f.shape[end] != "U" else 0.3
        if before and f.low[start - 1] in f.words["address"]:
            return 0.0
        return 0.8
    return 0.9 if country else 0.8


def _leads(f: Facts, at: int, country: bool) -> bool:
    """Whether the capital at `at` only opens the sentence (Nếu [Mỹ] …) or is an acronym (UAV [Nga])."""
    if f.begins[at]:
        opener = f.texts[at] in f.words["starters"] and f.low[at] not in f.words["address"]
        return opener or f.low[at] in f.words["into"] or f.low[at] == "nước"
    return country and f.shape[at] == "A" and len(f.texts[at]) > 2 and at not in f.kind("rank")


def _foreigner_of(f: Facts, start: int, end: int) -> bool:
    """Whether the country stands between a role or body and a foreign name."""
    after = end + 1
    if not f.closes[start - 1] or after >= f.limit[start] or f.shape[end] != "U":
        return False
    return f.shape[after] in "UM" and not f.vietnamese(after)


def _ambiguous(f: Facts, text: str) -> bool:
    return text.lower() in f.lexicon.ambiguous or text in f.lexicon.ambiguous


def _before_surname(f: Facts, start: int, end: int) -> bool:
    """Đại sứ Cuba [Orlando] Hernández Guillén: a foreign place name after a country and before a surname."""
    return (
        start > 0
        and not f.vietnamese(start)
        and bool(f.closes[start - 1])
        and f.limit[start - 1] == f.limit[start]
        and end < f.limit[start]
        and f.shape[end] == "U"
        and not f.vietnamese(end)
        and any(start - n in f.kind("country") for n in (1, 2))
    )


def _tails(f: Facts, start: int) -> bool:
    """Whether the capital before begins a name that goes over what stands at `start`."""
    before = start - 1
    return (
        f.shape[before] == f.shape[start] == "U"
        and f.limit[before] == f.limit[start]
        and not f.begins[start]
        and before not in f.kind("place_class")
        and not f.opens[before]
    )


def _covering(f: Facts, at: int) -> list[Match]:
    """Known organisations that began before `at` and hold it."""
    known = f.kind("organization")
    return [known[i] for i in range(max(0, at - 4), at) if i in known and known[i].end > at]


def _actor_seat(f: Facts, start: int, end: int) -> bool:
    """Nhà Trắng, Lầu Năm Góc: `seats` and the bodies decide."""
    return f.low[start] in ("nhà", "lầu", "điện") and " ".join(f.low[start:end]) in f.words["seats"]


def pairs(f: Facts) -> list[Unit]:
    """Short country forms joined by a hyphen (quan hệ Việt - Lào) or naming a people (người Việt)."""
    out = []
    for i in f.spots({word.lower() for word in f.words["short"]}):
        text = f.texts[i]
        if text not in f.words["short"] or (i in f.places and f.places[i].end > i + 1):
            continue
        if i - 1 in f.places and f.places[i - 1].end > i:
            continue  # Đông [Á] - Thái Bình Dương
        joined = _joined(f, i, 1) or _joined(f, i, -1)
        people = (
            i > 0 and f.low[i - 1] in f.words["people"] and not (i + 1 < f.size and f.shape[i + 1] == "U")
        )
        if joined or (people and text != "Phi"):
            out.append(Unit(i, i + 1, "short_pair" if joined else "short_people", 0.9))
    return out


def _joined(f: Facts, i: int, step: int) -> bool:
    """Whether a hyphen and another country stand on that side of `i`."""
    hyphen, other = i + step, i + 2 * step
    if not (0 <= other < f.size and f.texts[hyphen] in HYPHENS and f.limit[other] == f.limit[i]):
        return False
    if f.texts[other] in f.words["short"] or other in f.kind("country"):
        return True
    return step < 0 and any(
        other - k in f.kind("country") and f.kind("country")[other - k].end == other + 1 for k in (1, 2)
    )


def official(f: Facts) -> list[Unit]:
    """Style of the state before its name: Cộng hòa Dân chủ Nhân dân + Lào, CHND + Trung Hoa."""
    out = []
    countries = f.kind("country")
    for start, unit in sorted(f.places.items()):
        if unit.rule != "country":
            continue
        first = start
        while (
            first > 0
            and f.limit[first - 1] == f.limit[start]
            and f.low[first - 1] in f.words["state"]
            and start - first < 9
        ):
            first -= 1
        while first < start and (f.low[first] not in f.words["state_heads"] or not f.capital(first)):
            first += 1
        federal = f.low[first : first + 2] == ["liên", "bang"] and f.low[start] not in FEDERATIONS
        if first < start and first not in countries and not federal:
            out.append(Unit(first, unit.end, "country", 0.97))
    return out


def after_preposition(f: Facts) -> list[Unit]:
    """A foreign name right after a preposition of place: hội nghị tại Bodrum."""
    out = []
    for i in (at + 1 for at in f.spots(f.words["prepositions"])):
        if i >= f.size or f.shape[i] != "U" or i in f.places or f.vietnamese(i):
            continue
        if f.opens[i] or i in f.kind("organization") or i in f.kind("foreign_name"):
            continue
        end = name_run(f, i, 3)
        out.append(Unit(i, end, "after_preposition", 0.5))
    return out


def seats(f: Facts) -> list[Unit]:
    """Nhà Trắng, Lầu Năm Góc: places after a preposition, actors elsewhere; dinh Tổng thống Hàn Quốc."""
    out = []
    for i in f.spots(SEAT_OPENERS):
        if not 0 < i < f.size - 1:
            continue
        if f.texts[i] in ("Nhà", "Điện", "Lầu") and f.low[i - 1] in f.words["into"]:
            out += [
                Unit(i, i + n, "seat", 0.95) for n in (3, 2) if " ".join(f.low[i : i + n]) in f.words["seats"]
            ]
        role = f.kind("role").get(i + 1) if f.low[i] == "dinh" else None
        unit = f.places.get(role.end) if role is not None else None
        if unit is not None and unit.rule == "country":
            out.append(Unit(i, unit.end, "seat", 0.97))
    return out


RULES = (
    known,
    official,
    pairs,
    place_class.classed,
    place_series.joined,
    place_series.directed,
    place_series.monuments,
    place_series.governed,
    place_series.listed,
    place_series.streets,
    place_series.routes,
    seats,
    after_preposition,
)
