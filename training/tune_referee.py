"""Fits what the referee's evidence is worth, on training articles each tagged by a model that never saw it.

``python -m training.tune_referee`` needs the fold models that ``python -m training.crossval`` leaves. It
prints the strict F1 of both sides alone and of the pair, the pair with weights fitted on the other folds
only; ``--write`` fits them on all folds for `data/referee.tsv`. A type that the grammar alone finds better
(dates) keeps the grammar's own scores.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from training.crossval import PAIRED, folds
from training.gold_data import read, without_facts
from training.settings import FOLDS, ROOT, SHARED, WORK
from training.tally import Counts, compare, f1, line, store, total
from vnlaos_ner import evidence, gold, lexicon, referee
from vnlaos_ner.document import SCORED_TYPES, MentionType
from vnlaos_ner.gold import GoldDocument
from vnlaos_ner.page import Candidate, Page
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.tagger import Tagger

Key = tuple[MentionType, int, int]
PRIOR = 3.0
"""Pulls the weights of rare evidence towards nothing: the precision of the prior."""
SEEN = 15
"""Rarer evidence gets no weight."""
LEAD = 0.0004
"""By how much the grammar alone must be better to be left alone."""
Fitted = dict[tuple[str, str], tuple[float, int]]


class Seen(NamedTuple):
    """One article: what both sides propose and what is right, in raw code points."""

    page: Page
    grammar: list[Candidate]
    tagger: list[Candidate]
    gold: frozenset[Key]


def see(grammars: Pipeline, tagger: Tagger, document: GoldDocument, facts: bool = True) -> Seen:
    """The candidates for one training article; `grammars` is a pipeline without a tagger."""
    page = grammars.page(document.article)
    page = page if facts else without_facts(page)
    marks = frozenset((m.type, m.start, m.end) for m in document.mentions)
    grammar = grammars.candidates(page)
    return Seen(page, grammar, tagger.propose(page, grammar), marks)


def fit(articles: Iterable[Seen]) -> Fitted:
    """Weights and counts of all evidence met at least `SEEN` times, one logistic fit a type."""
    rows: dict[MentionType, list[dict[str, float]]] = {kind: [] for kind in SCORED_TYPES}
    answers: dict[MentionType, list[float]] = {kind: [] for kind in SCORED_TYPES}
    for seen in articles:
        every: dict[Key, list[Candidate]] = {}
        for c in (*seen.grammar, *seen.tagger):
            every.setdefault((c.type, c.start, c.end), []).append(c)
        for (kind, start, end), _, found in evidence.gathered(every):
            if kind in rows:
                rows[kind].append(found)
                answers[kind].append(float((kind, *seen.page.raw_span(start, end)) in seen.gold))
    table: Fitted = {}
    for kind in SCORED_TYPES:
        counts = Counter(name for row in rows[kind] for name in row)
        names = sorted(name for name, n in counts.items() if n >= SEEN)
        x = np.array([[row.get(name, 0.0) for name in names] for row in rows[kind]])
        for name, weight in zip(names, _logistic(x, np.array(answers[kind])), strict=True):
            table[kind, name] = round(weight, 3), counts[name]
    for kind in sorted(evidence.LATE):
        table[kind, "grammar"] = 1.0, 0
    return table


def _logistic(x: np.ndarray, y: np.ndarray) -> list[float]:
    """Newton's method with a Gaussian prior; about fifteen steps are plenty."""
    w = np.zeros(x.shape[1])
    for _ in range(20):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (y - p) - w * PRIOR
        bend = (x.T * (p * (1 - p))) @ x + np.eye(len(w)) * PRIOR
        w = w + np.linalg.solve(bend, slope)
    return [float(v) for v in w]


def weights(fitted: Fitted) -> evidence.Table:
    return {key: weight for key, (weight, _) in fitted.items()}


def count(articles: Sequence[Seen], table: evidence.Table, sides: str) -> list[Counts]:
    """The counts of each article."""
    out = []
    for seen in articles:
        candidates = (seen.grammar if "g" in sides else []) + (seen.tagger if "t" in sides else [])
        found: set[tuple[str, int, int]] = {
            (f.type, *seen.page.raw_span(f.start, f.end))
            for f in referee.choose(evidence.weigh(candidates, table))
            if f.type in SCORED_TYPES
        }
        out.append(compare(found, set(seen.gold)))
    return out


def keep_weights(variant: str, fold: int, table: evidence.Table) -> None:
    """Keep the weights fitted without a fold: a teacher of its tagger needs them."""
    rows = [[*key, weight] for key, weight in table.items()]
    (WORK / f"cv-weights-{variant}-{fold}.json").write_text(json.dumps(rows), "utf-8")


TAGGER_ONLY: evidence.Table = {(kind, "tagger"): 1.0 for kind in SCORED_TYPES}
HEADER = """# What each kind of evidence is worth, in log-odds: `evidence.py` says what it is. Fitted by
# `python -m training.tune_referee`; count is in how many proposed spans of the training articles it was met.
type\tevidence\tweight\tcount
"""


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--variant", choices=PAIRED, default="full", help="whose fold models to pair")
    ask.add_argument("--write", action="store_true", help="write vnlaos_ner/data/referee.tsv")
    args = ask.parse_args()
    known = lexicon.load()
    grammars = Pipeline(known)
    documents = {d.id: d for d in gold.load(SHARED / "gold" / "train")}
    parts = folds(read(SHARED / "gold" / "train", known.glue_words))
    seen: list[list[Seen]] = []
    for k in range(FOLDS):
        tagger = Tagger.load(WORK / f"cv-{args.variant}-{k}.npz")
        facts = args.variant != "no-facts"
        seen.append([see(grammars, tagger, documents[article.name], facts) for article in parts[k]])
    rows: dict[str, Counts] = {}
    for k, mine in enumerate(seen):
        others = weights(fit(s for j, group in enumerate(seen) if j != k for s in group))
        keep_weights(args.variant, k, others)
        for side, table, who in (
            ("grammar", evidence.GRAMMAR_ONLY, "g"),
            ("tagger", TAGGER_ONLY, "t"),
            ("pair", others, "gt"),
        ):
            counts = count(mine, table, who)
            store(WORK / f"cv-{side}-{args.variant}-{k}.json", [a.name for a in parts[k]], counts)
            rows[side] = total([rows.get(side, Counter()), *counts])
    for side, summed in rows.items():
        print(f"{side:8} {line(summed)}")
    if args.write:
        write(fit(s for group in seen for s in group), rows)


def write(fitted: Fitted, rows: Mapping[str, Counts]) -> None:
    """Write ``referee.tsv``; a type that the grammar alone finds better keeps the grammar's scores."""
    for kind in SCORED_TYPES:
        # The rules were written with these articles in view: a hair's breadth is no lead.
        if f1(rows["grammar"], kind) > f1(rows["pair"], kind) + LEAD:
            fitted = {key: value for key, value in fitted.items() if key[0] != kind}
            fitted[kind, "grammar"] = 1.0, 0
    lines = (f"{kind}\t{name}\t{weight}\t{n}\n" for (kind, name), (weight, n) in fitted.items())
    (ROOT / "vnlaos_ner" / "data" / "referee.tsv").write_text(HEADER + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
