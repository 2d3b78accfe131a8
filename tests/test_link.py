"""Linking: what must hold for any article, and the rooms one by one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linkcase import holders, link, marked, named

from vnlaos_ner import lexicon as lexicon_room
from vnlaos_ner.document import Mention
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking.cues import compile_cues
from vnlaos_ner.linking.gaps import strip_address, strip_status
from vnlaos_ner.linking.likeness import within

LEXICON = lexicon_room.load()
_NAMES = ("Đỗ Minh Châu", "Lê Thị Mơ", "Châu", "Mơ", "Thongloun Sisoulith", "Donald Trump", "Trump")
_OFFICES = (
    "Bí thư Thành ủy",
    "Bí thư Thành ủy {L Huế}",
    "Bộ trưởng",
    "Bộ trưởng Bộ Y tế",
    "Tổng thống",
    "Chủ tịch nước {L Lào}",
    "Thư ký của {O Tổng thống}",
)
_GAPS = (
    " ",
    ", ",
    " - ",
    " (",
    ") ",
    "; ",
    ". ",
    " kiêm ",
    " và ",
    ", ông ",
    " là ",
    " giữ chức ",
    "¶",
    "¶§",
    ", nguyên ",
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return LEXICON


def _mark(piece: tuple[str, str]) -> str:
    return f"{{{piece[0]} {piece[1]}}}"


pieces = st.one_of(
    st.tuples(st.just("P"), st.sampled_from(_NAMES)), st.tuples(st.just("O"), st.sampled_from(_OFFICES))
)
articles = st.lists(st.tuples(pieces.map(_mark), st.sampled_from(_GAPS)), min_size=1, max_size=12).map(
    lambda some: "".join(mark + gap for mark, gap in some) + "nói."
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles)
def test_contract_holds_for_any_article(text: str) -> None:
    case = marked(text)
    linked = link(text, LEXICON)
    entities = {e.id: e for e in linked.entities}
    mentions = {m.id: m for m in linked.mentions}
    assert [m.id for m in linked.mentions] == [f"m{n}" for n in range(1, len(case.spans) + 1)]
    assert [(m.type, m.start, m.end) for m in linked.mentions] == case.spans
    firsts = list(dict.fromkeys(m.entity for m in linked.mentions))
    assert firsts == [e.id for e in linked.entities] == [f"e{n}" for n in range(1, len(firsts) + 1)]
    for m in linked.mentions:
        assert case.raw[m.start : m.end] == m.text
        assert m.id in entities[m.entity].mentions
        assert entities[m.entity].type == m.type
        assert (m.status is None) == (m.type != "OFFICE")
        assert m.holder is None or (m.type == "OFFICE" and entities[m.holder].type == "PERSON")
        if m.parent is not None:
            outer = mentions[m.parent]
            assert outer.start <= m.start
            assert m.end <= outer.end
    for holding in linked.holdings:
        for number in holding.mentions:
            m = mentions[number]
            assert (m.holder, m.entity, m.status) == (holding.person, holding.office, holding.status)
    held = [m for m in linked.mentions if m.holder]
    assert sum(len(h.mentions) for h in linked.holdings) == len(held)
    for note in linked.notes:
        assert set(note.candidates) <= set(entities)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles, articles)
def test_lists_of_other_articles_change_nothing(article: str, other: str) -> None:
    """What stands in a related list never gives the article a holder, a status or a place."""
    alone = link(article, LEXICON)
    headline = other.replace("¶", " ").replace("§", "")
    both = link(f"{article}¶§{headline}", LEXICON)
    assert _said(alone.mentions, alone) == _said(both.mentions[: len(alone.mentions)], both)


def _said(mentions: tuple[Mention, ...], linked: object) -> list[tuple[object, ...]]:
    names = {e.id: e.name for e in linked.entities if e.type != "PERSON"}  # type: ignore[attr-defined]
    first = {e.id: e.mentions[0] for e in linked.entities}  # type: ignore[attr-defined]
    return [(m.text, m.status, first.get(m.holder or ""), names.get(m.entity)) for m in mentions]


def test_same_output_twice(lexicon: Lexicon) -> None:
    text = "{O Bộ trưởng Bộ Y tế} {P Lê Thị Mơ} và {O Thứ trưởng} {P Đỗ Minh Châu} họp. {O Bộ trưởng} nói."
    assert link(text, lexicon) == link(text, lexicon)


def test_evidence_is_the_tightest_quote(lexicon: Lexicon) -> None:
    text = (
        "{O Bộ trưởng Bộ Y tế} nói.¶Bà {P Lê Thị Mơ}, {O Bộ trưởng Bộ Y tế}, đến.¶"
        "{O Bộ trưởng Bộ Y tế} {P Lê Thị Mơ} đi."
    )
    linked = link(text, lexicon)
    (holding,) = linked.holdings
    raw = marked(text).raw
    assert raw[holding.evidence.start : holding.evidence.end] == "Bộ trưởng Bộ Y tế Lê Thị Mơ"
    assert len(holding.mentions) == 3


def test_evidence_spans_a_chain(lexicon: Lexicon) -> None:
    text = "{O Tổng Bí thư}, {O Chủ tịch nước {L Lào}} {P Thongloun Sisoulith} đến."
    linked = link(text, lexicon)
    raw = marked(text).raw
    quotes = [raw[h.evidence.start : h.evidence.end] for h in linked.holdings]
    assert quotes == [
        "Tổng Bí thư, Chủ tịch nước Lào Thongloun Sisoulith",
        "Chủ tịch nước Lào Thongloun Sisoulith",
    ]


def test_notes_name_the_rivals(lexicon: Lexicon) -> None:
    linked = link(
        "{O Phó Chủ tịch Quốc hội} {P Lê Thị Mơ} và {O Phó Chủ tịch Quốc hội} {P Hồ Văn Quân} đến.¶"
        "{O Phó Chủ tịch Quốc hội} nói.",
        lexicon,
    )
    (note,) = linked.notes
    names = {e.id: e.name for e in linked.entities}
    assert note.code == "ambiguous-holder"
    assert [names[c] for c in note.candidates] == ["Lê Thị Mơ", "Hồ Văn Quân"]


def test_open_place_is_noted(lexicon: Lexicon) -> None:
    linked = link("{O Bí thư Tỉnh ủy} {P Lê Thị Mơ} nói.", lexicon)
    assert [n.code for n in linked.notes] == ["open-place"]
    assert not link("{O Bí thư Tỉnh ủy {L Hà Giang}} {P Lê Thị Mơ} nói.", lexicon).notes


def test_both_held_and_left_is_noted(lexicon: Lexicon) -> None:
    linked = link(
        "{O Bộ trưởng Bộ Y tế} {P Lê Thị Mơ} nói. Nguyên {O Bộ trưởng Bộ Y tế} {P Lê Thị Mơ} đi.", lexicon
    )
    assert [n.code for n in linked.notes] == ["conflicting-status"]
    assert [h.status for h in linked.holdings] == ["current", "former"]


def test_honorific_as_written(lexicon: Lexicon) -> None:
    linked = link(
        "Đồng chí {P Lê Thị Mơ} và Đại tướng, GS.TS {P Hồ Văn Quân} đến; {P Đỗ Minh Châu} đi.", lexicon
    )
    assert [m.honorific for m in linked.mentions] == ["Đồng chí", "Đại tướng, GS.TS", None]


def test_order_of_input_is_nothing(lexicon: Lexicon) -> None:
    assert holders(link("{O Đại sứ} {P Lê Thị Mơ} nói.", lexicon)) == ["Lê Thị Mơ"]
    assert named(link("{P Lê Thị Mơ} nói.", lexicon), "PERSON") == ["Lê Thị Mơ"]


def test_address_and_status_are_cut_off(lexicon: Lexicon) -> None:
    cues = compile_cues(lexicon)
    low = ("các", "vị", "nguyên", "đồng", "chí")
    _, end, found = strip_address(low, cues, 0, len(low))
    assert (end, found) == (3, True)
    assert strip_status(low, cues, 0, end) == (0, 2, "former")


@pytest.mark.parametrize(
    ("a", "b", "limit", "expected"),
    [
        ("saysomphone", "saysomhone", 1, True),
        ("drian", "drain", 1, True),
        ("trong", "truong", 1, True),
        ("trong", "truong", 0, False),
        ("abc", "abcdef", 2, False),
        ("", "", 0, True),
    ],
)
def test_edit_distance(a: str, b: str, limit: int, expected: bool) -> None:
    assert within(a, b, limit) is expected
    assert within(b, a, limit) is expected
