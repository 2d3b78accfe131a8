"""The step-by-step part of the tagger's layers in few numpy calls: ``c[t] = f[t] * c[t-1] + a[t]``.

A run of rows is cut into about as many pieces as they have steps, and laid out step by step, so that one
step of all pieces stands side by side in memory. All pieces run at once, then each gets what the piece
before it handed on, scaled by the product of its `f`. Exact up to rounding.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]


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


class Layout(NamedTuple):
    """`pieces` of `steps` rows each for a run to the right and one to the left over the same rows.

    ``row[side]`` has the row that stands at each of the ``size`` places, ``place[side]`` the place of each
    row. The last piece may be short: what stands at its end comes after everything else and is not read.
    """

    steps: int
    pieces: int
    row: tuple[Ints, Ints]
    place: tuple[Ints, Ints]

    @classmethod
    def of(cls, rows: int) -> Layout:
        steps = max(1, round(rows**0.5))
        pieces = -(-rows // steps)
        places = np.arange(steps * pieces).reshape(steps, pieces)
        right = np.minimum(np.arange(steps * pieces).reshape(pieces, steps).T.ravel(), rows - 1)
        place = places.T.ravel()[:rows]
        return cls(steps, pieces, (right, rows - 1 - right), (place, place[::-1]))

    @property
    def size(self) -> int:
        return self.steps * self.pieces


def states(value: Floats, forget: Floats, layout: Layout, room: Room) -> Floats:
    """States of a gated layer ``c = f * c + (1 - f) * z`` from its gates ``[size, h]``, laid out; in `value`.

    The forget gate comes *halved* (the halving is in the weights), because ``sigmoid(x) = (1 + tanh(x / 2))
    / 2``. Both gates are used up.
    """
    np.tanh(value, out=value)
    np.tanh(forget, out=forget)
    forget *= 0.5
    forget += 0.5
    share = np.multiply(forget, value, out=room.take(f"share {value.shape[1]}", *value.shape))
    value -= share
    shaped = layout.steps, layout.pieces, value.shape[1]
    scan(forget.reshape(shaped), value.reshape(shaped), share[: layout.pieces])
    return value


def scan(f: Floats, a: Floats, kept: Floats) -> None:
    """``c[t] = f[t] * c[t - 1] + a[t]`` over pieces ``[steps, pieces, width]`` in their order, into `a`.

    `f` is used up; `kept` ``[pieces, width]`` is room to work in.
    """
    for now, past, state, out in zip(f[1:], f[:-1], a[:-1], a[1:], strict=True):
        np.multiply(now, state, out=kept)
        np.add(out, kept, out=out)
        np.multiply(now, past, out=now)
    carry = kept
    carry[0] = 0
    for share, state, past, out in zip(f[-1], a[-1], carry[:-1], carry[1:], strict=False):
        np.multiply(share, past, out=out)
        np.add(out, state, out=out)
    f *= carry
    a += f
