"""Counts and what is derived from them. Ratios are never stored: scores are merged by adding counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Key = tuple[str, str]
"""A measure and what it is measured on: ``("strict", "PERSON")``, ``("links", "OFFICE")``."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Two fractions: `right` of `predicted` is precision, `found` of `gold` is recall.

    For span scores both numerators count the same matches; measures that credit parts (B³, CEAFe)
    hold sums of fractions. An accuracy is a tally with the same fraction twice.
    """

    right: float = 0
    predicted: float = 0
    found: float = 0
    gold: float = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """1.0 where nothing was predicted: nothing said, nothing wrong."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """1.0 where there was nothing to find."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def empty(self) -> bool:
        """Neither gold nor prediction: the ratios say nothing."""
        return not self.gold and not self.predicted


def accuracy(right: int, of: int) -> Tally:
    """`right` of `of`, as a tally: precision, recall and F1 are all the same share."""
    return Tally(right, of, right, of)


@dataclass(frozen=True, slots=True)
class Score:
    """Every count of one comparison. ``a + b`` is the score of both documents together."""

    tallies: Mapping[Key, Tally] = field(default_factory=dict)

    def __add__(self, other: Score) -> Score:
        merged = dict(self.tallies)
        for key, tally in other.tallies.items():
            merged[key] = merged[key] + tally if key in merged else tally
        return Score(merged)

    def get(self, measure: str, on: str) -> Tally:
        return self.tallies.get((measure, on), Tally())

    def total(self, measure: str, types: Iterable[str]) -> Tally:
        """The measure over several types together (micro average)."""
        return sum((self.get(measure, kind) for kind in types), Tally())

    def conll(self, types: Iterable[str]) -> float:
        """Mean of the F1 of MUC, B³ and CEAFe: the CoNLL coreference score."""
        kinds = tuple(types)
        return sum(self.total(m, kinds).f1 for m in ("muc", "b3", "ceafe")) / 3


def merge(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())
