"""Why each mention of a page was chosen, and why what competed with it was not.

The referee's own weighing and rules of nesting are asked again, now knowing the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vnlaos_ner import referee
from vnlaos_ner.evidence import LATE, MAY_HOLD, Weighed
from vnlaos_ner.page import Candidate, Found, Page
from vnlaos_ner.span import Span


class Vote(NamedTuple):
    """One recogniser's word for a span."""

    rule: str
    score: float


class Rival(NamedTuple):
    """A span that was proposed and not kept. `text` is raw; `reason` reads after it."""

    type: str
    text: str
    votes: tuple[Vote, ...]
    odds: float
    reason: str


class Choice(NamedTuple):
    """A kept span with its votes and what it beat; `found` is None for rivals that nothing kept overlaps."""

    found: Found | None
    start: int
    end: int
    odds: float
    votes: tuple[Vote, ...]
    rivals: tuple[Rival, ...]


def explain(
    page: Page, candidates: Sequence[Candidate], weighed: Sequence[Weighed], found: Sequence[Found]
) -> list[Choice]:
    """A choice for each mention and each spot where nothing was kept, in text order."""
    votes: dict[tuple[str, int, int], list[Vote]] = {}
    for c in candidates:
        votes.setdefault((c.type, c.start, c.end), []).append(Vote(c.rule, c.score))
    by_span = {(w.type, w.start, w.end): w for w in weighed}
    kept = {(f.type, f.start, f.end): f for f in found}
    beaten: dict[tuple[str, int, int], list[Rival]] = {key: [] for key in kept}
    alone = []
    for key, w in by_span.items():
        if key in kept:
            continue
        winner, reason = _against(w, [by_span[k] for k in kept])
        rival = Rival(w.type, _text(page, w), _ranked(votes[key]), w.odds, reason)
        if winner:
            beaten[winner.type, winner.start, winner.end].append(rival)
        else:
            alone.append(Choice(None, *page.raw_span(w.start, w.end), w.odds, (), (rival,)))
    chosen = [
        Choice(
            f,
            *page.raw_span(f.start, f.end),
            by_span[key].odds,
            _ranked(votes[key]),
            tuple(sorted(beaten[key], key=lambda r: -r.odds)),
        )
        for key, f in kept.items()
    ]
    return sorted(chosen + alone, key=lambda c: (c.start, -c.end))


def _against(w: Weighed, kept: list[Weighed]) -> tuple[Weighed | None, str]:
    """The kept span that stood in the way, and how."""
    mine = Span(w.start, w.end)
    near = [k for k in kept if mine.overlaps(Span(k.start, k.end))]
    near.sort(key=lambda k: (-k.odds, k.start))
    if w.odds <= referee.FLOOR:
        same = next((k for k in near if Span(k.start, k.end) == mine), None)
        return same or next(iter(near), None), "too weak by itself"
    for k in near:
        theirs = Span(k.start, k.end)
        if mine == theirs:
            return k, f"same words, {_than(w, k)}"
        if mine.crosses(theirs):
            return k, f"crosses it, {_than(w, k)}"
        outer, inner = (w, k) if mine.covers(theirs) else (k, w)
        if inner.type not in MAY_HOLD[outer.type]:
            return k, f"{_than(w, k)}, and a {inner.type} may not stand in a {outer.type}"
    return next(iter(near), None), "gave way to what is around it"


def _than(w: Weighed, k: Weighed) -> str:
    if w.type in LATE and k.type not in LATE:
        return f"{w.type} comes last"
    return "weaker" if w.odds < k.odds else f"as strong, but {k.type} goes before {w.type}"


def _ranked(votes: list[Vote]) -> tuple[Vote, ...]:
    return tuple(sorted(votes, key=lambda v: (-v.score, v.rule)))


def _text(page: Page, w: Weighed) -> str:
    return page.article.text[slice(*page.raw_span(w.start, w.end))]
