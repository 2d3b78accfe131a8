"""Linking, row by row: cases/link_*.tsv."""

from __future__ import annotations

import pytest
from linkcase import holders, link, named, rows, statuses

from vnlaos_ner import lexicon as lexicon_room
from vnlaos_ner.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_room.load()


def _rows(name: str) -> list[object]:
    return [pytest.param(row, id=row["case"].replace(" ", "-")) for row in rows(name)]


@pytest.mark.parametrize("row", _rows("link_holders.tsv"))
def test_holders(row: dict[str, str], lexicon: Lexicon) -> None:
    assert " | ".join(holders(link(row["text"], lexicon))) == row["holders"]


@pytest.mark.parametrize("row", _rows("link_status.tsv"))
def test_status(row: dict[str, str], lexicon: Lexicon) -> None:
    assert " | ".join(statuses(link(row["text"], lexicon))) == row["statuses"]


@pytest.mark.parametrize("row", _rows("link_people.tsv"))
def test_people(row: dict[str, str], lexicon: Lexicon) -> None:
    assert " | ".join(named(link(row["text"], lexicon), "PERSON")) == row["names"]


@pytest.mark.parametrize("row", _rows("link_names.tsv"))
def test_office_names(row: dict[str, str], lexicon: Lexicon) -> None:
    assert " | ".join(named(link(row["text"], lexicon), "OFFICE")) == row["names"]
