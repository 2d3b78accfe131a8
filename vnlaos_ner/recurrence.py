"""The step-by-step part of the tagger's layers in few numpy calls: ``c[t] = f[t] * c[t-1] + a[t]``.

A row of tokens is cut into about as many pieces as they have steps; all pieces run side by side, then each
gets what the piece before it handed on, scaled by the product of its `f`. Exact up to rounding.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def sigmoid(x: Floats) -> Floats:
    """Logistic function, in place: ``(1 + tanh(x / 2)) / 2`` never overflows."""
    x *= 0.5
    np.tanh(x, out=x)
    x *= 0.5
    x += 0.5
    return x


def scan(f: Floats, a: Floats, h: int) -> Floats:
    """States ``[rows, 2 * h]``: the first `h` columns run to the right, the others to the left."""
    rows = len(a)
    steps = max(1, round(rows**0.5))
    pieces = -(-rows // steps)
    padded = pieces * steps
    # The left-running half is turned round, so both halves run in one loop; padding comes last.
    gate = np.zeros((padded, 2 * h), np.float32)
    state = np.zeros((padded, 2 * h), np.float32)
    gate[:rows, :h] = f[:, :h]
    gate[:rows, h:] = f[::-1, h:]
    state[:rows, :h] = a[:, :h]
    state[:rows, h:] = a[::-1, h:]
    gates = gate.reshape(pieces, steps, 2 * h)
    states = state.reshape(pieces, steps, 2 * h)
    kept = np.empty((pieces, 2 * h), np.float32)
    for t in range(1, steps):
        np.multiply(gates[:, t], states[:, t - 1], out=kept)
        states[:, t] += kept
        gates[:, t] *= gates[:, t - 1]
    for piece in range(1, pieces):
        states[piece] += gates[piece] * states[piece - 1, -1]
    out = np.empty_like(a)
    out[:, :h] = state[:rows, :h]
    out[:, h:] = state[:rows, h:][::-1]
    return out


def around(states: Floats, h: int) -> Floats:
    """What stands beside each row: the right-running state before it, the left-running state after it."""
    out = np.zeros_like(states)
    out[1:, :h] = states[:-1, :h]
    out[:-1, h:] = states[1:, h:]
    return out
