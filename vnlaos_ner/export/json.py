"""JSON: one object for all documents and what joins them, or an array of the rows of one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

import msgspec

from vnlaos_ner.corpus.types import Corpus
from vnlaos_ner.document import SCHEMA, Document
from vnlaos_ner.table import Table

_ENCODER = msgspec.json.Encoder()


def documents(found: Iterable[Document], corpus: Callable[[], Corpus], out: BinaryIO) -> None:
    """``{"schema", "documents", "people", "offices", …}``. `corpus` is asked after the last document."""
    out.write(b'{"schema":' + _ENCODER.encode(SCHEMA) + b',\n"documents":[')
    _list(map(_ENCODER.encode, found), out)
    whole = corpus()
    for name in Corpus.__struct_fields__:
        out.write(b"],\n" + _ENCODER.encode(name) + b":[")
        _list(map(_ENCODER.encode, getattr(whole, name)), out)
    out.write(b"]}\n")


def write(table: Table, out: BinaryIO) -> None:
    """The rows as an array of objects whose keys are the columns."""
    out.write(b"[")
    _list((_ENCODER.encode(dict(zip(table.columns, row, strict=True))) for row in table.rows), out)
    out.write(b"]\n")


def _list(items: Iterable[bytes], out: BinaryIO) -> None:
    for number, item in enumerate(items):
        out.write((b",\n" if number else b"\n") + item)
