"""Hard cases of the genre, through the whole pipeline: cases/genre_*.tsv.

Columns: ``row  sign  sentence  holders  statuses  note``.

- ``row``: the phenomenon of the inventory (A1 to E15).
- ``sign``: ``+`` a sentence that shows the phenomenon, ``-`` a look-alike that must not be taken for it.
  Where empty or absent: ``+`` if anything is marked, else ``-``.
- ``sentence``: marks as in `marked.py`; ``\\n`` is a line break. Events and documents may be marked but do
  not count here: they have their own cases.
- ``holders``, ``statuses``: one for each office in text order, joined by `` | ``; ``-`` for nobody, and the
  status of an office that nothing qualifies is ``current``. Empty or absent: not compared.

What fails stands in ``cases/known_failures.tsv`` (``row  sentence  reason``, the sentence without marks);
``python tests/promote.py`` writes that file anew and keeps the reasons.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from marked import Mark, strip

from vnlaos_ner.document import SCORED_TYPES, Article, Document
from vnlaos_ner.pipeline import Pipeline

CASES = Path(__file__).parent / "cases"
KNOWN = CASES / "known_failures.tsv"
_COLUMNS = {"row", "sign", "sentence", "holders", "statuses", "note"}


class Case(NamedTuple):
    """One sentence; `marks` are the scored ones as (type, text, start), outer before inner."""

    file: str
    number: int
    row: str
    positive: bool
    text: str
    marks: list[Mark]
    holders: str
    statuses: str
    note: str

    @property
    def label(self) -> str:
        return f"{self.file.removesuffix('.tsv')}-{self.number}-{self.row}"


def files() -> list[Path]:
    return sorted(CASES.glob("genre_*.tsv"))


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV file with a header; a line that begins with # is a remark."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    out = []
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        assert None not in row, f"{path.name}: a column too many: {row}"
        out.append({key: value or "" for key, value in row.items()})
    return out


def read(path: Path) -> Iterator[Case]:
    for number, row in enumerate(table(path), 1):
        assert {"row", "sentence"} <= set(row) <= _COLUMNS, f"{path.name}: columns {sorted(row)}"
        text, marks = strip(row["sentence"])
        sign = row.get("sign") or ("+" if marks else "-")
        assert sign in ("+", "-"), f"{path.name}:{number}: sign {sign}"
        yield Case(
            path.name,
            number,
            row["row"],
            sign == "+",
            text,
            [mark for mark in marks if mark[0] in SCORED_TYPES],
            row.get("holders", ""),
            row.get("statuses", ""),
            row.get("note", ""),
        )


def every() -> list[Case]:
    return [case for path in files() for case in read(path)]


def known() -> dict[str, dict[str, str]]:
    """The known failures by sentence."""
    return {row["sentence"]: row for row in table(KNOWN)} if KNOWN.is_file() else {}


def document(case: Case, pipeline: Pipeline) -> Document:
    return pipeline.document(_article(case))


def _article(case: Case) -> Article:
    return Article("case", "case.txt", case.text, "0" * 64)


def marks(found: Document) -> list[Mark]:
    """The scored mentions in the form of `strip`."""
    kept = [m for m in found.mentions if m.type in SCORED_TYPES]
    return [(m.type, m.text, m.start) for m in sorted(kept, key=lambda m: (m.start, -m.end))]


def holders(found: Document) -> str:
    names = {e.id: e.name for e in found.entities}
    offices = sorted((m for m in found.mentions if m.type == "OFFICE"), key=lambda m: m.start)
    return " | ".join(names[m.holder] if m.holder else "-" for m in offices)


def statuses(found: Document) -> str:
    offices = sorted((m for m in found.mentions if m.type == "OFFICE"), key=lambda m: m.start)
    return " | ".join(str(m.status) for m in offices)


def proposers(case: Case, pipeline: Pipeline) -> dict[Mark, str]:
    """Which rules and tagger layers proposed each mark: tells who is at fault."""
    seen = pipeline.see(_article(case))
    rules: dict[Mark, set[str]] = {}
    for candidate in seen.candidates:
        start, end = seen.page.raw_span(candidate.start, candidate.end)
        rules.setdefault((candidate.type, case.text[start:end], start), set()).add(candidate.rule)
    return {mark: f" ({', '.join(sorted(names))})" for mark, names in rules.items()}


def differences(case: Case, found: Document, by: Mapping[Mark, str] | None = None) -> list[str]:
    """What is wrong, in words: missed, spurious, and wrong holders or statuses. Empty: all is right.

    `by`, of `proposers`, is told with each mark.
    """
    got = marks(found)
    by = by or {}
    out = [f"missed {m[0]} “{m[1]}”{by.get(m, '')}" for m in case.marks if m not in got]
    out += [f"not {m[0]} “{m[1]}”{by.get(m, '')}" for m in got if m not in case.marks]
    if not out and got != case.marks:
        out.append("marks in another order")
    if case.holders and holders(found) != case.holders:
        out.append(f"holders {holders(found)} instead of {case.holders}")
    if case.statuses and statuses(found) != case.statuses:
        out.append(f"statuses {statuses(found)} instead of {case.statuses}")
    return [words.replace("\n", "\\n") for words in out]
