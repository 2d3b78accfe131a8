"""Builds vnlaos_ner/data/places.tsv from the administrative mapping that underthesea ships (Apache-2.0).

Run once, by hand, when the mapping changes: ``python training/build_places.py > vnlaos_ner/data/places.tsv``.
Only provinces and districts: 10,000 wards, most of them named like people or like each other
(Tân Tiến, Hòa Bình), would cost more precision than they find; the class word before a ward finds it.
Spellings the mapping does not have stand in SPELLINGS.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import underthesea

from vnlaos_ner.knowledge import case_policy
from vnlaos_ner.lexicon import form_key

MERGER = "2025-07-01"
EVE = "2025-06-30"
CLASSES = ("Thành phố", "Thị xã", "Tỉnh", "Quận", "Huyện")
SPELLINGS = {
    "Hà Nội": "Hà nội; Hanoi; Hànội; HN",
    "Hồ Chí Minh": "TP.HCM; TPHCM; TP HCM; TP. HCM; Tp.HCM; Tp HCM; HCM; TP.Hồ Chí Minh; TP Hồ Chí Minh; "
    "Thành phố Hồ Chí Minh; Tp Hồ Chí Minh; TP.Hồ chí Minh; Sài Gòn; Saigon; Ho Chi Minh City; HCMC; "
    "Hochiminh",
    "Đà Nẵng": "Đà Nẳng; Danang; Da Nang",
    "Hải Phòng": "Haiphong; Hai Phong",
    "Huế": "Hue; Cố đô Huế",
    "Thừa Thiên Huế": "Thừa Thiên - Huế; TT-Huế; Thừa Thiên–Huế; T.T.Huế",
    "Bà Rịa - Vũng Tàu": "Bà Rịa-Vũng Tàu; Bà Rịa Vũng Tàu; BR-VT; BRVT",
    "Đắk Lắk": "Đắc Lắc; Đắc Lắk; Đăk Lăk; Đăk Lắk; Đắk Lăk; Dak Lak; Daklak; Darlac",
    "Đắk Nông": "Đắc Nông; Đăk Nông; Dak Nong",
    "Kon Tum": "Kontum; Kom Tum; Công Tum",
    "Gia Lai": "Gia lai",
    "Bắc Kạn": "Bắc Cạn; Bắc Kan",
    "Thanh Hóa": "Thanh Hoá",
    "Khánh Hòa": "Khánh Hoà",
    "Hòa Bình": "Hoà Bình",
    "Buôn Ma Thuột": "Buôn Mê Thuột; Ban Mê Thuột; Ban Mê Thuật; Buôn Ma Thuật",
    "Pleiku": "Plei Ku; Plâyku; Plây Cu",
    "Quy Nhơn": "Qui Nhơn",
    "Phan Rang-Tháp Chàm": "Phan Rang - Tháp Chàm; Phan Rang; Phan Rang – Tháp Chàm",
    "Mê Linh": "Mê linh",
    "Ý Yên": "Ý yên",
    "Lý Sơn": "Cù Lao Ré",
    "Cư M'gar": "Cư Mgar; Cư M’Gar; Cư MGar",
    "Krông Pắc": "Krông Pắk; Krông Pách",
    "Đăk Glei": "Đắk Glei; Đắc Glei",
    "Đăk Hà": "Đắk Hà; Đắc Hà",
    "Đăk Tô": "Đắk Tô; Đắc Tô",
    "Ea H'leo": "Ea Hleo; Ea H’Leo",
    "Phú Quý": "Phú Quí",
}
# Units that ended before the mapping begins: name, class, parent, last day, successor.
ENDED = (
    ("Thừa Thiên Huế", "tỉnh", "", "2024-12-31", "Huế"),
    ("Hà Tây", "tỉnh", "", "2008-07-31", "Hà Nội"),
    ("Hà Bắc", "tỉnh", "", "1996-12-31", "Bắc Ninh"),
    ("Hải Hưng", "tỉnh", "", "1996-12-31", "Hải Dương"),
    ("Nam Hà", "tỉnh", "", "1996-12-31", "Nam Định"),
    ("Hà Nam Ninh", "tỉnh", "", "1991-12-31", "Nam Định"),
    ("Vĩnh Phú", "tỉnh", "", "1996-12-31", "Phú Thọ"),
    ("Bắc Thái", "tỉnh", "", "1996-12-31", "Thái Nguyên"),
    ("Hà Sơn Bình", "tỉnh", "", "1991-09-30", "Hòa Bình"),
    ("Hà Tuyên", "tỉnh", "", "1991-09-30", "Tuyên Quang"),
    ("Hoàng Liên Sơn", "tỉnh", "", "1991-09-30", "Yên Bái"),
    ("Nghệ Tĩnh", "tỉnh", "", "1991-08-31", "Nghệ An"),
    ("Bình Trị Thiên", "tỉnh", "", "1989-06-30", "Quảng Trị"),
    ("Quảng Nam - Đà Nẵng", "tỉnh", "", "1996-12-31", "Quảng Nam"),
    ("Nghĩa Bình", "tỉnh", "", "1989-06-30", "Quảng Ngãi"),
    ("Phú Khánh", "tỉnh", "", "1989-06-30", "Khánh Hòa"),
    ("Thuận Hải", "tỉnh", "", "1992-03-31", "Bình Thuận"),
    ("Sông Bé", "tỉnh", "", "1996-12-31", "Bình Dương"),
    ("Minh Hải", "tỉnh", "", "1996-12-31", "Cà Mau"),
    ("2", "quận", "Hồ Chí Minh", "2020-12-31", "Thủ Đức"),
    ("9", "quận", "Hồ Chí Minh", "2020-12-31", "Thủ Đức"),
    ("Thủ Đức", "quận", "Hồ Chí Minh", "2020-12-31", "Thủ Đức"),
    ("Từ Liêm", "huyện", "Hà Nội", "2014-03-31", "Nam Từ Liêm"),
    ("Hoành Bồ", "huyện", "Quảng Ninh", "2019-12-31", "Hạ Long"),
)
# Names that are mostly people or common words when no class word stands before them.
ONLY_WITH_CLASS = {"Hồ Chí Minh"}
COLUMNS = "form variants name case class parent from to successor country example note".split()
HEADER = """\
# Vietnamese provinces and districts, before and after 2025-07-01 (63 -> 34 provinces; districts abolished).
# Built by training/build_places.py; edit SPELLINGS there. Source: underthesea address/data/mapping.json
# (Apache-2.0; after vietnamadminunits). Wards are left out on purpose, see the script.
# class: the word that stands before the name; parent: the province of a district; to: last day of validity
# (empty: valid today); successor: the province that took the area over. Provinces stand before districts,
# so that a homonym means the province unless the class word says otherwise."""


def main() -> None:
    source = Path(underthesea.__file__).parent / "address" / "data" / "mapping.json"
    data = json.loads(source.read_text(encoding="utf-8"))
    print(HEADER)
    print("\t".join(COLUMNS))
    seen: set[tuple[str, str, str]] = set()
    for item in provinces(data) + districts(data) + ended():
        key = (item["form"], item["class"], item.get("parent", ""))
        if key not in seen:
            seen.add(key)
            print("\t".join(item.get(column, "") for column in COLUMNS).rstrip("\t"))


def provinces(data: dict) -> list[dict[str, str]]:
    new, old, into = data["province_names"], data["old_province_names"], data["province_mapping"]
    absorbed = defaultdict(list)
    for key, target in into.items():
        if key != target:
            absorbed[target].append(old[key]["short"])
    items = []
    for key, names in sorted(old.items(), key=lambda item: (item[0] not in new, item[1]["code"])):
        kind, short = split(names["name"])
        item = {"form": short, "class": kind.lower(), "country": "VN"}
        target = new[into[key]]["short"]
        if key not in new and target != short:
            item |= {"to": EVE, "successor": target}
        elif absorbed[into[key]]:
            others = [name for name in absorbed[into[key]] if name != short]
            if others:
                item["note"] = f"enlarged {MERGER} by {', '.join(others)}"
        items.append(spelled(item))
    return items


def districts(data: dict) -> list[dict[str, str]]:
    new, into = data["province_names"], data["province_mapping"]
    items = []
    for row in data["ward_mapping"]:
        kind, short = split(row["old_district"])
        if not kind:
            continue
        province = split(row["old_province"])[1]
        successor = new[into[row["old_province_key"]]]["short"]
        item = {"form": short, "class": kind.lower(), "parent": province, "to": EVE, "successor": successor}
        items.append(spelled(item | {"country": "VN"}))
    return sorted(items, key=lambda item: (item["form"], item["class"], item["parent"]))


def ended() -> list[dict[str, str]]:
    keys = ("form", "class", "parent", "to", "successor")
    return [spelled(dict(zip(keys, unit, strict=True)) | {"country": "VN"}) for unit in ENDED]


def spelled(item: dict[str, str]) -> dict[str, str]:
    """Add known spellings; a name that is unsafe alone is listed with its class word only."""
    name = item["form"]
    spellings = SPELLINGS.get(name, "")
    item["example"] = f"{item['class']} {name}"
    if name in ONLY_WITH_CLASS:
        first, _, rest = spellings.partition("; ")
        return item | {
            "form": first,
            "variants": distinct(first, rest),
            "name": name,
            "example": f"tại {first}",
        }
    if name.isdigit():  # “Quận 1”: the figure alone names nothing
        label = f"{item['class'].capitalize()} {name}"
        return item | {"form": label, "case": "any", "example": f"tại {label}"}
    return item | {"variants": distinct(name, spellings)}


def distinct(form: str, spellings: str) -> str:
    """The spellings the matcher would not take for the form, or for one before, already."""
    seen = {key(form): form}
    for spelling in filter(None, spellings.split("; ")):
        seen.setdefault(key(spelling), spelling)
    return "; ".join(list(seen.values())[1:])


def key(form: str) -> tuple[str, str]:
    return form_key(form), form if case_policy(form, "capital") == "exact" else ""


def split(name: str) -> tuple[str, str]:
    """``Thị xã Sơn Tây -> ("Thị xã", "Sơn Tây")``."""
    for kind in CLASSES:
        if name.startswith(kind + " "):
            return kind, name.removeprefix(kind + " ")
    return "", name


if __name__ == "__main__":
    sys.exit(main())
