"""The figures of a score by name: what a gate can ask for, what a baseline file holds.

| name | what |
|---|---|
| ``PERSON`` … | strict nested F1 of a type |
| ``ALL`` | strict nested F1 of all types together |
| ``LINK`` | F1 of the links from an office to its holder; ``LINK.PRECISION`` their precision |
| ``STATUS`` | accuracy of the status on rightly linked offices |
| ``PARTS`` | accuracy of role, body, place and country together, on offices found |
| ``NAME.PERSON`` … | accuracy of canonical names on mentions found |
| ``COREF`` | mean F1 of MUC, B³ and CEAFe; ``COREF.PERSON`` that of persons |
| ``HOLDING`` | F1 of (person, office, status) rows, each once a document |
| ``PEOPLE`` | B³ F1 of persons across documents, where gold says who is who |
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal, NamedTuple

from vnlaos_ner.document import MentionType
from vnlaos_ner.score.bootstrap import Interval, interval
from vnlaos_ner.score.tally import Score, Tally

_COREFERENCE = ("muc", "b3", "ceafe")


class Figure(NamedTuple):
    """One number: the mean of a ratio over some measures, each over some types together."""

    name: str
    measures: tuple[str, ...]
    types: tuple[str, ...]
    ratio: Literal["f1", "precision"] = "f1"

    def tallies(self, score: Score) -> tuple[Tally, ...]:
        return tuple(score.total(measure, self.types) for measure in self.measures)

    def value(self, tallies: Sequence[Tally]) -> float:
        return sum(float(getattr(tally, self.ratio)) for tally in tallies) / len(tallies)


def known(types: Sequence[MentionType]) -> tuple[Figure, ...]:
    """Every figure there is for these types, in the order above."""
    kinds = tuple(types)
    return (
        *(Figure(kind, ("strict",), (kind,)) for kind in kinds),
        Figure("ALL", ("strict",), kinds),
        Figure("LINK", ("links",), ("OFFICE",)),
        Figure("LINK.PRECISION", ("links",), ("OFFICE",), "precision"),
        Figure("STATUS", ("status.linked",), ("OFFICE",)),
        Figure("PARTS", ("parts.all",), ("OFFICE",)),
        *(Figure(f"NAME.{kind}", ("name",), (kind,)) for kind in kinds),
        Figure("COREF", _COREFERENCE, kinds),
        Figure("COREF.PERSON", _COREFERENCE, ("PERSON",)),
        Figure("HOLDING", ("holdings",), ("OFFICE",)),
        Figure("PEOPLE", ("people.b3",), ("PERSON",)),
    )


def figures(score: Score, types: Sequence[MentionType]) -> dict[str, float]:
    """All figures that have something to measure; values between 0 and 1."""
    measured = [(figure, figure.tallies(score)) for figure in known(types)]
    return {f.name: f.value(tallies) for f, tallies in measured if any(t.gold for t in tallies)}


def intervals(
    scores: Sequence[Score], types: Sequence[MentionType], samples: int = 1000
) -> dict[str, Interval]:
    """The 95 % interval of each figure over documents; `scores` has one score a document.

    ``PEOPLE`` has none: it cannot be computed of a part of the documents.
    """
    found = {}
    for figure in known(types):
        documents = [figure.tallies(score) for score in scores]
        if any(tally.gold for tallies in documents for tally in tallies):
            found[figure.name] = interval(documents, partial(_together, figure), samples=samples)
    return found


def _together(figure: Figure, documents: Sequence[tuple[Tally, ...]]) -> float:
    return figure.value([sum(column, Tally()) for column in zip(*documents, strict=True)])
