"""Every hard case of the genre through the whole pipeline, all marks strictly (see genrecase.py).

Known failures stand under strict xfail: an accidental fix forces promotion (``python tests/promote.py``).
"""

from __future__ import annotations

from collections import Counter

import genrecase
import pytest
from genrecase import Case

from vnlaos_ner.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load()


def _params() -> list[object]:
    failing = genrecase.known()
    out = []
    for case in genrecase.every():
        row = failing.get(case.text.replace("\n", "\\n"))
        marks = (pytest.mark.xfail(reason=row["reason"], strict=True, raises=AssertionError),) if row else ()
        out.append(pytest.param(case, id=case.label, marks=marks))
    return out


@pytest.mark.parametrize("case", _params())
def test_sentence(case: Case, pipeline: Pipeline) -> None:
    assert genrecase.differences(case, genrecase.document(case, pipeline)) == []


def test_no_sentence_twice() -> None:
    counted = Counter(case.text for case in genrecase.every())
    assert [text for text, n in counted.items() if n > 1] == []


def test_known_failures_are_cases() -> None:
    sentences = {case.text.replace("\n", "\\n"): case.row for case in genrecase.every()}
    for sentence, row in genrecase.known().items():
        assert sentences.get(sentence) == row["row"], sentence
        assert row["reason"], sentence


def test_holders_and_statuses_count_the_offices() -> None:
    for case in genrecase.every():
        offices = sum(kind == "OFFICE" for kind, _, _ in case.marks)
        for column in (case.holders, case.statuses):
            assert not column or len(column.split(" | ")) == offices, case


def test_every_row_has_three_that_show_it_and_two_that_do_not() -> None:
    shown = Counter(case.row for case in genrecase.every() if case.positive)
    others = Counter(case.row for case in genrecase.every() if not case.positive)
    thin = [row for row in shown | others if shown[row] < 3 or others[row] < 2]
    assert thin == []
