"""A Markdown pipe table whose cells are plain text: no markup, no HTML, no links out of a document."""

from __future__ import annotations

import re
from typing import BinaryIO

from vnlaos_ner.table import Table, flat

_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# Signs that can start markup, and what would make a bare address a link. Dashes, dots, brackets and colons
# inside names mean nothing in the middle of a line, so names stay readable.
_MARKUP = re.compile(r"([\\`*_{}\[\]#!|~@]|^[-+]|:(?=//)|(?<=www)\.)", re.IGNORECASE)


def write(table: Table, out: BinaryIO) -> None:
    """Header, rule and one line a row; white space inside a cell becomes one space."""
    out.write(f"| {' | '.join(table.columns)} |\n".encode())
    out.write(f"|{' --- |' * len(table.columns)}\n".encode())
    for row in table.rows:
        out.write(f"| {' | '.join(escape(flat(cell)) for cell in row)} |\n".encode())


def escape(text: str) -> str:
    """``[/Video] a|b <i>`` → ``\\[/Video\\] a\\|b &lt;i&gt;``."""
    line = " ".join(text.split()).translate(_HTML)
    return _MARKUP.sub(r"\\\1", line)
