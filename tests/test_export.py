"""The formats: complete, readable by others, and never a formula, markup or a second line."""

from __future__ import annotations

import csv as stdcsv
import io
import json as stdjson
from pathlib import Path

import jsonschema
import pytest
from made import DOCUMENT, TEXT, corpus

from vnlaos_ner import table
from vnlaos_ner.corpus.decisions import load
from vnlaos_ner.corpus.types import Suggestion
from vnlaos_ner.export import csv, decisions, json, jsonl, markdown, tsv
from vnlaos_ner.export.schema import schema

CELLS = ("=1+1", "+84", "-5", "@x", "\tx", " =1", "＝1", "Đinh Ân", "a|b", "[/Video]", "<i>", "x\ny\\", "")


def one(*cells: str) -> table.Table:
    return table.Table("places", tuple(f"c{i}" for i in range(len(cells))), [tuple(cells)])


def written(write: object, found: table.Table) -> str:
    out = io.BytesIO()
    write(found, out)  # type: ignore[operator]
    return out.getvalue().decode()


def test_csv_is_read_back_by_a_csv_reader_and_holds_no_formula() -> None:
    header, row = stdcsv.reader(io.StringIO(written(csv.write, one(*CELLS)), newline=""))
    assert len(header) == len(row) == len(CELLS)
    assert [cell.lstrip("'") for cell in row] == list(CELLS)
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "＝")) for cell in row)


def test_csv_leaves_numbers_and_other_text_alone() -> None:
    found = table.Table("places", ("a", "b", "c"), [(-1, -0.5, "Lào")])
    assert written(csv.write, found) == "a,b,c\n-1,-0.5,Lào\n"


def test_tsv_has_one_line_a_row_and_can_be_undone() -> None:
    header, row = written(tsv.write, one(*CELLS)).splitlines()
    cells = row.split("\t")
    assert len(cells) == len(CELLS) == len(header.split("\t"))
    assert "x\\ny\\\\" in cells


def test_markdown_cells_are_plain_text() -> None:
    lines = written(markdown.write, one(*CELLS)).splitlines()
    assert len(lines) == 3
    assert r"a\|b" in lines[2]
    assert r"\[/Video\]" in lines[2]
    assert "&lt;i&gt;" in lines[2]
    assert "<" not in lines[2]


@pytest.mark.parametrize(
    "text", ["Trần Thu Hà", "Hà Nội - Lào", "18-NQ/TƯ", "T.Ư", "17/11/2021 21:31", "(Ảnh: Hà)"]
)
def test_markdown_leaves_names_readable(text: str) -> None:
    assert markdown.escape(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
        ("[x](http://y)", r"\[x\](http\://y)"),
        ("![x](y)", r"\!\[x\](y)"),
        ("a & b\n# c", r"a &amp; b \# c"),
    ],
)
def test_markdown_escapes_what_would_be_markup(text: str, expected: str) -> None:
    assert markdown.escape(text) == expected


def test_jsonl_is_the_contract() -> None:
    out = io.BytesIO()
    jsonl.documents([DOCUMENT, DOCUMENT], out)
    lines = out.getvalue().decode().splitlines()
    validator = jsonschema.Draft202012Validator(stdjson.loads(schema("document")))
    for line in lines:
        document = stdjson.loads(line)
        validator.validate(document)
        assert all(TEXT[m["start"] : m["end"]] == m["text"] for m in document["mentions"])
    assert len(lines) == 2


def test_schema_wants_every_key() -> None:
    out = io.BytesIO()
    jsonl.documents([DOCUMENT], out)
    document = stdjson.loads(out.getvalue())
    validator = jsonschema.Draft202012Validator(stdjson.loads(schema("document")))
    for key in list(document):
        assert not validator.is_valid({k: v for k, v in document.items() if k != key}), key
    assert not validator.is_valid(document | {"schema": "vnlaos-ner/2"})


@pytest.mark.parametrize("number", [0, 1, 3])
def test_json_is_one_object_of_documents_and_corpus(number: int) -> None:
    out = io.BytesIO()
    json.documents([DOCUMENT] * number, corpus, out)
    whole = stdjson.loads(out.getvalue())
    jsonschema.Draft202012Validator(stdjson.loads(schema("corpus"))).validate(whole)
    assert len(whole["documents"]) == number
    assert {"people", "offices", "organizations", "places", "holdings"} < set(whole)


def test_rows_as_json_are_the_same_in_both_formats() -> None:
    array = stdjson.loads(written(json.write, table.corpus(corpus(), "people")))
    lines = [
        stdjson.loads(line) for line in written(jsonl.write, table.corpus(corpus(), "people")).splitlines()
    ]
    assert array == lines
    assert array[0]["offices"][0]["statuses"] == ["former"]
    assert stdjson.loads(written(json.write, table.Table("places", ("a",), []))) == []


def test_suggestions_are_a_decisions_file_that_decides_nothing_yet(tmp_path: Path) -> None:
    pair = Suggestion("a#Lê An", "Lê An", "b#Lê An", "Lê An", "no office in\tcommon")
    out = io.BytesIO()
    decisions.write([pair], out)
    path = tmp_path / "pairs.tsv"
    path.write_bytes(out.getvalue())
    assert load(path).rows == ()
    path.write_text(path.read_text(encoding="utf-8").replace("# not-same", "not-same"), encoding="utf-8")
    (row,) = load(path).rows
    assert (row.kind, row.left, row.right) == ("not-same", "a#Lê An", "b#Lê An")
