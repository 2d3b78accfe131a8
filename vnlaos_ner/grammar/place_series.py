"""Places of several parts and places told one after another: regions, monuments, lists of streets."""

from __future__ import annotations

from vnlaos_ner.grammar import street
from vnlaos_ner.grammar.facts import Facts, Unit, person_start
from vnlaos_ner.grammar.name import vietnamese_end
from vnlaos_ner.grammar.place_class import name_run

#: Last syllables of class words of streets and crossings, and what leads from one street to the next.
STREETS = frozenset(("đường", "phố", "xoay", "tư"))
STREET_JOINTS = frozenset((",", "-", "–", "và", "đến", "tới", "từ"))
#: Last syllables of class words of monuments.
MONUMENTS = frozenset(("đài", "niệm", "tích", "lăng", "tàng", "đền", "viên", "trang"))
SOVEREIGNS = frozenset(("vua", "chúa"))
DIRECTIONS = frozenset(("Đông", "Tây", "Nam", "Bắc", "Trung"))


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


def directed(f: Facts) -> list[Unit]:
    """A part of a country or sea: miền Đông Ukraine, Bắc Đại Tây Dương, Nam đồng bằng Bắc Bộ, Trung Lào."""
    out = []
    countries = {m.start: Unit(m.start, m.end, "country", 0.9) for m in f.kind("country").values()}
    for start, unit in (countries | f.places).items():
        side = start - 1
        if side < 1 or f.limit[side] != f.limit[start] or f.begins[start] or unit.rule == "no_place":
            continue
        part = f.low[side - 1] == "miền" and f.limit[side - 1] == f.limit[start]
        if part and unit.rule == "country" and f.texts[side].capitalize() in DIRECTIONS:
            out.append(Unit(side - 1, unit.end, "directed", 0.97))
        elif (
            f.texts[side] in DIRECTIONS
            and (f.begins[side] or f.shape[side - 1] in "lp")
            and f.low[side - 1] not in ("phía", "hướng", "miền")
            and unit.rule in ("country", "known", "class_known")
        ):
            out.append(Unit(side, unit.end, "directed", 0.96))
    return out


def governed(f: Facts) -> list[Unit]:
    """Huyện trưởng [Nọng Hét] Bounma …: syllables between a governor and a foreign name."""
    out = []
    for start, match in f.kind("role").items():
        at = match.end
        if f.low[start:at] not in (["huyện", "trưởng"], ["tỉnh", "trưởng"]) or at >= f.limit[start]:
            continue
        end = at
        while end < f.limit[start] and end - at < 4 and f.shape[end] == "U" and f.vietnamese(end):
            if end in f.kind("foreign_name"):
                break
            end += 1
        alien = (
            end < f.limit[start]
            and f.shape[end] == "U"
            and (end in f.kind("foreign_name") or not f.vietnamese(end))
        )
        if alien and 0 < end - at < 4 and at not in f.places and not person_start(f, at):
            out.append(Unit(at, end, "governed", 0.85))
    return out


def monuments(f: Facts) -> list[Unit]:
    """Tượng đài Chủ tịch Hồ Chí Minh, lăng vua Tự Đức, Khu di tích lịch sử Cách mạng Việt Nam - Lào."""
    out = []
    titles = [f.kind(kind) for kind in ("role", "office", "rank")]
    for start, match in f.kind("place_class").items():
        at, limit = match.end, f.limit[start]
        if at >= limit or f.low[at - 1] not in MONUMENTS:
            continue
        title = next((held[at] for held in titles if at in held), None)
        named = title.end if title is not None and title.end < limit else at
        if f.low[at] in SOVEREIGNS and at + 1 < limit and f.shape[at + 1] == "U" and not f.begins[at + 1]:
            out.append(Unit(start, vietnamese_end(f, at + 1), "monument", 0.97))
            continue
        if named > at and person_start(f, named):
            out.append(Unit(start, vietnamese_end(f, named), "monument", 0.97))
            continue
        while at < limit and at - match.end < 7 and f.low[at] in f.words["memory"]:
            at += 1
        unit = f.places.get(at)
        if unit is None or at == match.end:
            continue
        end = unit.end
        if end + 1 < limit and f.texts[end] in "-–" and end + 1 in f.kind("country"):
            end = f.kind("country")[end + 1].end
        out.append(Unit(start, end, "monument", 0.97))
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
            end = _street_end(f, at)
            out.append(Unit(at, end, "listed", 0.95))
            if end + 1 >= f.limit[start] or f.low[end] not in (",", "và", "-", "–"):
                break
            at = end + 1
    return out


def streets(f: Facts) -> list[Unit]:
    """What a list or stretch goes on with after a street: đường Lê Lợi, Trần Phú; phố X đến Yên Phụ."""
    out = []
    for start, match in f.kind("place_class").items():
        if f.low[match.end - 1] not in STREETS or start not in f.places:
            continue
        at, limit = f.places[start].end, f.limit[start]
        while at + 1 < limit:
            if f.low[at : at + 2] == ["đoạn", "từ"]:
                at += 1
            if (
                f.low[at] not in STREET_JOINTS
                or f.shape[at + 1] != "U"
                or f.begins[at + 1]
                or f.opens[at + 1]
            ):
                break
            end = _street_end(f, at + 1)
            listed = end >= limit or f.low[end] in STREET_JOINTS or f.low[end] in (".", ")", "(", ";", "đoạn")
            if end - at < 3 or not listed:
                break
            out.append(Unit(at + 1, end, "listed", 0.95))
            at = end
    return out


def _street_end(f: Facts, at: int) -> int:
    return vietnamese_end(f, at) if person_start(f, at) else name_run(f, at, 4)


def routes(f: Facts) -> list[Unit]:
    """Streets that a route or a list of them names without any class word: see `street`."""
    return [
        Unit(start, end, "route", 0.9)
        for start, end in street.stretches(f)
        if start not in f.places and start - 1 not in f.kind("place_class")
    ]
