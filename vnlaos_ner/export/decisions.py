"""Doubtful pairs as a decisions file to be filled in: nothing in it counts until a `#` is taken away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from vnlaos_ner.corpus.types import Suggestion

_HEAD = """\
# Pairs that may be one person. Take "# " away from one line of each pair, then give this file to --decisions.
# decision\tleft\tright\tnote
"""


def write(found: Iterable[Suggestion], out: BinaryIO) -> None:
    """Two lines a pair, `same` and `not-same`, with the names and the doubt as a note."""
    out.write(_HEAD.encode())
    for pair in found:
        note = " ".join(f"{pair.left_name} / {pair.right_name}: {pair.reason}".split())
        for decision in ("same", "not-same"):
            cells = (decision, _cell(pair.left), _cell(pair.right), note)
            out.write(("# " + "\t".join(cells) + "\n").encode())


def _cell(text: str) -> str:
    return " ".join(text.split())
