"""The names harvested from the raw corpus: their file, and what the room makes of them."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from vnlaos_ner import gold, lexicon
from vnlaos_ner.document import Article
from vnlaos_ner.errors import LexiconError
from vnlaos_ner.page import Candidate
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.syllable import is_syllable
from vnlaos_ner.text import Shadow, tokenize

FILE = files("vnlaos_ner") / "data" / "seen_names.tsv"
GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"


@pytest.fixture(scope="module")
def grammar() -> Pipeline:
    return Pipeline(lexicon.load())


def table() -> list[list[str]]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def proposed(grammar: Pipeline, text: str) -> list[tuple[str, str]]:
    """What the room itself proposes, as rule and text."""
    page = grammar.page(Article(id="a", source="a", text=text, sha256=""))
    rows: list[Candidate] = [c for c in grammar.candidates(page) if c.rule.startswith("seen.")]
    return [(c.rule, text[slice(*page.raw_span(c.start, c.end))]) for c in rows]


def kept(grammar: Pipeline, text: str) -> set[tuple[str, str]]:
    seen = grammar.see(Article(id="a", source="a", text=text, sha256=""))
    return {(f.type, text[slice(*seen.page.raw_span(f.start, f.end))]) for f in seen.found}


def test_the_header_says_where_the_names_come_from() -> None:
    header = [x for x in FILE.read_text(encoding="utf-8").splitlines() if x.startswith("#")]
    said = " ".join(header)
    for word in ("python -m training.harvest", "strong:", "all:", "person.honorific"):
        assert word in said


def test_rows_are_sorted_unique_and_plausible() -> None:
    columns, *rows = table()
    assert columns == ["form", "type", "strong", "all"]
    assert rows == sorted(rows, key=lambda row: (row[1], row[0]))
    assert len({row[0] for row in rows}) == len(rows), "one form, one type"
    for form, kind, strong, every in rows:
        assert kind in ("PERSON", "LOCATION", "ORGANIZATION")
        assert 3 <= int(strong) <= int(every), form


def test_single_words_are_foreign_or_acronyms() -> None:
    short = [(form, kind) for form, kind, *_ in table()[1:] if len(form.split()) == 1 and form.isalpha()]
    assert short
    for form, kind in short:
        assert not is_syllable(form) or (kind == "ORGANIZATION" and form.isupper()), form


def test_hardly_anything_is_harvested_that_the_lexicon_has(grammar: Pipeline) -> None:
    """The harvest leaves out what the lexicon had; when the two grow together, run it again."""
    known = grammar.lexicon
    kinds = ("person", "place", "country", "organization", "body")
    again = [form for form, *_ in table()[1:] if any(known.get(kind, form) for kind in kinds)]
    assert len(again) <= 20, again


def test_the_file_stays_small() -> None:
    assert len(FILE.read_bytes()) < 400_000


@pytest.mark.skipif(not GOLD.is_dir(), reason="../shared is not here")
def test_gold_articles_and_copies_are_left_out_of_the_harvest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harvest = pytest.importorskip("training.harvest_pages")
    known = lexicon.load()
    article = gold.load(GOLD / "seeds")[0]
    texts = {
        article.id: "Chị Lan ra chợ.",
        "copy": article.text,
        "mine": "Anh Nam về quê.",
        "mine-again": "Anh Nam về quê.",
    }
    lines = []
    for name, text in texts.items():
        tokens = tokenize(Shadow(text), known.glue_words)
        lines.append(json.dumps([name, " ".join(tokens.texts), "0" * len(tokens.texts), tokens.lines, []]))
    cache = tmp_path / "harvest.jsonl"
    cache.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(harvest, "CACHE", cache)
    assert [sheet.name for sheet in harvest.sheets(known)] == ["mine"]


def test_a_harvested_name_is_found_where_the_context_says_nothing(grammar: Pipeline) -> None:
    text = "Khán giả vỗ tay khi Trấn Thành bước ra."
    assert ("seen.person", "Trấn Thành") in proposed(grammar, text)
    assert ("PERSON", "Trấn Thành") in kept(grammar, text)
    assert ("PERSON", "Mourinho") in kept(grammar, "Hôm qua, Mourinho lại than phiền về lịch thi đấu.")


def test_a_harvested_place_is_found_without_its_class_word(grammar: Pipeline) -> None:
    assert ("LOCATION", "Trà Cổ") in kept(grammar, "Sáng sớm, chúng tôi đi bộ dọc theo Trà Cổ.")


@pytest.mark.parametrize(
    "text",
    [
        "Khán giả chào đón Trấn Thành Công từ sáng sớm.",  # a longer name
        "Khán giả chào đón Hari Trấn Thành từ sáng sớm.",
        "Họ hẹn nhau ở quán cà phê Trấn-Thành gần chợ.",
        "KHÁN GIẢ VỖ TAY KHI TRẤN THÀNH BƯỚC RA",  # another spelling
    ],
)
def test_no_piece_of_a_longer_name_is_taken(grammar: Pipeline, text: str) -> None:
    assert not [x for x in proposed(grammar, text) if "Thành" in x[1]]


def test_a_span_read_by_an_earlier_room_is_left_to_it(grammar: Pipeline) -> None:
    assert proposed(grammar, "Ông cho biết Jose Mourinho sẽ đến.") != [("seen.person", "Mourinho")]
    assert ("LOCATION", "phường Trà Cổ") in kept(grammar, "Bà sống ở phường Trà Cổ, thành phố Móng Cái.")
    assert ("LOCATION", "Trà Cổ") not in kept(grammar, "Bà sống ở phường Trà Cổ, thành phố Móng Cái.")


def test_an_unknown_type_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seen_names.tsv").write_text("form\ttype\tstrong\tall\nAn Lạc\tCITY\t3\t3\n", "utf-8")
    with pytest.raises(LexiconError, match=r"seen_names.tsv:2: the type must be one of PERSON"):
        lexicon.load(tmp_path)


def test_a_user_switches_a_harvested_name_off(tmp_path: Path) -> None:
    (tmp_path / "seen_names.tsv").write_text("form\ttype\tcase\nTrấn Thành\tPERSON\toff\n", "utf-8")
    known = lexicon.load(tmp_path)
    assert lexicon.load().get("seen_person", "Trấn Thành")
    assert known.get("seen_person", "Trấn Thành") is None
