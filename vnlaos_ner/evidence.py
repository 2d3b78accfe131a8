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
        every.setdefault((c.type, c.start, c.end), []).append(c)
    out = []
    for key, mine, found in gathered(every):
        odds = sum(table.get((key[0], name), 0.0) * value for name, value in found.items())
        # Who speaks against a span did not find it.
        backers = [c for c in mine if c.score >= 0.5] or mine
        rules = dict.fromkeys(c.rule for c in sorted(backers, key=lambda c: -c.score))
        out.append(Weighed(*key, odds, tuple(rules)))
    return out


def gathered(
    every: Mapping[Key, list[Candidate]],
) -> Iterable[tuple[Key, list[Candidate], dict[str, float]]]:
    """Each span with its candidates and its evidence by name."""
    sides = {key: _sides(mine) for key, mine in every.items()}
    over: dict[int, list[Key]] = {}
    for key in every:
        if key[0] not in LATE:
            for i in range(key[1], key[2]):
                over.setdefault(i, []).append(key)
    for key, mine in every.items():
        grammar, tagger = sides[key]
        found = {"bias": 1.0, "length": log(key[2] - key[1])}
        if tagger is None:
            found["no-tagger"] = 1.0
        else:
            found["tagger"] = logit(tagger)
        if grammar is None:
            found["no-grammar"] = 1.0
        else:
            found["grammar"] = logit(grammar)
            for c in mine:
                if not is_tagger(c.rule):
                    found["rule:" + c.rule] = 1.0
        _competition(key, {o for i in range(key[1], key[2]) for o in over.get(i, ())}, sides, found)
        yield key, mine, found


def _sides(mine: list[Candidate]) -> tuple[float | None, float | None]:
    """Best score of the grammar and of the tagger."""
    grammar = [c.score for c in mine if not is_tagger(c.rule)]
    tagger = [c.score for c in mine if is_tagger(c.rule)]
    return max(grammar, default=None), max(tagger, default=None)


def _competition(
    key: Key,
    near: Iterable[Key],
    sides: Mapping[Key, tuple[float | None, float | None]],
    found: dict[str, float],
) -> None:
    """Adds the strongest rival and variant on either side."""
    for other in near:
        if other == key:
            continue
        names = []
        if not may_stand(key, other):
            names.append("rival-")
        if other[0] == key[0]:
            names.append("variant-")
        if not names:
            continue
        for side, score in zip(("grammar", "tagger"), sides[other], strict=True):
            if score is not None:
                strength = logit(score) - _FAINT
                for name in names:
                    if strength > found.get(name + side, -9.0):
                        found[name + side] = strength


def may_stand(a: Key, b: Key) -> bool:
    """Whether two different overlapping spans may both stand."""
    if a[1] <= b[1] and b[2] <= a[2]:
        return (a[1], a[2]) != (b[1], b[2]) and b[0] in MAY_HOLD[a[0]]
    if b[1] <= a[1] and a[2] <= b[2]:
        return a[0] in MAY_HOLD[b[0]]
    return False


def is_tagger(rule: str) -> bool:
    """``tagger.crf`` is the tagger's; every other room is grammar."""
    return rule.startswith("tagger")


def logit(p: float) -> float:
    p = min(max(p, 1 - _CAP), _CAP)
    return log(p / (1 - p))


def probability(odds: float) -> float:
    return 1 / (1 + exp(-odds))
