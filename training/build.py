"""Builds the shipped tagger: ``make model`` runs this.

1. the corpus as tokens, and its vocabulary (cached);
2. the encoder, pre-trained on the whole corpus;
3. the five taggers of the cross-validation: together they are the teacher;
4. corpus articles labelled by the teacher, the doubtful ones left out;
5. the tagger that ships, trained on all gold articles and the silver ones, and exported.

Each step is skipped when its result lies in the work directory; ``--fresh`` starts over. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

import torch

from training import corpus, crossval, gold_data, pretrain, selftrain
from training.augment import Augmenter
from training.batches import Reader
from training.export import export
from training.fit import fit
from training.model import Tagger
from training.settings import (
    FOLDS,
    GOLD_PLAN,
    KINDS,
    PRETRAIN_STEPS,
    ROOT,
    SHARED,
    SILVER,
    SILVER_WEIGHT,
    THREADS,
    WORK,
)  # fmt: skip
from vnlaos_ner import lexicon

MODEL = ROOT / "vnlaos_ner" / "data" / "model.npz"


def encoder() -> None:
    path = WORK / "lm.pt"
    if not path.exists():
        stream = corpus.stream(SHARED / "corpus", WORK)
        pretrain.pretrain(stream, corpus.vocabulary(stream), path, PRETRAIN_STEPS)


def teachers(reader: Reader) -> list[Tagger]:
    """The taggers of the cross-validation, trained where missing."""
    out = []
    for fold in range(FOLDS):
        path = WORK / f"cv-full-{fold}.pt"
        if not path.exists():
            crossval.run("full", fold)
        tagger = Tagger(pretrain.load(WORK / "lm.pt")[0], reader.width)
        tagger.load_state_dict(torch.load(path, weights_only=True))
        out.append(tagger.eval())
    return out


def silver(
    known: lexicon.Lexicon, reader: Reader, gold: list[gold_data.Labelled]
) -> list[gold_data.Labelled]:
    skip = frozenset(a.name.removeprefix("mb-") for a in gold)
    raw = selftrain.raw(SHARED / "corpus", SILVER, skip, known.glue_words, seed=5)
    return selftrain.label(teachers(reader), reader, raw, SILVER_WEIGHT)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--fresh", action="store_true", help="forget what the work directory holds")
    ask.add_argument("--threads", type=int, default=THREADS)
    args = ask.parse_args()
    torch.set_num_threads(args.threads)
    WORK.mkdir(parents=True, exist_ok=True)
    if args.fresh:
        for old in [WORK / "lm.pt", *WORK.glob("cv-*"), *WORK.glob("stream.*")]:
            old.unlink(missing_ok=True)
    begun = time.monotonic()
    encoder()
    base, vocabulary = pretrain.load(WORK / "lm.pt")
    known = lexicon.load()
    gold = [
        a for part in ("train", "seeds") for a in gold_data.read(SHARED / "gold" / part, known.glue_words)
    ]
    reader = Reader(vocabulary, known, KINDS)
    extra = silver(known, reader, gold)
    print(f"{len(extra)} silver articles, {time.monotonic() - begun:.0f}s", flush=True)
    tagger = fit(base, reader, gold, replace(GOLD_PLAN, seed=1), Augmenter(gold), silver=extra)
    torch.save(tagger.state_dict(), WORK / "final.pt")
    size = export(tagger, reader, KINDS, MODEL)
    print(f"{MODEL}: {size / 1e6:.1f} MB, {time.monotonic() - begun:.0f}s")


if __name__ == "__main__":
    main()
