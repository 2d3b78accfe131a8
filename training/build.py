"""Builds the shipped tagger: ``make model`` runs this.

1. the corpus as tokens, and its vocabulary (cached);
2. the encoder, pre-trained on the whole corpus;
3. the tagger that ships, trained on all gold articles, and exported.

``--teach`` puts a round of self-training between: taggers of the cross-validation are the teacher, corpus
articles they are sure of come first in training. It is off because it did not help (``docs/accuracy.md``).

Each step is skipped when its result lies in the work directory; ``--fresh`` starts over. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

import torch

from training import corpus, crossval, gold_data, pretrain, selftrain
from training.augment import Augmenter
from training.batches import Reader
from training.export import export
from training.fit import fit
from training.model import Tagger
from training.settings import (
    FINAL_PLAN,
    KINDS,
    PRETRAIN_STEPS,
    PROPOSALS,
    ROOT,
    SHARED,
    SILVER,
    SILVER_WEIGHT,
    THREADS,
    WORK,
)  # fmt: skip
from vnlaos_ner import lexicon

PARTS = 3
TEACHERS = 3
MODEL = ROOT / "vnlaos_ner" / "data" / "model.npz"


def encoder() -> None:
    path = WORK / "lm.pt"
    if not path.exists():
        stream = corpus.stream(SHARED / "corpus", WORK)
        pretrain.pretrain(stream, corpus.vocabulary(stream), path, PRETRAIN_STEPS)


def teachers(reader: Reader) -> list[Tagger]:
    """The first taggers of the cross-validation, trained where missing."""
    out = []
    for fold in range(TEACHERS):
        path = WORK / f"cv-full-{fold}.pt"
        if not path.exists():
            crossval.run("full", fold)
        tagger = Tagger(pretrain.load(WORK / "lm.pt")[0], reader.width)
        tagger.load_state_dict(torch.load(path, weights_only=True))
        out.append(tagger.eval())
    return out


def silver(part: int, known: lexicon.Lexicon, reader: Reader, gold: list[gold_data.Labelled]) -> Path:
    """One of `PARTS` shares of the raw articles, labelled; parts may be made side by side."""
    path = WORK / f"silver-{part}.json"
    if not path.exists():
        skip = frozenset(a.name.removeprefix("mb-") for a in gold)
        raw = selftrain.raw(SHARED / "corpus", SILVER, skip, known.glue_words, seed=5)
        rows = selftrain.label(teachers(reader), reader, raw[part::PARTS])
        path.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    return path


def read_silver(path: Path) -> list[tuple[gold_data.Labelled, float]]:
    rows = json.loads(path.read_text("utf-8"))
    return [
        (gold_data.Labelled(name, texts, glued, list(map(tuple, lines)), list(map(tuple, spans))), doubt)
        for (name, texts, glued, lines, spans, _), doubt in rows
    ]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--fresh", action="store_true", help="forget what the work directory holds")
    ask.add_argument("--threads", type=int, default=THREADS)
    ask.add_argument(
        "--silver", type=int, choices=range(PARTS), help="only label this part of the corpus sample"
    )
    ask.add_argument("--teach", action="store_true", help="add a round of self-training")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--output", type=Path, default=MODEL)
    args = ask.parse_args()
    torch.set_num_threads(args.threads)
    WORK.mkdir(parents=True, exist_ok=True)
    if args.fresh:
        for old in [WORK / "lm.pt", *WORK.glob("cv-*"), *WORK.glob("stream.*"), *WORK.glob("silver-*")]:
            old.unlink(missing_ok=True)
    begun = time.monotonic()
    encoder()
    base, vocabulary = pretrain.load(WORK / "lm.pt")
    known = lexicon.load()
    gold = [
        a for part in ("train", "seeds") for a in gold_data.read(SHARED / "gold" / part, known.glue_words)
    ]
    reader = Reader(vocabulary, known, KINDS, PROPOSALS)
    if args.silver is not None:
        silver(args.silver, known, reader, gold)
        return
    extra: list[gold_data.Labelled] = []
    if args.teach:
        paths = [silver(part, known, reader, gold) for part in range(PARTS)]
        extra = selftrain.sure([row for path in paths for row in read_silver(path)], SILVER_WEIGHT)
    print(f"{len(extra)} silver articles, {time.monotonic() - begun:.0f}s", flush=True)
    tagger = fit(
        base, reader, gold, replace(FINAL_PLAN, seed=args.seed), Augmenter([*gold, *extra]), silver=extra
    )
    torch.save(tagger.state_dict(), WORK / f"{args.output.stem}-final.pt")
    size = export(tagger, reader, args.output)
    print(f"{args.output}: {size / 1e6:.1f} MB, {time.monotonic() - begun:.0f}s")


if __name__ == "__main__":
    main()
