"""Where gold and prediction part, one difference a row, for reading: each names its kind of error.

A mention that is wrong in one way is listed once: a wrong boundary is not also a miss and an extra.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from vnlaos_ner.score.marks import Mark, unique
from vnlaos_ner.score.meaning import linked, same_name
from vnlaos_ner.score.spans import best_first, match

Kind = Literal["type", "boundary", "missed", "extra", "name", "holder", "status"]
KINDS: tuple[Kind, ...] = ("missed", "extra", "boundary", "type", "name", "holder", "status")


class Difference(NamedTuple):
    """`gold` or `predicted` is None where only the other side has a mark.

    `wanted` and `got` are what differs in words (names, holders, statuses) where spans agree.
    """

    kind: Kind
    gold: Mark | None
    predicted: Mark | None
    wanted: str | None = None
    got: str | None = None

    @property
    def mark(self) -> Mark:
        mark = self.gold or self.predicted
        assert mark is not None
        return mark


def differences(gold: Sequence[Mark], predicted: Sequence[Mark]) -> tuple[Difference, ...]:
    """All differences of one document in text order."""
    g, p = unique(gold), unique(predicted)
    pairs = match(best_first(g, p))
    rows = [row for pair in pairs for row in _of_pair(*pair)]
    paired_gold, paired_predicted = {x.key for x, _ in pairs}, {y.key for _, y in pairs}
    rows += [Difference("missed", m, None) for m in g if m.key not in paired_gold]
    rows += [Difference("extra", None, m) for m in p if m.key not in paired_predicted]
    return tuple(sorted(rows, key=lambda d: (d.mark.start, d.mark.end, KINDS.index(d.kind))))


def _of_pair(gold: Mark, predicted: Mark) -> Iterator[Difference]:
    if gold.span != predicted.span and gold.type != predicted.type:
        yield Difference("missed", gold, None)
        yield Difference("extra", None, predicted)
    elif gold.type != predicted.type:
        yield Difference("type", gold, predicted, gold.type, predicted.type)
    elif gold.span != predicted.span:
        yield Difference("boundary", gold, predicted)
    else:
        yield from _of_meaning(gold, predicted)


def _of_meaning(gold: Mark, predicted: Mark) -> Iterator[Difference]:
    if predicted.name is not None and not same_name(gold.name, predicted.name):
        yield Difference("name", gold, predicted, gold.name, predicted.name)
    if gold.type != "OFFICE" or predicted.entity is None:
        return
    if (gold.holder or predicted.holder) and not linked(gold, predicted):
        yield Difference("holder", gold, predicted, gold.holder, predicted.holder)
    if gold.status != predicted.status:
        yield Difference("status", gold, predicted, gold.status, predicted.status)
