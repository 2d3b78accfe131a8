"""Strict nested scores of the shipped tagger alone on a gold folder: ``python -m training.measure FOLDER``.

Only counts leave this command, never a text, so it may be run on articles that are kept unseen. With
``--speed`` it also prints the CPU time a token takes.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import NamedTuple

from training.tally import Counts, compare, f1, line, total
from vnlaos_ner import gold, lexicon
from vnlaos_ner.document import SCORED_TYPES
from vnlaos_ner.grammar import rooms
from vnlaos_ner.page import Candidate, Page
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.tagger import Tagger


def choose(candidates: list[Candidate], least: float = 0.5) -> set[tuple[str, int, int]]:
    """Candidates above `least`, the surest first, none crossing another."""
    out: set[tuple[str, int, int]] = set()
    for c in sorted(candidates, key=lambda c: -c.score):
        crossing = any(s < c.start < e < c.end or c.start < s < c.end < e for _, s, e in out)
        if c.score >= least and not crossing:
            out.add((c.type, c.start, c.end))
    return out


class Ready(NamedTuple):
    """An article before the tagger: its page, what the grammars propose, and its gold in raw code points."""

    page: Page
    proposals: list[Candidate]
    gold: set[tuple[str, int, int]]


def ready(folder: Path, known: lexicon.Lexicon) -> list[Ready]:
    """The annotated articles of a folder."""
    out = []
    pipeline = Pipeline(known)
    for document in gold.load(folder):
        page = pipeline.page(document.article)
        spans: set[tuple[str, int, int]] = {(m.type, m.start, m.end) for m in document.mentions}
        out.append(Ready(page, rooms.propose(page, known), spans))
    return out


def score(tagger: Tagger, articles: list[Ready], least: float = 0.5) -> list[Counts]:
    """Counts of each article."""
    out = []
    for page, proposals, wanted in articles:
        found = choose(tagger.propose(page, proposals), least)
        out.append(compare({(kind, *page.raw_span(start, end)) for kind, start, end in found}, wanted))
    return out


def speed(tagger: Tagger, articles: list[Ready], rounds: int = 3) -> float:
    """Least microseconds of CPU a token over some rounds, of the tagger alone."""
    size = sum(len(a.page.tokens.texts) for a in articles)
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        for page, proposals, _ in articles:
            tagger.propose(page, proposals)
        best = min(best, time.process_time() - begun)
    return best / size * 1e6


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--model", type=Path)
    ask.add_argument("--least", type=float, default=0.5)
    ask.add_argument("--speed", action="store_true")
    args = ask.parse_args()
    known = lexicon.load()
    tagger = Tagger.load(args.model)
    articles = ready(args.folder, known)
    counts = score(tagger, articles, args.least)
    summed = total(counts)
    print(line(summed))
    for kind in SCORED_TYPES:
        tp, fp, fn = (summed[kind, w] for w in ("tp", "fp", "fn"))
        print(f"{kind:13} F1 {f1(summed, kind):.4f}  right {tp}  wrong {fp}  missed {fn}")
    if args.speed:
        print(f"{speed(tagger, articles):.1f} microseconds of CPU a token")


if __name__ == "__main__":
    main()
