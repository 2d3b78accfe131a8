"""`vnlaos-ner explain`: why each mention was chosen."""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnlaos_ner.cli.options import recognising
from vnlaos_ner.errors import InputError, VnlaosError

if TYPE_CHECKING:
    from vnlaos_ner.pipeline import Engine


@click.command(short_help="Show which rules and scores competed for each mention, and why one won.")
@click.argument("where", metavar="FILE[:LINE]")
@recognising
def command(where: str, engine: Engine, lexicon_dir: Path | None) -> None:
    """Show which rules and scores competed for each mention, and why one won.

    LINE counts from 1; without it the whole file is explained.
    """
    from vnlaos_ner import explain, read  # `--help` must not pay for the pipeline
    from vnlaos_ner.pipeline import Pipeline
    from vnlaos_ner.show import console, explained

    path, wanted = _split(where)
    articles = []
    for item in read.read([path], stdin=sys.stdin.buffer):
        if isinstance(item, InputError):
            raise item
        articles.append(item)
    pipeline = Pipeline.load(lexicon_dir, engine)
    screen = console.console(sys.stdout, terminal=sys.stdout.isatty())
    for article in articles:
        breaks = list(accumulate(len(line) + 1 for line in article.text.split("\n")))
        if wanted is not None and not 1 <= wanted <= len(breaks):
            raise VnlaosError(f"{path} has no line {wanted}; it has {len(breaks)}")
        choices = explain.explain(*pipeline.see(article))
        numbered = [(bisect_right(breaks, choice.start) + 1, choice) for choice in choices]
        explained.explained(
            (pair for pair in numbered if wanted in (None, pair[0])), pipeline.document(article), screen
        )


def _split(where: str) -> tuple[str, int | None]:
    """``a.txt:7`` → ``("a.txt", 7)``, unless a file has that very name."""
    path, colon, line = where.rpartition(":")
    if not colon or not line.isdecimal() or os.path.exists(where):
        return where, None
    return path, int(line)
