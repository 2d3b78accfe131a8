"""Silver articles: corpus articles labelled by a teacher (the mean of several taggers).

A round of self-training keeps what the teacher is sure of: an article is used when the probabilities of
its spans are near one or nearly none is in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training import corpus
from training.batches import Reader
from training.corpus import spell
from training.fit import scores
from training.gold_data import LAYERS, WIDTH, Labelled
from training.model import NEVER, Tagger
from vnlaos_ner.crf import Crf
from vnlaos_ner.text import Shadow, tokenize

SHORTEST, LONGEST = 120, 1200


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


def chains(tagger: Tagger) -> Crf:
    """The tagger's CRF layers as the shipped code runs them, over all ``layers * WIDTH`` columns in use."""
    moves = tagger.moves.detach().masked_fill(~tagger.legal, NEVER)
    sizes = [1 + 4 * len(kinds) for kinds in LAYERS]
    table = np.full((sum(sizes), sum(sizes)), NEVER, np.float32)
    at = 0
    for layer, n in enumerate(sizes):
        table[at : at + n, at : at + n] = moves[layer, :n, :n].numpy()
        at += n
    return Crf([(str(i), kinds) for i, kinds in enumerate(LAYERS)], table)  # type: ignore[misc]


def label(
    teachers: Sequence[Tagger], reader: Reader, articles: Sequence[Labelled]
) -> list[tuple[Labelled, float]]:
    """Each article with the teachers' spans more likely than not, and how much doubt there is a span."""
    crf = chains(teachers[0])
    columns = [layer * WIDTH + i for layer, kinds in enumerate(LAYERS) for i in range(1 + 4 * len(kinds))]
    ready = [reader.read(a) for a in articles]
    spelling = spell(reader.forms, reader.letters)
    out = []
    for article, rows in zip(articles, ready, strict=True):
        values = scores(teachers, rows, spelling).permute(1, 0, 2).flatten(1)[:, columns].numpy()
        spans, doubt = [], 0.0
        for kind, start, end, _, probability in crf.spans(values, 0.1):
            doubt += min(probability, 1 - probability)
            if probability > 0.5:
                spans.append((str(kind), rows.order[start], rows.order[end - 1] + 1))
        out.append((article._replace(spans=spans), doubt / (len(spans) + 3)))
    return out


def sure(labelled: Sequence[tuple[Labelled, float]], weight: float, kept: float = 0.75) -> list[Labelled]:
    """The share `kept` of the articles with the least doubt, weighted by `weight`; empty ones go."""
    limit = np.quantile([doubt for _, doubt in labelled], kept)
    return [a._replace(weight=weight) for a, doubt in labelled if doubt <= limit and a.spans]
