"""The step-by-step part of the tagger's layers in few numpy calls: ``c[t] = f[t] * c[t-1] + a[t]``.

A row of tokens is cut into about as many pieces as they have steps; all pieces run side by side, then each
gets what the piece before it handed on, scaled by the product of its `f`. Exact up to rounding.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def states(gates: Floats) -> tuple[Floats, Floats]:
    """States ``o * c`` and output gates ``o`` of a gated layer, both ``[rows, 2 * h]``.

    `gates` is ``[rows, 6 * h]``: values, forget and output gates, each for the right-running half and then
    for the left-running one; it is overwritten. The logistic gates come *halved* (the halving is in the
    weights), because ``sigmoid(x) = (1 + tanh(x / 2)) / 2``.
    """
    width = gates.shape[1] // 3
    np.tanh(gates, out=gates)
    squashed = gates[:, width:]
    squashed *= 0.5
    squashed += 0.5
    value, f, o = gates[:, :width], gates[:, width : 2 * width], gates[:, 2 * width :]
    value -= f * value
    c = scan(f, value)
    c *= o
    return c, o


def scan(f: Floats, a: Floats) -> Floats:
    """``c`` of ``[rows, 2 * h]``: the first half of the columns runs to the right, the second to the left."""
    rows, h = len(a), a.shape[1] // 2
    steps = max(1, round(rows**0.5))
    pieces = -(-rows // steps)
    # The left-running half is turned round, so both halves run in one loop; padding comes last.
    gate = np.zeros((pieces * steps, 2 * h), np.float32)
    state = np.zeros((pieces * steps, 2 * h), np.float32)
    gate[:rows, :h] = f[:, :h]
    gate[:rows, h:] = f[::-1, h:]
    state[:rows, :h] = a[:, :h]
    state[:rows, h:] = a[::-1, h:]
    gates = gate.reshape(pieces, steps, 2 * h)
    states_ = state.reshape(pieces, steps, 2 * h)
    kept = np.empty((pieces, 2 * h), np.float32)
    for t in range(1, steps):
        np.multiply(gates[:, t], states_[:, t - 1], out=kept)
        states_[:, t] += kept
        gates[:, t] *= gates[:, t - 1]
    for piece in range(1, pieces):
        states_[piece] += gates[piece] * states_[piece - 1, -1]
    out = np.empty_like(state[:rows])
    out[:, :h] = state[:rows, :h]
    out[:, h:] = state[:rows, h:][::-1]
    return out


def around(states_: Floats) -> Floats:
    """What stands beside each row: the right-running state before it, the left-running state after it."""
    h = states_.shape[1] // 2
    out = np.zeros_like(states_)
    out[1:, :h] = states_[:-1, :h]
    out[:-1, h:] = states_[1:, h:]
    return out
