"""The raw corpus as the grammars alone read it, one page a line in the work directory (ten minutes)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from training import corpus
from training.gold_data import without_facts
from training.settings import SHARED, WORK
from vnlaos_ner import evidence, gold, lexicon, referee
from vnlaos_ner.document import Article
from vnlaos_ner.grammar import rooms
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Found, Page
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.text import Shadow, tokenize

CACHE = WORK / "harvest.jsonl"
GOLD = ("train", "dev", "seeds")


class Sheet(NamedTuple):
    """A page as the grammars left it: `found` holds type, start, end and rules."""

    name: str
    texts: list[str]
    glued: str
    lines: list[tuple[int, int]]
    found: list[tuple[str, int, int, list[str]]]


def sheets(known: Lexicon) -> Iterator[Sheet]:
    """The pages of the corpus that are no gold articles and no copies of one or of each other."""
    names, begun = gold_articles(known)
    for sheet in _every():
        key = beginning(sheet.texts)
        if sheet.name not in names and key not in begun:
            begun.add(key)
            yield sheet


def _every() -> Iterator[Sheet]:
    if not CACHE.exists():
        _read_all()
    with CACHE.open(encoding="utf-8") as lines:
        for line in lines:
            name, texts, glued, spans, found = json.loads(line)
            yield Sheet(name, texts.split(" "), glued, spans, found)


def read(pipeline: Pipeline, name: str, text: str) -> tuple[Page, list[Found]]:
    """A page and what the grammars alone keep of it, as if nothing had been harvested."""
    page = without_facts(pipeline.page(Article(id=name, source=name, text=text, sha256="")))
    return page, referee.choose(evidence.weigh(rooms.propose(page, pipeline.lexicon)))


def _read_all() -> None:
    pipeline = Pipeline(lexicon.load())
    part = CACHE.with_suffix(".part")
    with part.open("w", encoding="utf-8") as out:
        for name, text in corpus.articles(SHARED / "corpus"):
            page, found = read(pipeline, name, text)
            tokens = page.tokens
            glued = "".join("01"[g] for g in tokens.glued)
            spans = [(f.type, f.start, f.end, f.found_by) for f in found]
            row = (name, " ".join(tokens.texts), glued, tokens.lines, spans)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    part.rename(CACHE)


def gold_articles(known: Lexicon) -> tuple[set[str], set[str]]:
    """Names and beginnings of the gold articles."""
    articles = [a for part in GOLD for a in gold.load(SHARED / "gold" / part)]
    names = {a.id.removeprefix("mb-") for a in articles}
    return names, {beginning(tokenize(Shadow(a.text), known.glue_words).texts) for a in articles}


def beginning(texts: list[str]) -> str:
    """Two articles that begin alike are one."""
    return "".join(texts[:80]).lower()[:200]
