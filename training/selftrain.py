"""Self-training: raw articles of the corpus, labelled by grammars and tagger together, to learn from.

The teacher is the pair as it would ship, the pupil the tagger alone: so the tagger learns what the grammars
know, in articles no grammar was written on. Of the labelled articles those with the least doubt are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from training import corpus
from training.gold_data import Labelled, written
from training.settings import SHARED, SILVER, SILVER_WEIGHT
from vnlaos_ner import evidence, referee
from vnlaos_ner.document import SCORED_TYPES, Article
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.tagger import Tagger
from vnlaos_ner.text import Shadow, tokenize

SHORTEST, LONGEST = 120, 1200
"""Tokens of an article worth labelling."""
KEPT = 0.75
"""The share of the articles that is kept."""


class Teacher(NamedTuple):
    """`grammars` is a pipeline without a tagger; `weights` what the referee holds of either side."""

    grammars: Pipeline
    tagger: Tagger
    weights: evidence.Table


def silver(teacher: Teacher, skip: frozenset[str]) -> list[Labelled]:
    """Articles of the corpus, none of `skip`, with the mentions the teacher is sure of."""
    articles = raw(SHARED / "corpus", SILVER, skip, teacher.grammars.lexicon.glue_words, seed=5)
    return sure(label(teacher, articles), SILVER_WEIGHT)


def raw(
    folder: Path, many: int, skip: frozenset[str], glue_words: frozenset[str], seed: int
) -> list[Labelled]:
    """`many` articles of the corpus without labels: half from its political part, half from the rest."""
    random = np.random.default_rng(seed)
    texts = [(name, text) for name, text in corpus.articles(folder) if name not in skip]
    cut = 12_000 - len(skip)
    picks = np.concatenate([
        random.choice(cut, min(cut, many), replace=False),
        cut + random.choice(len(texts) - cut, min(len(texts) - cut, many), replace=False),
    ])  # fmt: skip
    halves: list[list[Labelled]] = [[], []]
    for i in picks.tolist():
        half = halves[int(i >= cut)]
        if len(half) >= many // 2:
            continue
        tokens = tokenize(Shadow(texts[i][1]), glue_words)
        if SHORTEST <= len(tokens.texts) <= LONGEST:
            half.append(Labelled(texts[i][0], tokens.texts, tokens.glued, tokens.lines, []))
    return halves[0] + halves[1]


def label(teacher: Teacher, articles: Sequence[Labelled]) -> list[tuple[Labelled, float]]:
    """Each article with what the teacher finds, and how much doubt there is a mention.

    An article that is cut up otherwise when written anew is left out.
    """
    out = []
    for article in articles:
        page = teacher.grammars.page(Article(article.name, article.name, written(article), ""))
        if page.tokens.texts != article.texts:
            continue
        found = teacher.grammars.candidates(page)
        weighed = [
            w
            for w in evidence.weigh([*found, *teacher.tagger.propose(page, found)], teacher.weights)
            if w.type in SCORED_TYPES
        ]
        spans = [(str(f.type), f.start, f.end) for f in referee.choose(weighed)]
        chances = [evidence.probability(w.odds) for w in weighed]
        doubt = sum(min(p, 1 - p) for p in chances)
        out.append((article._replace(spans=spans), doubt / (len(spans) + 3)))
    return out


def sure(labelled: Sequence[tuple[Labelled, float]], weight: float) -> list[Labelled]:
    """The share `KEPT` of the articles with the least doubt, weighted by `weight`; empty ones go."""
    limit = np.quantile([doubt for _, doubt in labelled], KEPT)
    return [a._replace(weight=weight) for a, doubt in labelled if doubt <= limit and a.spans]
