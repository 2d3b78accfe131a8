"""From a run to the bytes of one format."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from vnlaos_ner import table
from vnlaos_ner.cli.output import opened
from vnlaos_ner.cli.run import Joining, Run
from vnlaos_ner.corpus.types import Corpus
from vnlaos_ner.document import Document
from vnlaos_ner.export import csv, decisions, json, jsonl, markdown, tsv
from vnlaos_ner.show import console, overview

_ROWS = {
    "csv": csv.write,
    "tsv": tsv.write,
    "markdown": markdown.write,
    "json": json.write,
    "jsonl": jsonl.write,
}


class Order(NamedTuple):
    """What to write. `rows` None is what the format shows by itself; `suggest` is where doubts go."""

    form: str
    rows: table.Kind | None
    joining: Joining
    suggest: Path | None
    terminal: bool


def write(run: Run, order: Order, out: BinaryIO) -> None:
    """Write all documents of the run as ordered; nothing at all where there is none. What can stream does."""
    joint = Joint(run, order)
    documents = joint.documents()
    if documents is None:
        return
    if order.form == "table":
        _show(joint, documents, order, out)
    elif order.rows is None and order.form == "jsonl":
        jsonl.documents(documents, out)
    elif order.rows is None and order.form == "json":
        json.documents(documents, joint.corpus, out)
    else:
        _ROWS[order.form](_table(joint, documents, order.rows or "mentions"), out)
    if order.suggest:
        with opened(order.suggest) as doubts:
            decisions.write(joint.corpus().suggestions, doubts)


class Joint:
    """The documents of a run and, once they all went by, the corpus they make: built once, if at all."""

    __slots__ = ("_corpus", "_order", "_run")

    def __init__(self, run: Run, order: Order) -> None:
        self._run, self._order = run, order
        self._corpus: Corpus | None = None

    def documents(self) -> Iterator[Document] | None:
        """All documents; None where there is not one (found out before anything is written)."""
        stream = self._run.documents(collect=self._is_joined())
        first = next(stream, None)
        return None if first is None else chain([first], stream)

    def corpus(self) -> Corpus:
        if self._corpus is None:
            self._corpus = self._run.corpus(self._order.joining)
        return self._corpus

    def _is_joined(self) -> bool:
        """Whether the order needs the corpus level."""
        if self._order.suggest:
            return True
        rows = self._order.rows
        return self._order.form in ("table", "json") if rows is None else rows not in ("mentions", "dates")


def _table(joint: Joint, documents: Iterator[Document], rows: table.Kind) -> table.Table:
    if rows == "mentions":
        return table.mentions(documents)
    if rows == "dates":
        return table.dates(documents)
    deque(documents, maxlen=0)
    return table.corpus(joint.corpus(), rows)


def _show(joint: Joint, documents: Iterator[Document], order: Order, out: BinaryIO) -> None:
    """The terminal's view, through a text layer that leaves `out` open."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True)
    try:
        screen = console.console(text, terminal=order.terminal)
        if order.rows:
            console.table(_table(joint, documents, order.rows), screen)
        else:
            tally = overview.Tally()
            for document in documents:
                tally.add(document)
            overview.overview(joint.corpus(), tally, screen)
        text.flush()
    finally:
        text.detach()
