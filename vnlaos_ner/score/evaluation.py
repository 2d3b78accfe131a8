"""Running a system over gold: one score and the differences of each document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vnlaos_ner.document import MentionType
from vnlaos_ner.gold import GoldDocument
from vnlaos_ner.score.compare import compare
from vnlaos_ner.score.differences import Difference, differences
from vnlaos_ner.score.marks import Mark, OfficeParser, from_gold
from vnlaos_ner.score.tally import Score, merge

Predictor = Callable[[GoldDocument], Sequence[Mark]]
"""A system: the marks it finds in an article."""


class Scored(NamedTuple):
    """One document with what was wanted, what was found, and how they compare."""

    document: GoldDocument
    gold: tuple[Mark, ...]
    predicted: tuple[Mark, ...]
    score: Score

    def differences(self) -> tuple[Difference, ...]:
        return differences(self.gold, self.predicted)


def evaluate(
    documents: Iterable[GoldDocument],
    predict: Predictor,
    types: Iterable[MentionType],
    parse_office: OfficeParser | None = None,
) -> Iterator[Scored]:
    """Score each document on `types`; marks of other types are left out on both sides.

    `parse_office` gives gold offices their parts by canonical name. It is not called for a document whose
    prediction gives no parts.
    """
    wanted = frozenset(types)
    for document in documents:
        predicted = tuple(m for m in predict(document) if m.type in wanted)
        parse = parse_office if any(m.office for m in predicted) else None
        gold = tuple(m for m in from_gold(document, parse) if m.type in wanted)
        yield Scored(document, gold, predicted, compare(gold, predicted))


def total(scored: Iterable[Scored]) -> Score:
    return merge(s.score for s in scored)


class Evaluation(NamedTuple):
    """One run of `evaluate`: the system that is scored, and what was asked for beside it.

    `others` are systems run on the same gold; `rewritten` are scores of the same system on rewritten
    gold, by the name of the rewriting; `across` is the score of people across documents;
    `intervals` says that intervals are wanted too.
    """

    system: str
    types: tuple[MentionType, ...]
    scored: tuple[Scored, ...]
    others: Mapping[str, Score]
    rewritten: Mapping[str, Score]
    across: Score
    intervals: bool = False

    @property
    def score(self) -> Score:
        return total(self.scored) + self.across
