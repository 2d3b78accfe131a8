"""The best one-to-one assignment (Kuhn's Hungarian method with potentials, O(rows² · columns))."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def best_total(weights: Sequence[Sequence[float]]) -> float:
    """The largest sum of weights that takes at most one cell of each row and each column.

    `weights` is a matrix of non-negative numbers, one row a list; it need not be square.

    >>> best_total([[3, 2], [2, 0]])
    4
    """
    if not weights or not weights[0]:
        return 0
    rows: Sequence[Sequence[float]] = weights
    if len(weights) > len(weights[0]):
        rows = list(zip(*weights, strict=True))
    columns = assign([[-w for w in row] for row in rows])
    return sum(row[column] for row, column in zip(rows, columns, strict=True))


def assign(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row that makes the total cost least. Needs at least as many columns as rows.

    Rows enter one at a time; each looks for the cheapest augmenting path under the potentials
    ``u`` (rows) and ``v`` (columns). Index 0 of rows and columns stands for "none yet".
    """
    n, m = len(costs), len(costs[0])
    u, v = [0.0] * (n + 1), [0.0] * (m + 1)
    owner, way = [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        owner[0] = row
        column = 0
        least, visited = [inf] * (m + 1), [False] * (m + 1)
        while owner[column]:
            visited[column] = True
            current, delta, following = owner[column], inf, 0
            for j in range(1, m + 1):
                if visited[j]:
                    continue
                reduced = costs[current - 1][j - 1] - u[current] - v[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, column
                if least[j] < delta:
                    delta, following = least[j], j
            for j in range(m + 1):
                if visited[j]:
                    u[owner[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = following
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    chosen = [0] * n
    for j in range(1, m + 1):
        if owner[j]:
            chosen[owner[j] - 1] = j - 1
    return chosen
