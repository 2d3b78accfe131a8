"""The decisions file: what a person has settled about who is who, re-applied on every run.

TSV, one decision a line, ``decision  left  right  note``; lines that begin with # are comments:

    same      Thongloun Sisoulith     Thoong-lun Xi-xu-lít     one man, two spellings
    not-same  hn.txt#Nguyễn Văn Sơn   kh.txt#Nguyễn Văn Sơn    two provinces
    name      Thoong-lun Xi-xu-lít    Thongloun Sisoulith      the name to show

A side is a name (every person of that name), ``DOCUMENT#NAME`` (that name in that document) or a
person id of an earlier run. A decision that meets nobody is kept and does nothing: the next folder may
hold the name. Two decisions that contradict each other are an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from vnlaos_ner.errors import VnlaosError

_KINDS = ("same", "not-same", "name")


class Decision(NamedTuple):
    kind: str
    left: str
    right: str
    line: int


class Decisions(NamedTuple):
    """All decisions of a file, in its order."""

    rows: tuple[Decision, ...] = ()

    def of(self, kind: str) -> tuple[Decision, ...]:
        return tuple(row for row in self.rows if row.kind == kind)


def load(path: Path) -> Decisions:
    """Read a decisions file.

    Raises `VnlaosError` naming file and line for a row that is no decision or contradicts another.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise VnlaosError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    rows = []
    settled: dict[frozenset[str], Decision] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 3 or cells[0] not in _KINDS or not cells[1] or not cells[2]:
            raise VnlaosError(
                f"{path}:{number}: expected same, not-same or name, then left and right, split by tabs"
            )
        row = Decision(cells[0], cells[1], cells[2], number)
        if row.kind != "name":
            pair = frozenset((row.left, row.right))
            other = settled.setdefault(pair, row)
            if other.kind != row.kind:
                raise VnlaosError(f"{path}:{number}: contradicts line {other.line}; keep one of them")
        rows.append(row)
    return Decisions(tuple(rows))
