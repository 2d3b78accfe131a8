"""The promise to every reader, on articles nobody annotated: quotes are exact, marks nest, runs agree."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pytest

from vnlaos_ner.document import Article, Document
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.span import Span

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "news-2017.jsonl.xz"
ARTICLES, EVERY = 500, 24  # every 24th of 12,000: political and general news alike

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")


def articles() -> Iterator[Article]:
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, islice(lines, 0, ARTICLES * EVERY, EVERY)):
            yield Article(id=row["id"], source=row["id"], text=row["text"], sha256="")


@pytest.fixture(scope="module")
def documents() -> list[tuple[Article, Document]]:
    pipeline = Pipeline.load()
    return [(article, pipeline.document(article)) for article in articles()]


def test_every_quote_is_the_text_at_its_offsets(documents: list[tuple[Article, Document]]) -> None:
    wrong = [
        (article.id, m.id)
        for article, document in documents
        for m in document.mentions
        if not m.text or article.text[m.start : m.end] != m.text
    ]
    assert len(documents) == ARTICLES
    assert sum(len(d.mentions) for _, d in documents) > 10 * ARTICLES
    assert wrong == []


def test_mentions_nest_and_never_cross(documents: list[tuple[Article, Document]]) -> None:
    crossing = [
        (article.id, a.id, b.id)
        for article, document in documents
        for i, a in enumerate(document.mentions)
        for b in document.mentions[i + 1 :]
        if b.start < a.end and Span(a.start, a.end).crosses(Span(b.start, b.end))
    ]
    assert crossing == []


def test_what_refers_to_something_refers_to_what_is_there(documents: list[tuple[Article, Document]]) -> None:
    for _, document in documents:
        mentions = {m.id: m for m in document.mentions}
        entities = {e.id: e for e in document.entities}
        assert len(mentions) == len(document.mentions)
        assert len(entities) == len(document.entities)
        for m in document.mentions:
            assert entities[m.entity].type == m.type
            assert m.id in entities[m.entity].mentions
            assert m.holder is None or entities[m.holder].type == "PERSON"
            assert m.parent is None or Span(mentions[m.parent].start, mentions[m.parent].end).covers(
                Span(m.start, m.end)
            )
        for holding in document.holdings:
            assert entities[holding.person].type == "PERSON"
            assert entities[holding.office].type == "OFFICE"
            assert all(mentions[i].holder == holding.person for i in holding.mentions)


def test_a_second_run_gives_the_same_bytes(documents: list[tuple[Article, Document]]) -> None:
    """A fresh pipeline, in the reverse order: nothing is carried from one document to the next."""
    pipeline = Pipeline.load()
    different = [
        article.id
        for article, document in reversed(documents[::5])
        if msgspec.json.encode(pipeline.document(article)) != msgspec.json.encode(document)
    ]
    assert different == []
