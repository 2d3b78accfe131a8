"""Places: known names, class word + name, country pairs in short form, names after a preposition of place.

What the lexicon knows is taken unless the words around it make it part of something else (``Lê Anh Đức``
holds no country). An unknown name needs a class word (``huyện``, ``sân bay``) or a preposition.
Left alone: bare class words (``tỉnh``, ``Thủ đô``), ``tiếng Việt``, ``Việt kiều``.
"""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, Unit
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Candidate, Page

HYPHENS = frozenset("-–—/")
LANGUAGE = frozenset(("tiếng", "chữ", "thuần", "ngữ", "la"))


def propose(page: Page, lexicon: Lexicon) -> list[Candidate]:
    """Place candidates of the page."""
    facts = Facts(page, lexicon)
    return scan(facts)


def scan(f: Facts) -> list[Candidate]:
    """Fill `f.places` with the longest place at each start and return every candidate."""
    found: list[Candidate] = []
    for rule in RULES:
        for unit in rule(f):
            old = f.places.get(unit.start)
            if old is None or unit.end > old.end:
                f.places[unit.start] = unit
            found.append(Candidate("LOCATION", unit.start, unit.end, "place." + unit.rule, unit.score))
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
        if score > 0:
            out.append(Unit(match.start, match.end, rule, score))
    return out


def _known_score(f: Facts, start: int, end: int, country: bool) -> float:
    """0 where the match is surely not a place of its own."""
    if end - start == 1 and (
        f.texts[start] in f.words["pairs_only"] or (start and f.low[start - 1] in LANGUAGE)
    ):
        return 0.0
    if f.low[start:end] == ["nhà", "quốc", "hội"] and end in f.kind("country"):
        return 0.0
    if end - start > 1:
        if f.texts[start:end] == [t.upper() for t in f.texts[start:end]] or country:
            return 0.95
        return 0.85 if end - start == 2 else 0.95
    text = f.texts[start]
    before = start > 0 and f.limit[start - 1] == f.limit[start]
    after = end < f.limit[start]
    if before and f.capital(start - 1) and not f.begins[start] and not f.closes[start - 1]:
        return 0.0
    if after and f.shape[end] == "U" and f.vietnamese(end) and f.vietnamese(start):
        if not person_start(f, end) and not f.begins[end] and not f.opens[end]:
            return 0.0
    if text.lower() in f.lexicon.ambiguous or text in f.lexicon.ambiguous:
        if f.begins[start]:
            return 0.75 if text in f.words["states"] and after and f.shape[end] != "U" else 0.3
        if before and f.low[start - 1] in f.words["address"]:
            return 0.0
        return 0.8
    return 0.9 if country else 0.8


def pairs(f: Facts) -> list[Unit]:
    """Short country forms joined by a hyphen (quan hệ Việt - Lào) or naming a people (người Việt)."""
    out = []
    for i, text in enumerate(f.texts):
        if text not in f.words["short"] or (i in f.places and f.places[i].end > i + 1):
            continue
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
    """Style of the state before its name: Cộng hòa Dân chủ Nhân dân + Lào, Liên bang + Nga, CHND + Trung Hoa."""
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
        if first < start and first not in countries:
            out.append(Unit(first, unit.end, "country", 0.97))
    return out


def classed(f: Facts) -> list[Unit]:
    """Class word + name: the class word belongs to the place (tỉnh Quảng Ninh, sân bay Nội Bài, quận 1)."""
    out: dict[int, Unit] = {}
    for start, match in sorted(f.kind("place_class").items(), reverse=True):
        if start and f"{f.low[start - 1]} {f.low[start]}" in f.words["no_place_word"]:
            continue  # yêu cầu, gia đình, lao động
        unit = _classed(f, start, match.end, "yes" in match.entry.attrs.get("administrative", ""), out)
        if unit is not None:
            out[start] = unit
    return list(out.values())


def _classed(
    f: Facts, start: int, class_end: int, administrative: bool, later: dict[int, Unit]
) -> Unit | None:
    at = class_end
    limit = f.limit[start]
    short = f.texts[at - 1] == "." or (f.shape[at - 1] in "AU" and len(f.texts[at - 1]) <= 2)
    if at < limit and f.texts[at] == "." and short:
        at += 1  # TP. Vinh, Q.Bình Tân
    if at >= limit:
        return None
    many = start > 0 and f.low[start - 1] in MANY
    if start > 1 and f.low[start - 1] == "tuyến" and f.low[start - 2] in MANY:
        return None
    unit = later.get(at) or f.places.get(at)
    if unit is not None and unit.rule in ("country", "known", "class_known", "class_name"):
        if (f.low[start] == "di" and unit.rule.startswith("class")) or f.low[start] == "đội":
            return None  # of a heritage site only the inner place is a name
        if unit.rule == "country" and not administrative and f.low[class_end - 1] not in OF_COUNTRIES:
            return None
        if many:
            return None
        end = _road_end(f, start, unit.end)
        return Unit(start, end, "class_known", 0.97) if end else None
    if f.begins[at] and not f.glued[at]:
        return None
    end = _name_end(f, start, class_end, at)
    if short and len(f.texts[start]) == 1 and (end - at < 2 or person_start(f, at)):
        return None  # T.Lê is a byline
    if f.low[at : at + 3] == ["hồ", "chí", "minh"] and f.low[start] in NO_PEOPLE:
        return Unit(start, at + 3, "class_known", 0.97)
    if person_start(f, at) and (f.low[start] in NO_PEOPLE or short):
        return None  # Giám đốc Sở Y tế TP Nguyễn Văn A
    if end <= at:
        return None
    if many or f.low[start] == "đội":
        return Unit(at, end, "class_plural", 0.8) if many else None
    return Unit(
        start,
        _road_end(f, start, end) or end,
        "class_name",
        0.95 if f.shape[start] == "l" or f.begins[start] else 0.85,
    )


#: Provinces and cities are not named after people with family name (save Hồ Chí Minh, which is known).
NO_PEOPLE = frozenset("tỉnh thành tp thị bang thủ".split())
#: Several places share the class word: it is no part of any name (các tỉnh Bắc Lào).
MANY = frozenset("các hai ba bốn những nhiều".split())
ROADS = frozenset("đường cao quốc tỉnh đại".split())


def _road_end(f: Facts, start: int, end: int) -> int:
    """A road between two ends is one name (cao tốc Bắc - Nam); between two known places it is none (0)."""
    if f.low[start] not in ROADS or end + 1 >= f.limit[start] or f.texts[end] not in "-–":
        return end
    unit = f.places.get(end + 1)
    if unit is not None:
        return 0 if unit.rule in ("known", "country") and not f.places.get(end - 1) else unit.end
    return name_run(f, end + 1, 3) if f.shape[end + 1] == "U" else end


#: Class words that go with the name of a country: bán đảo Triều Tiên, biển Nhật Bản.
OF_COUNTRIES = frozenset("đảo biển vịnh nguyên bằng miền xứ".split())


def _name_end(f: Facts, start: int, class_end: int, at: int) -> int:
    """End of an unknown name at `at` after the class word, or `at` where there is none."""
    limit = f.limit[start]
    if f.shape[at] == "d":
        if f.low[class_end - 1] not in f.words["numbered"] and f.low[start] not in f.words["numbered"]:
            return at
        if at + 1 < limit and f.glued[at + 1] and f.shape[at + 1] in "UA" and len(f.texts[at + 1]) == 1:
            return at + 2  # 1A
        if at + 1 < limit and (
            f.low[at + 1] in ("năm", "tháng", "ngày")
            or (f.texts[at + 1] in "/.%," and f.glued[at + 1] and at + 2 < limit and f.shape[at + 2] == "d")
        ):
            return at
        return at + 1
    if not f.capital(at) or (f.shape[at] == "A" and len(f.texts[at]) > 3):
        return at
    if f.opens[at] and not person_start(f, at) and f.shape[at] != "A":
        return at
    if (
        f.capital(start)
        and class_end - start == 1
        and f.vietnamese(at)
        and not f.begins[start]
        and f.low[start] in f.words["small_classes"]
    ):
        return at  # Hồ Chí Minh is no lake, Đình Khương no communal house
    if (
        person_start(f, at)
        and f.low[start] not in f.words["of_people"]
        and f.low[class_end - 1] not in f.words["of_people"]
    ):
        return at
    end = name_run(f, at, 4)
    if f.capital(start) and end == at + 1 and end < limit and f.shape[end] == "l":
        return at
    if end < limit and f.shape[end] == "d":
        if f.glued[end]:
            return at  # G20
        return end + 1 if len(f.texts[end]) < 3 else end  # thôn Phú Nhuận 2
    if (
        end == at + 1
        and end < limit
        and f.shape[end] == "l"
        and (f.low[at], f.low[end]) in f.lexicon.compounds
    ):
        return at
    return end


def name_run(f: Facts, start: int, most: int) -> int:
    """End of a run of at most `most` capitalised syllables that starts no person and no office after its first."""
    limit = f.limit[start]
    end = start
    person = person_start(f, start)
    while end < limit and end - start < most and f.capital(end):
        if end > start:
            if f.begins[end] or (f.opens[end] and end - start > 1) or end in f.kind("foreign_name"):
                break
            if person_start(f, end) and not (person and end - start < 3):
                break
            alien = f.vietnamese(end - 1) and not f.vietnamese(end)
            if (
                (alien
                and f.texts[start] not in f.words["first_parts"])
                or (f.texts[end] in f.words["starters"]
                and f.texts[end] not in ("Ông", "Bà"))
            ):
                break
        end += 1
        if (
            end + 1 < limit
            and f.texts[end] == "-"
            and f.glued[end]
            and f.glued[end + 1]
            and f.shape[end + 1] in "Ul"
        ):
            end += 2
            most += 2
    return end


def joined(f: Facts) -> list[Unit]:
    """châu Á - Thái Bình Dương is one region, Thừa Thiên - Huế one province."""
    out = []
    for start, unit in f.places.items():
        end = unit.end
        if (
            f.low[unit.end - 1] == "thiên"
            and end + 1 < f.limit[start]
            and f.texts[end] in "-–"
            and f.low[end + 1] == "huế"
        ):
            out.append(Unit(start, end + 2, unit.rule, unit.score))
        if (
            f.low[start] == "châu"
            and f.low[unit.end - 1] == "á"
            and end + 3 < f.limit[start]
            and f.texts[end] in "-–"
        ):
            if f.low[end + 1 : end + 4] == ["thái", "bình", "dương"]:
                out.append(Unit(start, end + 4, "region", 0.97))
            elif f.texts[end + 1] == "TBD":
                out.append(Unit(start, end + 2, "region", 0.97))
    return out


def listed(f: Facts) -> list[Unit]:
    """Streets after a plural: các tuyến phố Tràng Tiền, Hàng Bài và Lý Thường Kiệt."""
    out = []
    for start, match in f.kind("place_class").items():
        if f.low[start] not in ("đường", "phố") or not any(
            f.low[k] in ("các", "những", "nhiều") for k in range(max(0, start - 3), start)
        ):
            continue
        at = match.end + (f.low[match.end] == "như" if match.end < f.size else 0)
        while at < f.limit[start] and f.shape[at] == "U" and not f.opens[at]:
            end = name_run(f, at, 4)
            out.append(Unit(at, end, "listed", 0.95))
            if end + 1 >= f.limit[start] or f.low[end] not in (",", "và", "-", "–"):
                break
            at = end + 1
    return out


def after_preposition(f: Facts) -> list[Unit]:
    """A foreign name right after a preposition of place: hội nghị tại Bodrum."""
    out = []
    for i in range(1, f.size):
        if (
            f.shape[i] != "U"
            or f.low[i - 1] not in f.words["prepositions"]
            or i in f.places
            or f.vietnamese(i)
        ):
            continue
        if f.opens[i] or i in f.kind("organization") or i in f.kind("foreign_name"):
            continue
        end = name_run(f, i, 3)
        out.append(Unit(i, end, "after_preposition", 0.5))
    return out


def seats(f: Facts) -> list[Unit]:
    """Nhà Trắng, Lầu Năm Góc: places after a preposition, actors elsewhere."""
    return [
        Unit(i, i + size, "seat", 0.95)
        for i in range(1, f.size - 1)
        if f.texts[i] in ("Nhà", "Điện", "Lầu") and f.low[i - 1] in f.words["into"]
        for size in (3, 2)
        if f.low[i : i + size]
        in (["nhà", "trắng"], ["điện", "kremlin"], ["điện", "elysee"], ["lầu", "năm", "góc"])
    ]


RULES = (known, official, pairs, classed, joined, listed, seats, after_preposition)


# -- looks at neighbours that several rooms share --------------------------------------------------------------


def person_start(f: Facts, i: int) -> bool:
    """Whether a Vietnamese full name may start at `i`: a family name, then another capital."""
    if i not in f.kind("family") or i + 1 >= f.limit[i] or f.shape[i + 1] not in "UA":
        return False
    place = f.kind("place").get(i)
    return place is None or place.end - i < 2
