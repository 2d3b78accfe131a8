"""The commands from outside: formats, exit codes, messages, pipes, and the pages that show them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import helptext
import jsonschema
import pytest
from click.testing import CliRunner
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from vnlaos_ner.cli import SUMMARIES, main
from vnlaos_ner.export.schema import schema

ROOT = Path(__file__).parent.parent
ARTICLES = "tests/golden/articles"
KINDS = ("mentions", "people", "offices", "organizations", "places", "dates", "holdings")


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


def run(*words: str | Path, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a user runs it, from the project's root, with pipes at all ends."""
    return subprocess.run(
        [sys.executable, "-m", "vnlaos_ner", *map(str, words)],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | env,
        check=False,
        timeout=120,
    )


class Inside(NamedTuple):
    """The same, in this process: for the many runs that need no real pipe."""

    returncode: int
    stdout: bytes
    stderr: bytes


def inside(*words: str | Path, stdin: bytes = b"") -> Inside:
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        result = CliRunner().invoke(main, list(map(str, words)), input=stdin, prog_name="vnlaos-ner")
    finally:
        os.chdir(before)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Inside(result.exit_code, result.stdout_bytes, result.stderr_bytes)


def lines(result: subprocess.CompletedProcess[bytes] | Inside) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# --- help ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(SUMMARIES))
def test_summary_is_the_command_s_own_help(name: str) -> None:
    command = import_module(f"vnlaos_ner.cli.{name}").command
    assert command.help.split("\n\n")[0].replace("\n", " ").strip() == SUMMARIES[name]


def test_help_is_documented() -> None:
    assert helptext.PAGE.read_text(encoding="utf-8") == helptext.page(), "run `make docs`"


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, vnlaos_ner.cli; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=ROOT).split()
    assert {"rich", "msgspec", "numpy", "underthesea"}.isdisjoint(loaded)


def test_help_time_is_printed() -> None:
    start = time.perf_counter()
    assert run("--help").returncode == 0
    print(f"--help took {time.perf_counter() - start:.3f} s")


# --- formats ---------------------------------------------------------------------------------------------


def test_golden_jsonl(golden: SnapshotAssertion) -> None:
    result = inside("extract", ARTICLES)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout.decode() == golden


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
        for mention in document["mentions"]:  # type: ignore[attr-defined]
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
    mentions = [m for d in found for m in d["mentions"]]  # type: ignore[attr-defined]
    assert {m["type"] for m in mentions} == {"PERSON", "DATE"}
    assert {m["section"] for m in mentions} <= {"body", "lead"}


def test_underthesea_engine_finds_people_organizations_and_places_only() -> None:
    found = lines(inside("extract", ARTICLES, "--engine", "underthesea"))
    mentions = [m for d in found for m in d["mentions"]]  # type: ignore[attr-defined]
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


# --- output files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".tsv", ".md", ".txt"])
def test_output_file_holds_what_the_pipe_gets(tmp_path: Path, suffix: str) -> None:
    form = {".txt": "table", ".md": "markdown"}.get(suffix, suffix[1:])
    target = tmp_path / f"out{suffix}"
    result = inside("extract", ARTICLES, "-o", target)
    assert (result.returncode, result.stdout) == (0, b""), result.stderr.decode()
    assert target.read_bytes() == inside("extract", ARTICLES, "-f", form).stdout
    assert list(tmp_path.iterdir()) == [target]


def test_output_is_not_touched_when_nothing_could_be_read(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("before")
    assert inside("extract", tmp_path / "nothing.txt", "-o", target).returncode == 2
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    result = inside("extract", ARTICLES, "-o", tmp_path / "no" / "out.csv")
    assert result.returncode == 2
    assert b"no/out.csv: cannot be written" in result.stderr


def test_a_closed_pipe_is_success() -> None:
    extract = f"{sys.executable} -m vnlaos_ner extract seeds {ARTICLES}"
    command = f"{extract} | head -c 10 >/dev/null; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, check=False, timeout=120)
    assert (result.stdout.strip(), result.stderr) == (b"0", b"")


# --- bad inputs ------------------------------------------------------------------------------------------

BAD = {
    "missing path": ("gone.txt", None, "gone.txt"),
    "empty file": ("empty.txt", b"", "empty"),
    "binary file": ("binary.txt", b"\x00\x01\x02\xff\xfe" * 50, "binary.txt"),
    "invalid UTF-8": ("latin.txt", "Hà Nội".encode("latin-1", "replace") + b"\xe0\xe9", "byte"),
    "JSONL without text": ("rows.jsonl", b'{"title": "x"}\n', "text"),
    "JSONL that is no JSON": ("broken.jsonl", b"{nope\n", "broken.jsonl"),
    "blank file": ("blank.txt", b" \n\n", "blank.txt"),
}


@pytest.mark.parametrize(("name", "content", "word"), BAD.values(), ids=list(BAD))
def test_a_bad_input_is_one_line_and_the_rest_goes_on(
    tmp_path: Path, name: str, content: bytes | None, word: str
) -> None:
    bad = tmp_path / name
    if content is not None:
        bad.write_bytes(content)
    result = inside("extract", bad, f"{ARTICLES}/bac-son.txt")
    message = result.stderr.decode()
    assert result.returncode == 3, message
    assert message.count("\n") == 1
    assert name in message
    assert word in message
    assert "Traceback" not in message
    assert [d["id"] for d in lines(result)] == ["bac-son"]


@pytest.mark.parametrize(("name", "content", "word"), BAD.values(), ids=list(BAD))
def test_nothing_but_bad_input_is_exit_2(tmp_path: Path, name: str, content: bytes | None, word: str) -> None:
    bad = tmp_path / name
    if content is not None:
        bad.write_bytes(content)
    for form in ("jsonl", "json", "csv", "table"):
        result = inside("extract", bad, "-f", form)
        assert (result.returncode, result.stdout) == (2, b"")
        assert name in result.stderr.decode()


def test_a_folder_without_articles_says_what_is_read(tmp_path: Path) -> None:
    result = inside("extract", tmp_path)
    assert result.returncode == 2
    assert b".txt" in result.stderr


USAGE = {
    "unknown rows": (("extract", "seeds", "--rows", "faces"), "'faces' is not one of 'mentions'"),
    "unknown format": (("extract", "seeds", "--format", "xml"), "'xml' is not one of 'table'"),
    "unknown type": (("extract", "seeds", "--types", "PERSON,FOO"), "FOO is not known; choose from PERSON"),
    "unknown section": (("extract", "seeds", "--sections", "footer"), "footer is not known"),
    "unknown option": (("extract", "seeds", "--colour"), "No such option"),
    "unknown command": (("extrct",), "No such command 'extrct'"),
    "no path": (("extract",), "name a file or a folder"),
    "no lexicon": (("extract", "seeds", "--lexicon", "nowhere"), "nowhere"),
    "no such line": (("explain", "seeds/002_cc87f9e205389086.txt:999"), "has no line 999"),
}


@pytest.mark.parametrize(("words", "message"), USAGE.values(), ids=list(USAGE))
def test_wrong_use_is_one_line_and_exit_2(words: tuple[str, ...], message: str) -> None:
    result = inside(*words)
    assert (result.returncode, result.stdout) == (2, b"")
    assert message in result.stderr.decode()
    assert result.stderr.count(b"\n") == 1


def test_nothing_found_gets_a_hint(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("trời mưa to quá", encoding="utf-8")
    result = inside("extract", tmp_path)
    assert result.returncode == 0
    assert b"nothing found" in result.stderr


# --- explain ---------------------------------------------------------------------------------------------


def test_explain_names_rules_scores_and_losers() -> None:
    text = inside("explain", f"{ARTICLES}/bac-son.txt:5").stdout.decode()
    assert "bac-son.txt:5" in text
    assert "chosen" in text
    assert "dropped" in text
    assert "PERSON  Phạm Thị Hoài An" in text
    assert "\x1b" not in text


def test_schema_is_json_schema() -> None:
    for of in ("document", "corpus"):
        jsonschema.Draft202012Validator.check_schema(json.loads(inside("schema", "--of", of).stdout))
