"""JSON Lines: one document, or one row of a table, a line. Streams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from vnlaos_ner.document import Document
from vnlaos_ner.table import Table

_ENCODER = msgspec.json.Encoder()


def documents(found: Iterable[Document], out: BinaryIO) -> None:
    """Each document in the order of the input, written as soon as it is there."""
    for document in found:
        out.write(_ENCODER.encode(document) + b"\n")


def write(table: Table, out: BinaryIO) -> None:
    """Each row as an object whose keys are the columns."""
    for row in table.rows:
        out.write(_ENCODER.encode(dict(zip(table.columns, row, strict=True))) + b"\n")
