"""The commands from outside: help, exit codes, messages, pipes and output files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import helptext
import jsonschema
import pytest
from commands import ARTICLES, ROOT, inside, lines, run

from vnlaos_ner.cli import SUMMARIES


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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", [("schema",), ("extract", ARTICLES), ("extract", ARTICLES, "-f", "table")])
def test_a_full_disk_is_one_line_and_exit_2(words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "vnlaos_ner", *words]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False, timeout=120
        )
    assert done.returncode == 2
    assert done.stderr == b"vnlaos-ner: standard output: No space left on device\n"


def test_a_device_can_be_written() -> None:
    assert (
        run("extract", ARTICLES, "-f", "csv", "-o", "/dev/stdout").stdout
        == inside("extract", ARTICLES, "-f", "csv").stdout
    )


def test_a_closed_pipe_is_success() -> None:
    extract = f"{sys.executable} -m vnlaos_ner extract seeds {ARTICLES}"
    command = f"{extract} | head -c 10 >/dev/null; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, check=False, timeout=120)
    assert (result.stdout.strip(), result.stderr) == (b"0", b"")


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
    result = inside("extract", bad, f"{ARTICLES}/quang-ninh.txt")
    message = result.stderr.decode()
    assert result.returncode == 3, message
    assert message.count("\n") == 1
    assert name in message
    assert word in message
    assert "Traceback" not in message
    assert [d["id"] for d in lines(result)] == ["quang-ninh"]


@pytest.mark.parametrize(("name", "content", "word"), BAD.values(), ids=list(BAD))
def test_nothing_but_bad_input_is_exit_2(tmp_path: Path, name: str, content: bytes | None, word: str) -> None:
    bad = tmp_path / name
    if content is not None:
        bad.write_bytes(content)
    for form in ("jsonl", "json", "csv", "table"):
        result = inside("extract", bad, "-f", form)
        assert (result.returncode, result.stdout) == (2, b"")
        assert name in result.stderr.decode()


def test_a_hostile_file_name_is_shown_not_obeyed(tmp_path: Path) -> None:
    (tmp_path / "[red]a\n\x1b[31m.txt").write_bytes(b"")
    result = run("extract", tmp_path, f"{ARTICLES}/quang-ninh.txt")
    assert result.returncode == 3
    assert result.stderr.count(b"\n") == 1
    assert b"[red]a" in result.stderr
    assert b"\x1b" not in result.stderr


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


def test_explain_names_rules_scores_and_losers() -> None:
    text = inside("explain", f"{ARTICLES}/quang-ninh.txt:5").stdout.decode()
    assert "quang-ninh.txt:5" in text
    assert "chosen" in text
    assert "dropped" in text
    assert "PERSON  Phạm Thị Hoài An" in text
    assert "\x1b" not in text


def test_schema_is_json_schema() -> None:
    for of in ("document", "corpus"):
        jsonschema.Draft202012Validator.check_schema(json.loads(inside("schema", "--of", of).stdout))


def test_the_python_of_the_readme_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = readme.split("```python\n")[1].split("```")[0]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=120)


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
def test_the_jq_of_the_readme_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("### With jq")[1].split("```sh\n")[1].split("```")[0]
    for command in block.strip().split("\n\n"):
        script = command.replace("vnlaos-ner ", f"{sys.executable} -m vnlaos_ner ")
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", script], capture_output=True, cwd=ROOT, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout.decode().strip(), command
