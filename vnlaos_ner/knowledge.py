"""Reads the knowledge files: TSV, one item a line, validated row by row.

A file opens with ``#`` comments, then one line of column names, then items. Every file may have the
columns of `COMMON`; `SCHEMAS` says which others its kind knows. ``form`` is the spelling to match,
``variants`` holds more spellings separated by ``; ``, ``name`` the canonical name where it is not the
form itself. ``example`` and ``counter`` hold phrases (separated by `` | ``) in which the matcher must,
or must not, find the item. The tests read them, and the matcher obeys the counter-examples: an item is not
found where the words of a counter-example stand around it (``huyện`` in ``huyện ủy``).

What is wrong raises `LexiconError` with ``file:line``. Nothing is repaired silently: a knowledge file is
a text that people review.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from vnlaos_ner.errors import LexiconError

CASES = ("any", "first", "capital", "exact", "off")
COMMON = ("form", "variants", "name", "case", "example", "counter", "note")


class Schema(NamedTuple):
    """What one knowledge file may hold.

    `case` is the policy of forms that name none: ``any`` letter case; ``first`` needs a capital at the
    start; ``capital`` needs every capital of the form; ``exact`` nothing else. A form that is one run of
    capitals (``UBND``) is always ``exact``. `homonyms`: several items may
    share a form (districts). `matched`: whether the matcher looks for it in texts, or it is for lookup only.
    `parts`: the schemas of a file that its column ``type`` divides, by type.
    """

    kind: str
    columns: tuple[str, ...]
    case: str = "capital"
    homonyms: bool = False
    matched: bool = True
    parts: Mapping[str, Schema] = {}


SCHEMAS: Mapping[str, Schema] = {
    "roles.tsv": Schema("role", ("english", "domain", "expects", "plural"), "any"),
    "role_modifiers.tsv": Schema("role_modifier", ("english", "position"), "any"),
    "offices.tsv": Schema("office", ("role", "body", "english", "domain", "country"), "any"),
    "bodies.tsv": Schema(
        "body", ("english", "class", "from", "to", "successor", "country", "expects"), "first"
    ),
    "body_heads.tsv": Schema("body_head", ("english", "class", "lower"), "any"),
    "inner_units.tsv": Schema("inner_unit", ("english",), "any"),
    "minor_roles.tsv": Schema("minor_role", ("english", "expects"), "any"),
    "occupations.tsv": Schema("occupation", ("english",), "any"),
    "office_scopes.tsv": Schema("scope", ("what", "scope", "place"), "any", matched=False),
    "acronyms.tsv": Schema("acronym", ("from", "to"), "any", matched=False),
    "short_places.tsv": Schema("short_place", (), "exact", matched=False),
    "fields.tsv": Schema("field", ("english",), "any"),
    "organizations.tsv": Schema("organization", ("english", "class", "country"), "capital"),
    "honorifics.tsv": Schema("honorific", ("english", "class", "gender"), "any"),
    "ranks.tsv": Schema("rank", ("english", "class"), "any"),
    "status_words.tsv": Schema("status", ("status", "position"), "any"),
    "abbreviations.tsv": Schema("abbreviation", ("class", "also"), "exact"),
    "family_names.tsv": Schema("family", ("class", "frequency"), "capital"),
    "given_syllables.tsv": Schema("given", ("first", "last"), "capital", matched=False),
    "foreign_names.tsv": Schema("foreign_name", ("class", "origin"), "capital"),
    "places.tsv": Schema("place", ("class", "parent", "from", "to", "successor", "country"), "capital", True),
    "countries.tsv": Schema("country", ("code", "english", "official", "capital"), "capital"),
    "world_places.tsv": Schema("place", ("class", "parent", "country", "english"), "capital", True),
    "lao_places.tsv": Schema("place", ("class", "parent", "country", "english"), "capital", True),
    "lao_people.tsv": Schema("person", ("offices", "country", "gender"), "capital"),
    "place_classes.tsv": Schema("place_class", ("english", "administrative"), "any"),
    "ambiguous.tsv": Schema("ambiguous", ("also", "reason"), "capital", matched=False),
    "leaders.tsv": Schema("leader", ("country", "offices"), "capital", matched=False),
    "link_cues.tsv": Schema("link_cue", ("class",), "any", homonyms=True, matched=False),
    "grammar_words.tsv": Schema("grammar_word", ("class",), "exact", homonyms=True, matched=False),
    "title_words.tsv": Schema("grammar_word", ("class",), "exact", homonyms=True, matched=False),
    "glue_words.tsv": Schema("glue_word", ("side",), "any", matched=False),
    "seen_names.tsv": Schema(
        "seen",
        ("type", "strong", "all"),
        "exact",
        parts={
            "PERSON": Schema("seen_person", (), "exact"),
            "LOCATION": Schema("seen_place", (), "exact"),
            "ORGANIZATION": Schema("seen_organization", (), "exact"),
        },
    ),
}
KINDS = frozenset(part.kind for schema in SCHEMAS.values() for part in schema.parts.values() or (schema,))


class Row(NamedTuple):
    """One form of one item. `where` is ``file:line`` for messages; `attrs` holds the non-empty columns."""

    form: str
    name: str
    case: str
    attrs: Mapping[str, str]
    schema: Schema
    where: str


def rows(directory: Path | None = None) -> Iterator[Row]:
    """Every form of every file: those of the package, or those of `directory` (same names and format)."""
    if directory is None:
        home = files("vnlaos_ner") / "data"
        for name, schema in SCHEMAS.items():
            yield from _parse(name, (home / name).read_text(encoding="utf-8"), schema)
        return
    if not directory.is_dir():
        raise LexiconError(f"{directory}: not a folder; --lexicon wants one with TSV files such as roles.tsv")
    for path in sorted(directory.glob("*.tsv")):
        known = SCHEMAS.get(path.name)
        if known is None:
            raise LexiconError(f"{path}: unknown knowledge file; known are {', '.join(sorted(SCHEMAS))}")
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (UnicodeDecodeError, OSError) as error:
            raise LexiconError(f"{path}: cannot be read as UTF-8: {error}") from error
        yield from _parse(str(path), text, known)


def _parse(file: str, text: str, schema: Schema) -> Iterator[Row]:
    columns: list[str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("#") or (not line and columns is None):
            continue
        where = f"{file}:{number}"
        line = line.removesuffix("\r")
        if columns is None:
            columns = _columns(line, schema, where)
        elif line:
            yield from _row(line, columns, schema, where)
        elif number <= text.count("\n"):
            raise LexiconError(f"{where}: blank line")
    if columns is None:
        raise LexiconError(f"{file}: no line of column names")


def _columns(line: str, schema: Schema, where: str) -> list[str]:
    columns = line.split("\t")
    for column in columns:
        if column not in COMMON and column not in schema.columns:
            allowed = ", ".join(COMMON + schema.columns)
            raise LexiconError(f"{where}: kind {schema.kind!r} has no column {column!r}; it has {allowed}")
    if columns[0] != "form":
        raise LexiconError(f"{where}: the first column must be 'form', not {columns[0]!r}")
    if len(set(columns)) < len(columns):
        raise LexiconError(f"{where}: a column is named twice")
    return columns


def _row(line: str, columns: list[str], schema: Schema, where: str) -> Iterator[Row]:
    if not unicodedata.is_normalized("NFC", line):
        raise LexiconError(f"{where}: not in Unicode NFC")
    cells = line.split("\t")
    if len(cells) > len(columns):
        raise LexiconError(f"{where}: {len(cells)} cells in a table of {len(columns)} columns")
    item = {}
    for column, cell in zip(columns, cells, strict=False):
        if cell:
            if not cell.isprintable():
                raise LexiconError(f"{where}: column {column!r} holds an invisible character: {cell!r}")
            if cell[0].isspace() or cell[-1].isspace() or "  " in cell:
                raise LexiconError(f"{where}: column {column!r} is not trimmed: {cell!r}")
            item[column] = cell
    form = item.pop("form", "")
    if not form:
        raise LexiconError(f"{where}: the form is blank")
    name = item.pop("name", form)
    case = item.pop("case", "")
    if case and case not in CASES:
        raise LexiconError(f"{where}: unknown case policy {case!r}; known are {', '.join(CASES)}")
    if schema.parts:
        part = schema.parts.get(item.pop("type", ""))
        if part is None:
            raise LexiconError(f"{where}: the type must be one of {', '.join(schema.parts)}")
        schema = part
    spellings = item.pop("variants", "")
    for spelling in (form, *spellings.split("; ")) if spellings else (form,):
        if not spelling or spelling != spelling.strip(" ;"):
            raise LexiconError(f"{where}: blank or untrimmed variant in {spellings!r}")
        yield Row(spelling, name, case_policy(spelling, case or schema.case), item, schema, where)


def case_policy(form: str, policy: str) -> str:
    """``UBND`` and ``TP.HCM`` are spelled so and not otherwise; all else follows its row or file."""
    acronym = form.isupper() and sum(map(str.isalpha, form)) > 1 and " " not in form
    return "exact" if acronym and policy != "off" else policy
