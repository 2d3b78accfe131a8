"""Grammars and referee, sentence by sentence: cases/grammar_*.tsv. Every mark of a sentence counts.

What fails stands in cases/grammar_known_failures.tsv under strict xfail: an accidental fix forces promotion.
"""

from __future__ import annotations

import pytest
from marked import CASES, Case, recognised, rows, strip

from vnlaos_ner import lexicon as lexicon_room
from vnlaos_ner.lexicon import Lexicon

FILES = sorted(path.name for path in CASES.glob("grammar_*.tsv"))
KNOWN = "grammar_known_failures.tsv"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_room.load()


def _params() -> list[object]:
    out = []
    for name in FILES:
        marks = (pytest.mark.xfail(strict=True),) if name == KNOWN else ()
        for number, case in enumerate(rows(name), 1):
            label = f"{name.removeprefix('grammar_').removesuffix('.tsv')}-{number}-{case.row}"
            out.append(pytest.param(case, id=label, marks=marks))
    return out


@pytest.mark.parametrize("case", _params())
def test_sentence(case: Case, lexicon: Lexicon) -> None:
    text, expected = strip(case.sentence)
    got = recognised(text, lexicon)
    assert [f"{kind} {words}" for kind, words, _ in got] == [f"{kind} {words}" for kind, words, _ in expected]
    assert got == expected


def test_no_sentence_twice() -> None:
    seen: dict[str, str] = {}
    for name in FILES:
        for case in rows(name):
            text, _ = strip(case.sentence)
            assert text not in seen, f"{text!r} stands in {seen.get(text)} and in {name}"
            seen[text] = name
