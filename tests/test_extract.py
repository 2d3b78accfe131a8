"""`extract`: every format and kind of row, the options, and golden output of two invented articles."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import pytest
from commands import ARTICLES, ROOT, inside, lines, run
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from vnlaos_ner.export.schema import schema
from vnlaos_ner.table import KINDS


class Golden(SingleFileSnapshotExtension):
    """One readable file a test in tests/golden."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"

    @classmethod
    def dirname(cls, **_: object) -> str:
        return str(ROOT / "tests" / "golden")


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Golden)


def test_golden_documents(golden: SnapshotAssertion) -> None:
    """What is found, not how sure or by which rule: a new model must not change these lines unseen."""
    found = lines(inside("extract", ARTICLES))
    for document in found:
        for mention in document["mentions"]:
            assert 0 <= mention.pop("score") <= 1
            assert mention.pop("found_by")
    shown = (json.dumps(document, ensure_ascii=False, indent=1) for document in found)
    assert "\n".join(shown) == golden


def test_golden_table(golden: SnapshotAssertion) -> None:
    result = inside("extract", ARTICLES, "--format", "table")
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout.decode() == golden


def test_golden_people_markdown(golden: SnapshotAssertion) -> None:
    assert inside("extract", ARTICLES, "--format", "markdown", "--rows", "people").stdout.decode() == golden


def test_jsonl_keeps_the_contract_and_quotes_the_raw_text() -> None:
    found = lines(inside("extract", "seeds"))
    validator = jsonschema.Draft202012Validator(json.loads(schema("document")))
    assert [d["source"] for d in found] == sorted(f"seeds/{p.name}" for p in (ROOT / "seeds").iterdir())
    for document in found:
        validator.validate(document)
        text = (ROOT / str(document["source"])).read_bytes().decode()
        assert document["mentions"]
        for mention in document["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]


def test_json_keeps_the_contract() -> None:
    whole = json.loads(inside("extract", ARTICLES, "--format", "json").stdout)
    jsonschema.Draft202012Validator(json.loads(schema("corpus"))).validate(whole)
    assert len(whole["documents"]) == 2


@pytest.mark.parametrize("rows", KINDS)
@pytest.mark.parametrize("form", ["table", "csv", "tsv", "markdown", "json", "jsonl"])
def test_every_kind_of_row_in_every_format(form: str, rows: str) -> None:
    result = inside("extract", ARTICLES, "--format", form, "--rows", rows)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout
    assert b"\x1b" not in result.stdout
    assert not result.stderr


def test_csv_has_no_formula() -> None:
    text = inside("extract", ARTICLES, "--format", "csv").stdout.decode()
    for row in csv.reader(text.splitlines()):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@pytest.mark.parametrize("rows", [(), ("--rows", "mentions"), ("--rows", "people")])
def test_piped_table_is_never_coloured_or_wrapped(rows: tuple[str, ...]) -> None:
    narrow = run("extract", ARTICLES, "--format", "table", *rows, COLUMNS="30", FORCE_COLOR="1", TERM="xterm")
    wide = run("extract", ARTICLES, "--format", "table", *rows, COLUMNS="300")
    assert narrow.stdout == wide.stdout
    assert b"\x1b" not in narrow.stdout
    assert "…" not in narrow.stdout.decode()


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "table"])
def test_same_output_twice_and_for_any_number_of_processes(form: str) -> None:
    one, again, two = (run("extract", "seeds", ARTICLES, "-f", form, "--jobs", n).stdout for n in "112")
    assert one
    assert one == again == two


def test_types_and_sections() -> None:
    found = lines(inside("extract", ARTICLES, "--types", "person,DATE", "--sections", "body,lead"))
    mentions = [m for d in found for m in d["mentions"]]
    assert {m["type"] for m in mentions} == {"PERSON", "DATE"}
    assert {m["section"] for m in mentions} <= {"body", "lead"}


def test_underthesea_engine_finds_people_organizations_and_places_only() -> None:
    found = lines(inside("extract", ARTICLES, "--engine", "underthesea"))
    mentions = [m for d in found for m in d["mentions"]]
    assert mentions
    assert {m["type"] for m in mentions} <= {"PERSON", "ORGANIZATION", "LOCATION"}
    assert {rule for m in mentions for rule in m["found_by"]} == {"underthesea.ner"}


def test_standard_input_as_text_and_as_jsonl() -> None:
    text = "Thủ tướng Phạm Minh Chính thăm Lào."
    plain = lines(inside("extract", "-", stdin=text.encode()))
    row = json.dumps({"id": "a", "body": text, "tag": 7}).encode()
    keyed = lines(inside("extract", "-", "--text-key", "body", stdin=row))
    assert plain[0]["mentions"] == keyed[0]["mentions"] != []
    assert (keyed[0]["id"], keyed[0]["meta"]) == ("a", {"tag": 7})


def test_a_user_s_lexicon_teaches_an_office(tmp_path: Path) -> None:
    """The example of the README."""
    row = "\t".join(("Tổng điều phối viên", "Coordinator General", "state", "body,place"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert row in readme
    (tmp_path / "roles.tsv").write_text(
        f"form\tenglish\tdomain\texpects\texample\n{row}\tTổng điều phối viên huyện\n", encoding="utf-8"
    )
    text = "Tổng điều phối viên tỉnh Thanh Hóa Lê Văn Ân thăm Lào.".encode()
    (without,), (taught,) = (
        lines(inside("extract", "-", *more, stdin=text)) for more in ((), ("--lexicon", tmp_path))
    )
    assert "OFFICE" not in {m["type"] for m in without["mentions"]}
    assert "OFFICE" in {m["type"] for m in taught["mentions"]}


def test_a_wrong_lexicon_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "roles.tsv").write_text("form\tenglish\nTổng điều phối viên \tx\n", encoding="utf-8")
    result = inside("extract", ARTICLES, "--lexicon", tmp_path)
    assert result.returncode == 2
    assert b"roles.tsv:2" in result.stderr


def test_decisions_are_applied_and_a_wrong_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text("name\tPhan Quốc Bình\tĐại sứ Bình\n", encoding="utf-8")
    rows = lines(inside("extract", ARTICLES, "-r", "people", "-f", "jsonl", "--decisions", path))
    assert "Đại sứ Bình" in {row["name"] for row in rows}
    path.write_text("maybe\ta\tb\n", encoding="utf-8")
    result = inside("extract", ARTICLES, "--decisions", path)
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"decisions.tsv:1" in result.stderr


def test_suggestions_are_written_beside_the_output(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    plain = inside("extract", ARTICLES)
    assert inside("extract", ARTICLES, "--suggest", path).stdout == plain.stdout
    assert path.read_text(encoding="utf-8").startswith("# Pairs")


def test_resolve_is_off_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Thăm huyện\n\n10/08/2022 08:00\n\nChủ tịch UBND tỉnh Quảng Ninh Phạm Thị Hoài An thăm Cô Tô.\n",
        encoding="utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "Họp báo\n\n12/08/2022 09:00\n\nChủ tịch UBND tỉnh Quảng Ninh nói sẽ sớm có đường mới.\n",
        encoding="utf-8",
    )
    ask = ("extract", tmp_path, "-r", "holdings", "-f", "jsonl")
    assert {row["document"] for row in lines(inside(*ask))} == {"a"}
    resolved = [row for row in lines(inside(*ask, "--resolve", "corpus")) if row["document"] == "b"]
    assert [(row["person_name"], row["resolved_from"]) for row in resolved] == [
        ("Phạm Thị Hoài An", "corpus")
    ]
