"""Groups of records that keep a promise: what a decision holds apart is never joined, by any path."""

from __future__ import annotations

from collections.abc import Iterable


class Groups:
    """Disjoint sets over ``0..n-1`` with pairs that may never share a set."""

    __slots__ = ("_apart", "_members", "_root")

    def __init__(self, n: int, apart: Iterable[tuple[int, int]] = ()) -> None:
        self._root = list(range(n))
        self._members: dict[int, list[int]] = {i: [i] for i in range(n)}
        self._apart: dict[int, set[int]] = {}
        for a, b in apart:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def find(self, i: int) -> int:
        return self._root[i]

    def members(self, i: int) -> list[int]:
        return self._members[self._root[i]]

    def may_join(self, a: int, b: int) -> bool:
        """Whether no pair held apart would meet if the groups of `a` and `b` became one."""
        small, large = sorted((self.members(a), self.members(b)), key=len)
        inside = set(large)
        return all(inside.isdisjoint(self._apart[i]) for i in small if i in self._apart)

    def join(self, a: int, b: int) -> bool:
        """Make one group of two; False, and nothing done, where a decision forbids it."""
        ra, rb = self._root[a], self._root[b]
        if ra == rb:
            return True
        if not self.may_join(a, b):
            return False
        if len(self._members[ra]) < len(self._members[rb]):
            ra, rb = rb, ra
        for i in self._members.pop(rb):
            self._root[i] = ra
            self._members[ra].append(i)
        return True

    def all(self) -> list[list[int]]:
        """Every group, members in ascending order, groups by their first member."""
        return sorted(sorted(group) for group in self._members.values())
