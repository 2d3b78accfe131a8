"""The referee: properties that hold whatever is proposed, and the precedences one by one."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from vnlaos_ner.document import SCORED_TYPES, TYPES, MentionType
from vnlaos_ner.evidence import GRAMMAR_ONLY, LATE, MAY_HOLD, Table, gathered, load, weigh
from vnlaos_ner.page import Candidate, Found
from vnlaos_ner.referee import choose
from vnlaos_ner.span import Span

BOTH: Table = {**GRAMMAR_ONLY, **{(kind, "tagger"): 1.0 for kind in TYPES}}


def pick(candidates: Iterable[Candidate], table: Table = GRAMMAR_ONLY) -> list[Found]:
    return choose(weigh(candidates, table))


def _chosen(*candidates: Candidate, table: Table = GRAMMAR_ONLY) -> list[tuple[str, int, int]]:
    return [(f.type, f.start, f.end) for f in pick(candidates, table)]


def c(kind: MentionType, start: int, end: int, score: float = 0.9, rule: str = "room.rule") -> Candidate:
    return Candidate(kind, start, end, rule, score)


_SPANS = st.tuples(st.integers(0, 10), st.integers(1, 5)).map(lambda p: (p[0], min(12, p[0] + p[1])))
_CANDIDATES = st.lists(
    st.builds(
        lambda kind, span, rule, score: Candidate(kind, *span, rule, score),
        st.sampled_from(TYPES),
        _SPANS,
        st.sampled_from(("place.known", "person.office", "tagger.base")),
        st.floats(0.01, 0.99),
    ),
    max_size=14,
)


@given(_CANDIDATES)
def test_nested_and_never_crossing(candidates: list[Candidate]) -> None:
    found = pick(candidates)
    for i, a in enumerate(found):
        for b in found[i + 1 :]:
            outer, inner = Span(a.start, a.end), Span(b.start, b.end)
            assert not outer.crosses(inner)
            if outer.covers(inner):
                assert outer != inner
                assert b.type in MAY_HOLD[a.type]


@given(_CANDIDATES, st.randoms())
def test_order_of_candidates_does_not_matter(candidates: list[Candidate], random: object) -> None:
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first = [(f.type, f.start, f.end, f.score) for f in pick(candidates)]
    assert [(f.type, f.start, f.end, f.score) for f in pick(shuffled)] == first


@given(_CANDIDATES)
def test_only_what_was_proposed(candidates: list[Candidate]) -> None:
    proposed = {(x.type, x.start, x.end) for x in candidates}
    for f in pick(candidates):
        assert (f.type, f.start, f.end) in proposed
        assert set(f.found_by) <= {x.rule for x in candidates}
        assert 0.5 < f.score < 1


@given(_CANDIDATES)
def test_events_and_documents_leave_people_places_and_dates(candidates: list[Candidate]) -> None:
    five = [x for x in candidates if x.type not in LATE]
    scored = {"PERSON", "OFFICE", "LOCATION", "DATE"}
    alone = {(f.type, f.start, f.end) for f in pick(five) if f.type in scored}
    every = {(f.type, f.start, f.end) for f in pick(candidates) if f.type in scored}
    assert alone == every


def test_one_found_for_one_span() -> None:
    found = pick([c("PERSON", 0, 2, 0.7, "person.office"), c("PERSON", 0, 2, 0.9, "tagger.base")], BOTH)
    assert found == [Found("PERSON", 0, 2, ("tagger.base", "person.office"), found[0].score)]
    assert found[0].score > 0.9


def test_the_stronger_of_two_crossing() -> None:
    assert _chosen(c("PERSON", 0, 3, 0.8), c("LOCATION", 2, 5, 0.9)) == [("LOCATION", 2, 5)]
    assert _chosen(c("PERSON", 0, 3, 0.9), c("LOCATION", 2, 5, 0.8)) == [("PERSON", 0, 3)]


def test_office_holds_body_holds_place() -> None:
    spans = [c("LOCATION", 3, 5), c("ORGANIZATION", 2, 5), c("OFFICE", 0, 5)]
    assert _chosen(*spans) == [("OFFICE", 0, 5), ("ORGANIZATION", 2, 5), ("LOCATION", 3, 5)]


def test_no_person_in_a_place() -> None:
    assert _chosen(c("LOCATION", 0, 4, 0.95), c("PERSON", 1, 4, 0.9)) == [("LOCATION", 0, 4)]


def test_the_longer_of_two_places() -> None:
    assert _chosen(c("LOCATION", 1, 3), c("LOCATION", 0, 3)) == [("LOCATION", 0, 3)]


def test_two_types_on_one_span() -> None:
    assert _chosen(c("LOCATION", 0, 2, 0.8), c("ORGANIZATION", 0, 2, 0.8)) == [("ORGANIZATION", 0, 2)]
    assert _chosen(c("LOCATION", 0, 2, 0.9), c("ORGANIZATION", 0, 2, 0.8)) == [("LOCATION", 0, 2)]


def test_a_title_holds_no_organisation() -> None:
    spans = [c("DOCUMENT", 0, 5, 0.95), c("ORGANIZATION", 2, 5, 0.9), c("LOCATION", 4, 5, 0.9)]
    assert _chosen(*spans) == [("DOCUMENT", 0, 5), ("LOCATION", 4, 5)]


def test_an_event_gives_way() -> None:
    assert _chosen(c("EVENT", 0, 3, 0.99), c("OFFICE", 2, 5, 0.6)) == [("OFFICE", 2, 5)]


def test_doubtful_is_dropped() -> None:
    assert _chosen(c("PERSON", 0, 2, 0.45)) == []
    tagged = c("PERSON", 0, 2, 0.9, "tagger.base")
    assert _chosen(c("PERSON", 0, 2, 0.45), tagged, table=BOTH) == [("PERSON", 0, 2)]


def test_silence_counts_where_the_table_says_so() -> None:
    tagged = c("PERSON", 0, 2, 0.9, "tagger.base")
    strict = {**BOTH, ("PERSON", "no-grammar"): -3.0}
    assert _chosen(tagged, table=BOTH) == [("PERSON", 0, 2)]
    assert _chosen(tagged, table=strict) == []
    # It is the span's own evidence: what is proposed elsewhere on the page changes nothing.
    assert _chosen(tagged, c("LOCATION", 4, 5), table=strict) == [("LOCATION", 4, 5)]


def test_a_rule_and_a_rival_have_weights_of_their_own() -> None:
    office, place = c("OFFICE", 0, 3, 0.7, "office.guess"), c("LOCATION", 2, 5, 0.6)
    assert _chosen(office, place) == [("OFFICE", 0, 3)]
    assert _chosen(office, place, table={**BOTH, ("OFFICE", "rule:office.guess"): -1.0}) == [
        ("LOCATION", 2, 5)
    ]
    assert _chosen(office, place, table={**BOTH, ("OFFICE", "rival-grammar"): -0.3}) == [("LOCATION", 2, 5)]


def test_a_variant_is_of_the_same_type_and_a_rival_cannot_stand_beside() -> None:
    body, inner, place = c("ORGANIZATION", 0, 5), c("ORGANIZATION", 2, 5), c("LOCATION", 4, 6)
    every = {(x.type, x.start, x.end): [x] for x in (body, inner, place)}
    found = {key: evidence for key, _, evidence in gathered(every)}
    assert "variant-grammar" in found["ORGANIZATION", 0, 5]
    assert found["ORGANIZATION", 0, 5]["rival-grammar"] > 0
    assert "variant-grammar" not in found["LOCATION", 4, 6]
    bodies = {key: mine for key, mine in every.items() if key[0] == "ORGANIZATION"}
    assert all("rival-grammar" not in evidence for _, _, evidence in gathered(bodies))


def test_a_grammar_that_refuses_counts_against_the_tagger() -> None:
    tagged = c("OFFICE", 0, 2, 0.9, "tagger.base")
    refused = c("OFFICE", 0, 2, 0.05, "office.plural")
    assert _chosen(tagged, table=BOTH) == [("OFFICE", 0, 2)]
    assert _chosen(tagged, refused, table=BOTH) == []


def test_who_refused_is_no_finder() -> None:
    found = pick([c("OFFICE", 0, 2, 0.999, "tagger.base"), c("OFFICE", 0, 2, 0.2, "office.doubted")], BOTH)
    assert [f.found_by for f in found] == [("tagger.base",)]


def test_the_shipped_table_knows_every_type() -> None:
    table = load()
    for kind in TYPES:
        assert table[kind, "grammar"] > 0
    for kind in SCORED_TYPES:
        if (kind, "tagger") in table:
            assert table[kind, "tagger"] > 0
            assert table[kind, "no-tagger"] < 0
        else:
            assert table[kind, "grammar"] == 1.0
