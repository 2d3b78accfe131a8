"""Rows, columns, selection and Vietnamese order."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import DOCUMENT, TEXT, corpus

from vnlaos_ner import collate, table
from vnlaos_ner.corpus.types import PersonOffice
from vnlaos_ner.document import DateValue
from vnlaos_ner.select import select


def column(found: table.Table, name: str) -> list[object]:
    at = found.columns.index(name)
    return [row[at] for row in found.rows]


def test_every_kind_has_rows_as_wide_as_its_columns() -> None:
    whole = corpus()
    for kind in table.KINDS:
        if kind == "mentions":
            found = table.mentions([DOCUMENT])
        elif kind == "dates":
            found = table.dates([DOCUMENT])
        else:
            found = table.corpus(whole, kind)
        rows = list(found.rows)
        assert rows, kind
        assert {len(row) for row in rows} == {len(found.columns)}, kind


def test_mentions_carry_quote_offsets_name_and_holder() -> None:
    rows = [dict(zip(table.COLUMNS["mentions"], row, strict=True)) for row in table.mentions([DOCUMENT]).rows]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows)
    office = next(row for row in rows if row["type"] == "OFFICE")
    assert (office["name"], office["holder"]) == ("Chủ tịch Ủy ban nhân dân tỉnh Bắc Sơn", "Trần Thu Hà")


def test_people_come_with_their_offices_and_parts() -> None:
    found = table.corpus(corpus(), "people")
    rows = {row[1]: dict(zip(found.columns, row, strict=True)) for row in found.rows}
    assert table.flat(rows["Lê Văn Ân"]["offices"]) == "Bí thư Tỉnh ủy Bắc Sơn (former)"
    assert (rows["Trần Thu Hà"]["family"], rows["Trần Thu Hà"]["given"]) == ("Trần", "Hà")


def test_holdings_quote_the_text_at_their_offsets() -> None:
    found = table.corpus(corpus(), "holdings")
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    assert [row["person_name"] for row in rows] == ["Lê Văn Ân", "Trần Thu Hà"]
    assert all(TEXT[row["start"] : row["end"]] == row["quote"] for row in rows)


def test_dates_are_one_row_a_value_in_order_of_time() -> None:
    early = msgspec.structs.replace(
        DOCUMENT.entities[0], name="1999", date=DateValue("1999", None, None, "year"), aliases=("năm 1999",)
    )
    other = msgspec.structs.replace(DOCUMENT, id="other", entities=(early,))
    found = table.dates([DOCUMENT, other, msgspec.structs.replace(DOCUMENT, id="third")])
    assert [(row[1], row[6], row[7]) for row in found.rows] == [("1999", 1, 1), ("2020-04-03", 2, 2)]


def test_flat() -> None:
    office = PersonOffice("o1", "Thủ tướng", ("current", "former"), None, None, 2)
    assert table.flat((office,)) == "Thủ tướng (current, former)"
    assert [table.flat(cell) for cell in (None, 3, 0.5, ("a", "b"), "x")] == ["", "3", "0.5", "a; b", "x"]


def test_selection_stays_consistent() -> None:
    kept = select(DOCUMENT, {"PERSON", "LOCATION"}, {"body"})
    assert {m.type for m in kept.mentions} == {"PERSON", "LOCATION"}
    assert {m.section for m in kept.mentions} == {"body"}
    ids, entities = {m.id for m in kept.mentions}, {e.id for e in kept.entities}
    assert all(m.entity in entities and (m.parent is None or m.parent in ids) for m in kept.mentions)
    assert all(set(e.mentions) <= ids and e.mentions for e in kept.entities)
    assert kept.holdings == ()


def test_selection_keeps_the_nearest_parent() -> None:
    kept = select(DOCUMENT, {"OFFICE", "LOCATION", "PERSON"})
    assert next(m for m in kept.mentions if m.id == "m4").parent == "m2"
    assert kept.holdings == DOCUMENT.holdings


def test_no_selection_is_the_same_document() -> None:
    assert select(DOCUMENT) is DOCUMENT


ORDERED = [
    "An An Ăn Ân",
    "a à ả ã á ạ ă ằ â ấ b",
    "Da Dà Đa Đà E Ê",
    "ba|ba mươi|bà|bà con|bá",
    "o ô ơ p|u ư v",
    "Hoà|Hoà Bình|Hoạ",
    "Quý 2|Quý 10",
    "Bắc Sơn|Bùi Ân|Đặng Ân|Đinh Ân|Lê Ân|Nguyễn Ân|Ôn Ân|Trần Ân|Ứng Ân|Vũ Ân",
]


@pytest.mark.parametrize("line", ORDERED)
def test_vietnamese_order(line: str) -> None:
    words = line.split("|") if "|" in line else line.split()
    backwards = words[::-1]
    assert sorted(backwards, key=collate.key) == words


@given(st.lists(st.text(), max_size=6))
def test_order_is_total_and_independent_of_input(words: list[str]) -> None:
    backwards = words[::-1]
    assert sorted(words, key=collate.key) == sorted(backwards, key=collate.key)
