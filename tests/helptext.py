"""docs/cli.md: the help of every command, as it is printed. Run this file to write the page anew."""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from vnlaos_ner.cli import SUMMARIES, main

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"


def page() -> str:
    """The whole page as it should be."""
    parts = ["# Command line\n\nWritten by `make docs` from the commands themselves; a test compares.\n"]
    for words in ([], *([name] for name in SUMMARIES)):
        title = " ".join(["vnlaos-ner", *words])
        parts.append(f"\n## {title}\n\n```text\n{help_of(words)}```\n")
    return "".join(parts)


def help_of(words: list[str]) -> str:
    """What `vnlaos-ner … --help` prints at 80 columns."""
    result = CliRunner().invoke(main, [*words, "--help"], prog_name="vnlaos-ner", terminal_width=80)
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.output.splitlines()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    click.echo(f"wrote {PAGE}")
