"""Gold files: placement, both forms, and errors that name file and line."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnlaos_ner import gold
from vnlaos_ner.document import Office
from vnlaos_ner.errors import GoldError
from vnlaos_ner.gold_facts import load_offices
from vnlaos_ner.score import fold

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="../shared is not here")


def write(folder: Path, text: str, *rows: str, name: str = "a") -> Path:
    (folder / f"{name}.txt").write_bytes(text.encode())
    tsv = folder / f"{name}.tsv"
    tsv.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tsv


def spans(tsv: Path) -> list[tuple[str, int, int]]:
    return [(m.type, m.start, m.end) for m in gold.load(tsv)[0].mentions]


def test_rows_are_placed_one_after_the_other(tmp_path: Path) -> None:
    tsv = write(tmp_path, "Huế, Huế\r\nHuế\n", "1\tLOCATION\tHuế", "1\tLOCATION\tHuế", "2\tLOCATION\tHuế")
    assert spans(tsv) == [("LOCATION", 0, 3), ("LOCATION", 5, 8), ("LOCATION", 10, 13)]


def test_nested_rows_start_at_their_parent(tmp_path: Path) -> None:
    rows = ["1\tOFFICE\tBí thư Thành ủy Huế", "1\tORGANIZATION\tThành ủy Huế", "1\tLOCATION\tHuế"]
    tsv = write(tmp_path, "Huế: Bí thư Thành ủy Huế Lê An", *rows)
    assert spans(tsv) == [("OFFICE", 5, 24), ("ORGANIZATION", 12, 24), ("LOCATION", 21, 24)]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("LOCATION\tCHDCND Lào", "LOCATION\tLào"),
        ("PERSON\tLê Minh Lào", "OFFICE\tLào"),
        ("DATE\tnăm 2020", "DATE\t2020"),
    ],
)
def test_flat_types_hold_no_mark_of_their_own(tmp_path: Path, outer: str, inner: str) -> None:
    text = f"{outer.split(chr(9))[1]} và {inner.split(chr(9))[1]}"
    tsv = write(tmp_path, text, f"1\t{outer}", f"1\t{inner}")
    assert spans(tsv)[1][1:] == (len(text) - len(inner.split("\t")[1]), len(text))


def test_an_organization_may_hold_an_organization(tmp_path: Path) -> None:
    tsv = write(
        tmp_path, "Văn phòng Quốc hội", "1\tORGANIZATION\tVăn phòng Quốc hội", "1\tORGANIZATION\tQuốc hội"
    )
    assert spans(tsv) == [("ORGANIZATION", 0, 18), ("ORGANIZATION", 10, 18)]


def test_what_the_columns_say(tmp_path: Path) -> None:
    rows = [
        "# a comment",
        "1\tOFFICE\tBí thư Thành uỷ\tBí thư Thành ủy Huế\tLê Văn An\tformer",
        "",
        "1\tPERSON\tAn\tLê Văn An\t\t\tLê Văn An (Huế)",
        "1\tEVENT\tĐại hội XIII",
    ]
    office, person, event = gold.load(write(tmp_path, "nguyên Bí thư Thành uỷ An, Đại hội XIII", *rows))[
        0
    ].mentions
    assert (office.canonical, office.holder, office.status) == ("Bí thư Thành ủy Huế", "Lê Văn An", "former")
    assert (person.canonical, person.id, person.holder, person.status) == (
        "Lê Văn An",
        "Lê Văn An (Huế)",
        None,
        None,
    )
    assert (event.type, event.canonical) == ("EVENT", "Đại hội XIII")


def test_an_office_without_a_status_is_current(tmp_path: Path) -> None:
    assert gold.load(write(tmp_path, "Thủ tướng", "1\tOFFICE\tThủ tướng"))[0].mentions[0].status == "current"


def test_first_line_names_the_text(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "b.txt").write_text("Lào", encoding="utf-8")
    tsv = tmp_path / "b.tsv"
    tsv.write_text("# text: texts/b.txt\n1\tLOCATION\tLào\n", encoding="utf-8")
    document = gold.load(tsv)[0]
    assert (document.id, document.source.name, document.text) == ("b", "b.txt", "Lào")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x\tLOCATION\tLào", "'x' is no line number"),
        ("0\tLOCATION\tLào", "'0' is no line number"),
        ("²\tLOCATION\tLào", "is no line number"),
        ("9\tLOCATION\tLào", "the text has 2 lines, no line 9"),
        ("1\tPLACE\tLào", "unknown type 'PLACE'"),
        ("1\tLOCATION\t", "is empty"),
        ("1\tLOCATION\tHuế", "'Huế' is not in line 1 at or after column 1: 'Nước Lào'"),
        ("2\tLOCATION\tLào", "'Lào' is not in line 2"),
        ("1\tLOCATION\tLào\t\tLê An", "only an OFFICE has a holder"),
        ("1\tLOCATION\tLào\t\t\tnew", "only an OFFICE has a holder"),
        ("1\tOFFICE\tLào\t\t\told", "unknown status 'old'"),
        ("1\tOFFICE\tLào\t\t\t\tq1", "only a PERSON has an id"),
        ("1\tLOCATION\tLào\t\t\t\t\t8", "8 columns"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    tsv = write(tmp_path, "Nước Lào\n", "# first", row)
    with pytest.raises(GoldError) as caught:
        gold.load(tsv)
    assert str(caught.value).startswith(f"{tsv}:2: ")
    assert message in str(caught.value)


def test_a_mark_taken_twice_is_an_error(tmp_path: Path) -> None:
    tsv = write(tmp_path, "Lào", "1\tLOCATION\tLào", "1\tLOCATION\tLào")
    with pytest.raises(GoldError, match=r"a\.tsv:2"):
        gold.load(tsv)


def test_missing_things_are_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such file"):
        gold.load(tmp_path / "none")
    with pytest.raises(GoldError, match=r"no \.tsv file"):
        gold.load(tmp_path)
    lonely = tmp_path / "lonely.tsv"
    lonely.write_text("1\tLOCATION\tLào\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"lonely\.txt is not there"):
        gold.load(lonely)
    lonely.write_text("# text: nowhere.txt\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"lonely\.tsv:1: .*nowhere\.txt"):
        gold.load(lonely)
    (tmp_path / "lonely.txt").write_bytes("Lào".encode("utf-16"))
    lonely.write_text("1\tLOCATION\tLào\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"lonely\.txt: not UTF-8 at byte 0"):
        gold.load(lonely)


def as_json(source: str, **change: object) -> dict[str, object]:
    mention = {
        "type": "OFFICE",
        "start": 0,
        "end": 9,
        "text": "Thủ tướng",
        "entity": "e1",
        "holder": "e2",
        "status": "new",
    }
    entities = [{"id": "e1", "name": "Thủ tướng Lào"}, {"id": "e2", "name": "Lê An"}]
    return {"source": source, "mentions": [{**mention, **change}], "entities": entities}


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_our_own_json_is_gold_too(tmp_path: Path, form: str) -> None:
    (tmp_path / "c.txt").write_text("Thủ tướng", encoding="utf-8")
    document = as_json("c.txt")
    path = tmp_path / f"gold.{form}"
    path.write_text(json.dumps(document if form == "jsonl" else {"documents": [document]}), encoding="utf-8")
    mention = gold.load(path)[0].mentions[0]
    assert mention == gold.GoldMention("OFFICE", 0, 9, "Thủ tướng", "Thủ tướng Lào", "Lê An", "new")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": 1}, "does not stand at 1..9"),
        ({"end": 0, "text": ""}, "does not stand"),
        ({"type": "X"}, "type"),
    ],
)
def test_json_that_does_not_fit_is_named(tmp_path: Path, change: dict[str, object], message: str) -> None:
    (tmp_path / "c.txt").write_text("Thủ tướng", encoding="utf-8")
    path = tmp_path / "gold.jsonl"
    path.write_text("\n" + json.dumps(as_json("c.txt", **change)), encoding="utf-8")
    with pytest.raises(GoldError, match=message) as caught:
        gold.load(path)
    assert str(caught.value).startswith(f"{path}:2: ")


def test_json_of_a_changed_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text("Thủ tướng", encoding="utf-8")
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({**as_json("c.txt"), "sha256": "0" * 64}), encoding="utf-8")
    with pytest.raises(GoldError, match="has changed"):
        gold.load(path)
    path.write_text(json.dumps(as_json("elsewhere.txt")), encoding="utf-8")
    with pytest.raises(GoldError, match=r"elsewhere\.txt"):
        gold.load(path)


def test_people_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "Lê An, An", "1\tPERSON\tLê An", "1\tPERSON\tAn\tLê An\t\t\town-id")
    write(tmp_path, "Lê An", "1\tPERSON\tLê An", name="b")
    people = tmp_path / "people.tsv"
    people.write_text("# who\nperson\tdocument\tname\nle-an-1\ta\tLê An\n", encoding="utf-8")
    assert [[m.id for m in d.mentions] for d in gold.load(tmp_path)] == [["le-an-1", "own-id"], [None]]
    people.write_text("person\tdocument\tname\nx\ta\tLê An\ny\ta\tLê An\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"people\.tsv:3: 'Lê An' in a already is 'x'"):
        gold.load(tmp_path)
    people.write_text("person\tdocument\tname\nx\ta\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"people\.tsv:2: three columns"):
        gold.load(tmp_path)


def test_parts_of_offices(tmp_path: Path) -> None:
    path = tmp_path / "offices.tsv"
    path.write_text(
        "# x\nname\trole\tbody\tplace\tcountry\nBí thư Huế\tBí thư\t\tHuế\nVua\tVua\n", encoding="utf-8"
    )
    assert load_offices(path) == {
        "Bí thư Huế": Office("Bí thư", None, "Huế", None, None),
        "Vua": Office("Vua", None, None, None, None),
    }
    for row, message in (
        ("Vua\tVua", "'Vua' is there already"),
        ("Vua", "are needed"),
        ("\t".join("abcdef"), "columns are"),
    ):
        path.write_text(f"name\trole\nVua\tVua\n{row}\n", encoding="utf-8")
        with pytest.raises(GoldError, match=message) as caught:
            load_offices(path)
        assert str(caught.value).startswith(f"{path}:3: ")


def test_parts_given_with_the_gold() -> None:
    """Names are canonical names of gold, each once however its tones are placed."""
    offices = load_offices(ROOT / "fixtures" / "gold" / "offices.tsv")
    assert len({fold(name) for name in offices}) == len(offices)
    assert all(o.country is None or (len(o.country) == 2 and o.country.isupper()) for o in offices.values())
    names = {fold(m.canonical) for d in gold.load(ROOT / "fixtures" / "gold") for m in d.mentions}
    assert len({fold(name) for name in offices} & names) >= 15


@given(st.lists(st.sampled_from(["Lào", "Huế", "ông", ", ", "\n", "Ð", "a\u0301", " "]), max_size=30))
def test_offsets_cut_the_text(pieces: list[str]) -> None:
    """Rows for every place word, in order, land exactly on the words they were made from."""
    rows, where, line, position = [], [], 1, 0
    for piece in pieces:
        if piece in ("Lào", "Huế"):
            rows.append(gold.Row(len(rows) + 1, line, "LOCATION", piece, "", "", "", ""))
            where.append(position)
        line += piece == "\n"
        position += len(piece)
    text = "".join(pieces)
    mentions = gold.place(text, rows, Path("x.tsv"))
    assert [m.start for m in mentions] == where
    assert all(text[m.start : m.end] == m.text for m in mentions)


def test_the_seeds_gold_fits_the_seeds() -> None:
    documents = gold.load(ROOT / "fixtures" / "gold")
    assert [d.source for d in documents] == sorted((ROOT / "seeds").glob("*.txt"))
    assert all(d.text[m.start : m.end] == m.text for d in documents for m in d.mentions)
    assert all(d.article.text.encode() == d.source.read_bytes() for d in documents)


def reference_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("goldtool", SHARED / "tools" / "goldtool.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_shared
@pytest.mark.parametrize("folder", ["seeds", "train", "dev"])
def test_offsets_equal_the_reference_tool(folder: str) -> None:
    tool = reference_tool()
    different = 0
    for document in gold.load(SHARED / "gold" / folder):
        theirs = tool.compile_doc(document.source, document.path)["mentions"]
        keys = ("type", "start", "end", "text", "canonical", "holder", "status")
        different += [tuple(m.get(k) for k in keys) for m in theirs] != [m[:7] for m in document.mentions]
    assert different == 0
