"""What gold says beyond single articles: who is who across them, and the parts of offices.

Both are tables of facts beside the gold of a folder; the articles they speak of need not be there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vnlaos_ner import given
from vnlaos_ner.document import Office
from vnlaos_ner.errors import GoldError

PEOPLE = "people.tsv"
OFFICES = "offices.tsv"
FACTS = frozenset((PEOPLE, OFFICES))


def load_people(path: Path) -> dict[tuple[str, str], str]:
    """Rows ``person, document, name``: the person's id for an article's id and the canonical name there."""
    people: dict[tuple[str, str], str] = {}
    for where, cells in _rows(path):
        if len(cells) != 3 or not all(cells):
            raise GoldError(f"{where}: three columns are needed: person, document, name")
        person, document, name = cells
        if people.setdefault((document, name), person) != person:
            raise GoldError(f"{where}: {name!r} in {document} already is {people[document, name]!r}")
    return people


def load_offices(path: Path) -> dict[str, Office]:
    """Rows ``name, role, body, place, country``: the parts of an office by its canonical name."""
    offices: dict[str, Office] = {}
    for where, cells in _rows(path):
        name, role, body, place, country = [*cells, "", "", "", "", ""][:5]
        if not role or len(cells) > 5:
            raise GoldError(
                f"{where}: columns are name, role, body, place, country; the first two are needed"
            )
        if name in offices:
            raise GoldError(f"{where}: {name!r} is there already")
        offices[name] = Office(role, body or None, place or None, country or None, None)
    return offices


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Rows that are no comment, without the first, which is the heading; each with ``FILE:LINE``."""
    heading = True
    for number, line in enumerate(given.decode(path).split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            if not heading:
                yield f"{path}:{number}", [cell.strip() for cell in line.split("\t")]
            heading = False
