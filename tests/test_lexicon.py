"""Loading, validation, lookups and a user's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnlaos_ner import lexicon, matcher
from vnlaos_ner.errors import LexiconError
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.text import Shadow, tokenize


@pytest.fixture(scope="module")
def lex() -> Lexicon:
    return lexicon.load()


def write(folder: Path, name: str, *lines: str) -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_lookups_ignore_case_and_tone_style(lex: Lexicon) -> None:
    assert lex.canonical("body", "thành uỷ") == "Thành ủy"
    assert lex.canonical("role", "Uỷ viên") == "Ủy viên"
    assert lex.canonical("role", "phó trưởng ban") == "Phó Trưởng Ban"
    assert lex.canonical("role", "không có") is None


def test_every_spelling_of_a_lao_name_leads_to_one_name(lex: Lexicon) -> None:
    for form in ("Thongloun Sisoulith", "Thoong-lun Xi-xu-lít", "Thoong–lun Xi–xu–lít"):
        assert lex.canonical("person", form) == "Thongloun Sisoulith"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Lào", "LA"),
        ("CHDCND Lào", "LA"),
        ("Cộng hoà Dân chủ Nhân dân Lào", "LA"),
        ("Mỹ", "US"),
        ("Hoa Kỳ", "US"),
        ("CHDCND Triều Tiên", "KP"),
        ("U-crai-na", "UA"),
        ("Cam-pu-chia", "KH"),
        ("Viêng Chăn", "LA"),
        ("Hà Nội", "VN"),
        ("Bắc Kinh", "CN"),
        ("bang Iowa", None),
        ("Iowa", "US"),
        ("Atlantis", None),
    ],
)
def test_country_code(lex: Lexicon, name: str, code: str | None) -> None:
    assert lex.country_code(name) == code


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("UBND", "Ủy ban nhân dân"),
        ("T.Ư", "Trung ương"),
        ("GD&ĐT", "Giáo dục và Đào tạo"),
        ("LHQ", "Liên hợp quốc"),
    ],
)
def test_expand(lex: Lexicon, short: str, full: str) -> None:
    assert lex.expand(short) == full


def test_an_abbreviation_with_two_readings_is_not_expanded(lex: Lexicon) -> None:
    assert lex.expand("TBT") is None
    assert lex.expansions("TBT") == ("Tổng Bí thư", "Tổng Biên tập")
    assert lex.expansions("KHÔNG-CÓ") == ()


def test_homonymous_places_stand_side_by_side_and_the_province_comes_first(lex: Lexicon) -> None:
    assert len(lex.all("place", "Châu Thành")) > 5
    first = lex.get("place", "Vĩnh Long")
    assert first is not None
    assert first.attrs["class"] == "tỉnh"
    vientiane = lex.all("place", "Viêng Chăn")
    assert [e.attrs["class"] for e in vientiane] == ["thủ đô", "tỉnh"]


def test_names_and_syllables(lex: Lexicon) -> None:
    assert lex.family_names["Nguyễn"].attrs["frequency"] == "1"
    assert lex.family_names["Ksor"].attrs["class"] == "minority"
    opens, closes = lex.given_syllables["Dũng"]
    assert closes > opens
    assert "Anh" in lex.ambiguous
    assert lex.ambiguous["Anh"].attrs["reason"]
    assert {"tại", "và", "là", "của", "nhấn"} <= lex.glue_words


def test_an_unknown_kind_is_an_error(lex: Lexicon) -> None:
    with pytest.raises(LexiconError, match="unknown kind 'rôle'"):
        lex.of("rôle")


def test_it_is_frozen(lex: Lexicon) -> None:
    with pytest.raises(AttributeError):
        lex.glue_words = frozenset()  # type: ignore[misc]


def test_a_user_adds_items_in_the_same_format(tmp_path: Path) -> None:
    write(tmp_path, "roles.tsv", "form\tvariants\tenglish", "Xuyên trưởng\tXT trưởng\tPrefect")
    lex = lexicon.load(tmp_path)
    assert lex.canonical("role", "xuyên trưởng") == "Xuyên trưởng"
    assert lex.canonical("role", "XT trưởng") == "Xuyên trưởng"
    assert lex.canonical("role", "bí thư") == "Bí thư"
    found = matcher.find(lex, tokenize(Shadow("ông là Xuyên trưởng Hạ"), lex.glue_words))
    assert any(m.entry.name == "Xuyên trưởng" for m in found)


def test_a_users_row_wins_over_ours_by_form(tmp_path: Path) -> None:
    write(tmp_path, "countries.tsv", "form\tcode\tenglish", "Lào\tLA\tLao PDR")
    lex = lexicon.load(tmp_path)
    assert [e.attrs["english"] for e in lex.all("country", "Lào")] == ["Lao PDR"]
    assert lex.country_code("CHDCND Lào") == "LA"


def test_a_user_removes_a_form(tmp_path: Path) -> None:
    write(tmp_path, "organizations.tsv", "form\tcase", "Tuổi Trẻ\toff")
    assert lexicon.load().get("organization", "Tuổi Trẻ") is not None
    assert lexicon.load(tmp_path).get("organization", "Tuổi Trẻ") is None


def test_a_byte_order_mark_and_crlf_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "ranks.tsv").write_bytes("form\tenglish\r\nHộ pháp\tGuardian\r\n".encode("utf-8-sig"))
    assert lexicon.load(tmp_path).get("rank", "hộ pháp") is not None


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ["form\tenglish", "Tỉnh trưởng\tA", "tỉnh trưởng\tB"],
            r"roles.tsv:3: 'tỉnh trưởng' is there already",
        ),
        (["form\tenglish", "Uỷ viên\tA", "Ủy viên\tB"], r"roles.tsv:3: .* is there already"),
        (["form\tvariants", "Xuyên trưởng\tA trưởng; A trưởng"], r"roles.tsv:2: .* is there already"),
        (["form\tenglish", "\tA"], r"roles.tsv:2: the form is blank"),
        (["form\tenglish", "Xuyên trưởng \tA"], r"roles.tsv:2: column 'form' is not trimmed"),
        (["form\tenglish", "Xuyên  trưởng\tA"], r"roles.tsv:2: column 'form' is not trimmed"),
        (["form\tvariants", "Xuyên trưởng\tA trưởng; "], r"roles.tsv:2: column 'variants' is not trimmed"),
        (["form\tvariants", "Xuyên trưởng\tA trưởng;; B"], r"roles.tsv:2: blank or untrimmed variant"),
        (["form\tenglish", "Xuyên tru\u031bởng\tA"], r"roles.tsv:2: not in Unicode NFC"),
        (["form\tenglich", "Xuyên trưởng\tA"], r"roles.tsv:1: kind 'role' has no column 'englich'"),
        (["english\tform", "A\tXuyên trưởng"], r"roles.tsv:1: the first column must be 'form'"),
        (["form\tform", "A\tB"], r"roles.tsv:1: a column is named twice"),
        (["form\tcase", "Xuyên trưởng\tlower"], r"roles.tsv:2: unknown case policy 'lower'"),
        (["form\tenglish", "Xuyên trưởng\tA\tB"], r"roles.tsv:2: 3 cells in a table of 2 columns"),
        (["form\tenglish", "", "Xuyên trưởng\tA"], r"roles.tsv:2: blank line"),
        (["# only a comment"], r"roles.tsv: no line of column names"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_line(
    tmp_path: Path, lines: list[str], message: str
) -> None:
    with pytest.raises(LexiconError, match=message):
        lexicon.load(write(tmp_path, "roles.tsv", *lines))


def test_an_unknown_file_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"rolls.tsv: unknown knowledge file; known are .*roles.tsv"):
        lexicon.load(write(tmp_path, "rolls.tsv", "form", "A"))


def test_a_missing_folder_and_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="not a folder"):
        lexicon.load(tmp_path / "none")
    (tmp_path / "roles.tsv").write_bytes(b"form\n\xff\xfe\n")
    with pytest.raises(LexiconError, match="cannot be read as UTF-8"):
        lexicon.load(tmp_path)


def test_districts_of_one_name_need_different_parents(tmp_path: Path) -> None:
    write(tmp_path, "places.tsv", "form\tclass\tparent", "Hạ\thuyện\tA", "Hạ\thuyện\tB")
    assert len(lexicon.load(tmp_path).all("place", "Hạ")) == 2
    write(tmp_path, "places.tsv", "form\tclass\tparent", "Hạ\thuyện\tA", "Hạ\thuyện\tA")
    with pytest.raises(LexiconError, match="is there already"):
        lexicon.load(tmp_path)
