"""Offices: one as written, lists of them, what is open and what fills it, and the way back to a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnlaos_ner import lexicon, office, office_check, office_history, office_list
from vnlaos_ner.document import Office
from vnlaos_ner.lexicon import Lexicon

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a case file by column; missing cells are empty."""
    lines = [line for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    head = lines[0].split("\t")
    out = []
    for line in lines[1:]:
        cells = line.split("\t")
        assert len(cells) <= len(head), f"{name}: {line}"
        out.append(dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=True)))
    return out


@pytest.fixture(scope="module")
def lex() -> Lexicon:
    return lexicon.load()


@pytest.mark.parametrize("row", rows("office_parse.tsv"), ids=lambda row: row["text"])
def test_parse(row: dict[str, str], lex: Lexicon) -> None:
    parts = office.read(row["text"], lex)
    assert parts is not None
    found = office.to_office(parts, lex)
    slots = "; ".join(f"{key}={kind}" for key, kind in office.open_slots(parts, lex).items())
    status = "" if parts.status == "current" else parts.status
    got = (office.name(parts, lex), found.role, found.body, found.place, found.country, status, slots)
    wanted = tuple(row[c] for c in ("name", "role", "body", "place", "country", "status", "slots"))
    assert tuple(cell or "" for cell in got) == wanted
    assert (found.english or "-") == row["english"]


@pytest.mark.parametrize("row", rows("office_list.tsv"), ids=lambda row: row["text"])
def test_list(row: dict[str, str], lex: Lexicon) -> None:
    items = office_list.parse_list(row["text"], lex)
    got = []
    for item in items:
        status = f" [{item.parts.status}]" if item.parts and item.parts.status != "current" else ""
        got.append(item.name + status if item.kind == "office" else f"{item.kind}: {item.text}")
    assert " | ".join(got) == row["items"]
    assert office_check.faults(items, lex) == []


@pytest.mark.parametrize("row", rows("office_fill.tsv"), ids=lambda row: f"{row['text']} + {row['given']}")
def test_fill(row: dict[str, str], lex: Lexicon) -> None:
    parts = office.read(row["text"], lex)
    assert parts is not None
    for given_part in row["given"].split("; "):
        key, value = given_part.split("=")
        parts = office.fill(parts, lex, **{key: value})
    assert office.name(parts, lex) == row["name"]


@pytest.mark.parametrize(
    "text",
    [
        "chính quyền tỉnh Cà Mau",
        "Giáo sư Nguyễn Văn Hùng",
        "Đại sứ quán Việt Nam tại Lào",
        "Tổng Lãnh sự quán Lào",
        "nhân dân Lào",
        "",
        "  ,",
    ],
)
def test_no_office(text: str, lex: Lexicon) -> None:
    assert office.parse(text, lex) is None


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (Office("Bí thư", "Thành ủy", "Hà Nội", "VN", None), "Bí thư Thành ủy Hà Nội"),
        (Office("Chủ tịch", "Ủy ban nhân dân", "Cà Mau", "VN", None), "Chủ tịch Ủy ban nhân dân tỉnh Cà Mau"),
        (Office("Bí thư", "Trung ương Đảng", None, "LA", None), "Bí thư Trung ương Đảng Lào"),
        (Office("Thủ tướng", "Chính phủ", None, "VN", None), "Thủ tướng Chính phủ"),
        (Office("Đại sứ", None, "Lào", "VN", None), "Đại sứ Việt Nam tại Lào"),
        (Office("Tỉnh ủy viên", "Tỉnh ủy", "Cà Mau", "VN", None), "Tỉnh ủy viên Cà Mau"),
        (
            Office("Trưởng Ban", "Ban Tuyên giáo Thành ủy", "Huế", "VN", None),
            "Trưởng Ban Tuyên giáo Thành ủy Huế",
        ),
    ],
)
def test_render(parts: Office, name: str, lex: Lexicon) -> None:
    assert office.render(parts, lex) == name


@pytest.mark.parametrize("row", rows("office_parse.tsv"), ids=lambda row: row["text"])
def test_name_is_stable(row: dict[str, str], lex: Lexicon) -> None:
    """The canonical name of a canonical name is itself."""
    assert office.canonical(row["name"], lex) == row["name"]


def test_short_and_long_ministries_are_one(lex: Lexicon) -> None:
    short, long = office.parse("Bộ trưởng Ngoại giao", lex), office.parse("Bộ trưởng Bộ Ngoại giao", lex)
    assert short == long
    assert office.parse("Bí thư An Giang", lex) == office.parse("Bí thư Tỉnh ủy An Giang", lex)
    assert office.parse("Bộ trưởng Ngoại giao Lào", lex) != long


def test_marks_of_merged_units(lex: Lexicon) -> None:
    for text, era in (("Bí thư Tỉnh ủy Hà Giang (cũ)", "old"), ("Bí thư Tỉnh ủy Tuyên Quang (mới)", "new")):
        parts = office.read(text, lex)
        assert parts is not None
        assert parts.era == era
        assert "(" not in office.name(parts, lex)


def test_history_of_merged_bodies_and_places(lex: Lexicon) -> None:
    minister = office.parse("Bộ trưởng Bộ Tài nguyên và Môi trường", lex)
    assert minister is not None
    (era,) = office_history.history(minister, lex)
    assert (era.last, era.successor) == ("2025-02-28", "Bộ Nông nghiệp và Môi trường")
    assert office_history.valid_on(era, "2021-01-01")
    assert not office_history.valid_on(era, "2025-03-01")
    secretary = office.parse("Bí thư Tỉnh ủy Hà Giang", lex)
    assert secretary is not None
    (province,) = office_history.history(secretary, lex)
    assert (province.name, province.last, province.successor) == ("Hà Giang", "2025-06-30", "Tuyên Quang")
    lao = office.parse("Bộ trưởng Bộ Kế hoạch và Đầu tư Lào", lex)
    assert lao is not None
    assert office_history.history(lao, lex) == ()


@given(st.text(alphabet=st.sampled_from("BíthưChủtịch ,.-()&TỉnhủyHàNội1ĐqđLàoPhó"), max_size=60))
def test_any_string_is_survived(text: str) -> None:
    lex = _LEX
    parts = office.read(text, lex)
    if parts is not None:
        assert office.name(parts, lex)
        office.to_office(parts, lex, home="VN")
        office.open_slots(parts, lex)
    office_list.parse_list(text, lex)


_LEX = lexicon.load()
