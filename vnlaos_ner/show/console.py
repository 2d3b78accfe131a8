"""One table on a terminal or to a pipe.

Text from documents goes in as `rich.text.Text`, never as markup, and without control characters, so
neither ``[/Video]`` nor an escape sequence in a page can touch the terminal. On a terminal columns are
dropped and cells cut to fit its width; to a pipe nothing is cut, wrapped or coloured.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TextIO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from vnlaos_ner.corpus.types import OfficeHolder, PersonOffice
from vnlaos_ner.table import Cell, Kind, Table, flat, status_note

STYLES: dict[str, str] = {
    "PERSON": "bold cyan",
    "OFFICE": "green",
    "ORGANIZATION": "magenta",
    "LOCATION": "yellow",
    "DATE": "blue",
    "EVENT": "bright_magenta",
    "DOCUMENT": "bright_blue",
}
_PIPE_WIDTH = 100_000
_GAP = 3  # cells between two columns of a terminal's table
_NUMERIC = frozenset(("start", "end", "score", "documents", "mentions"))
_DATES = (("dates", "start"), ("dates", "end"))
_HEADINGS = {
    "documents": "docs",
    "person_name": "person",
    "office_name": "office",
    "given": "given name",
    "found_by": "found by",
}

# What a terminal shows of each kind, most wanted first: (column, least useful width). What does not fit is
# dropped from the end. A pipe gets every column.
_WANTED: dict[Kind, tuple[tuple[str, int], ...]] = {
    "mentions": (
        ("type", 12),
        ("text", 26),
        ("name", 26),
        ("holder", 16),
        ("status", 7),
        ("section", 8),
        ("start", 5),
        ("found_by", 20),
        ("document", 12),
    ),
    "people": (("name", 20), ("offices", 36), ("mentions", 8), ("documents", 4), ("aliases", 20)),
    "offices": (("name", 34), ("holders", 24), ("mentions", 8), ("documents", 4), ("english", 30)),
    "organizations": (("name", 40), ("country", 7), ("mentions", 8), ("documents", 4), ("aliases", 24)),
    "places": (("name", 30), ("country", 7), ("mentions", 8), ("documents", 4), ("aliases", 24)),
    "dates": (("name", 24), ("date", 10), ("start", 10), ("end", 10), ("mentions", 8), ("forms", 20)),
    "holdings": (("person_name", 18), ("office_name", 30), ("status", 7), ("date", 10), ("quote", 40)),
}
# These lead a row and are cut rather than folded; the rest of a name is in the other formats.
_FOLDED = frozenset(("offices", "holders", "office_name", "name"))


def console(out: TextIO, *, terminal: bool, width: int | None = None) -> Console:
    """A console on `out`: colours and the real width on a terminal, neither to a pipe."""
    if terminal:
        return Console(file=out, width=width, force_terminal=True, markup=False, highlight=False, emoji=False)
    return Console(
        file=out,
        width=_PIPE_WIDTH,
        force_terminal=False,
        no_color=True,
        color_system=None,
        markup=False,
        highlight=False,
        emoji=False,
    )


def clean(text: str) -> str:
    """One line without control and direction characters: data must not steer a terminal."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") else c for c in line)


def table(found: Table, out: Console) -> None:
    """One table, fitted to the console's width."""
    grid = RichTable(box=box.SIMPLE_HEAD if out.is_terminal else None, pad_edge=False, show_edge=False)
    columns = _fitting(found, out)
    places = [found.columns.index(name) for name in columns]
    kind_at = found.columns.index("type") if "type" in found.columns else None
    rows = []
    for row in found.rows:
        style = STYLES.get(str(row[kind_at]), "") if kind_at is not None else ""
        rows.append([_cell(row[i], name, style, out) for i, name in zip(places, columns, strict=True)])
    widths = _widths(found.kind, columns, rows, out.width) if out.is_terminal else [None] * len(columns)
    for name, width in zip(columns, widths, strict=True):
        folded = name in _FOLDED and out.is_terminal
        grid.add_column(
            _HEADINGS.get(name, name),
            width=width,
            justify="right" if name in _NUMERIC and (found.kind, name) not in _DATES else "left",
            no_wrap=not folded,
            overflow="fold" if folded else "ellipsis",
            style="bold" if name in ("name", "person_name") else "",
        )
    for cells in rows:
        grid.add_row(*cells)
    print_trimmed(grid, out)


def _widths(kind: Kind, columns: Sequence[str], rows: list[list[Text]], room: int) -> list[int]:
    """The width of each column: what its longest line needs, less where all together need too much.

    Every column gets its least useful width; the rest goes one cell at a time to who lacks most.
    """
    least = dict(_WANTED[kind])
    longest = [
        max((line.cell_len for row in rows for line in row[i].split()), default=0)
        for i in range(len(columns))
    ]
    need = [max(longest[i], len(_HEADINGS.get(name, name))) for i, name in enumerate(columns)]
    widths = [min(n, least[name]) for n, name in zip(need, columns, strict=True)]
    spare = room - sum(widths) - _GAP * (len(columns) - 1)
    while spare > 0 and widths != need:
        poorest = max(range(len(columns)), key=lambda i: (need[i] - widths[i], -i))
        widths[poorest] += 1
        spare -= 1
    while spare < 0:
        widths[widths.index(max(widths))] -= 1
        spare += 1
    return widths


def print_trimmed(what: RenderableType, out: Console) -> None:
    """Print; to a pipe without the blanks that fill a line up."""
    if out.is_terminal:
        out.print(what)
        return
    with out.capture() as captured:
        out.print(what)
    out.file.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def _fitting(found: Table, out: Console) -> Sequence[str]:
    """The columns there is room for, in the order a reader wants them."""
    if not out.is_terminal:
        return found.columns
    room = out.width
    chosen: list[str] = []
    for name, least in _WANTED[found.kind]:
        room -= least + _GAP
        if room < -_GAP and chosen:
            break
        chosen.append(name)
    return chosen


def _cell(cell: Cell, name: str, style: str, out: Console) -> Text:
    if out.is_terminal and isinstance(cell, tuple) and name in _FOLDED:
        return Text("\n").join(_line(part) for part in cell)
    text = Text(clean(flat(cell)))
    if name in ("type", "text") and style:
        text.stylize(style)
    return text


def _line(part: object) -> Text:
    if isinstance(part, PersonOffice | OfficeHolder):
        return Text.assemble(clean(part.name), (status_note(part.statuses), "dim"))
    return Text(clean(str(part)))
