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
    other, ``[rows, 3 * h]`` each: value, forget, output. Both are overwritten. The logistic gates come
    *halved* (the halving is in the weights), because ``sigmoid(x) = (1 + tanh(x / 2)) / 2``.
    """
    rows, h = len(left), left.shape[1] // 3
    out = np.empty((rows, 2 * h), np.float32)
    gate = np.empty((rows, 2 * h), np.float32)
    for side, gates in enumerate((left, right)):
        np.tanh(gates, out=gates)
        logistic = gates[:, h:]
        logistic *= 0.5
        logistic += 0.5
        value = gates[:, :h]
        value -= gates[:, h : 2 * h] * value
        gate[:, side * h : (side + 1) * h] = gates[:, 2 * h :]
    scan(left[:, h : 2 * h], left[:, :h], right[:, h : 2 * h], right[:, :h], out)
    out *= gate
    return out, gate


def scan(f: Floats, a: Floats, f_back: Floats, a_back: Floats, out: Floats) -> None:
    """``c`` of two layers ``[rows, h]`` into `out` ``[rows, 2 * h]``: one to the right, one to the left."""
    rows, h = a.shape
    steps = max(1, round(rows**0.5))
    pieces = -(-rows // steps)
    # The left-running half is turned round, so both halves run in one loop; padding comes last.
    gate = np.empty((pieces * steps, 2 * h), np.float32)
    state = np.empty((pieces * steps, 2 * h), np.float32)
    gate[:rows, :h], gate[:rows, h:], gate[rows:] = f, f_back[::-1], 0
    state[:rows, :h], state[:rows, h:], state[rows:] = a, a_back[::-1], 0
    gates = gate.reshape(pieces, steps, 2 * h)
    running = state.reshape(pieces, steps, 2 * h)
    kept = np.empty((pieces, 2 * h), np.float32)
    for t in range(1, steps):
        np.multiply(gates[:, t], running[:, t - 1], out=kept)
        running[:, t] += kept
        gates[:, t] *= gates[:, t - 1]
    for piece in range(1, pieces):
        running[piece] += gates[piece] * running[piece - 1, -1]
    out[:, :h] = state[:rows, :h]
    out[:, h:] = state[:rows, h:][::-1]


def around(states_: Floats) -> Floats:
    """What stands beside each row: the right-running state before it, the left-running state after it."""
    h = states_.shape[1] // 2
    out = np.zeros_like(states_)
    out[1:, :h] = states_[:-1, :h]
    out[:-1, h:] = states_[1:, h:]
    return out
