"""Figures in documents: blocks are filled by their command, everything else stays."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def fill() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fill", ROOT / "benchmarks" / "fill.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_blocks_are_filled_and_failures_kept(fill: ModuleType) -> None:
    good = "<!-- $ python -c 'print(6 * 7)' -->\nold\n<!-- end -->"
    bad = "<!-- $ python -c 'raise SystemExit(\"gone\")' -->\nold\n<!-- end -->"
    text, failed = fill.filled(f"# A\n{good}\nB\n{bad}\n", "")
    assert text == f"# A\n{good.replace('old', chr(10) + '42' + chr(10))}\nB\n{bad}\n"
    assert len(failed) == 1
    assert "gone" in failed[0]
    assert fill.filled(good, "7)") != (good, [])
    assert fill.filled(good, "elsewhere") == (good, [])
    again, _ = fill.filled(text, "6 * 7")
    assert again == text


def test_only_our_programs_are_run(fill: ModuleType) -> None:
    with pytest.raises(ValueError, match="only vnlaos-ner and python are run"):
        fill.filled("<!-- $ rm -r x -->\n<!-- end -->", "")


def test_commands_in_the_documents_are_ours(fill: ModuleType) -> None:
    text = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    commands = [block["command"] for block in fill.BLOCK.finditer(text)]
    assert len(commands) >= 4
    assert len(commands) == len(re.findall(r"^<!-- \$", text, re.MULTILINE))
    assert {command.split()[0] for command in commands} <= set(fill.PROGRAMS)
