"""`vnlaos-ner segment`: sentences and words, as text to read or JSON with offsets."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnlaos_ner.cli.options import reading
from vnlaos_ner.cli.output import opened
from vnlaos_ner.errors import InputError

if TYPE_CHECKING:
    from vnlaos_ner.document import Article, Sentence

FORMATS = ("text", "jsonl", "json")


@click.command(short_help="Split text into sentences and words.")
@click.argument("paths", nargs=-1, metavar="[PATH|-]…")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text: a sentence a line, syllables of a word joined by _; jsonl, json: with offsets.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write here, whole or not at all.",
)
@reading
def command(paths: tuple[str, ...], form: str, output: Path | None, glob: str | None, text_key: str) -> None:
    """Split text into sentences and words.

    PATH is a file, a folder (read recursively) or - for standard input; .jsonl holds an article a line.
    Offsets count code points of the file, half-open; a word's text is what stands there.

    Exit codes: 0 done; 2 wrong use, or nothing could be read; 3 some inputs failed, the rest is complete.
    """
    if not paths:
        raise click.UsageError("nothing to read: name a file or a folder, or - for standard input")
    from vnlaos_ner import read  # `--help` must not pay for the segmenter

    done = failed = 0
    with opened(output) as out:
        for item in read.read(paths, glob=glob, text_key=text_key, stdin=sys.stdin.buffer):
            if isinstance(item, InputError):
                click.echo(f"vnlaos-ner: {item}", err=True)
                failed += 1
                continue
            out.writelines(_parts(item, form, first=done == 0))
            done += 1
        if form == "json" and done:
            out.write(b"]}\n")
        if not done:
            raise SystemExit(2)
    raise SystemExit(3 if failed else 0)


def _parts(article: Article, form: str, first: bool) -> Iterator[bytes]:
    """The bytes of one article; articles in text are parted by an empty line."""
    import msgspec

    from vnlaos_ner import segment

    sentences = segment.sentences(article.text)
    if form == "text":
        yield b"" if first else b"\n"
        yield "".join(_line(s) for s in sentences).encode()
        return
    row = msgspec.json.encode({"id": article.id, "source": article.source, "sentences": sentences})
    if form == "jsonl":
        yield row + b"\n"
    else:
        yield (b'{"documents":[' if first else b",") + row


def _line(sentence: Sentence) -> str:
    return " ".join("_".join(word.text.split()) for word in sentence.words) + "\n"
