"""Fits the referee's weights on the training articles, each tagged by a model that never saw it.

``python -m training.tune_referee`` needs the fold models that ``python -m training.crossval`` leaves. It
weighs every span that grammar or tagger proposes by whether it is gold, one logistic fit a type, prints the
table to paste into ``vnlaos_ner/referee.py`` and the strict F1 of both sides alone and of the pair, the pair
with weights fitted on the other folds only.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

import numpy as np

from training.crossval import folds
from training.gold_data import read
from training.settings import FOLDS, SHARED, WORK
from vnlaos_ner import gold, lexicon, matcher, referee, sections
from vnlaos_ner.document import SCORED_TYPES, MentionType
from vnlaos_ner.gold import GoldDocument
from vnlaos_ner.grammar import rooms
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Candidate, Page
from vnlaos_ner.referee import Table, Weight
from vnlaos_ner.tagger import Tagger
from vnlaos_ner.text import Shadow, tokenize

Key = tuple[MentionType, int, int]
#: Pulls the weights of rare spans towards nothing: the variance of the prior.
PRIOR = 25.0


class Seen(NamedTuple):
    """One article: what both sides propose and what is right, in raw code points."""

    page: Page
    grammar: list[Candidate]
    tagger: list[Candidate]
    gold: frozenset[Key]


def see(known: Lexicon, tagger: Tagger, document: GoldDocument) -> Seen:
    """The candidates for one training article."""
    shadow = Shadow(document.text)
    tokens = tokenize(shadow, known.glue_words)
    layout = sections.split(shadow)
    matches = matcher.find(known, tokens)
    page = Page(document.article, shadow, tokens, layout.sections, layout.line_kinds, matches)
    marks = frozenset((m.type, m.start, m.end) for m in document.mentions)
    return Seen(page, rooms.propose(page, known), tagger.propose(page), marks)


def fit(articles: Iterable[Seen]) -> Table:
    """Weights of every scored type from these articles."""
    rows: dict[MentionType, list[list[float]]] = {kind: [] for kind in SCORED_TYPES}
    answers: dict[MentionType, list[float]] = {kind: [] for kind in SCORED_TYPES}
    for seen in articles:
        scores: dict[Key, dict[str, float]] = {}
        for side, candidates in (("grammar", seen.grammar), ("tagger", seen.tagger)):
            for c in candidates:
                if c.type in rows:
                    cell = scores.setdefault((c.type, c.start, c.end), {})
                    cell[side] = max(cell.get(side, 0.0), c.score)
        for (kind, start, end), sides in scores.items():
            g, t = sides.get("grammar"), sides.get("tagger")
            rows[kind].append(
                [
                    1.0,
                    0.0 if t is None else _logit(t),
                    float(t is None),
                    0.0 if g is None else _logit(g),
                    float(g is None),
                ]
            )
            answers[kind].append(float((kind, *seen.page.raw_span(start, end)) in seen.gold))
    table: dict[tuple[MentionType, str], Weight] = {}
    for kind in SCORED_TYPES:
        base, slope_t, no_t, slope_g, no_g = _logistic(np.array(rows[kind]), np.array(answers[kind]))
        table[kind, "tagger"] = Weight(round(slope_t, 2), round(base, 2), round(base + no_t, 2))
        table[kind, "grammar"] = Weight(round(slope_g, 2), 0.0, round(no_g, 2))
    return table


def _logit(p: float) -> float:
    p = min(max(p, 0.005), 0.995)
    return log(p / (1 - p))


def _logistic(x: np.ndarray, y: np.ndarray) -> list[float]:
    """Newton's method with a Gaussian prior; about ten steps are plenty."""
    w = np.zeros(x.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (y - p) - w / PRIOR
        bend = (x.T * (p * (1 - p))) @ x + np.eye(len(w)) / PRIOR
        w = w + np.linalg.solve(bend, slope)
    return [float(v) for v in w]


def count(articles: Sequence[Seen], table: Table, sides: str) -> Counter[tuple[str, str]]:
    """True and false positives and misses by type."""
    out: Counter[tuple[str, str]] = Counter()
    for seen in articles:
        candidates = (seen.grammar if "g" in sides else []) + (seen.tagger if "t" in sides else [])
        found = {
            (f.type, *seen.page.raw_span(f.start, f.end))
            for f in referee.choose(seen.page, candidates, table)
            if f.type in SCORED_TYPES
        }
        for key in found | seen.gold:
            what = "tp" if key in found and key in seen.gold else "fp" if key in found else "fn"
            out[key[0], what] += 1
    return out


def f1(counts: Counter[tuple[str, str]], kinds: Sequence[str]) -> float:
    """Strict F1 over these types together."""
    tp, fp, fn = (sum(counts[k, what] for k in kinds) for what in ("tp", "fp", "fn"))
    return 2 * tp / max(1, 2 * tp + fp + fn)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    args = ask.parse_args()
    known = lexicon.load()
    documents = {d.id: d for d in gold.load(SHARED / "gold" / "train")}
    parts = folds(read(SHARED / "gold" / "train", known.glue_words))
    seen: dict[int, list[Seen]] = {}
    for k in args.folds:
        tagger = Tagger.load(WORK / f"cv-full-{k}.npz")
        seen[k] = [see(known, tagger, documents[article.name]) for article in parts[k]]
    totals: dict[str, Counter[tuple[str, str]]] = {
        "grammar": Counter(),
        "tagger": Counter(),
        "both": Counter(),
    }
    for k, mine in seen.items():
        others = fit(s for j, group in seen.items() if j != k or len(seen) == 1 for s in group)
        totals["grammar"] += count(mine, {}, "g")
        totals["tagger"] += count(mine, {}, "t")
        totals["both"] += count(mine, others, "gt")
    print("| | all | " + " | ".join(SCORED_TYPES) + " |")
    for name, counts in totals.items():
        cells = [f1(counts, SCORED_TYPES), *(f1(counts, [kind]) for kind in SCORED_TYPES)]
        print(f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |")
    print("WEIGHTS: Table = {")
    for (kind, family), weight in fit(s for group in seen.values() for s in group).items():
        print(f'    ("{kind}", "{family}"): Weight({weight.slope}, {weight.bias}, {weight.absent}),')
    print("}")


if __name__ == "__main__":
    main()
