"""Fill the figures of a document from the commands that stand in it.

    python benchmarks/fill.py docs/accuracy.md            run every command, replace what stands below it
    python benchmarks/fill.py docs/accuracy.md --only dev only blocks whose command contains this

A block is ``<!-- $ COMMAND -->``, the output of the command, ``<!-- end -->``. Commands begin with
``vnlaos-ner`` or ``python`` and run in the project root with this Python. A block whose command fails (gold
that is not here) keeps what it has, and is named; then the exit code is 1.
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(?P<head><!-- \$ (?P<command>[^\n]+?) -->\n).*?(?P<tail><!-- end -->)", re.DOTALL)
PROGRAMS = {"vnlaos-ner": [sys.executable, "-m", "vnlaos_ner"], "python": [sys.executable]}


def output(command: str) -> str:
    """What the command prints. Raises CalledProcessError where it fails, ValueError where it is not ours."""
    program, *arguments = shlex.split(command)
    if program not in PROGRAMS:
        raise ValueError(f"{command!r}: only {' and '.join(PROGRAMS)} are run")
    done = subprocess.run(
        [*PROGRAMS[program], *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip("\n")


def filled(document: str, only: str) -> tuple[str, list[str]]:
    """The document with fresh outputs, and one line for each command that failed."""
    failed = []

    def fresh(block: re.Match[str]) -> str:
        command = block["command"]
        if only not in command:
            return block.group()
        print(command, file=sys.stderr)
        try:
            return f"{block['head']}\n{output(command)}\n\n{block['tail']}"
        except subprocess.CalledProcessError as error:
            failed.append(f"{command}: {error.stderr.strip().splitlines()[-1:]}")
            return block.group()

    return BLOCK.sub(fresh, document), failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("document", type=Path)
    parser.add_argument("--only", default="", metavar="TEXT")
    options = parser.parse_args()
    text, failed = filled(options.document.read_text(encoding="utf-8"), options.only)
    options.document.write_text(text, encoding="utf-8")
    for line in failed:
        print(f"kept as it was: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
