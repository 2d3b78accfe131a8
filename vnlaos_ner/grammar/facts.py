"""What the grammars look at: one pass over a page's tokens and lexicon matches, shared by all rooms.

Positions are token indices. `low` is the lower-cased text, `shape` has one letter a token:

==  ===========================================  ==========================
U   one capital, the rest small (also one letter)  ``Hà``, ``Y``
A   capitals only, two letters or more             ``UBND``
M   other mixed case                               ``iPhone``
l   small letters                                  ``tỉnh``
d   digits
p   anything else                                  ``,`` ``-``
==  ===========================================  ==========================

In a line of capitals (a headline) words of letters only count as ``U``, since there case says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from vnlaos_ner.lexicon import Entry, Lexicon
from vnlaos_ner.page import Match, Page
from vnlaos_ner.syllable import is_syllable

#: A sentence starts after these.
ENDS = frozenset('.!?:;…|•"“”')
CAPITAL = frozenset("UAM")
#: Score of a candidate that a grammar knows to be none: nothing by itself, but it counts against the tagger.
REFUSED = 0.05
DOUBTED = 0.15
OPENERS = frozenset(("role", "office", "body", "body_head", "rank", "honorific"))
CLOSERS = OPENERS | {"field", "country", "place_class", "organization", "abbreviation"} - {"honorific"}


class Unit(NamedTuple):
    """A parsed span ``[start, end)`` with the rule that made it; `score` in 0..1."""

    start: int
    end: int
    rule: str
    score: float


class Facts:
    """Columns over the tokens of `page`, lexicon matches by kind and start, and what rooms found so far."""

    __slots__ = (
        "at",
        "begins",
        "bodies",
        "closes",
        "glued",
        "inner",
        "lexicon",
        "limit",
        "low",
        "names",
        "nested",
        "offices",
        "opens",
        "page",
        "places",
        "plurals",
        "shape",
        "size",
        "syllables",
        "texts",
        "where",
        "words",
    )

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        tokens = page.tokens
        self.page = page
        self.lexicon = lexicon
        self.words = lexicon.words
        self.texts = tokens.texts
        self.glued = tokens.glued
        self.size = len(tokens.texts)
        self.low, self.shape = _columns(tokens.texts, tokens.lines)
        self.limit = _limits(tokens.lines)
        #: Each word of `low` with its positions: see `spots`.
        self.where: dict[str, list[int]] = defaultdict(list)
        where = self.where
        for i, word in enumerate(self.low):
            where[word].append(i)
        self.begins = bytearray(self.size + 1)
        self._mark_begins(tokens.lines)
        self.at: dict[str, dict[int, Match]] = defaultdict(dict)
        #: 1 where a role, body or form of address starts (a name ends before it) / where a known group ends.
        self.opens = bytearray(self.size + 1)
        self.closes = bytearray(self.size + 1)
        for match in page.matches:
            start, end, entry = match
            kind = entry.kind
            self.at[kind][start] = match
            if kind in OPENERS and (kind != "honorific" or self.shape[start] == "l"):
                self.opens[start] = 1
            if kind in CLOSERS:
                self.closes[end - 1] = 1
        #: Filled by the rooms in their order: start -> longest unit there (places also without class word).
        self.places: dict[int, Unit] = {}
        self.bodies: dict[int, Unit | None] = {}
        #: Bodies that a longer body holds: starts found by parsing, and spans inside the words of a head.
        self.nested: set[int] = set()
        #: Ends of plural offices, so that the next of the list is one too.
        self.plurals: set[int] = set()
        self.inner: dict[int, int] = {}
        self.offices: dict[int, Unit] = {}
        self.names: dict[int, Unit] = {}
        self.syllables: dict[str, bool] = {}

    def _mark_begins(self, lines: list[tuple[int, int]]) -> None:
        """1 where a sentence or a quotation may begin, so that a capital says nothing."""
        for start, end in lines:
            if start < end:
                self.begins[start] = 1
        for i in self.spots(ENDS):
            self.begins[i + 1] = 1

    def spots(self, words: AbstractSet[str]) -> list[int]:
        """Where one of the lower-case `words` stands, left to right."""
        where = self.where
        return sorted([i for word in words & where.keys() for i in where[word]])

    def kind(self, kind: str) -> dict[int, Match]:
        """Longest match of `kind` by start."""
        return self.at[kind]

    def entry(self, kind: str, start: int) -> Entry | None:
        match = self.at[kind].get(start)
        return match.entry if match else None

    def capital(self, i: int) -> bool:
        """Whether token `i` is written with a capital at its start."""
        return self.shape[i] in CAPITAL

    def paired(self, i: int) -> bool:
        """Whether tokens `i` and `i + 1` are a noun of two syllables as names of bodies have them."""
        if i + 1 >= self.size:
            return False
        pair = (self.low[i], self.low[i + 1])
        return pair in self.lexicon.compounds or " ".join(pair) in self.words["noun_pairs"]

    def vietnamese(self, i: int) -> bool:
        """Whether token `i` could be one Vietnamese syllable."""
        text = self.low[i]
        known = self.syllables.get(text)
        if known is None:
            known = self.syllables[text] = is_syllable(text)
        return known


def _columns(texts: list[str], lines: list[tuple[int, int]]) -> tuple[list[str], str]:
    low = list(map(str.lower, texts))
    shape = "".join(map(_shape, texts))
    shapes = [shape[start:end] for start, end in lines]
    titled = (
        line.replace("A", "U") if line.count("A") > 3 and "l" not in line and "U" not in line else line
        for line in shapes
    )
    return low, "".join(titled)


@lru_cache(maxsize=1 << 15)
def _shape(text: str) -> str:
    first = text[0]
    if not first.isalpha():
        return "d" if first.isdigit() else "p"
    if text.islower():
        return "l"
    if len(text) == 1:
        return "U" if text.isupper() else "l"
    if text.isupper():
        return "A"
    return "U" if first.isupper() and text[1:].islower() else "M"


def _limits(lines: list[tuple[int, int]]) -> list[int]:
    """For each token the end of its line: nothing is parsed across it."""
    out: list[int] = []
    for start, end in lines:
        out.extend([end] * (end - start))
    return out


def person_start(f: Facts, i: int) -> bool:
    """Whether a Vietnamese full name may start at `i`: a family name, then another capital."""
    if i not in f.kind("family") or i + 1 >= f.limit[i] or f.shape[i + 1] not in "UA":
        return False
    place = f.kind("place").get(i)
    return place is None or place.end - i < 2


def first_fits(
    f: Facts, firsts: AbstractSet[str], rules: Sequence[Callable[[Facts, int], Unit | None]]
) -> Iterator[Unit]:
    """Units that start at a word of `firsts`, left to right and apart; the first rule that fits decides."""
    done = 0
    for i in f.spots(firsts):
        if i < done:
            continue
        unit = next((u for rule in rules if (u := rule(f, i)) is not None), None)
        if unit is not None:
            yield unit
            done = unit.end
