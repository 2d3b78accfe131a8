"""Rewritings of the gold: what they change, and that every mention is carried along."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from vnlaos_ner import gold
from vnlaos_ner.gold import GoldDocument, Row
from vnlaos_ner.perturb import PERTURBATIONS, Edit, rewrite
from vnlaos_ner.score import fold

ROOT = Path(__file__).parent.parent
BY_NAME = {p.name: p for p in PERTURBATIONS}
TEXT = "Uỷ ban họp\nÔng Lê Ðức An đến Huế. Bí thư Thành ủy Hòa Bình Lê Đức An nói. Quý ông hoàng.\nHết."


def document() -> GoldDocument:
    rows = [
        Row(1, 1, "ORGANIZATION", "Uỷ ban", "", "", "", ""),
        Row(2, 2, "PERSON", "Lê Ðức An", "Lê Đức An", "", "", ""),
        Row(3, 2, "LOCATION", "Huế", "", "", "", ""),
        Row(4, 2, "OFFICE", "Bí thư Thành ủy Hòa Bình", "", "Lê Đức An", "", ""),
        Row(5, 2, "ORGANIZATION", "Thành ủy Hòa Bình", "", "", "", ""),
        Row(6, 2, "LOCATION", "Hòa Bình", "", "", "", ""),
        Row(7, 2, "PERSON", "Lê Đức An", "", "", "", ""),
    ]
    path = Path("x.tsv")
    return GoldDocument("x", path, path, TEXT, gold.place(TEXT, rows, path))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tone-style", TEXT.replace("Uỷ", "Ủy").replace("ủy H", "uỷ H").replace("Hòa", "Hoà")),
        ("nfd", unicodedata.normalize("NFD", TEXT)),
        ("eth", TEXT.replace("Đ", "Ð")),
        ("nbsp", TEXT.replace(" ", "\u00a0")),
        ("zero-width", TEXT.replace(" ", " \u200b")),
        ("crlf", TEXT.replace("\n", "\r\n")),
        ("glued-names", TEXT.replace("An đến", "Anđến").replace("An nói", "Annói")),
        ("capitals", TEXT.replace("Uỷ ban họp", "UỶ BAN HỌP")),
        ("lower-case-offices", TEXT.replace("Bí thư", "bí thư")),
        ("no-full-stop", TEXT.replace(".", "")),
        ("one-line", TEXT.replace("\n", " ")),
    ],
)
def test_what_each_changes(name: str, expected: str) -> None:
    assert rewrite(document(), BY_NAME[name].edits(document())).text == expected


def test_every_rewriting_is_tested() -> None:
    mark = next(m for m in test_what_each_changes.pytestmark if m.name == "parametrize")  # type: ignore[attr-defined]
    assert [row[0] for row in mark.args[1]] == list(BY_NAME)


@pytest.mark.parametrize("name", BY_NAME)
def test_mentions_are_carried_along_on_the_seeds(name: str) -> None:
    """Same mentions, same names, and each still cuts what it cut, up to the change itself."""
    changed = 0
    for before in gold.load(ROOT / "fixtures" / "gold"):
        after = rewrite(before, BY_NAME[name].edits(before))
        changed += after.text != before.text
        assert len(after.mentions) == len(before.mentions)
        for old, new in zip(before.mentions, after.mentions, strict=True):
            assert after.text[new.start : new.end] == new.text
            assert (new.canonical, new.holder, new.status) == (old.canonical, old.holder, old.status)
            plain = new.text.replace("\u200b", "").replace("\u00d0", "Đ")
            assert fold(plain) == fold(old.text.replace("\u00d0", "Đ"))
    assert changed


def test_edits_that_cannot_be_are_refused() -> None:
    person = document().mentions[1]
    with pytest.raises(ValueError, match="overlap"):
        rewrite(document(), [Edit(0, 2, ""), Edit(1, 3, "")])
    with pytest.raises(ValueError, match="nothing is left"):
        rewrite(document(), [Edit(person.start, person.end, "")])
    with pytest.raises(ValueError, match="inside an edit"):
        rewrite(document(), [Edit(person.start - 1, person.start + 1, "x")])
