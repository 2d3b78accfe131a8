"""One run over articles: what is wanted of them, what failed, and how far it is. Talks on stderr only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

import click

from vnlaos_ner import lexicon, read
from vnlaos_ner.corpus import seats
from vnlaos_ner.corpus.build import Builder
from vnlaos_ner.corpus.decisions import Decisions
from vnlaos_ner.corpus.types import Corpus
from vnlaos_ner.document import Article, Document
from vnlaos_ner.errors import InputError, VnlaosError
from vnlaos_ner.jobs import Settings, run
from vnlaos_ner.select import select
from vnlaos_ner.show.console import clean
from vnlaos_ner.spelling import key_beside

_QUIET = 2.0  # seconds before a run counts as long
_EVERY = 0.2


class Input(NamedTuple):
    """What to read, as given on the command line."""

    paths: tuple[str, ...]
    glob: str | None
    text_key: str

    def articles(self) -> Iterator[Article | InputError]:
        return read.read(self.paths, glob=self.glob, text_key=self.text_key, stdin=sys.stdin.buffer)


class Wanted(NamedTuple):
    """What to keep of each document; None keeps all."""

    types: frozenset[str] | None = None
    sections: frozenset[str] | None = None


class Joining(NamedTuple):
    """How documents are joined: the user's decisions, and whether open offices are resolved from others."""

    decisions: Decisions = Decisions()
    resolve: bool = False


class Run:
    """Documents one by one, in input order. `done` and `failed` count; a failure is one line on stderr."""

    def __init__(
        self, given: Input, wanted: Wanted, settings: Settings, jobs: int, *, progress: bool
    ) -> None:
        self._given, self._wanted, self._settings, self._jobs = given, wanted, settings, jobs
        self._progress = Progress(progress)
        self._builder = Builder()
        self._lexicon = lexicon.load(settings.lexicon_dir)
        self.done = self.failed = self.mentions = 0

    def documents(self, *, collect: bool = False) -> Iterator[Document]:
        """Each document. `collect` also keeps what `corpus` needs of it."""
        for item in run(self._given.articles(), self._settings, self._lexicon, self._jobs):
            if isinstance(item, InputError):
                self.failed += 1
                self._progress.clear()
                click.echo(f"vnlaos-ner: {_line(str(item))}", err=True)
                continue
            document = select(item.document, *self._wanted)
            self.done += 1
            self.mentions += len(document.mentions)
            if collect:
                self._builder.add(document, item.text)
            yield document
            self._progress.show(self.done)
        self._progress.clear()

    def corpus(self, joining: Joining) -> Corpus:
        """What joins the documents collected so far."""
        return self._builder.build(
            seats.load(),
            joining.decisions,
            key_beside(self._lexicon.family_names),
            resolve_open=joining.resolve,
        )

    def check(self) -> None:
        """Raise where not one input could be read; hint where nothing was found."""
        if not self.done:
            where = ", ".join(self._given.paths)
            if self.failed:
                raise VnlaosError(f"nothing could be read from {where}")
            raise VnlaosError(f"no article in {where}; files to read end in .txt, .md or .jsonl (see --glob)")
        if not self.mentions:
            click.echo(
                "vnlaos-ner: nothing found; check --types, --sections and that the text is Vietnamese",
                err=True,
            )


class Progress:
    """A count that rewrites itself on a terminal, once a run has become long."""

    def __init__(self, wanted: bool) -> None:
        self._on = wanted and sys.stderr.isatty()
        self._start = self._last = time.monotonic()
        self._shown = False

    def show(self, done: int) -> None:
        now = time.monotonic()
        if self._on and now - self._start > _QUIET and now - self._last > _EVERY:
            self._last, self._shown = now, True
            click.echo(f"\r{done} articles, {done / (now - self._start):.1f} a second", err=True, nl=False)

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._shown = False


def _line(message: str) -> str:
    """One printable line, whatever a file is called."""
    return message if message.isprintable() else clean(message)
