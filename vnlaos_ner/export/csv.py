"""CSV (RFC 4180, UTF-8, LF) that a spreadsheet can open: no cell of it is ever a formula."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from vnlaos_ner.table import Cell, Table, flat

# What spreadsheets read as the start of a formula, the full-width forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(table: Table, out: BinaryIO) -> None:
    """A header and one record a row. A text cell that could be a formula gets an apostrophe in front."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([guard(cell) for cell in row])
        out.write(buffer.getvalue().encode())
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode())


def guard(cell: Cell) -> str:
    """The text of a cell, made harmless: ``=1+1`` becomes ``'=1+1``. Numbers stay as they are."""
    text = flat(cell).replace("\0", "")
    if isinstance(cell, int | float) or not text.lstrip(" \u00a0").startswith(_FORMULA):
        return text
    return "'" + text
