"""Builds the shipped tagger: ``make model`` runs this.

1. the corpus as tokens, and its vocabulary (cached);
2. the encoder, pre-trained on the whole corpus;
3. a first tagger, trained on all gold articles;
4. the tagger that ships: the first one and the grammars label articles of the corpus, and it learns from
   these before gold has the last word (`selftrain`).

The first three are skipped when their result lies in the work directory; ``--fresh`` starts over. Seeds are
fixed.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import torch

from training import corpus, gold_data, pretrain, selftrain
from training.augment import Augmenter
from training.batches import Reader
from training.export import export
from training.fit import fit
from training.gold_data import Labelled
from training.settings import FINAL_PLAN, KINDS, PRETRAIN_STEPS, PROPOSALS, ROOT, SHARED, THREADS, WORK
from vnlaos_ner import evidence, lexicon
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.tagger import Tagger

MODEL = ROOT / "vnlaos_ner" / "data" / "model.npz"


def encoder() -> None:
    """The pre-trained encoder, ``lm.pt``."""
    path = WORK / "lm.pt"
    if not path.exists():
        stream = corpus.stream(SHARED / "corpus", WORK)
        pretrain.pretrain(stream, corpus.vocabulary(stream), path, PRETRAIN_STEPS)


def tagger(known: lexicon.Lexicon, gold: list[Labelled], output: Path, silver: list[Labelled]) -> int:
    """Train on `gold` after `silver` and export; the size of the file."""
    base, vocabulary = pretrain.load(WORK / "lm.pt")
    reader = Reader(vocabulary, known, KINDS, PROPOSALS)
    trained = fit(base, reader, gold, replace(FINAL_PLAN, seed=1), Augmenter(gold), silver=silver)
    return export(trained, reader, output)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--fresh", action="store_true", help="forget what the work directory holds")
    ask.add_argument("--threads", type=int, default=THREADS)
    ask.add_argument("--output", type=Path, default=MODEL)
    args = ask.parse_args()
    torch.set_num_threads(args.threads)
    WORK.mkdir(parents=True, exist_ok=True)
    first = WORK / "first.npz"
    if args.fresh:
        for old in [WORK / "lm.pt", first, *WORK.glob("cv-*"), *WORK.glob("stream.*")]:
            old.unlink(missing_ok=True)
    begun = time.monotonic()
    encoder()
    known = lexicon.load()
    gold = [
        a for part in ("train", "seeds") for a in gold_data.read(SHARED / "gold" / part, known.glue_words)
    ]
    if not first.exists():
        tagger(known, gold, first, [])
    teacher = selftrain.Teacher(Pipeline(known), Tagger.load(first), evidence.load())
    silver = selftrain.silver(teacher, frozenset(a.name.removeprefix("mb-") for a in gold))
    print(f"{len(silver)} silver articles, {time.monotonic() - begun:.0f}s", flush=True)
    size = tagger(known, gold, args.output, silver)
    print(f"{args.output}: {size / 1e6:.1f} MB, {time.monotonic() - begun:.0f}s")


if __name__ == "__main__":
    main()
