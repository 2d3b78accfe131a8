"""Articles as tensor windows: the numbers the network reads, for training (random cuts) and for tagging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch

from training.corpus import UNKNOWN, Vocabulary
from training.gold_data import LAYERS, Labelled, layered, tags, without_facts, without_seen, written
from training.model import Batch
from vnlaos_ner import matcher
from vnlaos_ner.document import Article
from vnlaos_ner.grammar import rooms
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Candidate, Match
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.tagger_features import (
    BREAK,
    CAPITAL,
    LETTER,
    MIXED,
    SHAPES,
    UPPER,
    fold,
    marks,
    shape,
    with_breaks,
)
from vnlaos_ner.text import Tokens

WINDOW = 128
NAMED = frozenset((CAPITAL, UPPER, LETTER, MIXED))


class Rows(NamedTuple):
    """One article as columns, line breaks included; `order` gives the token of each row or -1."""

    order: list[int]
    words: np.ndarray
    cases: np.ndarray
    forms: np.ndarray
    marks: np.ndarray
    keys: np.ndarray
    tags: np.ndarray
    weight: float


class Reader:
    """Turns articles into rows. `columns` places the kinds of marks: lexicon first, then grammar."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        lexicon: Lexicon,
        kinds: Sequence[str],
        proposals: Sequence[str],
        facts: bool = True,
    ) -> None:
        self.rows = {w: i for i, w in enumerate(vocabulary.words)}
        self.letters = {c: i for i, c in enumerate(vocabulary.letters)}
        self.lexicon = lexicon
        self.pipeline = Pipeline(lexicon)
        self.facts = facts
        self.kinds = (*kinds, *proposals)
        self.columns = {kind: 3 * i for i, kind in enumerate(self.kinds)}
        self.width, self.known_width = 3 * len(self.kinds), 3 * len(kinds)
        self.form_ids: dict[str, int] = {"\n": 0}
        self.forms: list[str] = ["\n"]
        self.known: dict[str, tuple[int, int, int]] = {}

    def _token(self, text: str) -> tuple[int, int, int]:
        """Word row, shape and form id of a token."""
        got = self.known.get(text)
        if got is None:
            form = fold(text)
            if form not in self.form_ids:
                self.form_ids[form] = len(self.forms)
                self.forms.append(form)
            got = self.rows.get(form, UNKNOWN), shape(text), self.form_ids[form]
            self.known[text] = got
        return got

    def _seen(self, article: Labelled) -> tuple[tuple[Match, ...], list[Candidate]]:
        """What lexicon and grammars find; no grammar where the text written anew is cut up otherwise."""
        if self.known_width < self.width:
            page = self.pipeline.page(Article(article.name, article.name, written(article), ""))
            page = page if self.facts else without_facts(page)
            if page.tokens.texts == article.texts:
                return page.matches, rooms.propose(page, self.lexicon)
        tokens = Tokens(article.texts, [], [], article.glued, article.lines, [])
        found = matcher.find(self.lexicon, tokens)
        return found if self.facts else without_seen(found), []

    def read(self, article: Labelled) -> Rows:
        order = with_breaks(article.lines)
        n = len(article.texts)
        tokens = [self._token(t) for t in article.texts]
        newline = (self.rows["\n"], BREAK, 0)
        rows = np.array([tokens[i] if i >= 0 else newline for i in order], np.int64).reshape(-1, 3)
        glued = np.array([article.glued[i] if i >= 0 else False for i in order])
        shapes = rows[:, 1]
        matches, proposals = self._seen(article)
        table = np.zeros((n + 1, self.width), np.float32)
        r, c = marks(matches, proposals, self.columns)
        table[r, c] = 1
        local: dict[int, int] = {}
        keys = [0 if i < 0 or s not in NAMED else local.setdefault(f, len(local) + 1)
                for i, f, s in zip(order, rows[:, 2].tolist(), shapes.tolist(), strict=True)]  # fmt: skip
        layers = [[*tags(spans, n), 0] for spans in layered(article.spans)]
        return Rows(order, rows[:, 0], shapes + SHAPES * glued, rows[:, 2], table[order], np.array(keys),
                    np.array(layers, np.int64)[:, order], article.weight)  # fmt: skip


def windows(length: int, first: int = WINDOW) -> list[tuple[int, int]]:
    """Cuts of ``[0, length)``: the first at `first`, then every `WINDOW` rows."""
    cuts = [0, *range(min(first, length), length, WINDOW), length]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def batch(articles: Sequence[Rows], cuts: Sequence[Sequence[tuple[int, int]]], spelling: np.ndarray) -> Batch:
    """All windows of some articles side by side, padded with line breaks. Keys stay apart by article."""
    pieces = [(rows, a, b) for rows, spans in zip(articles, cuts, strict=True) for a, b in spans]
    longest = max(b - a for _, a, b in pieces)
    shape_ = longest, len(pieces)
    words = np.full(shape_, articles[0].words[-1])
    cases = np.full(shape_, BREAK)
    forms = np.zeros(shape_, np.int64)
    keys = np.zeros(shape_, np.int64)
    real = np.zeros(shape_, bool)
    table = np.zeros((*shape_, articles[0].marks.shape[1]), np.float32)
    labels = np.zeros((len(LAYERS), *shape_), np.int64)
    offset, seen = 0, {}
    for column, (rows, a, b) in enumerate(pieces):
        if id(rows) not in seen:
            seen[id(rows)] = offset
            offset += int(rows.keys.max(initial=0))
        n = b - a
        words[:n, column] = rows.words[a:b]
        cases[:n, column] = rows.cases[a:b]
        forms[:n, column] = rows.forms[a:b]
        key = rows.keys[a:b]
        keys[:n, column] = np.where(key > 0, key + seen[id(rows)], 0)
        real[:n, column] = True
        table[:n, column] = rows.marks[a:b]
        labels[:, :n, column] = rows.tags[:, a:b]
    distinct, inverse = np.unique(forms, return_inverse=True)
    to = torch.from_numpy
    return Batch(
        to(words), to(cases), to(spelling[distinct]), to(inverse.reshape(shape_)), to(table), to(keys),
        to(real), to(labels), torch.tensor([rows.weight for rows, _, _ in pieces]),
    )  # fmt: skip


def epoch(
    articles: Sequence[Rows], spelling: np.ndarray, random: np.random.Generator, rows: int = 2048
) -> Iterator[Batch]:
    """Batches of whole articles in random order, about `rows` rows each, cut at random places."""
    group: list[Rows] = []
    size = 0
    for i in random.permutation(len(articles)):
        group.append(articles[i])
        size += len(articles[i].words)
        if size >= rows:
            yield batch(
                group, [windows(len(g.words), int(random.integers(40, WINDOW + 1))) for g in group], spelling
            )
            group, size = [], 0
    if group:
        yield batch(group, [windows(len(g.words), WINDOW) for g in group], spelling)
