"""Strict nested scores of the shipped tagger alone on a gold folder: ``python -m training.measure FOLDER``.

Only counts leave this command, never a text, so it may be run on articles that are kept unseen. With
``--speed`` it also prints the CPU time a token takes.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from training import gold_data
from training.gold_data import Labelled
from training.tally import Counts, compare, f1, line, total
from vnlaos_ner import lexicon, matcher
from vnlaos_ner.document import SCORED_TYPES
from vnlaos_ner.page import Candidate
from vnlaos_ner.tagger import Tagger
from vnlaos_ner.text import Tokens


def choose(candidates: list[Candidate], least: float = 0.5) -> set[tuple[str, int, int]]:
    """Candidates above `least`, the surest first, none crossing another."""
    out: set[tuple[str, int, int]] = set()
    for c in sorted(candidates, key=lambda c: -c.score):
        crossing = any(s < c.start < e < c.end or c.start < s < c.end < e for _, s, e in out)
        if c.score >= least and not crossing:
            out.add((c.type, c.start, c.end))
    return out


def tokens_of(article: Labelled) -> Tokens:
    """The article's tokens without offsets: enough for matcher and tagger."""
    return Tokens(article.texts, [], [], article.glued, article.lines, [])


def score(
    tagger: Tagger, known: lexicon.Lexicon, articles: list[Labelled], least: float = 0.5
) -> list[Counts]:
    """Counts of each article."""
    out = []
    for article in articles:
        tokens = tokens_of(article)
        found = choose(tagger.candidates(tokens, matcher.find(known, tokens)), least)
        out.append(compare(found, set(article.spans)))
    return out


def speed(tagger: Tagger, known: lexicon.Lexicon, articles: list[Labelled], rounds: int = 3) -> float:
    """Least microseconds of CPU a token over some rounds, without the lexicon's own matching."""
    ready = [(tokens_of(a), matcher.find(known, tokens_of(a))) for a in articles]
    size = sum(len(a.texts) for a in articles)
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        for tokens, matches in ready:
            tagger.candidates(tokens, matches)
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
    articles = gold_data.read(args.folder, known.glue_words)
    counts = score(tagger, known, articles, args.least)
    summed = total(counts)
    print(line(summed))
    for kind in SCORED_TYPES:
        tp, fp, fn = (summed[kind, w] for w in ("tp", "fp", "fn"))
        print(f"{kind:13} F1 {f1(summed, kind):.4f}  right {tp}  wrong {fp}  missed {fn}")
    if args.speed:
        print(f"{speed(tagger, known, articles):.1f} microseconds of CPU a token")


if __name__ == "__main__":
    main()
