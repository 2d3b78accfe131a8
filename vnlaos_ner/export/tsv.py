r"""TSV: one line a row, always. Tab, line feed, return and backslash in a cell are written \t \n \r \\."""

from __future__ import annotations

from typing import BinaryIO

from vnlaos_ner.export.csv import guard
from vnlaos_ner.table import Table

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def write(table: Table, out: BinaryIO) -> None:
    """A header and one line a row; like CSV, no cell is a formula for a spreadsheet."""
    out.write("\t".join(table.columns).encode() + b"\n")
    for row in table.rows:
        out.write("\t".join(guard(cell).translate(_ESCAPES) for cell in row).encode() + b"\n")
