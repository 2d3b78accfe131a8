"""How sure a figure is: an interval over documents drawn with replacement."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Interval(NamedTuple):
    low: float
    high: float


def interval(
    documents: Sequence[T],
    figure: Callable[[Sequence[T]], float],
    *,
    samples: int = 1000,
    level: float = 0.95,
    seed: int = 20170101,
) -> Interval:
    """Percentile interval of ``figure(sample)`` over `samples` draws of as many documents as there are.

    Documents, not mentions, are drawn: mentions of one article are not independent. The same seed
    gives the same interval. Pass per-document tallies and ``lambda ts: sum(ts, Tally()).f1``.
    Raises ValueError without documents.
    """
    if not documents:
        raise ValueError("an interval needs at least one document")
    draw = random.Random(seed)
    figures = sorted(figure(draw.choices(documents, k=len(documents))) for _ in range(samples))
    cut = (1 - level) / 2
    return Interval(figures[int(cut * samples)], figures[min(samples - 1, int((1 - cut) * samples))])
