"""The matcher: longest match per kind, case policies, lines, spacing, speed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnlaos_ner import lexicon, matcher
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.text import Shadow, tokenize

LEX = lexicon.load()


def find(text: str, lex: Lexicon = LEX) -> list[tuple[str, str, str]]:
    tokens = tokenize(Shadow(text), lex.glue_words)
    return [
        (text[tokens.starts[m.start] : tokens.ends[m.end - 1]], m.entry.kind, m.entry.name)
        for m in matcher.find(lex, tokens)
    ]


def kinds(text: str, kind: str, lex: Lexicon = LEX) -> list[str]:
    return [piece for piece, k, _ in find(text, lex) if k == kind]


@pytest.fixture
def small(tmp_path: Path) -> Lexicon:
    rows = {
        "roles.tsv": "form\tcase\nAn trưởng\tany\nAn trưởng lâu\tany",
        "bodies.tsv": "form\tcase\nBan Xanh\tfirst\nBan Xanh Lá\tcapital\nBan Đỏ\texact\nBXL\tany",
    }
    for name, text in rows.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    return lexicon.load(tmp_path)


def test_the_longest_match_of_a_kind_wins_and_kinds_do_not_compete() -> None:
    found = find("Bí thư Thành ủy Hà Nội")
    assert ("Bí thư", "role", "Bí thư") in found
    assert ("Bí thư Thành ủy", "office", "Bí thư Thành ủy") in found
    assert ("Thành ủy", "body", "Thành ủy") in found
    assert ("Hà Nội", "place", "Hà Nội") in found
    assert kinds("Phó Trưởng Ban Thường trực", "role") == [
        "Phó Trưởng Ban Thường trực",
        "Trưởng Ban",
        "Thường trực",
    ]


def test_a_longer_form_that_fails_leaves_the_shorter_one(small: Lexicon) -> None:
    assert kinds("an trưởng lâu", "role", small) == ["an trưởng lâu"]
    assert kinds("an trưởng lầu", "role", small) == ["an trưởng"]
    assert kinds("Ban Xanh lá", "body", small) == ["Ban Xanh"]


def test_case_policies(small: Lexicon) -> None:
    assert kinds("AN TRƯỞNG", "role", small) == ["AN TRƯỞNG"]
    assert kinds("Ban xanh", "body", small) == ["Ban xanh"]
    assert kinds("ban Xanh", "body", small) == []
    assert kinds("Ban Xanh Lá", "body", small) == ["Ban Xanh Lá"]
    assert kinds("Ban Đỏ", "body", small) == ["Ban Đỏ"]
    assert kinds("BAN ĐỎ", "body", small) == []
    assert kinds("bxl", "body", small) == [], "an acronym is never matched in lower case"


def test_places_need_their_capitals() -> None:
    assert kinds("tại Hà Nội", "place") == ["Hà Nội"]
    assert kinds("TẠI HÀ NỘI", "place") == ["HÀ NỘI"]
    assert "hà nội" not in kinds("tại hà nội", "place")
    assert kinds("anh ấy", "country") == []
    assert kinds("nước Anh", "country") == ["Anh"]


@pytest.mark.parametrize(
    "text",
    [
        "Thành uỷ",
        "Thành ủy",
        "Tha\u0300nh u\u0309y",
        "Thành\u00a0ủy",
        "Thành  ủy",
        "Thành u\u200bỷ",
        "THÀNH ỦY",
    ],
)
def test_spelling_noise_does_not_matter(text: str) -> None:
    tokens = tokenize(Shadow(text), LEX.glue_words)
    assert any(m.entry.kind == "body" and m.entry.name == "Thành ủy" for m in matcher.find(LEX, tokens))


@pytest.mark.parametrize("text", ["TP.HCM", "TP. HCM", "TP HCM", "TPHCM"])
def test_spaces_and_dots_of_abbreviations(text: str) -> None:
    assert (text, "place", "Hồ Chí Minh") in find(text)


@pytest.mark.parametrize("dash", ["-", " - ", "–", " – ", "—"])
def test_every_dash_is_the_dash(dash: str) -> None:
    text = f"Hội Hữu nghị Việt Nam{dash}Lào"
    assert (text, "body", "Hội Hữu nghị Việt Nam - Lào") in find(text)


def test_no_match_runs_across_a_line() -> None:
    assert "Bộ\nNgoại giao" not in [piece for piece, _, _ in find("Bộ\nNgoại giao")]
    assert kinds("Bộ Ngoại giao", "body") == ["Bộ Ngoại giao"]


def test_matches_come_by_start_then_longest_first() -> None:
    tokens = tokenize(Shadow("Ủy viên Bộ Chính trị Hà Nội\nCộng hòa Dân chủ Nhân dân Lào"), LEX.glue_words)
    order = [(m.start, -m.end) for m in matcher.find(LEX, tokens)]
    assert order == sorted(order)


def test_glued_words_are_matched_apart() -> None:
    assert ("Chủ tịch", "role", "Chủ tịch") in find("Nguyễn Tấn DũngChủ tịch Hội")
    assert ("Lào", "country", "Lào") in find("Làotại hội đàm") or ("Lào", "country", "Lào") in find(
        "nước Làotại"
    )


def test_nothing_is_found_in_nothing() -> None:
    assert find("") == []
    assert find("\n\n") == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Bí thư", "Hà Nội", "\n", "lào", "Lào", "T.Ư", ",", "Xyz", "tỉnh", "-", "Ủy viên"])
    )
)
def test_every_match_is_its_form_again(parts: list[str]) -> None:
    tokens = tokenize(Shadow(" ".join(parts)), LEX.glue_words)
    for match in matcher.find(LEX, tokens):
        assert tokens.line_of[match.start] == tokens.line_of[match.end - 1]
        form = tokenize(Shadow(match.entry.form), LEX.glue_words).texts
        assert [lexicon.fold(t) for t in tokens.texts[match.start : match.end]] == [
            lexicon.fold(t) for t in form
        ]
