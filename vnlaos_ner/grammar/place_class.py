"""Class word + name: tỉnh Quảng Ninh, sân bay Nội Bài, quận 1, cao tốc Bắc - Nam.

The class word belongs to the place. An unknown name goes over capitals until something else opens.
"""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, Unit, person_start


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
    if at >= limit or (short and len(f.texts[at]) == 1 and f.texts[at + 1 : at + 2] == ["."]):
        return None  # H.R. McMaster
    many = start > 0 and f.low[start - 1] in MANY
    if start > 1 and f.low[start - 1] == "tuyến" and f.low[start - 2] in MANY:
        return None
    unit = later.get(at) or f.places.get(at)
    if unit is not None and unit.rule == "country" and (end := _commune(f, start, at)) > unit.end:
        return Unit(start, end, "class_name", 0.95)  # xã Mỹ Hòa Hưng
    if unit is not None and unit.rule in ("country", "known", "class_known", "class_name"):
        if (f.low[start] == "di" and unit.rule.startswith("class")) or f.low[start] == "đội":
            return None  # of a heritage site only the inner place is a name
        if unit.rule == "country" and not administrative and f.low[class_end - 1] not in OF_COUNTRIES:
            return None
        if many:
            return None
        if unit.rule == "country" and f.low[start] == "x":
            return None
        end = _numbered(f, start, _suffix(f, start, _road_end(f, start, unit.end)))
        return Unit(start, end, "class_known", 0.97) if end else None
    if f.begins[at] and not f.glued[at]:
        return None
    if (
        f.low[at : at + 4] == ["cách", "mạng", "tháng", "tám"]
        and f.low[class_end - 1] in f.words["of_people"]
    ):
        return Unit(start, at + 4, "class_name", 0.95)
    known = f.kind("person").get(at)
    if known is not None and f.low[class_end - 1] in f.words["of_people"]:
        return Unit(start, known.end, "class_name", 0.95)  # Bảo tàng Kaysone Phomvihane
    end = _name_end(f, start, class_end, at)
    if short and len(f.texts[start]) == 1 and (end - at < 2 or person_start(f, at)):
        return None  # T.Lê is a byline
    if f.low[at : at + 3] == ["hồ", "chí", "minh"] and f.low[start] in NO_PEOPLE:
        return Unit(start, at + 3, "class_known", 0.97)
    if person_start(f, at) and (f.low[start] in NO_PEOPLE or short):
        return None  # Giám đốc Sở Y tế TP Nguyễn Văn A
    if end <= at or (f.low[start] in COUNTED and f.shape[at] != "d"):
        return None
    if many and f.low[start] in ("đường", "phố") and person_start(f, at):
        return None  # các phố Lý Nam Đế, Trần Phú: listed
    if many or f.low[start] == "đội":
        return Unit(at, end, "class_plural", 0.8) if many else None
    if f.low[start] == "căn" and end < limit and f.shape[end] == "l":
        return None  # căn cứ Quy định …
    sure = f.shape[start] == "l" or f.begins[start] or (person_start(f, at) and class_end - start > 1)
    whole = _suffix(f, start, _road_end(f, start, end) or end)
    return Unit(start, whole, "class_name", 0.95 if sure else 0.85)


def _commune(f: Facts, start: int, at: int) -> int:
    """End of the name of a small place that opens with a country of one syllable."""
    end = at + 1
    if f.low[start] not in COMMUNES or f.texts[at] not in f.words["states"]:
        return at
    while end < f.limit[at] and end - at < 3 and f.shape[end] == "U" and f.vietnamese(end):
        if f.begins[end] or f.opens[end] or f.texts[end] in f.words["starters"]:
            break
        end += 1
    return end


#: Provinces and cities are not named after people with family name (save Hồ Chí Minh, which is known).
NO_PEOPLE = frozenset("tỉnh thành tp thị bang thủ".split())


#: Several places share the class word: it is no part of any name (các tỉnh Bắc Lào).
MANY = frozenset("các hai ba bốn những nhiều".split())


#: Class words that only a number follows.
COUNTED = frozenset(("tổ",))
ROADS = frozenset("đường cao quốc tỉnh đại".split())


def _road_end(f: Facts, start: int, end: int) -> int:
    """A road between two ends is one name (cao tốc Bắc - Nam); between two known places it is none (0)."""
    crossing = f.low[start] in ("ngã", "nút", "giao", "vòng") and end + 1 < f.limit[start]
    if crossing and f.texts[end] in "-–" and f.shape[end + 1] == "U":
        return name_run(f, end + 1, 4)  # ngã tư Lý Thường Kiệt - Hai Bà Trưng
    if (
        not any(w in ("tốc", "sắt", "lộ") for w in f.low[start : start + 4])
        or end + 1 >= f.limit[start]
        or f.texts[end] not in "-–"
    ):
        return end
    unit = f.places.get(end + 1)
    if unit is not None:
        if f.glued[end] and f.glued[end + 1]:
            return unit.end  # cao tốc Biên Hòa-Vũng Tàu
        return 0 if unit.rule in ("known", "country") and not f.places.get(end - 1) else unit.end
    return name_run(f, end + 1, 3) if f.shape[end + 1] == "U" else end


#: Class words that go with the name of a country: bán đảo Triều Tiên, biển Nhật Bản.
OF_COUNTRIES = frozenset("đảo biển vịnh nguyên bằng miền xứ".split())


def _suffix(f: Facts, start: int, end: int) -> int:
    """What a name may still have: phường Thanh Khê [Đông], quần đảo Senkaku[/Điếu Ngư], sân bay Roma[-2]."""
    limit = f.limit[start]
    if not end or end >= limit:
        return end
    if (
        f.low[start] in WARDS
        and f.texts[end] in SIDES
        and not f.begins[end]
        and not f.capital(min(end + 1, limit - 1))
    ):
        return end + 1
    if f.glued[end] and end + 1 < limit and f.glued[end + 1]:
        if f.texts[end] == "/" and f.shape[end + 1] == "U" and "đảo" in f.low[start:end]:
            return name_run(f, end + 1, 3)
        if f.texts[end] == "-" and f.shape[end + 1] == "d" and f.low[start] == "sân":
            return end + 2
    return end


def _numbered(f: Facts, start: int, end: int) -> int:
    """Over the number of one of several of a name (thôn Phú Nhuận 2, thủy điện Sông Tranh 2)."""
    small = f.low[start] in COMMUNES or f.low[start] in PLANTS
    if not end or end >= f.limit[start] or not small or f.shape[end] != "d" or f.glued[end]:
        return end
    after = end + 1
    counts = after < f.limit[start] and (f.low[after] in UNITS or (f.glued[after] and f.texts[after] in "/%"))
    return end if len(f.texts[end]) > 2 or counts else after


#: What a number behind a place counts: thôn Hạ 3 hộ …
UNITS = frozenset(
    "người hộ nhà căn tầng con cháu học bệnh nạn ca km m ha năm tháng ngày giờ lần vụ tỷ tỉ triệu".split()
)
PLANTS = frozenset(("thủy", "nhiệt", "nhà", "mỏ", "đập", "hồ"))
COMMUNES = frozenset("xã phường thôn ấp làng bản xóm khóm huyện quận trấn".split())
WARDS = frozenset(("xã", "phường", "thôn", "ấp", "làng"))
SIDES = frozenset(("Đông", "Tây", "Nam", "Bắc", "Thượng", "Hạ", "Trung"))


def _name_end(f: Facts, start: int, class_end: int, at: int) -> int:
    """End of an unknown name at `at` after the class word, or `at` where there is none."""
    limit = f.limit[start]
    if f.shape[at] == "d":
        if f.low[class_end - 1] not in f.words["numbered"] and f.low[start] not in f.words["numbered"]:
            return at
        if at + 1 < limit and f.glued[at + 1] and f.shape[at + 1] in "UA" and len(f.texts[at + 1]) == 1:
            return at + 2  # 1A
        if at + 1 < limit and (
            f.low[at + 1] in (UNITS if f.low[start] in COUNTED else ("năm", "tháng", "ngày"))
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
        and (not f.begins[start] or _byline(f, at))
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
    if end == at + 1 and end < limit and f.shape[end] == "l" and f.paired(at):
        return at
    return end


def _byline(f: Facts, at: int) -> bool:
    """Whether the one capital at `at` ends a line of names: Đình Tuệ - Hải Sâm."""
    end = at + 1
    return end >= f.limit[at] or (f.texts[end] in "-–" and f.limit[at] - end < 5)


def name_run(f: Facts, start: int, most: int) -> int:
    """End of a run of at most `most` capitals in which, after the first, no person and no office starts."""
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
            if (alien and f.texts[start] not in f.words["first_parts"]) or (
                f.texts[end] in f.words["starters"] and f.texts[end] not in ("Ông", "Bà")
            ):
                break
        end += 1
        middle = len(f.texts[end - 1]) == 1 and end - start > 1 and not f.vietnamese(end - 2)
        initial = middle or f.texts[end - 1] == "St"
        if initial and end + 1 < limit and f.texts[end] == "." and f.glued[end] and f.shape[end + 1] == "U":
            end += 2  # sân bay John F. Kennedy
            most += 2
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
