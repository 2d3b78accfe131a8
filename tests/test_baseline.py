"""The baseline's spans lie on the raw text, whatever underthesea makes of it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from vnlaos_ner import baseline
from vnlaos_ner.baseline import _align, _entities, _sentences


def test_tags_become_spans() -> None:
    line = "ông Lê  Văn An ở Hòa Bình, Lào"
    tagged = [
        ("ông", "O"),
        ("Lê Văn", "B-PER"),
        ("An", "I-PER"),
        ("ở", "O"),
        ("Hòa Bình", "B-LOC"),
        (",", "O"),
        ("Lào", "I-LOC"),
    ]
    found = [(kind, line[a:b]) for kind, a, b in _entities(line, tagged)]
    assert found == [("PERSON", "Lê  Văn An"), ("LOCATION", "Hòa Bình"), ("LOCATION", "Lào")]


def test_a_word_that_was_rewritten_still_has_a_span() -> None:
    assert _align("ở Hoà Bình", ["ở", "Hòa Bình"]) == [(0, 1), (2, 10)]
    assert _align("a … b", ["a", "...", "b"])[0::2] == [(0, 1), (4, 5)]


def test_sentences_that_cannot_be_found_leave_the_line_whole() -> None:
    assert _sentences("Một.  Hai.", ["Một.", "Hai."]) == [(0, "Một."), (6, "Hai.")]
    assert _sentences("Một. Hai.", ["Một.", "Ba."]) == [(0, "Một. Hai.")]


def test_it_finds_what_it_finds_on_the_raw_text() -> None:
    raw = "Bà Nguye\u0302\u0303n Thị An thăm Hoà Bình.\r\nÔng Trần Văn Bình\u00a0ở Hà Nội."
    found = {raw[s.start : s.end] for s in baseline.recognise(raw)}
    assert "Hà Nội" in found
    assert any("Thị An" in text for text in found)


_WORDS = st.sampled_from(
    [
        "Ông",
        "Lê Văn An",
        "Hoà Bình",
        "Hà  Nội",
        ".",
        "\n",
        "\u00a0",
        "\u200b",
        "a\u0301",
        "TP.HCM",
        "…",
        "17/11",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_WORDS, max_size=12))
def test_spans_are_in_order_and_inside(words: list[str]) -> None:
    raw = " ".join(words)
    end = 0
    for span in baseline.recognise(raw):
        assert end <= span.start < span.end <= len(raw)
        end = span.end
