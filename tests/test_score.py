"""The scorer: every measure by hand, against published examples and against another scorer."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnlaos_ner.document import SCORED_TYPES, MentionType, Office
from vnlaos_ner.score import Mark, Score, Tally, accuracy, compare, fold, interval, merge
from vnlaos_ner.score.assignment import best_total
from vnlaos_ner.score.clusters import b_cubed, ceaf_e, muc
from vnlaos_ner.score.spans import flat


def office(start: int, end: int, name: str = "", holder: str | None = None, status: str = "current") -> Mark:
    return Mark("OFFICE", start, end, name, f"o{name}", holder, status)  # type: ignore[arg-type]


def strict(gold: list[Mark], predicted: list[Mark], on: str) -> tuple[float, float, float]:
    tally = compare(gold, predicted).get("strict", on)
    return tally.right, tally.predicted, tally.gold


# --- spans -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        # what was predicted for PERSON 5..10: strict, boundary, type, overlap
        (Mark("PERSON", 5, 10), (1, 1, 1, 1)),
        (Mark("LOCATION", 5, 10), (0, 1, 0, 1)),
        (Mark("PERSON", 5, 12), (0, 0, 1, 1)),
        (Mark("LOCATION", 9, 12), (0, 0, 0, 1)),
        (Mark("PERSON", 10, 12), (0, 0, 0, 0)),  # half-open: the two only touch
        (Mark("PERSON", 0, 5), (0, 0, 0, 0)),
    ],
)
def test_four_measures(predicted: Mark, expected: tuple[int, ...]) -> None:
    score = compare([Mark("PERSON", 5, 10)], [predicted])
    found = tuple(score.get(m, "PERSON").found for m in ("strict", "boundary", "type", "overlap"))
    assert found == expected
    assert score.total("strict", SCORED_TYPES).f1 == expected[0]


def test_recall_counts_under_the_gold_type_and_precision_under_the_predicted() -> None:
    score = compare([Mark("PERSON", 0, 3)], [Mark("LOCATION", 0, 3)])
    assert score.get("boundary", "PERSON") == Tally(right=0, predicted=0, found=1, gold=1)
    assert score.get("boundary", "LOCATION") == Tally(right=1, predicted=1, found=0, gold=0)


def test_a_mark_is_matched_once_and_the_better_partner_wins() -> None:
    gold = [Mark("LOCATION", 0, 4), Mark("LOCATION", 5, 9)]
    score = compare(gold, [Mark("LOCATION", 0, 9)])
    assert score.get("type", "LOCATION") == Tally(1, 1, 1, 2)
    # nested: the exact pairs are not given away to overlapping ones
    gold = [Mark("ORGANIZATION", 0, 20), Mark("ORGANIZATION", 10, 20)]
    score = compare(gold, [Mark("ORGANIZATION", 0, 18), Mark("ORGANIZATION", 0, 20)])
    assert score.get("type", "ORGANIZATION") == Tally(2, 2, 2, 2)
    assert score.get("strict", "ORGANIZATION") == Tally(1, 2, 1, 2)


def test_same_span_twice_in_one_type_counts_once() -> None:
    assert strict([Mark("PERSON", 0, 3)], [Mark("PERSON", 0, 3), Mark("PERSON", 0, 3)], "PERSON") == (1, 1, 1)


def test_flat_view_drops_offices_and_what_stands_inside() -> None:
    marks = [
        Mark("OFFICE", 0, 22),
        Mark("ORGANIZATION", 7, 22),
        Mark("LOCATION", 16, 22),
        Mark("PERSON", 23, 37),
        Mark("DATE", 40, 44),
        Mark("LOCATION", 50, 53),
    ]
    assert [m.span for m in flat(marks)] == [(7, 22), (23, 37), (50, 53)]
    score = compare(marks, marks[1:2])
    assert score.get("flat.strict", "ORGANIZATION").f1 == 1
    assert score.get("flat.strict", "OFFICE").empty
    assert score.get("flat.strict", "LOCATION").gold == 1


def test_nothing_predicted_and_nothing_there() -> None:
    nothing = compare([Mark("PERSON", 0, 3)], []).get("strict", "PERSON")
    assert (nothing.precision, nothing.recall, nothing.f1) == (1, 0, 0)
    assert compare([], []).get("strict", "PERSON").empty


# --- meaning ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Thành uỷ Hà Nội", "Thành ủy  Hà Nội", True),
        ("Nguyễn Phu\u0301 Tro\u0323ng", "Nguyễn Phú Trọng", True),
        ("CHỦ TỊCH NƯỚC", "Chủ tịch nước", True),
        ("Hoà Bình.", "Hòa Bình", True),
        ("Trương Hòa Bình", "Trường Hòa Bình", False),
        ("Lê Hoà", "Lê Hoa", False),
        ("Quý", "Qúy", True),
        ("Đà", "Da", False),
    ],
)
def test_fold(a: str, b: str, same: bool) -> None:
    assert (fold(a) == fold(b)) is same


def test_names_are_judged_on_exact_marks_only() -> None:
    gold = [Mark("PERSON", 0, 5, "Lê An"), Mark("PERSON", 9, 11, "Lê An"), Mark("PERSON", 20, 22, "Bùi Bá")]
    predicted = [Mark("PERSON", 0, 5, "LÊ AN"), Mark("PERSON", 9, 11, "An"), Mark("PERSON", 20, 23, "Bùi Bá")]
    assert compare(gold, predicted).get("name", "PERSON") == accuracy(1, 2)


def test_links() -> None:
    gold = [
        office(0, 5, holder="Lê An"),
        office(6, 9, holder="Bùi Bá"),
        office(10, 12),
        office(13, 15, holder="X"),
    ]
    predicted = [
        office(0, 5, holder="lê an"),  # right
        office(6, 9, holder="Lê An"),  # wrong holder: false and missed
        office(10, 12, holder="Lê An"),  # none in gold: false
        office(13, 16, holder="X"),  # not the same office: false and missed
    ]
    tally = compare(gold, predicted).get("links", "OFFICE")
    assert (tally.right, tally.predicted, tally.gold) == (1, 4, 3)


def test_status_over_all_over_linked_and_over_those_that_are_not_current() -> None:
    gold = [
        office(0, 5, holder="A", status="former"),
        office(6, 9, holder="B"),
        office(10, 12, status="new"),
        office(20, 22, status="late"),
    ]
    predicted = [
        office(0, 5, holder="A", status="former"),
        office(6, 9, holder="B", status="acting"),
        office(10, 12),
    ]
    score = compare(gold, predicted)
    assert score.get("status", "OFFICE") == accuracy(1, 3)
    assert score.get("status.linked", "OFFICE") == accuracy(1, 2)
    changed = score.get("status.changed", "OFFICE")
    assert (changed.right, changed.predicted, changed.gold) == (1, 2, 2)


def test_office_parts() -> None:
    def of(body: str | None, place: str | None) -> Mark:
        return office(0, 5)._replace(office=Office("Bí thư", body, place, "VN", None))

    score = compare([of("Thành ủy", "Hà Nội")], [of("Thành uỷ", None)])
    got = {p: score.get(f"parts.{p}", "OFFICE").f1 for p in ("role", "body", "place", "country", "all")}
    assert got == {"role": 1, "body": 1, "place": 0, "country": 1, "all": 0}
    assert ("parts.all", "OFFICE") not in compare([of("Thành ủy", None)], [office(0, 5)]).tallies


def test_holdings_count_once_a_document() -> None:
    gold = [office(0, 5, "Thủ tướng", "Lê An"), office(9, 14, "Thủ tướng", "Lê An")]
    tally = compare(gold, [office(30, 35, "thủ tướng", "Lê An"), office(0, 2, "Bí thư", "Lê An")]).get(
        "holdings", "OFFICE"
    )
    assert (tally.right, tally.predicted, tally.gold) == (1, 2, 1)


# --- coreference -----------------------------------------------------------------------------------


def clusters(text: str) -> list[frozenset[str]]:
    return [frozenset(word) for word in text.split()]


def test_published_example() -> None:
    """Pradhan et al. 2014, the worked example; values as printed there."""
    gold, predicted = clusters("abc defg"), clusters("ab cd fghi")
    printed = {muc: (0.40, 0.40, 0.40), b_cubed: (0.42, 0.50, 0.46), ceaf_e: (0.65, 0.43, 0.52)}
    for measure, (recall, precision, f1) in printed.items():
        tally = measure(gold, predicted)
        assert (round(tally.recall, 2), round(tally.precision, 2)) == (recall, precision)
        assert tally.f1 == pytest.approx(f1, abs=0.006)  # printed F1 is that of the rounded ratios


@pytest.mark.parametrize(
    ("predicted", "common", "of_predicted", "of_gold"),
    [
        ("a bc def", 3, 3, 3),
        ("a de", 1 + 4 / 5, 2, 3),
        ("a bcx defy z", 1 + 4 / 5 + 6 / 7, 4, 3),
        ("a bcx dy z", 1 + 4 / 5 + 2 / 5, 4, 3),
        ("a bcxB dy z", 1 + 4 / 6 + 2 / 5, 4, 3),
        ("a bcx dy Bz", 1 + 4 / 5 + 2 / 5, 4, 3),
    ],
)
def test_ceafe_of_the_reference_scorers_test_cases(
    predicted: str, common: float, of_predicted: int, of_gold: int
) -> None:
    """conll/reference-coreference-scorers, test/TestCases.README, cases 1 to 6; the key is {a} {bc} {def}."""
    tally = ceaf_e(clusters("a bc def"), clusters(predicted))
    assert tally.right == tally.found == pytest.approx(common)
    assert (tally.predicted, tally.gold) == (of_predicted, of_gold)


def test_entities_of_a_document() -> None:
    gold = [Mark("PERSON", i, i + 1, entity=e) for i, e in enumerate("AAABB")]
    predicted = [Mark("PERSON", i, i + 1, entity=e) for i, e in enumerate("xxyyz")]
    score = compare(gold, predicted)
    assert (score.get("muc", "PERSON").found, score.get("muc", "PERSON").gold) == (1, 3)
    assert score.conll(["PERSON"]) == pytest.approx(
        sum(score.get(m, "PERSON").f1 for m in ("muc", "b3", "ceafe")) / 3
    )
    assert compare(gold, gold).conll(["PERSON"]) == 1
    missed = compare(gold, gold[:3])
    assert missed.get("b3", "PERSON").recall == pytest.approx(3 / 5)
    assert missed.get("found.b3", "PERSON").recall == 1


def test_a_system_that_does_not_group_is_not_scored_on_it() -> None:
    assert ("b3", "PERSON") not in compare([Mark("PERSON", 0, 1, entity="A")], [Mark("PERSON", 0, 1)]).tallies
    assert compare([Mark("PERSON", 0, 1, entity="A")], []).get("b3", "PERSON").recall == 0


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=1, max_size=5)
    )
)
def test_best_assignment_equals_trying_all(weights: list[list[int]]) -> None:
    rows, columns = len(weights), len(weights[0])
    if rows <= columns:
        best = max(sum(weights[i][c] for i, c in enumerate(p)) for p in permutations(range(columns), rows))
    else:
        best = max(sum(weights[r][j] for j, r in enumerate(p)) for p in permutations(range(rows), columns))
    assert best_total(weights) == best


# --- merging, intervals, another scorer --------------------------------------------------------------

_names = st.sampled_from(["Lê An", "An", "Bùi Bá", "Thủ tướng"])
_marks = st.lists(
    st.builds(
        lambda kind, start, size, name, holder: Mark(
            kind,
            start,
            start + size,
            name,
            f"{kind} {name}",
            holder if kind == "OFFICE" else None,
            "current" if kind == "OFFICE" else None,
        ),
        st.sampled_from(SCORED_TYPES),
        st.integers(0, 20),
        st.integers(1, 6),
        _names,
        st.none() | _names,
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(_marks, _marks, _marks, _marks)
def test_merging_two_documents_is_adding_their_counts(
    g1: list[Mark], p1: list[Mark], g2: list[Mark], p2: list[Mark]
) -> None:
    """Span counts of two documents are those of the one document they make when set one after the other."""
    one, two = compare(g1, p1), compare(g2, p2)
    merged = merge([one, two])
    assert merged == one + two
    for key, tally in merged.tallies.items():
        assert tally == one.get(*key) + two.get(*key)

    def shifted(marks: list[Mark]) -> list[Mark]:
        return [m._replace(start=m.start + 100, end=m.end + 100) for m in marks]

    joined = compare([*g1, *shifted(g2)], [*p1, *shifted(p2)])
    for measure in ("strict", "boundary", "type", "overlap", "flat.strict", "links", "name"):
        for kind in SCORED_TYPES:
            assert merged.get(measure, kind) == joined.get(measure, kind)


@settings(max_examples=60, deadline=None)
@given(_marks)
def test_gold_scores_full_marks_against_itself(marks: list[Mark]) -> None:
    score = compare(marks, marks)
    assert all(t.f1 == pytest.approx(1) for t in score.tallies.values())


@settings(max_examples=60, deadline=None)
@given(_marks, _marks)
def test_strict_is_the_plain_set_count(gold: list[Mark], predicted: list[Mark]) -> None:
    score = compare(gold, predicted)
    g, p = {m.key for m in gold}, {m.key for m in predicted}
    for kind in SCORED_TYPES:
        same = sum(k[0] == kind for k in g & p)
        tally = score.get("strict", kind)
        assert (tally.right, tally.found) == (same, same)
        assert tally.predicted == sum(k[0] == kind for k in p)
        assert tally.gold == sum(k[0] == kind for k in g)


def test_interval_is_the_same_every_time_and_holds_the_figure() -> None:
    tallies = [Tally(n, 10, n, 10) for n in (9, 8, 10, 4, 7, 9)]

    def f1(sample: object) -> float:
        return sum(sample, Tally()).f1  # type: ignore[call-overload,no-any-return]

    first = interval(tallies, f1, samples=200)
    assert first == interval(tallies, f1, samples=200)
    assert first.low < f1(tallies) < first.high
    assert first != interval(tallies, f1, samples=200, seed=1)
    with pytest.raises(ValueError, match="at least one document"):
        interval([], f1)


def nervaluate_counts(gold: list[Mark], predicted: list[Mark]) -> dict[str, Counter[str]]:
    nervaluate = pytest.importorskip("nervaluate")

    def rows(marks: list[Mark]) -> list[dict[str, object]]:
        return [{"label": m.type, "start": m.start, "end": m.end - 1} for m in marks]

    result = nervaluate.Evaluator([rows(gold)], [rows(predicted)], tags=list(SCORED_TYPES)).evaluate()
    return {
        scheme: Counter(correct=values.correct, actual=values.actual, possible=values.possible)
        for scheme, values in result["overall"].items()
    }


@st.composite
def _flat_document(draw: st.DrawFn) -> tuple[list[Mark], list[Mark]]:
    """Gold without overlaps; a prediction that moves, retypes, drops and invents marks, also without."""
    gold, predicted, position = [], [], 0
    for _ in range(draw(st.integers(1, 8))):
        start = position + draw(st.integers(3, 6))
        end = start + draw(st.integers(2, 6))
        position = end
        kind: MentionType = draw(st.sampled_from(SCORED_TYPES))
        gold.append(Mark(kind, start, end))
        change = draw(st.sampled_from(["same", "type", "start", "end", "drop", "extra"]))
        if change == "drop":
            continue
        other: MentionType = draw(st.sampled_from(SCORED_TYPES)) if change == "type" else kind
        predicted.append(Mark(other, start + (change == "start"), end - (change == "end")))
        if change == "extra":
            predicted.append(Mark(kind, end + 1, end + 2))
    return gold, predicted


@settings(max_examples=60, deadline=None)
@given(_flat_document())
def test_nervaluate_counts_the_same(document: tuple[list[Mark], list[Mark]]) -> None:
    """Where the two measure the same thing: strict and exact boundaries, on marks that do not nest."""
    gold, predicted = document
    score: Score = compare(gold, predicted)
    theirs = nervaluate_counts(gold, predicted)
    for ours, scheme in (("strict", "strict"), ("boundary", "exact"), ("type", "ent_type")):
        tally = score.total(ours, SCORED_TYPES)
        assert (tally.right, tally.predicted, tally.gold) == (
            theirs[scheme]["correct"],
            theirs[scheme]["actual"],
            theirs[scheme]["possible"],
        )
