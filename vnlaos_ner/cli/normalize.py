"""`vnlaos-ner normalize`: names and offices of single lines, in their parts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vnlaos_ner.cli.output import opened
from vnlaos_ner.errors import InputError

if TYPE_CHECKING:
    from vnlaos_ner.office_history import Era
    from vnlaos_ner.phrase import Phrase

_PARTS = ("role", "body", "place", "country", "english")


@click.command(short_help="Parse names and offices into their parts.")
@click.argument("text", nargs=-1, metavar="[TEXT|-]…")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    show_default=True,
    help="json: one list; jsonl: an object a line.",
)
@click.option(
    "--lexicon",
    "lexicon_dir",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="DIR",
    help="Your own knowledge files, in the format of ours.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write here, whole or not at all.",
)
def command(text: tuple[str, ...], form: str, lexicon_dir: Path | None, output: Path | None) -> None:
    """Parse names and offices into their parts.

    Each TEXT, or each line of standard input (- or nothing), is a name, an office, a list of offices, or
    offices with the person: vnlaos-ner normalize "Bí thư Thành uỷ HN Đinh Tiến Dũng"

    Exit codes: 0 done; 2 wrong use, or nothing could be read.
    """
    if not text and sys.stdin.isatty():
        raise click.UsageError("nothing to parse: give a text in quotes, or lines on standard input")
    from vnlaos_ner import lexicon, office_history, phrase  # `--help` must not pay for the knowledge

    loaded = lexicon.load(lexicon_dir)
    done = 0
    with opened(output) as out:
        if form == "json":
            out.write(b"[")
        for line in _lines(text):
            row = phrase.read(line, loaded)
            eras = [office_history.history(office, loaded) for _, office, _ in row.offices]
            out.write(_written(line, row, eras, form, first=done == 0))
            done += 1
        if form == "json":
            out.write(b"]\n")
    if not done:
        click.echo("Error: nothing to parse: every line is empty", err=True)
        raise SystemExit(2)


def _lines(text: Iterable[str]) -> Iterator[str]:
    """Texts of the command line, or the lines of standard input where there is none or ``-``."""
    for one in text or ("-",):
        if one != "-":
            if one.strip():
                yield one
            continue
        for number, raw in enumerate(sys.stdin.buffer, start=1):
            try:
                line = raw.decode("utf-8-sig").strip()
            except UnicodeDecodeError as error:
                where = f"standard input, line {number}, byte {error.start}"
                raise InputError(f"{where}: not UTF-8; convert the text to UTF-8 first") from error
            if line:
                yield line


def _written(text: str, phrase: Phrase, eras: Sequence[Sequence[Era]], form: str, first: bool) -> bytes:
    if form == "table":
        lines = _table(text, phrase, eras)
        return (b"" if first else b"\n") + "".join(f"{line}\n" for line in lines).encode()
    import msgspec

    row = msgspec.json.encode(_object(text, phrase, eras))
    return row + b"\n" if form == "jsonl" else (b"" if first else b",") + row


def _object(text: str, phrase: Phrase, eras: Sequence[Sequence[Era]]) -> dict[str, Any]:
    """The parse as JSON: keys as in extract's entities; `history` tells of renamed bodies and places."""
    return {
        "text": text,
        "offices": [
            {"name": n, "status": s, "office": o, "history": h}
            for (n, o, s), h in zip(phrase.offices, eras, strict=True)
        ],
        "people": [{"name": p.name, "person": p.parts} for p in phrase.people],
        "ranks": list(phrase.ranks),
        "rest": list(phrase.rest),
    }


def _table(text: str, phrase: Phrase, eras: Sequence[Sequence[Era]]) -> Iterator[str]:
    """Lines of label and value, one block a thing."""
    yield _safe(text)
    for (name, office, status), history in zip(phrase.offices, eras, strict=True):
        yield f"  office   {name}" + ("" if status == "current" else f"  [{status}]")
        for part in _PARTS:
            value = getattr(office, part)
            if value:
                yield f"    {part:<8} {value}"
        for era in history:
            since = f"from {era.first} " if era.first else ""
            until = f"until {era.last}" if era.last else ""
            after = f", then {era.successor}" if era.successor else ""
            yield f"    history  {era.name} {since}{until}".rstrip() + after
    for person in phrase.people:
        yield f"  person   {person.name}"
        for part in ("family", "middle", "given"):
            value = getattr(person.parts, part) if person.parts else None
            if value:
                yield f"    {part:<8} {value}"
    for label, values in (("rank", phrase.ranks), ("unparsed", phrase.rest)):
        for value in values:
            yield f"  {label:<8} {_safe(value)}"


def _safe(text: str) -> str:
    """One line without control characters: data must not steer a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
