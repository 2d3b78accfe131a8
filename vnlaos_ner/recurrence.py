"""The step-by-step part of the tagger's layers in few numpy calls: ``c[t] = f[t] * c[t-1] + a[t]``.

A row of tokens is cut into about as many pieces as they have steps; all pieces run side by side, then each
gets what the piece before it handed on, scaled by the product of its `f`. Exact up to rounding.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Room:
    """Arrays that are used again: `take` hands out the named one, made larger when it has to be.

    What was handed out under a name is overwritten by whoever takes that name next.
    """

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: dict[str, Floats] = {}

    def take(self, name: str, rows: int, width: int) -> Floats:
        """An array ``[rows, width]`` with any content."""
        held = self._held.get(name)
        if held is None or len(held) < rows or held.shape[1] != width:
            held = self._held[name] = np.empty((rows + rows // 4, width), np.float32)
        return held[:rows]


def states(left: Floats, right: Floats, room: Room, name: str) -> Floats:
    """States ``c`` of a gated layer, ``[rows, 2 * h]``.

    `left` holds the gates of the half that runs to the right (it has seen the left), `right` those of the
    other, ``[rows, 2 * h]`` each: value, forget. The forget gate comes *halved* (the halving is in the
    weights), because ``sigmoid(x) = (1 + tanh(x / 2)) / 2``. The states stay in `room` under `name`.
    """
    rows, h = len(left), left.shape[1] // 2
    cut = Cut.of(rows)
    # The left-running half is turned round, so both halves run in one loop.
    back = right[::-1]
    a, f, share = (room.take(f"{part} {h}", cut.steps * cut.pieces, 2 * h) for part in ("a", "f", "share"))
    shaped = cut.steps, cut.pieces, 2 * h
    a, f = a.reshape(shaped), f.reshape(shaped)
    for side, gates in ((slice(0, h), left), (slice(h, 2 * h), back)):
        cut.spread(np.tanh, gates[:, :h], a[:, :, side])
        cut.spread(np.tanh, gates[:, h:], f[:, :, side])
    f *= 0.5
    f += 0.5
    np.multiply(f, a, out=share.reshape(shaped))
    a -= share.reshape(shaped)
    scan(f, a, share[: cut.pieces])
    out = room.take(name, rows, 2 * h)
    cut.gather(a[:, :, :h], out[:, :h])
    cut.gather(a[:, :, h:], out[::-1, h:])
    return out


class Cut(NamedTuple):
    """Rows laid out as pieces of `steps` rows side by side, ``[steps, pieces, …]``; the last may be short."""

    rows: int
    steps: int
    pieces: int

    @classmethod
    def of(cls, rows: int) -> Cut:
        steps = max(1, round(rows**0.5))
        return cls(rows, steps, -(-rows // steps))

    def spread(self, function: np.ufunc, rows: Floats, out: Floats) -> None:
        """`function` of ``[rows, h]`` into ``[steps, pieces, h]``; zeros after the last row."""
        whole, rest = divmod(self.rows, self.steps)
        full = whole * self.steps
        shaped = rows[:full].reshape(whole, self.steps, rows.shape[1])
        function(shaped, out=out[:, :whole].transpose(1, 0, 2))
        if rest:
            function(rows[full:], out=out[:rest, whole])
            out[rest:, whole] = 0

    def gather(self, laid: Floats, out: Floats) -> None:
        """The way back: ``[steps, pieces, h]`` into ``[rows, h]``."""
        whole, rest = divmod(self.rows, self.steps)
        full = whole * self.steps
        out[:full].reshape(whole, self.steps, laid.shape[2])[...] = laid[:, :whole].transpose(1, 0, 2)
        if rest:
            out[full:] = laid[:rest, whole]


def scan(f: Floats, a: Floats, kept: Floats) -> None:
    """``c[t] = f[t] * c[t - 1] + a[t]`` over pieces ``[steps, pieces, width]`` in their order, into `a`.

    `f` is used up; `kept` ``[pieces, width]`` is room to work in.
    """
    for t in range(1, len(a)):
        np.multiply(f[t], a[t - 1], out=kept)
        a[t] += kept
        f[t] *= f[t - 1]
    carry = kept
    carry[0] = 0
    for piece in range(1, a.shape[1]):
        carry[piece] = f[-1, piece - 1] * carry[piece - 1] + a[-1, piece - 1]
    f *= carry
    a += f


def around(states_: Floats, out: Floats) -> Floats:
    """What stands beside each row, into `out`: the right-running state before it, the other one after it."""
    h = states_.shape[1] // 2
    out[0, :h] = 0
    out[1:, :h] = states_[:-1, :h]
    out[:-1, h:] = states_[1:, h:]
    out[-1, h:] = 0
    return out
