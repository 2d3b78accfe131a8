"""From a run to the bytes of one format."""

from __future__ import annotations

import io
from collections.abc import Iterator
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
    """Write all documents of the run as ordered. Formats that can stream do."""
    joint = Joint(run, order)
    if order.form == "table":
        _show(joint, order, out)
    elif order.rows is None and order.form == "jsonl":
        jsonl.documents(joint.documents(), out)
    elif order.rows is None and order.form == "json":
        json.documents(joint.documents(True), joint.corpus, out)
    else:
        _ROWS[order.form](_table(joint, order.rows or "mentions"), out)
    if order.suggest and run.done:
        with opened(order.suggest) as doubts:
            decisions.write(joint.corpus().suggestions, doubts)


class Joint:
    """The documents of a run and, once they all went by, the corpus they make: built once, if at all."""

    __slots__ = ("_corpus", "_order", "_run")

    def __init__(self, run: Run, order: Order) -> None:
        self._run, self._order = run, order
        self._corpus: Corpus | None = None

    def documents(self, collect: bool = False) -> Iterator[Document]:
        return self._run.documents(collect=collect or self._order.suggest is not None)

    def corpus(self) -> Corpus:
        if self._corpus is None:
            self._corpus = self._run.corpus(self._order.joining)
        return self._corpus


def _table(joint: Joint, rows: table.Kind) -> table.Table:
    if rows == "mentions":
        return table.mentions(joint.documents())
    if rows == "dates":
        return table.dates(joint.documents())
    for _ in joint.documents(True):
        pass
    return table.corpus(joint.corpus(), rows)


def _show(joint: Joint, order: Order, out: BinaryIO) -> None:
    """The terminal's view, through a text layer that leaves `out` open."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True)
    try:
        screen = console.console(text, terminal=order.terminal)
        if order.rows:
            console.table(_table(joint, order.rows), screen)
        else:
            tally = overview.Tally()
            for document in joint.documents(True):
                tally.add(document)
            if tally.documents:
                overview.overview(joint.corpus(), tally, screen)
        text.flush()
    finally:
        text.detach()
