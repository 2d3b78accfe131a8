"""The tables of the cross-validation, with bootstrap intervals: ``python -m training.crosstable``.

They come from the counts that `training.crossval` (taggers alone) and `training.tune_referee` (grammars and
both) left in the work directory. ``--underthesea`` first runs `underthesea.ner` on the same articles.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

import numpy as np

from training.settings import SHARED, WORK
from training.tally import Counts, compare, f1, store, stored, total
from vnlaos_ner import gold, lexicon
from vnlaos_ner.document import SCORED_TYPES
from vnlaos_ner.pipeline import Pipeline

SIDES = (
    ("grammars", "grammar-taught"),
    ("grammars without corpus facts", "grammar-no-facts"),
    ("tagger, as it ships", "tagger-taught"),
    ("tagger before self-training", "tagger-full"),
    ("both, as it ships", "pair-taught"),
    ("both before self-training", "pair-full"),
    ("both before self-training, without corpus facts", "pair-no-facts"),
    ("both before self-training, the tagger blind to the grammars", "pair-no-grammar"),
    ("underthesea", "underthesea"),
)
TAGGERS = (
    ("full", "full"),
    ("blind to the grammars", "no-grammar"),
    ("without corpus facts", "no-facts"),
    ("without lexicon", "no-lexicon"),
    ("without pre-training", "no-corpus"),
    ("without variants of the articles", "plain"),
    ("half of the articles", "50"),
    ("a quarter of the articles", "25"),
)

_HEAD = ["", "articles", "mentions", "all", *SCORED_TYPES]
_LINE = ["---", *["---:"] * (len(_HEAD) - 1)]


def counted(variant: str) -> dict[str, Counts]:
    """Article and counts of every fold of a variant that was run."""
    return stored(sorted(WORK.glob(f"cv-{variant}-?.json")))


def interval(counts: Sequence[Counts], kind: str | None, draws: int = 1000) -> tuple[float, float]:
    """Bounds that 95 % of resampled sets of articles stay within."""
    kinds = SCORED_TYPES if kind is None else (kind,)
    table = np.array([[sum(c[k, w] for k in kinds) for w in ("tp", "fp", "fn")] for c in counts])
    random = np.random.default_rng(0)
    sums = table[random.integers(len(table), size=(draws, len(table)))].sum(1)
    values = 2 * sums[:, 0] / np.maximum(1, 2 * sums[:, 0] + sums[:, 1] + sums[:, 2])
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def table(rows: Iterable[tuple[str, str]], base: str) -> str:
    """Markdown: a row a variant over the folds that were run; `base` on the same articles beside it."""
    out = [_HEAD, _LINE]
    whole = counted(base)
    for title, variant in rows:
        counts = counted(variant)
        if not counts:
            continue
        out.append(_row(title, list(counts.values())))
        if len(counts) < len(whole):
            out.append(_row("full, the same articles", [whole[name] for name in counts]))
    return "\n".join("| " + " | ".join(row) + " |" for row in out)


def by_crawl(variant: str) -> str:
    """Markdown: a variant on the articles of each crawl (the names of the later one begin with its year)."""
    counts = counted(variant)
    late = [c for name, c in counts.items() if name.startswith("n26-")]
    early = [c for name, c in counts.items() if not name.startswith("n26-")]
    out = [_HEAD, _LINE, _row("articles of 2017", early), _row("articles of 2026", late)]
    return "\n".join("| " + " | ".join(row) + " |" for row in out)


def _row(name: str, counts: Sequence[Counts]) -> list[str]:
    mentions = sum(n for (_, what), n in total(counts).items() if what != "fp")
    cells = [_cell(counts, kind) for kind in (None, *SCORED_TYPES)]
    return [name, str(len(counts)), str(mentions), *cells]


def _cell(counts: Sequence[Counts], kind: str | None) -> str:
    low, high = interval(counts, kind)
    return f"{f1(total(counts), kind):.3f} ({low:.3f}-{high:.3f})"


def underthesea() -> None:
    """Run the standard tool on the training articles."""
    pipeline = Pipeline(lexicon.load(), None, "underthesea")
    names, counts = [], []
    for document in gold.load(SHARED / "gold" / "train"):
        seen = pipeline.see(document.article)
        found = {(str(f.type), *seen.page.raw_span(f.start, f.end)) for f in seen.found}
        counts.append(compare(found, {(str(m.type), m.start, m.end) for m in document.mentions}))
        names.append(document.id)
    store(WORK / "cv-underthesea-0.json", names, counts)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--underthesea", action="store_true", help="run underthesea on the articles first")
    args = ask.parse_args()
    if args.underthesea:
        underthesea()
    print("**Grammars, tagger, both**", table(SIDES, "pair-taught"), sep="\n\n")
    print("\n**Both, as it ships, by crawl**", by_crawl("pair-taught"), sep="\n\n")
    print("\n**What the tagger lives on (alone, before self-training)**", table(TAGGERS, "full"), sep="\n\n")


if __name__ == "__main__":
    main()
