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
    """Columns of one type in one layer: its first tag (B; then I, E, S) and the layer's O."""

    type: MentionType
    rule: str
    first: int
    outside: int


class Crf:
    """`layers` name the types of each chain; `moves` ``[tags, tags]`` score transitions."""

    __slots__ = ("_blocks", "_firsts", "_kinds", "_moves", "_outside", "_singles", "_widths")

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
        self._widths = [end - start for start, end in self._blocks]
        self._firsts = [kind.first for kind in self._kinds]
        self._singles = [kind.first + 3 for kind in self._kinds]
        self._outside = [start for start, _ in self._blocks]

    def spans(self, scores: Floats, floor: float) -> Iterator[tuple[MentionType, int, int, str, float]]:
        """``(type, start, end, rule, probability)`` of each span of at least `floor`, in no certain order."""
        weights = np.empty_like(scores)
        live = np.zeros(len(scores), bool)
        for start, end in self._blocks:
            block = scores[:, start:end]
            live |= block[:, 0] - block[:, 1:].max(1) < SURE
            weights[:, start:end] = np.exp(np.maximum(block - block.max(1, keepdims=True), _LEAST))
        islands = _islands(live)
        if not islands:
            return
        forward, backward, emit = self._passes(weights, islands)
        # In each layer forward * backward sums to the chain's total at every step, up to the scaling.
        share = forward * backward
        share /= np.repeat(np.add.reduceat(share, self._outside, axis=2), self._widths, axis=2)
        offsets = [start for start, _ in islands]
        for t, number, k in np.argwhere(share[:, :, self._singles] >= floor).tolist():
            kind, at = self._kinds[k], offsets[number] + t
            yield kind.type, at, at + 1, kind.rule, float(share[t, number, kind.first + 3])
        for t, number, k in np.argwhere(share[:, :, self._firsts] >= floor).tolist():
            kind = self._kinds[k]
            started = float(share[t, number, kind.first])
            yield from self._from(
                kind, t, started, backward[:, number], emit[:, number], offsets[number], floor
            )

    def _passes(self, weights: Floats, islands: list[tuple[int, int]]) -> tuple[Floats, Floats, Floats]:
        """Scaled forward, backward and emission weights ``[steps, islands, tags]``; padding is O for sure."""
        steps, tags = max(end - start for start, end in islands), weights.shape[1]
        emit = np.zeros((steps, len(islands), tags), np.float32)
        emit[:, :, self._outside] = 1
        for number, (start, end) in enumerate(islands):
            emit[: end - start, number] = weights[start:end]
        forward = np.empty_like(emit)
        backward = np.empty_like(emit)
        moves, back = self._moves, np.ascontiguousarray(self._moves.T)
        state = np.zeros((len(islands), tags), np.float32)
        state[:, self._outside] = 1
        for t in range(steps):
            state = np.matmul(state, moves, out=forward[t])
            state *= emit[t]
            if t % _EVERY == 0:
                self._even(state)
        backward[-1] = moves[:, self._outside].sum(1)
        for t in range(steps - 1, 0, -1):
            state = np.matmul(backward[t] * emit[t], back, out=backward[t - 1])
            if t % _EVERY == 0:
                self._even(state)
        return forward, backward, emit

    def _even(self, state: Floats) -> None:
        """Scale each layer's weights to sum to one, so nothing overflows."""
        state /= np.repeat(np.add.reduceat(state, self._outside, axis=1), self._widths, axis=1)

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
