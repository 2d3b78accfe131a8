"""`vnlaos-ner evaluate`: score the extraction, or a file of predictions, against gold annotations."""

from __future__ import annotations

from pathlib import Path

import click

from vnlaos_ner.cli.options import Words, recognising

TYPES = ("PERSON", "OFFICE", "ORGANIZATION", "LOCATION", "DATE", "EVENT", "DOCUMENT")
SCORED = TYPES[:5]


def _floors(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> list[tuple[str, float]]:
    """``PERSON=0.95``: a figure and the least value it may have."""
    floors = []
    for value in values:
        name, _, number = value.partition("=")
        try:
            least = float(number)
        except ValueError:
            least = -1.0
        if not name.strip() or not 0 <= least <= 1:
            raise click.BadParameter(f"{value!r}: write NAME=VALUE with a value from 0 to 1, as PERSON=0.95")
        floors.append((name.strip().upper(), least))
    return floors


@click.command(short_help="Score the extraction against gold annotations.")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.option(
    "--predictions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Score this JSONL instead of running the extraction.",
)
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Show N errors in context.")
@click.option(
    "--compare",
    type=click.Choice(["underthesea"]),
    help="Run underthesea's ner on the same gold, side by side.",
)
@click.option(
    "--perturb", is_flag=True, help="Also score on the gold rewritten: encodings, spelling, layout."
)
@click.option("--intervals", is_flag=True, help="Add 95 % intervals, by drawing documents (bootstrap).")
@click.option(
    "--fail-under",
    "floors",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_floors,
    help="Exit 1 if a figure is lower: a type, ALL, LINK, STATUS, NAME.PERSON, COREF … (repeatable).",
)
@click.option("--types", type=Words(TYPES), help="Only these [default: PERSON … DATE].")
@click.option(
    "--people",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Who is who across articles [default: people.tsv in the gold folder].",
)
@click.option(
    "--offices",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Parts of offices [default: offices.tsv in the gold folder; others are parsed].",
)
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
)
@recognising
def command(
    gold: Path,
    predictions: Path | None,
    errors: int,
    compare: str | None,
    perturb: bool,
    intervals: bool,
    floors: list[tuple[str, float]],
    types: frozenset[str] | None,
    people: Path | None,
    offices: Path | None,
    form: str,
    engine: str,
    lexicon_dir: Path | None,
) -> None:
    """Score the extraction against gold annotations.

    GOLD is a folder of .tsv files, one of them, or our JSONL corrected by hand; fixtures/gold/README.md
    describes the format.

    Exit codes: 0 done; 1 a figure is under its floor; 2 wrong use, or the gold cannot be read.
    """
    if predictions and perturb:
        raise click.UsageError("--perturb runs the extraction on rewritten text; leave out --predictions")
    from vnlaos_ner.cli.evaluating import Plan, check, run, written  # `--help` must not pay for these

    wanted = tuple(t for t in TYPES if t in (types or SCORED))
    plan = Plan(
        gold, predictions, people, wanted, compare is not None, perturb, engine, lexicon_dir, intervals
    )
    evaluation = run(plan, lambda message: click.echo(f"vnlaos-ner: {message}", err=True))
    click.echo(written(evaluation, form, errors), nl=False)
    failed = check(evaluation, floors)
    for line in failed:
        click.echo(f"vnlaos-ner: {line}", err=True)
    raise SystemExit(1 if failed else 0)
