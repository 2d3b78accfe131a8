"""The shadow and its way back to the raw text; tokens; what is repaired and what is left alone."""

from __future__ import annotations

import sys
import time
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnlaos_ner.syllable import is_syllable
from vnlaos_ner.text import Shadow, tokenize

SHARED = Path(__file__).resolve().parents[2] / "shared"
GLUE = frozenset({"sau", "trong", "tại", "và", "đã", "là", "ngày", "cùng", "với"})
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

SYLLABLES = [
    *(
        "Bí",
        "thư",
        "Thành",
        "uỷ",
        "ủy",
        "Hoà",
        "hòa",
        "khoẻ",
        "Ðảng",
        "quý",
        "thuở",
        "hoàng",
        "Huỳnh",
        "Raúl",
    ),
    *("Nguyễn", "Dũngtại", "T.Ư", "17/11", "Phomvihane", "nghĩa", "VinFast", "“Tốt”", "UBNDtỉnh"),
]
SPACES = [" ", "  ", "\u00a0", "\n", "\r\n", "\t", "\u200b", "", "\u2028", "-", "\u2011"]


@st.composite
def vietnamese(draw: st.DrawFn) -> str:
    """Syllables with all sorts of space between them, each in NFC or NFD, zero-width signs sprinkled in."""
    out = []
    for syllable in draw(st.lists(st.sampled_from(SYLLABLES), max_size=12)):
        out.append(unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), syllable))
        out.append(draw(st.sampled_from(SPACES)))
        out.append(draw(st.sampled_from(["", "", "", *ZERO_WIDTH])))
    return "".join(out)


# Anything but conjoining Hangul jamo, which compose without being marks and stand in no news page.
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]).filter(lambda c: not "\u1100" <= c <= "\u11ff"))
TEXTS = vietnamese() | ANYTHING


def repaired(raw: str) -> str:
    return Shadow(raw).text


@given(TEXTS)
def test_every_character_of_the_shadow_comes_from_a_raw_span(raw: str) -> None:
    shadow = Shadow(raw)
    last = 0
    for i in range(len(shadow.text)):
        start, end = shadow.to_raw(i, i + 1)
        assert last <= start < end <= len(raw)
        assert shadow.to_shadow(start) <= i
        last = start


@given(TEXTS, st.data())
def test_a_shadow_span_repaired_again_is_itself(raw: str, data: st.DataObject) -> None:
    shadow = Shadow(raw)
    start = data.draw(st.integers(0, len(shadow.text)))
    end = data.draw(st.integers(start, len(shadow.text)))
    a, b = shadow.to_raw(start, end)
    cut = Shadow(raw[a:b]).text
    # A cut can divide a syllable (“ho|à”) or a letter from its marks; only whole words are compared.
    if shadow.text[start:end].strip() and not _divides(shadow.text, start) and not _divides(shadow.text, end):
        assert cut.strip(ZERO_WIDTH) == shadow.text[start:end]


def _divides(text: str, at: int) -> bool:
    inside = 0 < at < len(text) and (text[at - 1].isalpha() or unicodedata.combining(text[at]) != 0)
    return inside and (text[at].isalpha() or unicodedata.combining(text[at]) != 0)


@given(TEXTS)
def test_the_shadow_is_composed_and_clean(raw: str) -> None:
    text = repaired(raw)
    assert not any(c in text for c in ZERO_WIDTH + "\u00a0\r\tÐ")
    assert text.count("\n") == raw.count("\n")


@given(vietnamese())
def test_the_shadow_does_not_depend_on_the_normal_form(raw: str) -> None:
    assert unicodedata.is_normalized("NFC", repaired(raw))
    assert repaired(unicodedata.normalize("NFD", raw)) == repaired(unicodedata.normalize("NFC", raw))


@given(TEXTS)
def test_repairing_twice_changes_nothing_more(raw: str) -> None:
    assert repaired(repaired(raw)) == repaired(raw)


@given(TEXTS)
def test_tokens_are_raw_slices(raw: str) -> None:
    shadow = Shadow(raw)
    tokens = tokenize(shadow, GLUE)
    last = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert last <= start < end <= len(raw)
        last = end
    assert sum(map(len, tokens.texts)) == len("".join(shadow.text.split()))


@given(TEXTS)
def test_token_columns_agree(raw: str) -> None:
    tokens = tokenize(Shadow(raw), GLUE)
    assert len({len(column) for column in (tokens.texts, tokens.starts, tokens.ends, tokens.glued)}) == 1
    assert len(tokens.lines) == raw.count("\n") + 1
    for number, (first, last) in enumerate(tokens.lines):
        assert tokens.line_of[first:last] == [number] * (last - first)
        assert not (first < last and tokens.glued[first])


@given(vietnamese())
def test_a_token_is_its_raw_slice_repaired(raw: str) -> None:
    tokens = tokenize(Shadow(raw), GLUE)
    for text, start, end in zip(tokens.texts, tokens.starts, tokens.ends, strict=True):
        assert repaired(raw[start:end]) == text


@pytest.mark.parametrize(
    ("raw", "shadow"),
    [
        ("Thành uỷ", "Thành ủy"),
        ("THÀNH UỶ", "THÀNH ỦY"),
        ("hoà khoá khoẻ loè thuỷ Hoà", "hòa khóa khỏe lòe thủy Hòa"),
        ("Ðảng, ðồng chí", "Đảng, đồng chí"),
        ("Hà\u00a0Nội\tvà\u3000Lào", "Hà Nội và Lào"),
        ("Thanh\u200b Hóa\ufeff", "Thanh Hóa"),
        ("Việt Nam\u2011Lào", "Việt Nam-Lào"),
        ("dòng một\r\ndòng hai", "dòng một \ndòng hai"),
        ("dòng\u2028mềm", "dòng mềm"),
        ("e\u0301\u0302 u\u0301\u031b", "ế ứ"),  # marks in the wrong order
        ("CầnThơHoà", "CầnThơHòa"),  # glued, but the case turns
    ],
)
def test_repairs(raw: str, shadow: str) -> None:
    assert repaired(raw) == shadow


@pytest.mark.parametrize(
    "text",
    [
        "quý",
        "Quỳnh",
        "quỷ",
        "thuở",
        "hoàng",
        "Huỳnh",
        "khoét",
        "Raúl",
        "Chloé",
        "Zoé",
        "Lý",
        "Lí",
        "sĩ",
        "sỹ",
        "bình–yên",
    ],
)
def test_left_alone(text: str) -> None:
    assert repaired(text) == text
    assert repaired(unicodedata.normalize("NFD", text)) == text


def test_zero_width_signs_stay_outside_a_span() -> None:
    raw = "\ufeffLa\u0300o\u200b Viê\u0323t"
    shadow = Shadow(raw)
    assert shadow.text == "Lào Việt"
    assert raw[slice(*shadow.to_raw(0, 3))] == "La\u0300o"
    assert raw[slice(*shadow.to_raw(4, 8))] == "Viê\u0323t"


@pytest.mark.parametrize(
    ("raw", "pieces"),
    [
        ("Lê Ví Dụtại cuộc họp", ["Lê", "Ví", "Dụ", "tại", "cuộc", "họp"]),
        ("Lê Văn CườngChủ tịch", ["Lê", "Văn", "Cường", "Chủ", "tịch"]),
        ("TheoReuters", ["Theo", "Reuters"]),
        ("bà Han-hyeđã nói", ["bà", "Han", "-", "hye", "đã", "nói"]),
        ("Ngasau đó", ["Nga", "sau", "đó"]),
        ("Loantrong", ["Loan", "trong"]),
        ("UBNDtỉnh", ["UBND", "tỉnh"]),
        ("CSGTCông an", ["CSGT", "Công", "an"]),
        ("17/11/2021", ["17", "/", "11", "/", "2021"]),
        ("A1b", ["A", "1", "b"]),
        ("T.Ư", ["T", ".", "Ư"]),
        ("H'Yim", ["H", "'", "Yim"]),
    ],
)
def test_tokens(raw: str, pieces: list[str]) -> None:
    assert tokenize(Shadow(raw), GLUE).texts == pieces


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "Toàn",
        "Putin",
        "Angela",
        "VIệt",
        "ẢRập",
        "khoảng",
        "Nassau",
        "Bissau",
        "Armstrong",
        "Valladolid",
        "lại",
        "BÌNH",
        "Palà",
    ],
)
def test_words_that_stay_whole(word: str) -> None:
    assert tokenize(Shadow(word), GLUE - {"là"}).texts == [word]


@pytest.mark.parametrize(
    "word",
    [
        "nghĩa",
        "của",
        "khuya",
        "Nguyễn",
        "Quốc",
        "quyết",
        "gìn",
        "giếng",
        "Huỳnh",
        "khuỷu",
        "xoong",
        "Y",
        "yêu",
        "ươn",
        "thuở",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["Putin", "Trump", "Dũngtại", "Phomvihane", "Zalo", "str", "Dzũng", "Krông", ""]
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@settings(max_examples=20)
@given(st.text("ab \n", max_size=30))
def test_plain_text_runs_in_step(raw: str) -> None:
    assert Shadow(raw).in_step


# --- the shared gold -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def goldtool() -> ModuleType:
    if not (SHARED / "tools" / "goldtool.py").exists():
        pytest.skip(f"no shared gold at {SHARED}")
    sys.path.insert(0, str(SHARED / "tools"))
    try:
        import goldtool
    finally:
        sys.path.pop(0)
    return goldtool


@pytest.mark.parametrize("folder", ["train", "seeds"])
def test_gold_boundaries_are_token_boundaries(folder: str, goldtool: ModuleType) -> None:
    from vnlaos_ner import lexicon

    glue = lexicon.load().glue_words
    seen, off = 0, []
    for path in sorted((SHARED / "gold" / folder).glob("*.txt")):
        tokens = tokenize(Shadow(path.read_bytes().decode()), glue)
        starts, ends = set(tokens.starts), set(tokens.ends)
        for m in goldtool.compile_doc(path, path.with_suffix(".tsv"))["mentions"]:
            seen += 1
            if m["start"] not in starts or m["end"] not in ends:
                off.append((path.name, m["text"]))
    assert seen > 100
    assert off == []


@pytest.mark.parametrize(
    "raw",
    [
        "a" * 200_000,
        "Ab" * 100_000,
        "À" * 100_000,
        "a\u0301" * 100_000,
        "oà" * 100_000,
        "\u200b" * 100_000,
        "UBNDtỉnh" * 20_000,
    ],
    ids=["word", "camel", "capitals", "marks", "tones", "zero width", "acronyms"],
)
def test_odd_texts_do_not_hang(raw: str) -> None:
    start = time.process_time()
    tokenize(Shadow(raw), GLUE)
    # A tenth of a second is usual; only a step that is not linear takes minutes.
    assert time.process_time() - start < 30
