"""From the tokens of an article to rows: its distinct words with their case, and which names recur in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vnlaos_ner.tagger_features import (
    CAPITAL,
    LETTER,
    MIXED,
    NEWLINE,
    SHAPES,
    UPPER,
    fold,
    shape,
    with_breaks,
)
from vnlaos_ner.text import Tokens

Ints = npt.NDArray[np.intp]

_NAMED = frozenset((CAPITAL, UPPER, LETTER, MIXED))
_CACHE = 50_000


class _Seen(NamedTuple):
    """A token's row in the word table (or -1), its shape, its folded form, and the form's number if it looks
    like part of a name (or -1)."""

    row: int
    shape: int
    form: str
    named: int


class Rows(NamedTuple):
    """An article as rows: one a token, one a line break.

    `order` has the token of each row or -1. `words`, `cases` and `forms` describe the distinct (form, case)
    pairs, `inverse` says which pair a row is. `places` are the rows that look like part of a name,
    `groups` number them by form.
    """

    order: list[int]
    words: Ints
    cases: Ints
    forms: list[str]
    inverse: Ints
    places: Ints
    groups: Ints


class Words:
    """The vocabulary: `words` row by row, `letters` to spell others (long forms without their middle)."""

    __slots__ = ("_known", "_letters", "_numbers", "_rows", "_seen", "_width")

    def __init__(self, words: Sequence[str], letters: Sequence[str], width: int) -> None:
        self._rows = {word: i for i, word in enumerate(words)}
        self._letters = {letter: i for i, letter in enumerate(letters)}
        self._width = width
        self._forget()

    def _forget(self) -> None:
        #: What was looked up: the number of each text, what it looks like, and the numbers of named forms.
        self._known: dict[str, int] = {}
        self._seen: list[_Seen] = []
        self._numbers: dict[str, int] = {}
        self._look(NEWLINE)

    def rows(self, tokens: Tokens) -> Rows:
        """The rows of an article; a word's shape and row are looked up once and remembered."""
        if len(self._known) > _CACHE:
            self._forget()
        known, look = self._known, self._look
        order = with_breaks(tokens.lines)
        # Line breaks, which `order` has as -1, are the first that was looked up.
        numbers = np.array([*(known[t] if t in known else look(t) for t in tokens.texts), 0], np.intp)
        keys = (2 * numbers + np.array([*tokens.glued, False], np.intp))[order]
        distinct, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        # By their first place: the numbers depend on what was read before this article.
        by_place = np.argsort(first)
        rank = np.empty(len(first), np.intp)
        rank[by_place] = np.arange(len(first))
        inverse, distinct = rank[inverse], distinct[by_place]
        seen = [self._seen[key >> 1] for key in distinct.tolist()]
        groups = np.array([s.named for s in seen], np.intp)[inverse]
        places = np.flatnonzero(groups >= 0)
        return Rows(
            order,
            np.array([s.row for s in seen], np.intp),
            np.array([s.shape for s in seen], np.intp) + SHAPES * (distinct & 1),
            [s.form for s in seen],
            inverse,
            places,
            np.unique(groups[places], return_inverse=True)[1],
        )

    def _look(self, text: str) -> int:
        form, kind = fold(text), shape(text)
        named = self._numbers.setdefault(form, len(self._numbers)) if kind in _NAMED else -1
        self._seen.append(_Seen(self._rows.get(form, -1), kind, form, named))
        number = self._known[text] = len(self._seen) - 1
        return number

    def spelling(self, forms: Sequence[str]) -> Ints:
        """Letter ids ``[forms, width + 4]``: pad, start, letters, end, pads."""
        width = self._width
        ids = np.zeros((len(forms), width + 4), np.intp)
        for row, form in zip(ids, forms, strict=True):
            cut = form if len(form) <= width else form[: width // 2] + form[-width // 2 :]
            row[1] = 2
            row[2 : 2 + len(cut)] = [self._letters.get(c, 1) for c in cut]
            row[2 + len(cut)] = 3
        return ids
