"""Counts of right, wrong and missed mentions, and the scores drawn from them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from vnlaos_ner.document import SCORED_TYPES

Counts = Counter[tuple[str, str]]


def compare(found: set[tuple[str, int, int]], wanted: set[tuple[str, int, int]]) -> Counts:
    """Counts of ``(type, tp | fp | fn)`` of one article, strict and nested."""
    counts: Counts = Counter()
    counts.update((s[0], "tp" if s in wanted else "fp") for s in found)
    counts.update((s[0], "fn") for s in wanted - found)
    return counts


def store(path: Path, names: Sequence[str], counts: Sequence[Counts]) -> None:
    """Keep the counts of some articles."""
    rows = [[name, [[*key, n] for key, n in c.items()]] for name, c in zip(names, counts, strict=True)]
    path.write_text(json.dumps(rows), "utf-8")


def stored(paths: Iterable[Path]) -> dict[str, Counts]:
    """The counts by article that `store` wrote."""
    return {
        name: Counter({(kind, what): n for kind, what, n in cells})
        for path in paths
        for name, cells in json.loads(path.read_text("utf-8"))
    }


def total(counts: Sequence[Counts]) -> Counts:
    return sum(counts, Counter())


def f1(counts: Counts, kind: str | None = None) -> float:
    kinds = SCORED_TYPES if kind is None else (kind,)
    tp, fp, fn = (sum(counts[k, what] for k in kinds) for what in ("tp", "fp", "fn"))
    return 2 * tp / max(1, 2 * tp + fp + fn)


def line(counts: Counts) -> str:
    """``all .930 PERS .961 …``"""
    cells = [f"all {f1(counts):.4f}"] + [f"{k[:4]} {f1(counts, k):.4f}" for k in SCORED_TYPES]
    return "  ".join(cells)
