"""Cross-validation of the tagger on the training articles, five folds by document.

``python -m training.crossval`` trains what is asked for and writes the counts of each article to the work
directory; ``--table`` prints the table of ``docs/accuracy.md`` from them with bootstrap intervals.
Variants: ``full``; ``no-corpus`` (an encoder that never saw the raw corpus); ``no-lexicon``;
``plain`` (no variants of the articles); ``25`` and ``50`` (per cent of the training articles).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch

from training import gold_data, pretrain
from training.augment import Augmenter
from training.batches import Reader
from training.encoder import Encoder
from training.export import export
from training.fit import evaluate, fit
from training.gold_data import Labelled
from training.settings import FOLDS, GOLD_PLAN, KINDS, SHARED, WORK
from training.tally import Counts, f1, line, total
from vnlaos_ner import lexicon
from vnlaos_ner.document import SCORED_TYPES

VARIANTS = ("full", "no-corpus", "no-lexicon", "plain", "25", "50")


def folds(articles: Sequence[Labelled]) -> list[list[Labelled]]:
    """The articles in `FOLDS` parts, drawn once and for all."""
    order = np.random.default_rng(0).permutation(len(articles))
    return [[articles[i] for i in order[k::FOLDS]] for k in range(FOLDS)]


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
    reader = Reader(vocabulary, known, () if variant == "no-lexicon" else KINDS)
    plan = replace(GOLD_PLAN, seed=10 + fold, epochs=epochs or GOLD_PLAN.epochs)
    if variant == "no-corpus":
        plan = replace(plan, encoder_rate=plan.rate)
    if variant in ("25", "50"):
        plan = replace(plan, epochs=plan.epochs * 2)

    def report(number: int, tagger: object) -> None:
        if number % 4 == 3 and number + 1 < plan.epochs:
            print(f"  {number + 1}: {line(total(evaluate([tagger], reader, held)))}", flush=True)  # type: ignore[list-item]

    tagger = fit(encoder, reader, used, plan, None if variant == "plain" else Augmenter(used), report)
    counts = evaluate([tagger], reader, held)
    print(f"{variant} fold {fold}: {line(total(counts))}", flush=True)
    name = WORK / f"cv-{variant}-{fold}"
    torch.save(tagger.state_dict(), name.with_suffix(".pt"))
    rows = [[a.name, [[*key, n] for key, n in c.items()]] for a, c in zip(held, counts, strict=True)]
    name.with_suffix(".json").write_text(json.dumps({"rows": rows}), "utf-8")
    if variant == "full":
        export(tagger, reader, KINDS, name.with_suffix(".npz"))


def stored(variant: str) -> list[tuple[str, Counts]]:
    """Article and counts of every fold of a variant that was run."""
    out = []
    for path in sorted(WORK.glob(f"cv-{variant}-?.json")):
        for name, cells in json.loads(path.read_text("utf-8"))["rows"]:
            out.append((name, Counter({(kind, what): n for kind, what, n in cells})))
    return out


def interval(counts: Sequence[Counts], kind: str | None, draws: int = 1000) -> tuple[float, float]:
    """Bounds that 95 % of resampled sets of articles stay within."""
    kinds = SCORED_TYPES if kind is None else (kind,)
    table = np.array([[sum(c[k, w] for k in kinds) for w in ("tp", "fp", "fn")] for c in counts])
    random = np.random.default_rng(0)
    sums = table[random.integers(len(table), size=(draws, len(table)))].sum(1)
    values = 2 * sums[:, 0] / np.maximum(1, 2 * sums[:, 0] + sums[:, 1] + sums[:, 2])
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def table() -> str:
    """Markdown: a row a variant over the folds that were run, and `full` on the same articles beside it."""
    head = ["tagger", "articles", "mentions", "all", *SCORED_TYPES]
    rows = [head, ["---"] * 2 + ["---:"] * (len(head) - 2)]
    whole = dict(stored("full"))
    for variant in VARIANTS:
        counts = dict(stored(variant))
        if not counts:
            continue
        rows.append(_row(variant, list(counts.values())))
        if len(counts) < len(whole):
            rows.append(_row("full, the same articles", [whole[name] for name in counts]))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(name: str, counts: Sequence[Counts]) -> list[str]:
    gold = sum(n for (_, what), n in total(counts).items() if what != "fp")
    cells = [_cell(counts, kind) for kind in (None, *SCORED_TYPES)]
    return [name, str(len(counts)), str(gold), *cells]


def _cell(counts: Sequence[Counts], kind: str | None) -> str:
    low, high = interval(counts, kind)
    return f"{f1(total(counts), kind):.3f} ({low:.3f}-{high:.3f})"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--variant", choices=VARIANTS, default="full")
    ask.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    ask.add_argument("--epochs", type=int)
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("--table", action="store_true", help="print the table of what was run")
    args = ask.parse_args()
    if args.table:
        print(table())
        return
    torch.set_num_threads(args.threads)
    for fold in args.folds:
        run(args.variant, fold, args.epochs)


if __name__ == "__main__":
    main()
