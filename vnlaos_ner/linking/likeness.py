"""Likeness of foreign spellings inside one article. Never asked about Vietnamese names."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1 << 12)
def bare(name: str) -> str:
    """Lower-case letters without accents, spaces and hyphens: ``Díaz-Canel -> diazcanel``."""
    decomposed = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if c.isalpha())


def within(a: str, b: str, limit: int) -> bool:
    """Whether the edit distance of two strings is at most `limit`; a swap of neighbours counts one."""
    if abs(len(a) - len(b)) > limit:
        return False
    older: list[int] = []
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return False
    return row[-1] <= limit
