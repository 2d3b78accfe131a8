"""Running the commands in tests: as a user does, or in this process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from click.testing import CliRunner

from vnlaos_ner import lexicon
from vnlaos_ner.cli import main

ROOT = Path(__file__).parent.parent
ARTICLES = "tests/articles"


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


# The shipped knowledge is frozen and takes most of the time of a short run: loaded once for all of them.
_load = cache(lexicon.load)


def inside(*words: str | Path, stdin: bytes = b"") -> Inside:
    """Run in this process, from the project's root; an exception of ours is raised, not printed."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        with patch.object(lexicon, "load", _load):
            result = CliRunner().invoke(main, list(map(str, words)), input=stdin, prog_name="vnlaos-ner")
    finally:
        os.chdir(before)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Inside(result.exit_code, result.stdout_bytes, result.stderr_bytes)


def lines(result: subprocess.CompletedProcess[bytes] | Inside) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]
