"""Counts of right, wrong and missed mentions, and the scores drawn from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vnlaos_ner.document import SCORED_TYPES

Counts = Counter[tuple[str, str]]


def compare(found: set[tuple[str, int, int]], wanted: set[tuple[str, int, int]]) -> Counts:
    """Counts of ``(type, tp | fp | fn)`` of one article, strict and nested."""
    counts: Counts = Counter()
    counts.update((s[0], "tp" if s in wanted else "fp") for s in found)
    counts.update((s[0], "fn") for s in wanted - found)
    return counts


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
