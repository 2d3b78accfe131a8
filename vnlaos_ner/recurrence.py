"""The step-by-step part of the tagger's layers in few numpy calls: ``c[t] = f[t] * c[t-1] + a[t]``.

A row of tokens is cut into about as many pieces as they have steps; all pieces run side by side, then each
gets what the piece before it handed on, scaled by the product of its `f`. Exact up to rounding.
"""

from __future__ import annotations

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


def states(left: Floats, right: Floats, room: Room, name: str) -> tuple[Floats, Floats]:
    """States ``o * c`` and output gates ``o`` of a gated layer, both ``[rows, 2 * h]``.

    `left` holds the gates of the half that runs to the right (it has seen the left), `right` those of the
    other, ``[rows, 3 * h]`` each: value, forget, output. The logistic gates come *halved* (the halving is
    in the weights), because ``sigmoid(x) = (1 + tanh(x / 2)) / 2``. The states stay in `room` under `name`.
    """
    rows, h = len(left), left.shape[1] // 3
    steps = max(1, round(rows**0.5))
    padded = -(-rows // steps) * steps
    # The left-running half is turned round, so both halves run in one loop; padding comes last.
    a = room.take(f"states {2 * h}", padded, 2 * h)
    f = room.take(f"forget {2 * h}", padded, 2 * h)
    o = room.take(f"output {2 * h}", rows, 2 * h)
    back = right[::-1]
    np.tanh(left[:, :h], out=a[:rows, :h])
    np.tanh(back[:, :h], out=a[:rows, h:])
    np.tanh(left[:, h : 2 * h], out=f[:rows, :h])
    np.tanh(back[:, h : 2 * h], out=f[:rows, h:])
    np.tanh(left[:, 2 * h :], out=o[:, :h])
    np.tanh(right[:, 2 * h :], out=o[:, h:])
    a[rows:], f[rows:] = 0, 0
    for gate in (f, o):
        gate *= 0.5
        gate += 0.5
    share = np.multiply(f, a, out=room.take(f"share {2 * h}", padded, 2 * h))
    a -= share
    scan(f, a, steps)
    out = room.take(name, rows, 2 * h)
    np.multiply(a[:rows, :h], o[:, :h], out=out[:, :h])
    np.multiply(a[:rows, h:][::-1], o[:, h:], out=out[:, h:])
    return out, o


def scan(f: Floats, a: Floats, steps: int) -> None:
    """``a[t] += f[t] * a[t - 1]`` down the rows, in place (`f` is used up); `steps` must divide the rows."""
    width = a.shape[1]
    gates, running = f.reshape(-1, steps, width), a.reshape(-1, steps, width)
    pieces = len(gates)
    kept = np.empty((pieces, width), np.float32)
    for t in range(1, steps):
        np.multiply(gates[:, t], running[:, t - 1], out=kept)
        running[:, t] += kept
        gates[:, t] *= gates[:, t - 1]
    for piece in range(1, pieces):
        gates[piece] *= running[piece - 1, -1]
        running[piece] += gates[piece]


def around(states_: Floats, out: Floats) -> Floats:
    """What stands beside each row, into `out`: the right-running state before it, the other one after it."""
    h = states_.shape[1] // 2
    out[0, :h] = 0
    out[1:, :h] = states_[:-1, :h]
    out[:-1, h:] = states_[1:, h:]
    out[-1, h:] = 0
    return out
