"""Half-open spans. This file holds the one geometry every stage shares; it knows no types of mention."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range ``[start, end)``; the unit (code points or tokens) is that of the holder."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span (equal spans cover each other)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one unit."""
        return self.start < other.end and other.start < self.end

    def crosses(self, other: Span) -> bool:
        """Whether they overlap and neither covers the other: what a nested set may never hold."""
        return self.overlaps(other) and not self.covers(other) and not other.covers(self)
