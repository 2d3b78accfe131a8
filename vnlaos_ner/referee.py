"""Chooses a consistent, properly nested set of mentions out of everything the recognisers proposed.

Every span is weighed once: the evidence of each family of recognisers (grammar, tagger) is added up as
log-odds with the weights of `WEIGHTS`. Then spans are taken from the strongest down; one that crosses a span
already taken, or stands where its type may not stand (`MAY_HOLD`), is dropped. Nothing else is decided here:
no text is read, so what was chosen can always be explained from the candidates alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, log
from typing import NamedTuple

from vnlaos_ner.document import MentionType
from vnlaos_ner.page import Candidate, Found, Page


class Weight(NamedTuple):
    """Trust in a family for a type: log-odds = `bias` + `slope` * logit(score), or `absent` without it."""

    slope: float
    bias: float
    absent: float


Table = Mapping[tuple[MentionType, str], Weight]

#: By (type, family). `absent` counts only where the family spoke on this page at all. What only the tagger
#: saw must be more certain where the grammar knows the type well (people, places, dates) than where the
#: wording is open (offices, bodies). Fitted on training articles tagged by a model that never saw them.
WEIGHTS: Table = {
    ("PERSON", "tagger"): Weight(0.5, 0.5, -0.5),
    ("PERSON", "grammar"): Weight(1.0, 0.0, -2.0),
    ("OFFICE", "tagger"): Weight(0.6, 0.5, -0.5),
    ("OFFICE", "grammar"): Weight(1.0, 0.0, -1.25),
    ("ORGANIZATION", "tagger"): Weight(0.6, 0.5, -0.5),
    ("ORGANIZATION", "grammar"): Weight(1.0, 0.0, -1.25),
    ("LOCATION", "tagger"): Weight(0.5, 0.5, -0.5),
    ("LOCATION", "grammar"): Weight(1.0, 0.0, -2.0),
    ("DATE", "tagger"): Weight(0.5, 0.5, -0.5),
    ("DATE", "grammar"): Weight(1.0, 0.0, -2.0),
}
DEFAULT = Weight(1.0, 0.0, 0.0)
#: A span stands when its log-odds exceed this.
FLOOR = 0.0

#: Which types may stand directly or deeper inside a span of a type. What is not listed is never nested.
MAY_HOLD: Mapping[MentionType, frozenset[MentionType]] = {
    "OFFICE": frozenset(("ORGANIZATION", "LOCATION", "OFFICE", "PERSON")),
    "ORGANIZATION": frozenset(("ORGANIZATION", "LOCATION")),
    "EVENT": frozenset(("ORGANIZATION", "LOCATION", "DATE", "PERSON", "OFFICE", "DOCUMENT")),
    "DOCUMENT": frozenset(("LOCATION", "DATE", "PERSON")),
    "PERSON": frozenset(),
    "LOCATION": frozenset(),
    "DATE": frozenset(),
}
#: At equal strength the earlier type wins: a longer reading with more structure before a bare name.
PRECEDENCE: tuple[MentionType, ...] = (
    "OFFICE",
    "DATE",
    "ORGANIZATION",
    "PERSON",
    "LOCATION",
    "DOCUMENT",
    "EVENT",
)
_RANK = {name: rank for rank, name in enumerate(PRECEDENCE)}
#: Types that never take a place from another: they are fitted around what the rest has chosen.
LATE = frozenset(("EVENT", "DOCUMENT"))
_CAP = 0.995


class Weighed(NamedTuple):
    """A merged span: log-odds of all evidence, and the rules behind it, best first."""

    type: MentionType
    start: int
    end: int
    odds: float
    rules: tuple[str, ...]


def choose(page: Page, candidates: Iterable[Candidate], weights: Table = WEIGHTS) -> list[Found]:
    """The mentions of `page`, in text order, outer before inner. Spans never cross."""
    taken: list[Weighed] = []
    cover: dict[int, list[Weighed]] = {}
    for span in sorted(weigh(candidates, weights), key=_strength):
        if span.odds <= FLOOR:
            continue
        near = {other for i in range(span.start, span.end) for other in cover.get(i, ())}
        if span.type == "DOCUMENT":  # a title holds no organisations
            titled = {o for o in near if o.type == "ORGANIZATION" and _inside(o, span) and o.odds < span.odds}
            for other in titled:
                taken.remove(other)
                for i in range(other.start, other.end):
                    cover[i].remove(other)
            near -= titled
        if all(_agree(span, other) for other in near):
            taken.append(span)
            for i in range(span.start, span.end):
                cover.setdefault(i, []).append(span)
    taken.sort(key=lambda s: (s.start, -s.end, _RANK[s.type]))
    return [Found(s.type, s.start, s.end, s.rules, round(_probability(s.odds), 4)) for s in taken]


def weigh(candidates: Iterable[Candidate], weights: Table = WEIGHTS) -> list[Weighed]:
    """One entry a distinct (type, span), with the evidence of all families added up."""
    best: dict[tuple[MentionType, int, int], dict[str, Candidate]] = {}
    every: dict[tuple[MentionType, int, int], list[Candidate]] = {}
    families: set[str] = set()
    for c in candidates:
        key = (c.type, c.start, c.end)
        family = family_of(c.rule)
        families.add(family)
        mine = best.setdefault(key, {})
        if family not in mine or mine[family].score < c.score:
            mine[family] = c
        every.setdefault(key, []).append(c)
    out = []
    for key, mine in best.items():
        odds = 0.0
        for family in families:
            weight = weights.get((key[0], family), DEFAULT)
            seen = mine.get(family)
            odds += weight.absent if seen is None else weight.bias + weight.slope * _logit(seen.score)
        # Who speaks against a span did not find it.
        backers = [c for c in every[key] if c.score >= 0.5] or every[key]
        rules = dict.fromkeys(c.rule for c in sorted(backers, key=lambda c: -c.score))
        out.append(Weighed(*key, odds, tuple(rules)))
    return out


def family_of(rule: str) -> str:
    """``tagger.crf`` -> ``tagger``; every grammar room is ``grammar``."""
    return "tagger" if rule.startswith("tagger") else "grammar"


def _strength(span: Weighed) -> tuple[bool, float, int, int, int]:
    return span.type in LATE, -span.odds, _RANK[span.type], span.start - span.end, span.start


def _agree(a: Weighed, b: Weighed) -> bool:
    """Whether two overlapping spans may both stand."""
    if a.start <= b.start and b.end <= a.end:
        if a.start == b.start and a.end == b.end:
            return False
        return b.type in MAY_HOLD[a.type]
    if b.start <= a.start and a.end <= b.end:
        return a.type in MAY_HOLD[b.type]
    return False


def _inside(a: Weighed, b: Weighed) -> bool:
    return b.start <= a.start and a.end <= b.end and (a.start, a.end) != (b.start, b.end)


def _logit(p: float) -> float:
    p = min(max(p, 1 - _CAP), _CAP)
    return log(p / (1 - p))


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-odds))
