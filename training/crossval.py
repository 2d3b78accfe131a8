"""Cross-validation of the tagger on the training articles, five folds by document.

``python -m training.crossval`` trains what is asked for and writes the counts of each article to the work
directory; ``python -m training.crosstable`` prints them. Variants: ``full``; ``taught``, as it ships: after a
round of self-training whose teacher is the ``full`` tagger of the same fold with the grammars (it needs the
weights that `tune_referee` left); ``no-facts`` (no names harvested
from the corpus); ``no-grammar`` (no marks for what the grammars propose); ``no-lexicon``; ``no-corpus`` (an
encoder that never saw the raw corpus); ``plain`` (no variants of the articles); ``25`` and ``50`` (per cent
of the training articles).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch

from training import gold_data, model, pretrain, selftrain
from training.augment import Augmenter
from training.batches import Reader
from training.encoder import Encoder
from training.export import export
from training.fit import evaluate, fit
from training.gold_data import Labelled
from training.settings import FOLDS, GOLD_PLAN, KINDS, PROPOSALS, SHARED, WORK
from training.tally import line, store, total
from vnlaos_ner import lexicon
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.tagger import Tagger

PAIRED = ("full", "taught", "no-facts", "no-grammar")
"""Variants whose taggers are kept, to be paired with the grammars."""
VARIANTS = ("full", "taught", "no-grammar", "no-facts", "no-corpus", "no-lexicon", "plain", "25", "50")


def folds(articles: Sequence[Labelled]) -> list[list[Labelled]]:
    """The articles in `FOLDS` parts, drawn once and for all."""
    order = np.random.default_rng(0).permutation(len(articles))
    return [[articles[i] for i in order[k::FOLDS]] for k in range(FOLDS)]


def teacher(known: lexicon.Lexicon, fold: int) -> selftrain.Teacher:
    """The pair whose tagger and weights know nothing of a fold."""
    rows = json.loads((WORK / f"cv-weights-full-{fold}.json").read_text("utf-8"))
    table = {(kind, name): weight for kind, name, weight in rows}
    return selftrain.Teacher(Pipeline(known), Tagger.load(WORK / f"cv-full-{fold}.npz"), table)


def run(variant: str, fold: int, epochs: int | None = None) -> None:
    """Train on all folds but one, score that one, save model and counts."""
    known = lexicon.load()
    encoder, vocabulary = pretrain.load(WORK / "lm.pt")
    train = gold_data.read(SHARED / "gold" / "train", known.glue_words)
    parts = folds(train)
    held = parts[fold]
    used = [a for k, part in enumerate(parts) if k != fold for a in part]
    if variant in ("25", "50"):
        used = used[: len(used) * int(variant) // 100]
    used += gold_data.read(SHARED / "gold" / "seeds", known.glue_words)
    if variant == "no-corpus":
        torch.manual_seed(1)
        encoder = Encoder(encoder.sizes)
    reader = Reader(
        vocabulary,
        known,
        () if variant == "no-lexicon" else KINDS,
        () if variant == "no-grammar" else PROPOSALS,
        facts=variant != "no-facts",
    )
    plan = replace(GOLD_PLAN, seed=10 + fold, epochs=epochs or GOLD_PLAN.epochs)
    if variant == "no-corpus":
        plan = replace(plan, encoder_rate=plan.rate)
    if variant in ("25", "50"):
        plan = replace(plan, epochs=plan.epochs * 2)

    def report(number: int, mean: model.Tagger) -> None:
        if number % 4 == 3 and number + 1 < plan.epochs:
            print(f"  {number + 1}: {line(total(evaluate(mean, reader, held)))}", flush=True)

    silver: list[Labelled] = []
    if variant == "taught":
        silver = selftrain.silver(teacher(known, fold), frozenset(a.name.removeprefix("mb-") for a in train))
        print(f"{len(silver)} silver articles", flush=True)
    augmenter = None if variant == "plain" else Augmenter(used)
    tagger = fit(encoder, reader, used, plan, augmenter, report, silver)
    counts = evaluate(tagger, reader, held)
    print(f"{variant} fold {fold}: {line(total(counts))}", flush=True)
    name = WORK / f"cv-{variant}-{fold}"
    torch.save(tagger.state_dict(), name.with_suffix(".pt"))
    store(name.with_suffix(".json"), [a.name for a in held], counts)
    if variant in PAIRED:
        export(tagger, reader, name.with_suffix(".npz"))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--variant", choices=VARIANTS, default="full")
    ask.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    ask.add_argument("--epochs", type=int)
    ask.add_argument("--threads", type=int, default=1)
    args = ask.parse_args()
    torch.set_num_threads(args.threads)
    for fold in args.folds:
        run(args.variant, fold, args.epochs)


if __name__ == "__main__":
    main()
