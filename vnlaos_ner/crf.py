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

SURE = 9.0
"""A row is outside an island where O leads every other tag of its layer by this much (natural log)."""
_LONGEST = 400


class _Kind(NamedTuple):
    """Columns of one type in one layer: its first tag (B; then I, E, S) and the layer's O."""

    type: MentionType
    rule: str
    first: int
    outside: int


class Crf:
    """`layers` name the types of each chain; `moves` ``[tags, tags]`` score transitions (very low: illegal)."""

    __slots__ = ("_blocks", "_kinds", "_moves", "_outside")

    def __init__(self, layers: Sequence[tuple[str, Sequence[MentionType]]], moves: Floats) -> None:
        self._kinds: list[_Kind] = []
        self._blocks: list[tuple[int, int]] = []
        at = 0
        for name, types in layers:
            for i, kind in enumerate(types):
                self._kinds.append(_Kind(kind, f"tagger.{name}", at + 1 + 4 * i, at))
            self._blocks.append((at, at + 1 + 4 * len(types)))
            at += 1 + 4 * len(types)
        self._moves = np.exp(moves)
        self._outside = [start for start, _ in self._blocks]

    def spans(self, scores: Floats, floor: float) -> Iterator[tuple[MentionType, int, int, str, float]]:
        """``(type, start, end, rule, probability)`` of each span of at least `floor`, island by island."""
        weights = np.empty_like(scores)
        live = np.zeros(len(scores), bool)
        for start, end in self._blocks:
            block = scores[:, start:end]
            live |= block[:, 0] - block[:, 1:].max(1) < SURE
            weights[:, start:end] = np.exp(np.maximum(block - block.max(1, keepdims=True), -30))
        islands = _islands(live)
        if not islands:
            return
        forward, backward, emit = self._passes(weights, islands)
        for number, (start, end) in enumerate(islands):
            n = end - start
            # In each layer forward * backward sums to the chain's total at every step.
            yield from self._found(forward[:n, number], backward[:n, number], emit[:n, number], start, floor)

    def _passes(self, weights: Floats, islands: list[tuple[int, int]]) -> tuple[Floats, Floats, Floats]:
        """Scaled forward, backward and emission weights ``[steps, islands, tags]``; padding is O for sure."""
        steps, tags = max(end - start for start, end in islands), weights.shape[1]
        emit = np.zeros((steps, len(islands), tags), np.float32)
        emit[:, :, self._outside] = 1
        for number, (start, end) in enumerate(islands):
            emit[: end - start, number] = weights[start:end]
        forward = np.empty_like(emit)
        backward = np.empty_like(emit)
        state = np.zeros((len(islands), tags), np.float32)
        state[:, self._outside] = 1
        for t in range(steps):
            state = self._even((state @ self._moves) * emit[t])
            forward[t] = state
        state = np.zeros_like(state)
        state[:] = self._moves[:, self._outside].sum(1)
        for t in range(steps - 1, -1, -1):
            backward[t] = state
            state = self._even((state * emit[t]) @ self._moves.T)
        return forward, backward, emit

    def _even(self, state: Floats) -> Floats:
        """Each layer's weights scaled to sum to one, so nothing overflows."""
        sums = np.add.reduceat(state, self._outside, axis=1)
        out: Floats = state / np.repeat(sums, [end - start for start, end in self._blocks], axis=1)
        return out

    def _found(
        self, forward: Floats, backward: Floats, emit: Floats, offset: int, floor: float
    ) -> Iterator[tuple[MentionType, int, int, str, float]]:
        both = forward * backward
        totals = np.add.reduceat(both, self._outside, axis=1)
        share = both / np.repeat(totals, [end - start for start, end in self._blocks], axis=1)
        for kind in self._kinds:
            b = kind.first
            for t in np.flatnonzero(share[:, b + 3] >= floor).tolist():
                yield kind.type, offset + t, offset + t + 1, kind.rule, float(share[t, b + 3])
            for t in np.flatnonzero(share[:, b] >= floor).tolist():
                yield from self._from(kind, t, float(share[t, b]), backward, emit, offset, floor)

    def _from(
        self, kind: _Kind, t: int, started: float, backward: Floats, emit: Floats, offset: int, floor: float
    ) -> Iterator[tuple[MentionType, int, int, str, float]]:
        """Spans that begin with B at step `t`: follow I and split off what ends at each E.

        `started` is the probability of B here; each step shares the rest between I and E by
        transition, emission and backward weight.
        """
        b = kind.first
        before, going = b, started
        for e in range(t + 1, min(len(emit), t + _LONGEST)):
            inner = float(self._moves[before, b + 1] * emit[e, b + 1] * backward[e, b + 1])
            last = float(self._moves[before, b + 2] * emit[e, b + 2] * backward[e, b + 2])
            if inner + last <= 0:
                return
            ends = going * last / (inner + last)
            if ends >= floor:
                yield kind.type, offset + t, offset + e + 1, kind.rule, ends
            going -= ends
            if going < floor:
                return
            before = b + 1


def _islands(live: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of live rows, each with the sure row before and after it where there is one."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], live, [False]]).astype(np.int8)))
    runs = edges.reshape(-1, 2).tolist()
    return [(start, end) for start, end in runs]
