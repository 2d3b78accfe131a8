"""How well spans and types agree: four measures, nested and flat.

| measure | a match is |
|---|---|
| strict | the same span and the same type |
| boundary | the same span, whatever the type |
| type | the same type, and the spans overlap |
| overlap | the spans overlap, whatever the type |

Every mark is matched at most once. Nested marks overlap with many: pairs are taken best first, exact
before overlapping, same type before other type, large common part before small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from vnlaos_ner.document import TYPES
from vnlaos_ner.score.marks import Mark
from vnlaos_ner.score.tally import Key, Tally

FLAT_TYPES = ("PERSON", "ORGANIZATION", "LOCATION")

Pair = tuple[Mark, Mark]
_Accept = Callable[[Mark, Mark], bool]

MEASURES: tuple[tuple[str, _Accept], ...] = (
    ("strict", lambda g, p: g.key == p.key),
    ("boundary", lambda g, p: g.span == p.span),
    ("type", lambda g, p: g.type == p.type),
    ("overlap", lambda g, p: True),
)


def span_tallies(gold: Sequence[Mark], predicted: Sequence[Mark]) -> dict[Key, Tally]:
    """All four measures per type on the nested marks, and again on the flat view (``flat.strict`` …)."""
    views = (("", gold, predicted), ("flat.", flat(gold), flat(predicted)))
    tallies = {}
    for prefix, g, p in views:
        overlapping = best_first(g, p)
        for name, accept in MEASURES:
            pairs = match([pair for pair in overlapping if accept(*pair)])
            tallies.update({(prefix + name, t): n for t, n in _count(g, p, pairs).items()})
    return tallies


def best_first(gold: Sequence[Mark], predicted: Sequence[Mark]) -> list[Pair]:
    """All overlapping pairs, the most alike first: what `match` is given."""
    return sorted(_overlapping(gold, predicted), key=_likeness, reverse=True)


def match(pairs: Iterable[Pair]) -> list[Pair]:
    """One-to-one: each pair in turn, where both its marks are still free."""
    taken_gold, taken_predicted, kept = set(), set(), []
    for g, p in pairs:
        if g.key not in taken_gold and p.key not in taken_predicted:
            taken_gold.add(g.key)
            taken_predicted.add(p.key)
            kept.append((g, p))
    return kept


def flat(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The view of VLSP 2018: persons, organisations and places; offices removed, then the outermost."""
    kept: list[Mark] = []
    for mark in sorted((m for m in marks if m.type in FLAT_TYPES), key=lambda m: (m.start, -m.end)):
        if not kept or mark.end > kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _overlapping(gold: Sequence[Mark], predicted: Sequence[Mark]) -> Iterator[Pair]:
    """All pairs that share a character, by a sweep over both in text order."""
    ahead = sorted(predicted, key=lambda m: m.start)
    open_: list[Mark] = []
    i = 0
    for g in sorted(gold, key=lambda m: m.start):
        while i < len(ahead) and ahead[i].start < g.end:
            open_.append(ahead[i])
            i += 1
        open_ = [p for p in open_ if p.end > g.start]
        yield from ((g, p) for p in open_ if p.start < g.end)


def _likeness(pair: Pair) -> tuple[bool, bool, float, int]:
    """Best first; ties go to the pair that stands first in the text."""
    g, p = pair
    common = min(g.end, p.end) - max(g.start, p.start)
    union = max(g.end, p.end) - min(g.start, p.start)
    return g.span == p.span, g.type == p.type, common / union, -g.start


def _count(gold: Sequence[Mark], predicted: Sequence[Mark], pairs: Sequence[Pair]) -> dict[str, Tally]:
    """Per type: recall counts under the gold type, precision under the predicted type."""
    of_gold, of_predicted = Counter(m.type for m in gold), Counter(m.type for m in predicted)
    found, right = Counter(g.type for g, _ in pairs), Counter(p.type for _, p in pairs)
    return {
        t: Tally(right[t], of_predicted[t], found[t], of_gold[t])
        for t in TYPES
        if of_gold[t] or of_predicted[t]
    }
