"""Names of people, places, bodies and dates; single lines; the stage on a page; the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from test_office import lex, rows  # noqa: F401

from vnlaos_ner import date_value, lexicon, normalize, office, person_name, phrase, place_name
from vnlaos_ner.cli import main
from vnlaos_ner.document import Article
from vnlaos_ner.expand import expand
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Found, Page
from vnlaos_ner.text import Shadow, tokenize


@pytest.mark.parametrize("row", rows("names.tsv"), ids=lambda row: row["text"])
def test_names(row: dict[str, str], lex: Lexicon) -> None:  # noqa: F811
    text = row["text"]
    got = {
        "PERSON": lambda: person_name.clean(text),
        "LOCATION": lambda: place_name.canonical(text, lex),
        "ORGANIZATION": lambda: normalize.organization(text, lex)[0],
    }[row["type"]]()
    assert got == row["name"]


@pytest.mark.parametrize("row", rows("person_parts.tsv"), ids=lambda row: row["name"])
def test_person_parts(row: dict[str, str], lex: Lexicon) -> None:  # noqa: F811
    parts = person_name.split(row["name"], lex, row["origin"] or None)
    got = ("-", "", "") if parts is None else (parts.family or "", parts.middle or "", parts.given or "")
    assert got == (row["family"], row["middle"], row["given"])


@pytest.mark.parametrize("row", rows("dates.tsv"), ids=lambda row: f"{row['text']} {row['page']}")
def test_dates(row: dict[str, str]) -> None:
    value = date_value.read(row["text"], row["page"] or None)
    if row["value"] == "-":
        assert value is None
        return
    assert value is not None
    assert (value.date or f"{value.start}/{value.end}", value.granularity) == (
        row["value"],
        row["granularity"],
    )


@pytest.mark.parametrize("row", rows("phrases.tsv"), ids=lambda row: row["text"])
def test_phrases(row: dict[str, str], lex: Lexicon) -> None:  # noqa: F811
    found = phrase.read(row["text"], lex)
    offices = [name + ("" if status == "current" else f" [{status}]") for name, _, status in found.offices]
    got = (" | ".join(offices), " | ".join(p.name for p in found.people), " | ".join(found.rest))
    assert got == (row["offices"], row["people"], row["rest"])


@given(st.text(max_size=40))
def test_clean_is_idempotent(text: str) -> None:
    once = person_name.clean(text)
    assert person_name.clean(once) == once


@pytest.mark.parametrize("text", ["CT", "TT", "H", "ASEAN", "Phạm Văn X.", "1.200.000 tỷ đồng", ""])
def test_what_is_not_expanded(text: str, lex: Lexicon) -> None:  # noqa: F811
    assert expand(text, lex) == text


def page_of(raw: str, date: str | None = None) -> Page:
    shadow = Shadow(raw)
    article = Article(id="x", source="x", text=raw, sha256="", date=date)
    return Page(article, shadow, tokenize(shadow), (), (), ())


def find(page: Page, kind: str, text: str) -> Found:
    """The first token span whose raw text is `text`."""
    starts, ends = page.tokens.starts, page.tokens.ends
    for i, start in enumerate(starts):
        for j in range(i, len(ends)):
            if page.article.text[start : ends[j]] == text:
                return Found(kind, i, j + 1, ("test",), 1.0)  # type: ignore[arg-type]
    raise AssertionError(f"{text!r} is not on token boundaries")


def test_stage_keeps_order_and_uses_the_page_date(lex: Lexicon) -> None:  # noqa: F811
    page = page_of("Chiều 28/12, Bí thư Thành uỷ TP.HCM Lê Văn Hoà thăm CHDCND Lào.", "2022-01-03")
    spans = [
        ("DATE", "28/12"),
        ("OFFICE", "Bí thư Thành uỷ TP.HCM"),
        ("PERSON", "Lê Văn Hoà"),
        ("LOCATION", "CHDCND Lào"),
    ]
    named = normalize.name(page, [find(page, kind, text) for kind, text in spans], lex)
    assert [n.name for n in named] == [
        "28/12",
        "Bí thư Thành ủy Thành phố Hồ Chí Minh",
        "Lê Văn Hòa",
        "Lào",
    ]
    assert named[0].date is not None
    assert named[0].date.date == "2021-12-28"
    assert named[1].office is not None
    assert named[1].office.place == "Hồ Chí Minh"
    assert named[2].person is not None
    assert (named[2].person.family, named[2].person.given) == ("Lê", "Hòa")
    assert named[3].country == "LA"


def test_origin_comes_from_the_office_before_the_name(lex: Lexicon) -> None:  # noqa: F811
    page = page_of("Chủ tịch Trung Quốc Lưu Văn Hải gặp Tổng thống Pháp Jean Petit.")
    spans = [
        ("OFFICE", "Chủ tịch Trung Quốc"),
        ("PERSON", "Lưu Văn Hải"),
        ("OFFICE", "Tổng thống Pháp"),
        ("PERSON", "Jean Petit"),
    ]
    named = normalize.name(page, [find(page, kind, text) for kind, text in spans], lex)
    chinese, french = named[1].person, named[3].person
    assert chinese is not None
    assert french is not None
    assert (chinese.family, chinese.middle, chinese.given) == ("Lưu", None, "Văn Hải")
    assert (french.family, french.given) == ("Petit", "Jean")


def test_short_name_that_the_page_defines(lex: Lexicon) -> None:  # noqa: F811
    page = page_of("Hiệp hội Chế biến Gỗ Bình Minh (HBM) họp. HBM có mười hội viên.")
    long = find(page, "ORGANIZATION", "Hiệp hội Chế biến Gỗ Bình Minh")
    last = max(i for i, word in enumerate(page.tokens.texts) if word == "HBM")
    named = normalize.name(page, [long, Found("ORGANIZATION", last, last + 1, ("test",), 1.0)], lex)
    assert named[1].name == named[0].name == "Hiệp hội Chế biến Gỗ Bình Minh"


def test_command_prints_a_table_and_json() -> None:
    text = "Bí thư Thành uỷ HN Đinh Tiến Dũng"
    table = CliRunner().invoke(main, ["normalize", text])
    assert table.exit_code == 0, table.output
    for part in (
        "Bí thư Thành ủy Hà Nội",
        "Thành ủy",
        "Đinh Tiến Dũng",
        "Secretary of the Hanoi Party Committee",
    ):
        assert part in table.output
    out = CliRunner().invoke(main, ["normalize", "--format", "json", text])
    (row,) = json.loads(out.output)
    assert row["offices"][0]["office"]["place"] == "Hà Nội"
    assert row["offices"][0]["office"]["country"] == "VN"
    assert row["people"][0]["person"] == {"family": "Đinh", "middle": "Tiến", "given": "Dũng"}


def test_command_tells_what_became_of_a_body() -> None:
    out = CliRunner().invoke(main, ["normalize", "Bí thư Tỉnh ủy Hà Giang"])
    assert "Hà Giang until 2025-06-30, then Tuyên Quang" in out.output
    rows_ = json.loads(CliRunner().invoke(main, ["normalize", "-f", "json", "Bộ trưởng Bộ Thủy sản"]).output)
    assert rows_[0]["offices"][0]["history"][0]["successor"] == "Bộ Nông nghiệp và Phát triển nông thôn"


def test_command_reads_lines() -> None:
    lines = "Chủ tịch nước Lào\n\nTô Lâm\n"
    out = CliRunner().invoke(main, ["normalize", "--format", "jsonl", "-"], input=lines)
    assert out.exit_code == 0, out.output
    assert [json.loads(line)["text"] for line in out.output.splitlines()] == ["Chủ tịch nước Lào", "Tô Lâm"]
    nothing = CliRunner().invoke(main, ["normalize", "-"], input="\n")
    assert nothing.exit_code == 2


def test_command_refuses_what_is_not_utf8() -> None:
    out = CliRunner().invoke(main, ["normalize", "-"], input=b"T\xf4 L\xe2m\n")
    assert out.exit_code == 2
    assert "line 1" in out.output
    assert "Traceback" not in out.output


def test_command_does_not_let_text_steer_the_terminal() -> None:
    out = CliRunner().invoke(main, ["normalize", "Tô \x1b[31mLâm"])
    assert "\x1b" not in out.output


def test_two_lexicons_share_no_answer(lex: Lexicon, tmp_path: Path) -> None:  # noqa: F811
    """Readers remember what they read: with the lexicon they read it in, and not beyond."""
    for name, table in {
        "abbreviations.tsv": "form\tname\tclass\nUBND\tHội nghị Ví Dụ\tbody",
        "family_names.tsv": "form\tcase\nNguyễn\toff",
        "short_places.tsv": "form\tname\nLào\tXứ Ví Dụ",
    }.items():
        (tmp_path / name).write_text(table + "\n", encoding="utf-8")
    mine = lexicon.load(tmp_path)

    def answers(known: Lexicon) -> list[object]:
        post = office.read("Chủ tịch UBND", known)
        assert post is not None
        return [
            expand("UBND", known),
            office.name(post, known),
            normalize.organization("UBND", known)[0],
            place_name.canonical("Lào", known),
            person_name.split("Nguyễn Ví Dụ", known),
        ]

    ours = answers(lex)
    theirs = answers(mine)
    assert answers(lex) == ours
    assert answers(mine) == theirs
    assert [a == b for a, b in zip(ours, theirs, strict=True)] == [False] * len(ours)
