"""`vnlaos-ner extract`: read, recognise, and write what was found in one of the formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnlaos_ner.cli.options import Words, reading, recognising
from vnlaos_ner.cli.output import opened

if TYPE_CHECKING:
    from vnlaos_ner.pipeline import Engine
    from vnlaos_ner.table import Kind

FORMATS = ("table", "jsonl", "json", "csv", "tsv", "markdown")
ROWS = ("mentions", "people", "offices", "organizations", "places", "dates", "holdings")
TYPES = ("PERSON", "OFFICE", "ORGANIZATION", "LOCATION", "DATE", "EVENT", "DOCUMENT")
SECTIONS = ("title", "byline", "lead", "body", "caption", "related", "boilerplate")
_SUFFIXES = {".jsonl": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv", ".md": "markdown"}


@click.command(short_help="Extract people, offices, bodies, places and dates from articles.")
@click.argument("paths", nargs=-1, metavar="[PATH|-]…")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    help="Default: by the suffix of --output, else table on a terminal, jsonl to a pipe.",
)
@click.option(
    "--rows",
    "-r",
    type=click.Choice(ROWS),
    help="One kind of row. Default: an overview in table, whole documents in jsonl and json, else mentions.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write here, whole or not at all.",
)
@click.option("--types", type=Words(TYPES), help=f"Only these: {', '.join(TYPES)}.")
@click.option(
    "--sections",
    type=Words(SECTIONS),
    help=f"Only these parts of a page: {', '.join(SECTIONS)}.",
)
@click.option(
    "--decisions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What you settled about who is who (TSV).",
)
@click.option(
    "--resolve",
    type=click.Choice(["corpus"]),
    help="Give an office without a holder the one other articles name around that date.",
)
@click.option(
    "--suggest",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write pairs that may be one person here, to be made a decisions file.",
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Processes."
)
@recognising
@reading
def command(
    paths: tuple[str, ...],
    form: str | None,
    rows: Kind | None,
    output: Path | None,
    types: frozenset[str] | None,
    sections: frozenset[str] | None,
    decisions: Path | None,
    resolve: str | None,
    suggest: Path | None,
    jobs: int,
    engine: Engine,
    lexicon_dir: Path | None,
    glob: str | None,
    text_key: str,
) -> None:
    """Extract people, offices, bodies, places and dates from articles.

    PATH is a file, a folder (read recursively) or - for standard input; .jsonl holds an article a line.

    Exit codes: 0 done; 2 wrong use, or nothing could be read; 3 some inputs failed, the rest is complete.
    """
    if not paths:
        raise click.UsageError("nothing to read: name a file or a folder, or - for standard input")
    from vnlaos_ner.cli.run import Input, Joining, Run, Wanted  # `--help` must not pay for the pipeline
    from vnlaos_ner.cli.write import Order, write
    from vnlaos_ner.corpus.decisions import Decisions, load
    from vnlaos_ner.jobs import Settings

    on_terminal = output is None and sys.stdout.isatty()
    if form is None:
        suffix = _SUFFIXES.get(output.suffix.lower(), "table") if output else None
        form = suffix or ("table" if on_terminal else "jsonl")
    settled = load(decisions) if decisions else Decisions()
    joining = Joining(settled, resolve is not None)
    order = Order(form, rows, joining, suggest, terminal=on_terminal)
    run = Run(
        Input(paths, glob, text_key),
        Wanted(types, sections),
        Settings(lexicon_dir, engine),
        jobs,
        progress=form == "table" or not on_terminal,
    )
    with opened(output) as out:
        write(run, order, out)
        run.check()
    raise SystemExit(3 if run.failed else 0)
