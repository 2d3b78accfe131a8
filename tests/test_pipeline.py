"""The whole way from text to document: what must hold for any input, and a few sentences end to end."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vnlaos_ner.document import Article, Document
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.select import select
from vnlaos_ner.span import Span

PIECES = (
    "Bí thư Thành ủy Hà Nội|Đinh Tiến Dũng|ông|Dũngtại|Chủ tịch nước|Lào|,|.|\n|\n\n| |\u00a0|\u200b|\ufeff"
    "|  |Ngày 17/11/2021|UBND|TP.HCM|Thongloun Sisoulith|(Ảnh: Hà)|![]() ||\r\n|\t|[/Video]|nguyên|quyền|và"
    "|Sở Y tế|tỉnh|18-NQ/TƯ|THỦ TƯỚNG|\x00"
    "|Đại hội XIII|của|- |…|“|”|\u0301|Ðảng|uỷ|e\u0301|😀|năm|2020-2025|Bộ trưởng Bộ Ngoại giao|tại"
).split("|")
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)
words = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


@cache
def pipeline() -> Pipeline:
    return Pipeline.load()


def read(text: str) -> Document:
    return pipeline().document(Article(id="a", source="a.txt", text=text, sha256=""))


@given(texts | words)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_gives_a_sound_document(text: str) -> None:
    check(read(text), text)


@given(words)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_selection_is_sound_too(text: str) -> None:
    check(select(read(text), {"PERSON", "LOCATION", "OFFICE"}), text)


def check(document: Document, text: str) -> None:
    """Quotes, nesting, order, and ids that lead somewhere."""
    mentions = {m.id: m for m in document.mentions}
    entities = {e.id: e for e in document.entities}
    assert len(mentions) == len(document.mentions)
    assert [(m.start, -m.end) for m in document.mentions] == sorted(
        (m.start, -m.end) for m in document.mentions
    )
    for m in document.mentions:
        assert text[m.start : m.end] == m.text
        assert m.text
        assert m.text.strip() == m.text
        assert m.id in entities[m.entity].mentions
        assert entities[m.entity].type == m.type
        assert m.holder is None or entities[m.holder].type == "PERSON"
        assert (m.status is not None) == (m.type == "OFFICE")
        assert m.found_by
        assert 0 <= m.score <= 1
        if m.parent:
            parent = mentions[m.parent]
            assert Span(parent.start, parent.end).covers(Span(m.start, m.end))
    for a in document.mentions:
        for b in document.mentions:
            assert not Span(a.start, a.end).crosses(Span(b.start, b.end))
    for e in document.entities:
        assert e.name
        assert {mentions[i].entity for i in e.mentions} == {e.id}
        assert (e.office is not None) <= (e.type == "OFFICE")
    for h in document.holdings:
        assert (entities[h.person].type, entities[h.office].type) == ("PERSON", "OFFICE")
        assert 0 <= h.evidence.start < h.evidence.end <= len(text)
        assert h.mentions
        assert all(mentions[i].holder == h.person for i in h.mentions)
    for before, after in zip(document.sections, document.sections[1:], strict=False):
        assert before.end <= after.start


SENTENCE = "Bí thư Thành ủy Hà Nội Đinh Tiến Dũng tiếp Tổng Bí thư, Chủ tịch nước Lào Thongloun Sisoulith."


def holdings(document: Document) -> set[tuple[str, str, str]]:
    names = {e.id: e.name for e in document.entities}
    return {(names[h.person], names[h.office], h.status) for h in document.holdings}


def test_offices_and_holders_of_a_sentence() -> None:
    document = read(SENTENCE)
    assert holdings(document) == {
        ("Đinh Tiến Dũng", "Bí thư Thành ủy Hà Nội", "current"),
        ("Thongloun Sisoulith", "Tổng Bí thư Lào", "current"),
        ("Thongloun Sisoulith", "Chủ tịch nước Lào", "current"),
    }
    by_name = {e.name: e for e in document.entities}
    office = by_name["Bí thư Thành ủy Hà Nội"].office
    assert office
    assert (office.role, office.body, office.place, office.country) == ("Bí thư", "Thành ủy", "Hà Nội", "VN")
    person = by_name["Đinh Tiến Dũng"].person
    assert person
    assert (person.family, person.given) == ("Đinh", "Dũng")


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda s: unicodedata.normalize("NFD", s),
        lambda s: s.replace("ủy", "uỷ"),
        lambda s: s.replace("Đ", "Ð"),
        lambda s: s.replace(" ", "\u00a0"),
        lambda s: "\ufeff" + s.replace(" ", " \u200b"),
        lambda s: s.replace("Dũng tiếp", "Dũngtiếp"),
        lambda s: s + "\r\n",
    ],
    ids=["NFD", "tone style", "Eth", "NBSP", "zero width", "missing space", "CR LF"],
)
def test_spelling_and_encoding_change_nothing(rewrite: object) -> None:
    text = rewrite(SENTENCE)  # type: ignore[operator]
    document = read(text)
    check(document, text)
    assert holdings(document) == holdings(read(SENTENCE))


def test_a_glued_word_stays_outside_the_name() -> None:
    people = [m.text for m in read("Ông Đinh Tiến Dũngtại hội đàm.").mentions if m.type == "PERSON"]
    assert people == ["Đinh Tiến Dũng"]


def test_what_a_jsonl_line_states_wins_over_the_page() -> None:
    text = "Tin trong ngày\n\n17/11/2021 21:31\n\nThủ tướng Phạm Minh Chính thăm Lào.\n"
    assert read(text).date == "2021-11-17"
    stated = Article(id="a", source="a", text=text, sha256="", title="T", date="2020-01-01")
    document = pipeline().document(stated)
    assert (document.title, document.date) == ("T", "2020-01-01")


def test_the_same_whatever_came_before() -> None:
    alone = Pipeline.load().document(Article(id="a", source="a.txt", text=SENTENCE, sha256=""))
    read("Một bài khác về Bộ trưởng Bộ Y tế Nguyễn Văn Ân ở Huế.")
    assert read(SENTENCE) == alone
