"""The 868 official office strings of the 15th National Assembly: the share understood to the last word."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnlaos_ner import lexicon, office_check, office_list

SOURCE = Path(__file__).parent.parent.parent / "shared" / "knowledge" / "na15_offices.tsv"
FLOOR = 0.95


def _offices() -> list[str]:
    if not SOURCE.is_file():
        pytest.skip(f"{SOURCE} is not here: the office strings are not part of the project")
    lines = [line for line in SOURCE.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    at = lines[0].split("\t").index("offices")
    return [line.split("\t")[at] for line in lines[1:]]


def test_share_fully_parsed() -> None:
    lex = lexicon.load()
    texts = _offices()
    assert len(texts) > 800
    full = sum(not office_check.faults(office_list.parse_list(text, lex), lex) for text in texts)
    assert full / len(texts) >= FLOOR


def test_no_item_is_lost() -> None:
    """Every string yields at least one item, and every office a role and a name."""
    lex = lexicon.load()
    for text in _offices():
        items = office_list.parse_list(text, lex)
        assert items, text
        for item in items:
            assert item.text
            if item.office is not None:
                assert item.office.role, text
                assert item.name[:1].isupper(), (text, item.name)


@pytest.mark.parametrize(
    "text",
    [
        "Người bán hàng chợ Đông Ba",
        "Giám đốc rất giỏi của chúng ta",
        "Bí thư Chi bộ, ăn cơm, uống nước",
        "Trưởng phòng Kế hoạch, rất bận",
    ],
)
def test_nonsense_is_a_fault(text: str) -> None:
    lex = lexicon.load()
    assert office_check.faults(office_list.parse_list(text, lex), lex)
