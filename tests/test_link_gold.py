"""Linking alone, on gold mentions: spans and types are given, names, holders and statuses are taken away."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

import pytest

from vnlaos_ner import gold, lexicon, matcher, normalize, sections
from vnlaos_ner.document import SCHEMA, Document
from vnlaos_ner.linking import Linker
from vnlaos_ner.page import Found, Page
from vnlaos_ner.score import Score, compare, from_document, from_gold, merge
from vnlaos_ner.text import Shadow, tokenize

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "gold"
FLOORS = {
    # folder: links F1, links precision, status, PERSON names, OFFICE names, coreference (mean of three)
    "seeds": (0.97, 0.98, 0.99, 0.99, 0.95, 0.98),
    "dev": (0.94, 0.95, 0.96, 0.97, 0.84, 0.95),
}


def _folder(name: str) -> Path:
    if name == "seeds":
        return ROOT / "fixtures" / "gold"
    if not SHARED.is_dir():
        pytest.skip("needs ../shared/gold, which is not part of the project")
    return SHARED / name


def _score(document: gold.GoldDocument, linker: Linker, words: lexicon.Lexicon) -> Score:
    shadow = Shadow(document.text)
    tokens = tokenize(shadow, words.glue_words)
    layout = sections.split(shadow)
    matches = matcher.find(words, tokens)
    page = Page(document.article, shadow, tokens, layout.sections, layout.line_kinds, matches)
    found = []
    for m in document.mentions:
        start, end = bisect_left(tokens.starts, m.start), bisect_left(tokens.ends, m.end)
        if start < len(tokens.starts) and tokens.starts[start] == m.start and tokens.ends[end] == m.end:
            found.append(Found(m.type, start, end + 1, ("gold",), 1.0))
    linked = linker.resolve(page, normalize.name(page, found, words))
    answer = Document(
        SCHEMA, document.id, "", "", None, None, {}, (), linked.mentions, linked.entities, linked.holdings, ()
    )
    return compare(from_gold(document), from_document(answer))


@pytest.mark.parametrize("name", FLOORS)
def test_linking_of_gold_mentions(name: str) -> None:
    words = lexicon.load()
    linker = Linker(words)
    score = merge(_score(document, linker, words) for document in gold.load(_folder(name)))
    links = score.get("links", "OFFICE")
    measured = {
        "links F1": links.f1,
        "links precision": links.precision,
        "status": score.get("status", "OFFICE").f1,
        "PERSON names": score.get("name", "PERSON").f1,
        "OFFICE names": score.get("name", "OFFICE").f1,
        "coreference": score.conll(("PERSON", "OFFICE")),
    }
    floors = dict(zip(measured, FLOORS[name], strict=True))
    low = {what: value for what, value in measured.items() if value < floors[what]}
    assert not low, f"{name}: {low} under {floors}"
