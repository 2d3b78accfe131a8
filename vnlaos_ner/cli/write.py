"""From a run to the bytes of one format."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO, NamedTuple

from vnlaos_ner import table
from vnlaos_ner.cli.run import Run
from vnlaos_ner.export import csv, json, jsonl, markdown, tsv
from vnlaos_ner.show import console, overview

_ROWS = {
    "csv": csv.write,
    "tsv": tsv.write,
    "markdown": markdown.write,
    "json": json.write,
    "jsonl": jsonl.write,
}


class Order(NamedTuple):
    """What to write. `rows` None is what the format shows by itself."""

    form: str
    rows: table.Kind | None
    decisions: Path | None
    terminal: bool


def write(run: Run, order: Order, out: BinaryIO) -> None:
    """Write all documents of the run as ordered. Formats that can stream do."""
    if order.form == "table":
        _show(run, order, out)
    elif order.rows is None and order.form == "jsonl":
        jsonl.documents(run.documents(), out)
    elif order.rows is None and order.form == "json":
        json.documents(run.documents(collect=True), lambda: run.corpus(order.decisions), out)
    else:
        _ROWS[order.form](_table(run, order.rows or "mentions", order.decisions), out)


def _table(run: Run, rows: table.Kind, decisions: Path | None) -> table.Table:
    if rows == "mentions":
        return table.mentions(run.documents())
    if rows == "dates":
        return table.dates(run.documents())
    for _ in run.documents(collect=True):
        pass
    return table.corpus(run.corpus(decisions), rows)


def _show(run: Run, order: Order, out: BinaryIO) -> None:
    """The terminal's view, through a text layer that leaves `out` open."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True)
    try:
        screen = console.console(text, terminal=order.terminal)
        if order.rows:
            console.table(_table(run, order.rows, order.decisions), screen)
        else:
            tally = overview.Tally()
            for document in run.documents(collect=True):
                tally.add(document)
            if tally.documents:
                overview.overview(run.corpus(order.decisions), tally, screen)
        text.flush()
    finally:
        text.detach()
