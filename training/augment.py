"""Variants of a labelled article that stay true: other names, other cases, lost spaces, stops and breaks.

Each is something pages really do (GENRE): headlines in capitals, office words in lower case, a name glued
to the next word, lines run together. Names are swapped within an article consistently, so the document
memory still sees one name in all its places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from training.gold_data import Labelled


class Augmenter:
    """Draws variants; `names` are pools of token sequences to swap in, drawn from the training articles."""

    def __init__(self, articles: Sequence[Labelled], share: float = 0.5) -> None:
        self.share = share
        pools: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        for a in articles:
            for kind, start, end in a.spans:
                if kind in ("PERSON", "LOCATION"):
                    form = tuple(a.texts[start:end])
                    pools[_class(kind, form)].add(form)
        self.pools = {key: sorted(forms) for key, forms in pools.items()}

    def one(self, article: Labelled, random: np.random.Generator) -> Labelled:
        """The article itself or a variant of it."""
        if random.random() > self.share:
            return article
        texts, glued = list(article.texts), list(article.glued)
        if random.random() < 0.5:
            self._lower_offices(article, texts, random)
        self._spacing(article, glued, random)
        article = article._replace(texts=texts, glued=glued)
        if random.random() < 0.5:
            article = self._swap(article, random)
        if random.random() < 0.5:
            article = _relines(article, random)
        return _capitals(article, random)

    def _lower_offices(self, article: Labelled, texts: list[str], random: np.random.Generator) -> None:
        inner = {i for kind, s, e in article.spans if kind in ("PERSON", "LOCATION") for i in range(s, e)}
        for kind, start, end in article.spans:
            if kind == "OFFICE" and random.random() < 0.3:
                for i in range(start, end):
                    if i not in inner and not texts[i].isupper():
                        texts[i] = texts[i].lower()

    def _spacing(self, article: Labelled, glued: list[bool], random: np.random.Generator) -> None:
        for kind, _, end in article.spans:
            if kind == "PERSON" and end < len(glued) and random.random() < 0.03:
                glued[end] = True

    def _swap(self, article: Labelled, random: np.random.Generator) -> Labelled:
        chosen: dict[tuple[str, ...], tuple[str, ...]] = {}
        edits: dict[int, tuple[int, tuple[str, ...]]] = {}
        for kind, start, end in article.spans:
            form = tuple(article.texts[start:end])
            key = _class(kind, form)
            if kind not in ("PERSON", "LOCATION") or key not in self.pools:
                continue
            if form not in chosen:
                pool = self.pools[key]
                chosen[form] = pool[int(random.integers(len(pool)))] if random.random() < 0.4 else form
            if chosen[form] != form:
                edits[start] = (end, chosen[form])
        return _rewrite(article, edits)


def _class(kind: str, form: tuple[str, ...]) -> tuple[str, ...]:
    """Forms of one class may stand for each other: same kind and, for places, the same class word."""
    if kind == "PERSON":
        return kind, "long" if len(form) > 1 else "short"
    head = form[0].lower() if len(form) > 1 else ""
    return kind, head, str(form[0][0].isupper())


def _rewrite(
    article: Labelled, edits: dict[int, tuple[int, tuple[str, ...]]], drop: frozenset[int] = frozenset()
) -> Labelled:
    """Replace token ranges (none crosses a mention's edge) and drop single tokens; lines and spans follow."""
    texts: list[str] = []
    glued: list[bool] = []
    place = [0] * (len(article.texts) + 1)
    i = 0
    while i < len(article.texts):
        place[i] = len(texts)
        if i in edits:
            end, form = edits[i]
            for j in range(i, end):
                place[j] = len(texts)
            texts.extend(form)
            glued.extend([article.glued[i]] + [False] * (len(form) - 1))
            i = end
        else:
            if i not in drop:
                texts.append(article.texts[i])
                glued.append(article.glued[i])
            i += 1
    place[len(article.texts)] = len(texts)
    spans = [(k, place[s], place[e]) for k, s, e in article.spans if place[s] < place[e]]
    lines = [(place[s], place[e]) for s, e in article.lines]
    return article._replace(texts=texts, glued=glued, lines=lines, spans=spans)


def _relines(article: Labelled, random: np.random.Generator) -> Labelled:
    """Some final stops go, some lines run together."""
    stops = frozenset(
        e - 1 for s, e in article.lines if e - s > 3 and article.texts[e - 1] == "." and random.random() < 0.2
    )
    article = _rewrite(article, {}, stops)
    lines: list[tuple[int, int]] = []
    for start, end in article.lines:
        if lines and start < end and random.random() < 0.1:
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
    return article._replace(lines=lines)


def _capitals(article: Labelled, random: np.random.Generator) -> Labelled:
    """Some lines (the first more often) in capitals."""
    texts = list(article.texts)
    first = True
    for start, end in article.lines:
        if start == end:
            continue
        if random.random() < (0.15 if first else 0.02) and end - start < 60:
            texts[start:end] = [t.upper() for t in texts[start:end]]
        first = False
    return article._replace(texts=texts)
