"""What one article looks like on its way through the stages. Nothing here is written out.

Positions are *token* indices into `Page.tokens` unless a name says otherwise; `Page.raw_span` turns
them into code points of the raw text.
"""

from __future__ import annotations

from typing import NamedTuple

from vnlaos_ner.document import (
    Article,
    DateValue,
    MentionType,
    Office,
    PersonName,
    Section,
    SectionKind,
)
from vnlaos_ner.lexicon import Entry
from vnlaos_ner.text import Shadow, Tokens


class Match(NamedTuple):
    """A lexicon entry met at tokens ``[start, end)``."""

    start: int
    end: int
    entry: Entry


class Candidate(NamedTuple):
    """A span one recogniser proposes. `rule` is ``room.rule_name``; `score` in 0..1."""

    type: MentionType
    start: int
    end: int
    rule: str
    score: float


class Found(NamedTuple):
    """A span the referee kept, with every rule that proposed exactly it, best first."""

    type: MentionType
    start: int
    end: int
    found_by: tuple[str, ...]
    score: float


class Named(NamedTuple):
    """A found span with the name and parts its own text gives (context is not looked at yet)."""

    found: Found
    name: str
    office: Office | None
    person: PersonName | None
    date: DateValue | None
    country: str | None


class Page(NamedTuple):
    """One article with everything the recognisers look at. `line_kinds` has one kind a line."""

    article: Article
    shadow: Shadow
    tokens: Tokens
    sections: tuple[Section, ...]
    line_kinds: tuple[SectionKind, ...]
    matches: tuple[Match, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Code points ``[start, end)`` of the raw text for a token range."""
        return self.tokens.starts[start], self.tokens.ends[end - 1]
