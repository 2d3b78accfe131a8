"""The referee: properties that hold whatever is proposed, and the precedences one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnlaos_ner import referee
from vnlaos_ner.document import TYPES, Article, MentionType
from vnlaos_ner.page import Candidate, Found, Page
from vnlaos_ner.referee import MAY_HOLD, Weight, choose
from vnlaos_ner.span import Span
from vnlaos_ner.text import Shadow, tokenize

TEXT = " ".join("abcdefghijkl")


def _page() -> Page:
    shadow = Shadow(TEXT)
    tokens = tokenize(shadow)
    return Page(Article("a", "a", TEXT, "0" * 64), shadow, tokens, (), ("body",), ())


def _chosen(*candidates: Candidate) -> list[tuple[str, int, int]]:
    return [(f.type, f.start, f.end) for f in choose(_page(), candidates)]


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
    found = choose(_page(), candidates)
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
    first = [(f.type, f.start, f.end, f.score) for f in choose(_page(), candidates)]
    assert [(f.type, f.start, f.end, f.score) for f in choose(_page(), shuffled)] == first


@given(_CANDIDATES)
def test_only_what_was_proposed(candidates: list[Candidate]) -> None:
    proposed = {(x.type, x.start, x.end) for x in candidates}
    for f in choose(_page(), candidates):
        assert (f.type, f.start, f.end) in proposed
        assert set(f.found_by) <= {x.rule for x in candidates}
        assert 0.5 < f.score < 1


@given(_CANDIDATES)
def test_events_and_documents_leave_people_places_and_dates(candidates: list[Candidate]) -> None:
    five = [x for x in candidates if x.type not in referee.LATE]
    scored = {"PERSON", "OFFICE", "LOCATION", "DATE"}
    # Without weights: with them, the silence of a family that only spoke of late types would count.
    alone = {(f.type, f.start, f.end) for f in choose(_page(), five, {}) if f.type in scored}
    every = {(f.type, f.start, f.end) for f in choose(_page(), candidates, {}) if f.type in scored}
    assert alone == every


def test_one_found_for_one_span() -> None:
    page = _page()
    found = choose(page, [c("PERSON", 0, 2, 0.7, "person.office"), c("PERSON", 0, 2, 0.9, "tagger.base")])
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
    assert _chosen(c("PERSON", 0, 2, 0.45), c("PERSON", 0, 2, 0.9, "tagger.base")) == [("PERSON", 0, 2)]


def test_a_table_of_weights_decides() -> None:
    silence = {("PERSON", "grammar"): Weight(1.0, 0.0, -3.0), ("PERSON", "tagger"): Weight(1.0, 0.0, 0.0)}
    spans = [c("PERSON", 0, 2, 0.9, "tagger.base"), c("LOCATION", 4, 5, 0.9)]
    assert [f.type for f in choose(_page(), spans, {})] == ["PERSON", "LOCATION"]
    assert [f.type for f in choose(_page(), spans, silence)] == ["LOCATION"]


def test_what_one_side_misses_counts_against_it() -> None:
    sure = [c("LOCATION", 4, 5), c("LOCATION", 4, 5, 0.9, "tagger.base")]
    assert [f.start for f in choose(_page(), [*sure, c("PERSON", 0, 2, 0.6, "tagger.base")])] == [4]
    assert [f.start for f in choose(_page(), [*sure, c("PERSON", 0, 2, 0.99, "tagger.base")])] == [0, 4]
    assert [f.start for f in choose(_page(), [*sure, c("PERSON", 0, 2, 0.9)])] == [0, 4]


def test_a_grammar_that_refuses_counts_against_the_tagger() -> None:
    tagged = c("OFFICE", 0, 2, 0.95, "tagger.base")
    refused = c("OFFICE", 0, 2, 0.05, "office.plural")
    other = c("LOCATION", 4, 5)
    assert [f.type for f in choose(_page(), [tagged, other])] == ["OFFICE", "LOCATION"]
    assert [f.type for f in choose(_page(), [tagged, refused, other])] == ["LOCATION"]


def test_who_refused_is_no_finder() -> None:
    found = choose(
        _page(), [c("OFFICE", 0, 2, 0.999, "tagger.base"), c("OFFICE", 0, 2, 0.2, "office.doubted")]
    )
    assert [f.found_by for f in found] == [("tagger.base",)]
