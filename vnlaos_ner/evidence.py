"""What speaks for and against a proposed span, as named numbers, and the log-odds they add up to.

Each distinct (type, span) is weighed once. Its evidence: what grammar and tagger score it, which rules
proposed it, how strong the best span is that cannot stand beside it (its *rival*) or that differs from it
in its borders only (its *variant*), and its length. `data/referee.tsv` holds one weight a type and a kind
of evidence, fitted on training articles whose tagger never saw them (``training/tune_referee.py``); a
reader can see, and change, what each rule is worth. Without a tagger the grammar's own scores decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from math import exp, log
from operator import itemgetter
from typing import NamedTuple, get_args

from vnlaos_ner.document import TYPES, MentionType
from vnlaos_ner.errors import LexiconError
from vnlaos_ner.page import Candidate

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
#: Types that never take a place from another: they are fitted around what the rest has chosen.
LATE = frozenset(("EVENT", "DOCUMENT"))

Table = Mapping[tuple[str, str], float]
"""(type, evidence) -> weight; evidence without a weight counts nothing."""

GRAMMAR_ONLY: Table = {(kind, "grammar"): 1.0 for kind in TYPES}
"""Where no tagger runs: the best rule's score as it stands."""

_CAP = 0.995
_FAINT = log(0.05 / 0.95)
"""The log-odds from which a rival counts: the faintest a tagger proposes is about twice that probable."""

_TABLE = "referee.tsv"
_TAGGER = "tagger"
"""``tagger.crf`` is the tagger's; every other room is grammar."""
_RIVAL = ("rival-grammar",), ("rival-tagger",)
_VARIANT = ("variant-grammar",), ("variant-tagger",)
_BOTH = ("rival-grammar", "variant-grammar"), ("rival-tagger", "variant-tagger")

Sides = tuple[float | None, float | None]
"""Log-odds that grammar and tagger give a span; None where a side does not propose it."""
Key = tuple[MentionType, int, int]


class Weighed(NamedTuple):
    """A merged span: log-odds of all evidence, and the rules behind it, best first."""

    type: MentionType
    start: int
    end: int
    odds: float
    rules: tuple[str, ...]


def load() -> Table:
    """The fitted weights; `LexiconError` names a wrong line of the file."""
    text = (files("vnlaos_ner") / "data" / _TABLE).read_text(encoding="utf-8")
    table: dict[tuple[str, str], float] = {}
    kinds = set(get_args(MentionType))
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("#", "type\t")):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or cells[0] not in kinds or (cells[0], cells[1]) in table:
            raise LexiconError(f"{_TABLE}:{number}: expected a new type and evidence, weight and count")
        table[cells[0], cells[1]] = float(cells[2])
    return table


def weigh(candidates: Iterable[Candidate], table: Table = GRAMMAR_ONLY) -> list[Weighed]:
    """One entry a distinct (type, span)."""
    every: dict[Key, list[Candidate]] = {}
    for c in candidates:
        every.setdefault(c[:3], []).append(c)
    worth: dict[str, dict[str, float]] = {kind: {} for kind in TYPES}
    for (kind, name), weight in table.items():
        worth[kind][name] = weight
    out = []
    for key, mine, found in gathered(every):
        weights = worth[key[0]]
        odds = sum([weights[name] * value for name, value in found.items() if name in weights])
        out.append(Weighed(*key, odds, _backers(mine)))
    return out


def _backers(mine: list[Candidate]) -> tuple[str, ...]:
    """The rules that found a span, best first; who speaks against a span did not find it."""
    if len(mine) == 1:
        return (mine[0].rule,)
    backers = [c for c in mine if c.score >= 0.5] or mine
    return tuple(dict.fromkeys(c.rule for c in sorted(backers, key=lambda c: -c.score)))


def gathered(
    every: Mapping[Key, list[Candidate]],
) -> Iterable[tuple[Key, list[Candidate], dict[str, float]]]:
    """Each span with its candidates and its evidence by name."""
    sides = {key: _sides(mine) for key, mine in every.items()}
    against = _competition(sides)
    for key, mine in every.items():
        found = {"bias": 1.0, "length": log(key[2] - key[1])}
        grammar, tagger = sides[key]
        if tagger is None:
            found["no-tagger"] = 1.0
        else:
            found["tagger"] = tagger
        if grammar is None:
            found["no-grammar"] = 1.0
        else:
            found["grammar"] = grammar
            for c in mine:
                if not c.rule.startswith(_TAGGER):
                    found["rule:" + c.rule] = 1.0
        if key in against:
            found |= against[key]
        yield key, mine, found


def _sides(mine: list[Candidate]) -> Sides:
    """The best score of the grammar and of the tagger, as log-odds."""
    grammar = [score for _, _, _, rule, score in mine if not rule.startswith(_TAGGER)]
    tagger = [score for _, _, _, rule, score in mine if rule.startswith(_TAGGER)]
    return logit(max(grammar)) if grammar else None, logit(max(tagger)) if tagger else None


def _competition(sides: Mapping[Key, Sides]) -> dict[Key, dict[str, float]]:
    """The strongest rival and variant of each span on either side: one sweep over the spans by start."""
    against: dict[Key, dict[str, float]] = {}
    near: list[Key] = []
    for key in sorted(sides, key=itemgetter(1)):
        near = [other for other in near if other[2] > key[1]]
        for other in near:
            if other[0] == key[0]:
                names = _VARIANT if may_stand(key, other) else _BOTH
            elif may_stand(key, other):
                continue
            else:
                names = _RIVAL
            for one, two in (key, other), (other, key):
                if two[0] not in LATE:
                    found = against.setdefault(one, {})
                    for odds, some in zip(sides[two], names, strict=True):
                        if odds is not None:
                            for name in some:
                                if odds - _FAINT > found.get(name, -9.0):
                                    found[name] = odds - _FAINT
        near.append(key)
    return against


def may_stand(a: Key, b: Key) -> bool:
    """Whether two different overlapping spans may both stand."""
    if a[1] <= b[1] and b[2] <= a[2]:
        return (a[1], a[2]) != (b[1], b[2]) and b[0] in MAY_HOLD[a[0]]
    if b[1] <= a[1] and a[2] <= b[2]:
        return a[0] in MAY_HOLD[b[0]]
    return False


def logit(p: float) -> float:
    p = min(max(p, 1 - _CAP), _CAP)
    return log(p / (1 - p))


def probability(odds: float) -> float:
    return 1 / (1 + exp(-odds))
