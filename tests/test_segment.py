"""Sentences and words: always slices of the raw text, whatever its spaces, marks and tone style."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from vnlaos_ner.cli.segment import command
from vnlaos_ner.errors import AlignmentError
from vnlaos_ner.segment import align, sentences

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
SYLLABLES = [
    *(
        "Bí thư",
        "Thành uỷ",
        "Thành ủy",
        "Hoà Bình",
        "khoẻ",
        "Ðảng",
        "quý",
        "Lê Ví Dụ",
        "Y Bru",
        "H'Yim",
        "T.Ư",
    ),
    *(
        "17/11/2021",
        "21h15",
        "1.200.000",
        "3,5%",
        "“Tốt”",
        "(Ảnh:",
        "PGS.TS",
        "A.",
        "…",
        "?",
        ".",
        ",",
        "./.",
        "UBND",
    ),
    *(
        "Dũngtại",
        "Phomvihane",
        "http://vi.du/a?b=1",
        "a@vi.du",
        "#the",
        ":)",
        "→",
        "🇱🇦",
        "ສະບາຍດີ",
        "Ångström",
        "№",
    ),
]


@st.composite
def pages(draw: st.DrawFn) -> str:
    out = []
    for word in draw(st.lists(st.sampled_from(SYLLABLES), max_size=15)):
        form = draw(st.sampled_from(["NFC", "NFD"]))
        out += [
            unicodedata.normalize(form, word),
            draw(st.sampled_from([" ", "  ", "\u00a0", "\n", "\r\n", "\t", ""])),
        ]
    return "".join(out)


@settings(max_examples=150, deadline=None)
@given(pages())
def test_words_and_sentences_are_raw_slices_in_order(raw: str) -> None:
    last = 0
    for sentence in sentences(raw, strict=True):
        assert last <= sentence.start < sentence.end <= len(raw)
        at = sentence.start
        for word in sentence.words:
            assert raw[word.start : word.end] == word.text
            assert at <= word.start < word.end <= sentence.end
            assert not raw[at : word.start].strip("\u200b \t\r\u00a0")
            at = word.end
        assert at == sentence.end
        assert "\n" not in raw[sentence.start : sentence.end]
        assert not raw[last : sentence.start].strip()
        last = sentence.end
    assert not raw[last:].strip()


@settings(max_examples=60, deadline=None)
@given(pages())
def test_the_normal_form_changes_no_word(raw: str) -> None:
    composed = sentences(unicodedata.normalize("NFC", raw))
    split = sentences(unicodedata.normalize("NFD", raw))
    assert [[unicodedata.normalize("NFC", w.text) for w in s.words] for s in split] == [
        [w.text for w in s.words] for s in composed
    ]


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem[:3])
def test_seeds_need_no_fallback(path: Path) -> None:
    raw = path.read_bytes().decode()
    found = sentences(raw, strict=True)
    assert len(found) >= sum(1 for line in raw.split("\n") if line.strip())
    assert "".join("".join(w.text.split()) for s in found for w in s.words) == "".join(raw.split())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Bí thư T.Ư Đảng đến. Ông ở lại.", ["Bí thư T.Ư Đảng đến.", "Ông ở lại."]),
        ("Trời lạnh 9 độ C. Nhiệt độ sẽ tăng.", ["Trời lạnh 9 độ C.", "Nhiệt độ sẽ tăng."]),
        ("Ông J. Widodo đến Q. Tân Phú.", ["Ông J. Widodo đến Q. Tân Phú."]),
        ("PGS. TS. Lê Ví Dụ ở TP. Vinh nói.", ["PGS. TS. Lê Ví Dụ ở TP. Vinh nói."]),
        ("“Có đúng không?”, ông Dụ hỏi.", ["“Có đúng không?”, ông Dụ hỏi."]),
        ("Họ nói: “Rất tốt.” Sau đó họ về.", ["Họ nói: “Rất tốt.”", "Sau đó họ về."]),
        ("Anh K. kể lại. Chị Tr. khóc.", ["Anh K. kể lại.", "Chị Tr. khóc."]),
        ("Có Lào, Thái Lan… Ngoài ra còn Mỹ.", ["Có Lào, Thái Lan…", "Ngoài ra còn Mỹ."]),
        ("Có Lào, Thái Lan… đến dự.", ["Có Lào, Thái Lan… đến dự."]),
        ("Đầu đề không có chấm\nCâu sau.", ["Đầu đề không có chấm", "Câu sau."]),
        ("Tăng 1.200.000 đồng. Giảm 3,5%.", ["Tăng 1.200.000 đồng.", "Giảm 3,5%."]),
        ("Cuộc họp tốt đẹp./.", ["Cuộc họp tốt đẹp./."]),
    ],
)
def test_sentences(text: str, pieces: list[str]) -> None:
    assert [text[s.start : s.end] for s in sentences(text)] == pieces


def test_names_are_words() -> None:
    [sentence] = sentences("Bí thư Thành uỷ Hà\u00a0 Nội phát biểu")
    assert [w.text for w in sentence.words][:3] == ["Bí thư", "Thành uỷ", "Hà\u00a0 Nội"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hoà bình", ["Hòa bình"]),
        ("một hai", ["một"]),
        ("một", ["một", "hai"]),
        ("một hai ba", ["một", "ba"]),
    ],
)
def test_alignment_raises_and_never_guesses(text: str, words: list[str]) -> None:
    with pytest.raises(AlignmentError):
        align(text, words)


def test_a_sentence_that_cannot_be_aligned_falls_back_to_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    import underthesea

    monkeypatch.setattr(underthesea, "word_tokenize", lambda text, **_: ["lạ"])
    [sentence] = sentences("Hà Nội, 5/7.")
    assert [w.text for w in sentence.words] == ["Hà", "Nội", ",", "5", "/", "7", "."]
    with pytest.raises(AlignmentError):
        sentences("Hà Nội, 5/7.", strict=True)


# --- the command ----------------------------------------------------------------------------------------


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes("Bí thư Thành uỷ Hà  Nội.\r\n\r\nÔng về.".encode())
    return path


def test_command_prints_a_sentence_a_line(page: Path) -> None:
    result = CliRunner().invoke(command, [str(page), str(page.parent / "no")])
    assert result.exit_code == 3
    assert result.stdout == "Bí_thư Thành_uỷ Hà_Nội .\nÔng về .\n"
    assert "no such file" in result.stderr


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_command_writes_offsets(page: Path, form: str) -> None:
    result = CliRunner().invoke(command, ["-f", form, str(page)])
    assert result.exit_code == 0
    data = msgspec.json.decode(result.stdout)
    [document] = data["documents"] if form == "json" else [data]
    raw = page.read_bytes().decode()
    assert document["id"] == "a"
    assert [raw[w["start"] : w["end"]] for s in document["sentences"] for w in s["words"]] == [
        w["text"] for s in document["sentences"] for w in s["words"]
    ]


def test_command_reads_standard_input_and_says_when_nothing_was_read() -> None:
    assert CliRunner().invoke(command, ["-"], input="Lào.").stdout == "Lào .\n"
    assert CliRunner().invoke(command, ["-"], input="").exit_code == 2
    assert CliRunner().invoke(command, []).exit_code == 2


def test_importing_the_stage_does_not_import_the_segmenter() -> None:
    code = "import sys, vnlaos_ner.segment, vnlaos_ner.cli.segment; print('underthesea' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"
