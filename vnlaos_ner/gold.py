"""Gold annotations: what a correct answer is, with offsets. This file reads them; it scores nothing.

Two forms are read. The *line format* (``fixtures/gold/README.md``) is what people write: one mention a
row, no offsets; `place` finds each one. Our own *JSON* (a document a line, or one object with
``documents``) is what `extract` writes, so a corrected output is gold as it stands.

A gold file that does not fit its text is an error naming file and line, never a mention less.
"""

from __future__ import annotations

import hashlib
import os.path
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

from vnlaos_ner import given
from vnlaos_ner.document import STATUSES, TYPES, Article, MentionType, Office, Status
from vnlaos_ner.errors import GoldError
from vnlaos_ner.gold_facts import FACTS, PEOPLE, load_people

_TYPES: dict[str, MentionType] = {name: name for name in get_args(MentionType)}
_STATUSES: dict[str, Status] = {name: name for name in get_args(Status)}
_COLUMNS = ("line", "TYPE", "text", "canonical", "holder", "status", "id")
_FLAT: tuple[MentionType, ...] = ("PERSON", "LOCATION", "DATE")


class GoldMention(NamedTuple):
    """One annotated mention; `start` and `end` are raw code points, half-open.

    `canonical` is the name it stands for (the text itself where the annotation gives none). `holder`
    is the canonical name of an office's holder, `status` is that of the office; both are ``None``
    for other types. `id` is the person's name across documents where the annotation gives one.
    `office` holds the parts of an office where our JSON gives them.
    """

    type: MentionType
    start: int
    end: int
    text: str
    canonical: str
    holder: str | None = None
    status: Status | None = None
    id: str | None = None
    office: Office | None = None


class GoldDocument(NamedTuple):
    """One annotated article. `path` is the gold file, `source` the file its text was read from."""

    id: str
    path: Path
    source: Path
    text: str
    mentions: tuple[GoldMention, ...]

    @property
    def article(self) -> Article:
        """The article as the pipeline takes it."""
        return Article(id=self.id, source=str(self.source), text=self.text, sha256=digest(self.text))


class Row(NamedTuple):
    """One row of the line format; `number` is its line in the gold file, `line` that of the text."""

    number: int
    line: int
    type: MentionType
    text: str
    canonical: str
    holder: str
    status: str
    id: str


def load(path: Path) -> list[GoldDocument]:
    """Gold of a folder (its ``*.tsv``, sorted by name), of one TSV file, or of one JSON or JSONL file.

    ``people.tsv`` and ``offices.tsv`` in the folder are no articles (see `gold_facts`).

    Raises `GoldError` where nothing is there, a row is wrong, or a text cannot be found.
    """
    if path.is_dir():
        files = sorted(file for file in path.glob("*.tsv") if file.name not in FACTS)
        if not files:
            raise GoldError(
                f"{path}: no .tsv file in this folder; see fixtures/gold/README.md for the format"
            )
        documents = [read_tsv(file) for file in files]
        people = path / PEOPLE
        return with_people(documents, load_people(people)) if people.exists() else documents
    if not path.exists():
        raise GoldError(
            f"{path}: no such file or folder; name a folder of .tsv gold, a .tsv or a .jsonl file"
        )
    if path.suffix in (".jsonl", ".json"):
        return list(_read_json(path))
    return [read_tsv(path)]


def with_people(
    documents: Sequence[GoldDocument], people: Mapping[tuple[str, str], str]
) -> list[GoldDocument]:
    """The documents with the ids of `people`; an id written in the article's own row stays."""
    return [
        document._replace(
            mentions=tuple(
                m._replace(id=m.id or people.get((document.id, m.canonical))) if m.type == "PERSON" else m
                for m in document.mentions
            )
        )
        for document in documents
    ]


def read_tsv(path: Path) -> GoldDocument:
    """One gold file in the line format with the text it belongs to."""
    lines = given.decode(path).split("\n")
    source = _source(path, lines[0])
    text = given.decode(source)
    mentions = place(text, list(_rows(path, lines)), path)
    return GoldDocument(id=source.stem, path=path, source=source, text=text, mentions=mentions)


def _source(path: Path, first: str) -> Path:
    """The article's file: what ``# text: PATH`` names (relative to the gold file), else NAME.txt."""
    if first.startswith("# text:"):
        source = Path(os.path.normpath(path.parent / first.removeprefix("# text:").strip()))
        where = f"{path}:1"
    else:
        source = path.with_suffix(".txt")
        where = str(path)
    if not source.is_file():
        raise GoldError(f"{where}: its text {source} is not there; put it there or name it: '# text: PATH'")
    return source


def _rows(path: Path, lines: Sequence[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield _row(f"{path}:{number}", number, line)


def _row(where: str, number: int, line: str) -> Row:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > len(_COLUMNS):
        raise GoldError(f"{where}: {len(cells)} columns; at most {len(_COLUMNS)}: {' '.join(_COLUMNS)}")
    at, kind, text, canonical, holder, status, ident = cells + [""] * (len(_COLUMNS) - len(cells))
    if not (at.isascii() and at.isdigit() and int(at) > 0):
        raise GoldError(f"{where}: {at!r} is no line number")
    if kind not in _TYPES:
        raise GoldError(f"{where}: unknown type {kind!r}; one of {', '.join(TYPES)}")
    if not text:
        raise GoldError(f"{where}: the third column (text) is empty")
    if kind != "OFFICE" and (holder or status):
        raise GoldError(f"{where}: only an OFFICE has a holder or a status")
    if status and status not in _STATUSES:
        raise GoldError(f"{where}: unknown status {status!r}; one of {', '.join(STATUSES)}, or empty")
    if kind != "PERSON" and ident:
        raise GoldError(f"{where}: only a PERSON has an id")
    return Row(number, int(at), _TYPES[kind], text, canonical, holder, status, ident)


def place(text: str, rows: Sequence[Row], path: Path) -> tuple[GoldMention, ...]:
    """Offsets for `rows`: each at the first occurrence, at or after the start of the row before it on
    that line, that no row has taken and that `_forbidden` allows. In text order, parents first.
    """
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    taken: dict[int, list[tuple[int, int, MentionType]]] = {}
    mentions = []
    for row in rows:
        if row.line > len(lines):
            raise GoldError(f"{path}:{row.number}: the text has {len(lines)} lines, no line {row.line}")
        here = taken.setdefault(row.line, [])
        column = _column(lines[row.line - 1], row, here, path)
        here.append((column, column + len(row.text), row.type))
        start = starts[row.line - 1] + column
        mentions.append(_mention(row, start))
    return tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))


def _column(line: str, row: Row, here: list[tuple[int, int, MentionType]], path: Path) -> int:
    first = column = here[-1][0] if here else 0
    while (column := line.find(row.text, column)) >= 0:
        span = (column, column + len(row.text), row.type)
        if span not in here and not _forbidden(span, here):
            return column
        column += 1
    raise GoldError(
        f"{path}:{row.number}: {row.text!r} is not in line {row.line} at or after column {first + 1}: "
        f"{line[first : first + 60]!r}"
    )


def _forbidden(span: tuple[int, int, MentionType], here: list[tuple[int, int, MentionType]]) -> bool:
    """A PERSON, LOCATION or DATE never stands directly inside one of its own type, nor a PERSON or
    OFFICE inside one of these: such an occurrence is skipped (``Lào`` in ``CHDCND Lào``)."""
    start, end, kind = span
    around = [other for other in here if other[0] <= start and end <= other[1]]
    inner = min(around, key=lambda other: other[1] - other[0], default=None)
    return inner is not None and inner[2] in _FLAT and kind in (inner[2], "PERSON", "OFFICE")


def _mention(row: Row, start: int) -> GoldMention:
    office = row.type == "OFFICE"
    return GoldMention(
        type=row.type,
        start=start,
        end=start + len(row.text),
        text=row.text,
        canonical=row.canonical or row.text,
        holder=row.holder or None,
        status=(_STATUSES[row.status] if row.status else "current") if office else None,
        id=row.id or None,
    )


def _read_json(path: Path) -> Iterator[GoldDocument]:
    for where, document in given.read(path):
        beside = path.parent / document.source
        source = next((p for p in (beside, Path(document.source)) if p.is_file()), None)
        if source is None:
            raise GoldError(
                f"{where}: its text {document.source!r} is neither beside this file nor at that path"
            )
        text = given.decode(source)
        if document.sha256 and document.sha256 != digest(text):
            raise GoldError(f"{where}: {source} has changed since these offsets were made (sha256 differs)")
        mentions = _json_mentions(where, document, text)
        yield GoldDocument(document.id or source.stem, path, source, text, mentions)


def _json_mentions(where: str, document: given.GivenDocument, text: str) -> tuple[GoldMention, ...]:
    names = {entity.id: entity.name for entity in document.entities}
    parts = {entity.id: entity.office for entity in document.entities}
    mentions = []
    for m in document.mentions:
        here = text[m.start : m.end]
        if not here or m.start < 0 or m.text not in (here, None):
            raise GoldError(f"{where}: {m.text!r} does not stand at {m.start}..{m.end} of the text")
        office = m.type == "OFFICE"
        mentions.append(
            GoldMention(
                type=m.type,
                start=m.start,
                end=m.end,
                text=here,
                canonical=names.get(m.entity or "", here),
                holder=names.get(m.holder, m.holder) if office and m.holder else None,
                status=(m.status or "current") if office else None,
                office=parts.get(m.entity or ""),
            )
        )
    return tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))


def digest(text: str) -> str:
    """The sha256 of the text as UTF-8, as in our JSON."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
