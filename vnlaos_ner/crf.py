"""Span probabilities of nested linear-chain CRFs: one chain a layer, tags O and B I E S of each type.

The layers are independent chains, so one block-diagonal transition table serves all at once. Rows where
every layer is surely O cut the article into islands; the forward and backward passes run over all islands
side by side. From them comes the exact probability of any span, not only of the best path.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vnlaos_ner.document import MentionType

Floats = npt.NDArray[np.float32]

SURE = 6.0
"""A row is outside an island where O leads every other tag by this much (natural log); it moves no
probability by more than 0.0003 (20 articles of the training set)."""
_LONGEST = 400
_LEAST = -30.0
_EVERY = 2
"""Weights below ``exp(_LEAST)`` count as that, and rows are scaled every second step: float32 holds both."""


class _Kind(NamedTuple):
    """One type in one layer: the column of its first tag (B; then I, E, S)."""

    type: MentionType
    rule: str
    first: int


class _Islands(NamedTuple):
    """Islands packed step by step, the longest first: at step `t` those that are longer than `t`.

    `first[t]` is where the step starts among all, `active[t]` how many islands it has; `row` and `step` say
    which row of the scores, and which step of its island, stands at each place.
    """

    first: list[int]
    active: list[int]
    row: npt.NDArray[np.intp]
    step: npt.NDArray[np.intp]

    @classmethod
    def of(cls, live: npt.NDArray[np.bool_]) -> _Islands:
        """Runs of live rows."""
        edges = np.flatnonzero(np.diff(np.concatenate([[False], live, [False]]).astype(np.int8)))
        starts, ends = edges[::2], edges[1::2]
        longest = np.argsort(starts - ends, kind="stable")
        starts, lengths = starts[longest], (ends - starts)[longest]
        steps = np.arange(lengths[0])
        active = len(lengths) - np.searchsorted(lengths[::-1], steps, side="right")
        first = np.cumsum(active) - active
        step = np.repeat(steps, active)
        return cls(first.tolist(), active.tolist(), starts[np.arange(len(step)) - first[step]] + step, step)

    def at(self, step: int) -> slice:
        return slice(self.first[step], self.first[step] + self.active[step])


class Crf:
    """`layers` name the types of each chain; `moves` ``[tags, tags]`` score transitions."""

    __slots__ = ("_back", "_blocks", "_firsts", "_kinds", "_moves", "_outside", "_singles", "_steps", "_sums")

    def __init__(self, layers: Sequence[tuple[str, Sequence[MentionType]]], moves: Floats) -> None:
        self._kinds: list[_Kind] = []
        self._blocks: list[tuple[int, int]] = []
        #: Sums each layer's columns, into each of them.
        self._sums = np.zeros_like(moves)
        at = 0
        for name, types in layers:
            for i, kind in enumerate(types):
                self._kinds.append(_Kind(kind, f"tagger.{name}", at + 1 + 4 * i))
            end = at + 1 + 4 * len(types)
            self._blocks.append((at, end))
            self._sums[at:end, at:end] = 1
            at = end
        self._moves = np.exp(moves)
        self._back = np.ascontiguousarray(self._moves.T)
        self._steps = self._moves.tolist()
        self._firsts = [kind.first for kind in self._kinds]
        self._singles = [kind.first + 3 for kind in self._kinds]
        self._outside = [start for start, _ in self._blocks]

    def spans(self, scores: Floats, floor: float) -> Iterator[tuple[MentionType, int, int, str, float]]:
        """``(type, start, end, rule, probability)`` of each span of at least `floor`, in no certain order."""
        columns = np.ascontiguousarray(scores.T)
        live = np.zeros(len(scores), bool)
        best = np.empty_like(columns)
        for start, end in self._blocks:
            others = columns[start + 1 : end].max(0)
            live |= columns[start] - others < SURE
            best[start:end] = np.maximum(columns[start], others)
        if not live.any():
            return
        islands = _Islands.of(live)
        emit = np.maximum((columns - best).T[islands.row], _LEAST)
        np.exp(emit, out=emit)
        forward, backward = self._passes(emit, islands)
        # In each layer forward * backward sums to the chain's total at every step, up to the scaling.
        share = forward * backward
        share /= share @ self._sums
        backward *= emit
        rows = islands.row.tolist()
        for place, k in np.argwhere(share[:, self._singles] >= floor).tolist():
            kind = self._kinds[k]
            yield kind.type, rows[place], rows[place] + 1, kind.rule, share.item(place, kind.first + 3)
        for place, k in np.argwhere(share[:, self._firsts] >= floor).tolist():
            kind = self._kinds[k]
            for length, probability in self._from(
                kind.first, share.item(place, kind.first), place, islands, backward, floor
            ):
                yield kind.type, rows[place], rows[place] + length, kind.rule, probability

    def _passes(self, emit: Floats, islands: _Islands) -> tuple[Floats, Floats]:
        """Scaled forward and backward weights, packed like `emit`; before and after an island all is O."""
        forward, backward = np.empty_like(emit), np.empty_like(emit)
        state = np.zeros((islands.active[0], emit.shape[1]), np.float32)
        state[:, self._outside] = 1
        for t, active in enumerate(islands.active):
            at = islands.at(t)
            state = np.matmul(state[:active], self._moves, out=forward[at])
            state *= emit[at]
            if t % _EVERY == 0:
                state /= state @ self._sums
        last = self._moves[:, self._outside].sum(1)
        going = 0
        for t in range(len(islands.active) - 1, -1, -1):
            here = backward[islands.at(t)]
            here[going:] = last
            if going:
                after = islands.at(t + 1)
                np.matmul(backward[after] * emit[after], self._back, out=here[:going])
                if t % _EVERY == 0:
                    here[:going] /= here[:going] @ self._sums
            going = len(here)
        return forward, backward

    def _from(
        self, b: int, started: float, place: int, islands: _Islands, after: Floats, floor: float
    ) -> Iterator[tuple[int, float]]:
        """Lengths and probabilities of the spans whose B stands at `place`: follow I, split off at each E.

        `started` is the probability of B here; each step shares the rest between I and E by transition and
        what comes `after` (emission times backward weight).
        """
        before, going = b, started
        step = int(islands.step[place])
        number = place - islands.first[step]
        for t in range(step + 1, min(len(islands.active), step + _LONGEST)):
            if number >= islands.active[t]:
                return
            at = islands.first[t] + number
            moves = self._steps[before]
            inner, last = moves[b + 1] * after.item(at, b + 1), moves[b + 2] * after.item(at, b + 2)
            if inner + last <= 0:
                return
            ends = going * last / (inner + last)
            if ends >= floor:
                yield t - step + 1, ends
            going -= ends
            if going < floor:
                return
            before = b + 1
