"""The step-by-step part of the tagger's layers in few numpy calls: ``c[t] = f[t] * c[t-1] + a[t]``.

A row of tokens is cut into about as many pieces as they have steps; all pieces run side by side, then each
gets what the piece before it handed on, scaled by the product of its `f`. Exact up to rounding.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def states(left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """States ``o * c`` and output gates ``o`` of a gated layer, both ``[rows, 2 * h]``.

    `left` holds the gates of the half that runs to the right (it has seen the left), `right` those of the
    other, ``[rows, 3 * h]`` each: value, forget, output. The logistic gates come *halved* (the halving is
    in the weights), because ``sigmoid(x) = (1 + tanh(x / 2)) / 2``.
    """
    rows, h = len(left), left.shape[1] // 3
    steps = max(1, round(rows**0.5))
    padded = -(-rows // steps) * steps
    # The left-running half is turned round, so both halves run in one loop; padding comes last.
    a = np.empty((padded, 2 * h), np.float32)
    f = np.empty((padded, 2 * h), np.float32)
    o = np.empty((rows, 2 * h), np.float32)
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
    a -= f * a
    scan(f, a, steps)
    out = np.empty((rows, 2 * h), np.float32)
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


def around(states_: Floats) -> Floats:
    """What stands beside each row: the right-running state before it, the left-running state after it."""
    h = states_.shape[1] // 2
    out = np.zeros_like(states_)
    out[1:, :h] = states_[:-1, :h]
    out[:-1, h:] = states_[1:, h:]
    return out
