"""Scores as tables of plain cells, and how such tables look as text and as Markdown.

Shares are shown with three decimals, counts as they are, what cannot be said as a dash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from vnlaos_ner.document import MentionType
from vnlaos_ner.score.differences import KINDS, Difference
from vnlaos_ner.score.figures import figures, intervals
from vnlaos_ner.score.meaning import OFFICE_PARTS
from vnlaos_ner.score.spans import FLAT_TYPES
from vnlaos_ner.score.tally import Score, Tally

Cell = str | int | float | None


class Table(NamedTuple):
    """`title` says what is counted; the first column names the row."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def spans(score: Score, types: Sequence[MentionType]) -> Table:
    """Per type and together: counts, strict P/R/F1, F1 of the other measures, accuracy of names."""
    headings = ("strict", "gold", "found", "P", "R", "F1", "boundary", "type", "overlap", "flat", "name")
    rows = [_span_row(kind, score, (kind,)) for kind in types]
    return Table("Mentions", headings, (*rows, _span_row("ALL", score, types)))


def _span_row(label: str, score: Score, types: Sequence[MentionType]) -> tuple[Cell, ...]:
    strict = score.total("strict", types)
    flat = [kind for kind in types if kind in FLAT_TYPES]
    return (
        label,
        *_counts(strict),
        *(_f1(score.total(measure, types)) for measure in ("boundary", "type", "overlap")),
        _f1(score.total("flat.strict", flat)),
        _f1(score.total("name", types)),
    )


def offices(score: Score) -> Table:
    """Who holds what: links, holdings, statuses and the parts of offices found."""
    labels = {
        "links": "holder links",
        "holdings": "holdings (person, office, status)",
        "status.changed": "status other than current",
        "status.linked": "status, linked offices",
        "status": "status, all found",
        **{f"parts.{part}": f"part: {part}" for part in OFFICE_PARTS},
        "parts.all": "all parts",
    }
    rows = [(label, *_counts(score.get(measure, "OFFICE"))) for measure, label in labels.items()]
    return Table("Offices", ("", "gold", "found", "P", "R", "F1"), _filled(rows))


def coreference(score: Score, types: Sequence[MentionType]) -> Table:
    """F1 of the three measures and their mean, on all mentions and on those found (``found``)."""
    rows: list[tuple[Cell, ...]] = []
    for label, kinds in (*((kind, (kind,)) for kind in types), ("ALL", tuple(types))):
        if score.total("b3", kinds).gold:
            measures = [score.total(m, kinds).f1 for m in ("muc", "b3", "ceafe")]
            found = [score.total(f"found.{m}", kinds) for m in ("muc", "b3", "ceafe")]
            rows.append((label, *measures, sum(measures) / 3, sum(t.f1 for t in found) / 3))
    return Table("Entities in a document", ("", "MUC", "B³", "CEAFe", "mean", "mean, found"), tuple(rows))


def people(score: Score) -> Table:
    """Persons across documents, where gold says who is who."""
    rows = [("B³", *_counts(score.get("people.b3", "PERSON")))]
    return Table("People across documents", ("", "gold", "found", "P", "R", "F1"), _filled(rows))


def errors_by_class(found: Iterable[Difference], types: Sequence[MentionType]) -> Table:
    """How many differences of each kind, by the type of the gold mark (of the found one for extras)."""
    counts = Counter((d.kind, d.mark.type) for d in found)
    rows = [(kind, *(counts[kind, t] for t in types), sum(counts[kind, t] for t in types)) for kind in KINDS]
    return Table("Errors by class", ("", *types, "ALL"), tuple(rows))


def uncertainty(score: Score, scores: Sequence[Score], types: Sequence[MentionType]) -> Table:
    """Each figure with its 95 % interval over documents; `scores` has one score a document."""
    ranges = intervals(scores, types)
    rows = [(name, value, *ranges.get(name, (None, None))) for name, value in figures(score, types).items()]
    return Table("95 % intervals over documents", ("", "value", "from", "to"), tuple(rows))


def comparison(systems: Mapping[str, Score], types: Sequence[MentionType]) -> Table:
    """Strict F1 of several systems on the same gold, nested and in the flat view of VLSP."""
    views = [("strict", kind, (kind,)) for kind in types] + [("strict", "ALL", tuple(types))]
    flat = tuple(kind for kind in types if kind in FLAT_TYPES)
    views += [("flat.strict", f"{kind}, flat", (kind,)) for kind in flat]
    views += [("flat.strict", "ALL, flat", flat)]
    rows = [
        (label, *(_f1(score.total(measure, kinds)) for score in systems.values()))
        for measure, label, kinds in views
    ]
    return Table("Side by side, strict F1", ("", *systems), _filled(rows))


def perturbations(plain: Score, rewritten: Mapping[str, Score], types: Sequence[MentionType]) -> Table:
    """How much strict F1 (and the F1 of links) changes when the gold is rewritten."""
    columns = [("strict", (kind,)) for kind in types] + [("strict", tuple(types)), ("links", ("OFFICE",))]

    def change(score: Score) -> list[Cell]:
        pairs = [(score.total(m, on), plain.total(m, on)) for m, on in columns]
        return [None if before.empty else now.f1 - before.f1 for now, before in pairs]

    rows = [("as it is", *(_f1(plain.total(m, on)) for m, on in columns))]
    rows += [(name, *map(_signed, change(score))) for name, score in rewritten.items()]
    return Table("Rewritten gold: change of F1", ("", *types, "ALL", "LINK"), tuple(rows))


def _signed(value: Cell) -> Cell:
    return f"{round(value, 3) + 0.0:+.3f}" if isinstance(value, float) else value


def _counts(tally: Tally) -> tuple[Cell, ...]:
    if tally.empty:
        return (None,) * 5
    shares = (tally.precision, tally.recall, tally.f1)
    return (round(tally.gold), round(tally.predicted), *shares)


def _f1(tally: Tally) -> float | None:
    return None if tally.empty else tally.f1


def _filled(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows that say something."""
    return tuple(row for row in rows if any(cell is not None for cell in row[1:]))


def shown(cell: Cell) -> str:
    if cell is None:
        return "–"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def as_text(table: Table) -> str:
    """Aligned columns under a title; numbers to the right."""
    grid = [list(table.headings), *([shown(cell) for cell in row] for row in table.rows)]
    widths = [max(len(row[i]) for row in grid) for i in range(len(table.headings))]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in grid
    ]
    return "\n".join([table.title, *(line.rstrip() for line in lines)])


def as_markdown(table: Table) -> str:
    heading = "| " + " | ".join(table.headings) + " |"
    rule = "|---|" + "---:|" * (len(table.headings) - 1)
    rows = ["| " + " | ".join(map(shown, row)) + " |" for row in table.rows]
    return "\n".join([f"**{table.title}**", "", heading, rule, *rows])
