"""From the tokens of an article to rows: its distinct words with their case, and which names recur in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vnlaos_ner.tagger_features import (
    BREAK,
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
    """A token's row in the word table (or -1), its shape and its folded form."""

    row: int
    shape: int
    form: str


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

    __slots__ = ("_known", "_letters", "_rows", "_width")

    def __init__(self, words: Sequence[str], letters: Sequence[str], width: int) -> None:
        self._rows = {word: i for i, word in enumerate(words)}
        self._letters = {letter: i for i, letter in enumerate(letters)}
        self._width = width
        self._known: dict[str, _Seen] = {}

    def rows(self, tokens: Tokens) -> Rows:
        """The rows of an article; a word's shape and row are looked up once and remembered."""
        order = with_breaks(tokens.lines)
        look = self._look
        seen = [look(text) for text in tokens.texts]
        pairs: dict[tuple[str, int], int] = {(NEWLINE, BREAK): 0}
        words = [self._rows[NEWLINE]]
        ids = [0] * (len(seen) + 1)
        named: list[int] = [-1] * (len(seen) + 1)
        local: dict[str, int] = {}
        for i, (glued, (row, kind, form)) in enumerate(zip(tokens.glued, seen, strict=True)):
            key = form, kind + SHAPES * glued
            at = pairs.get(key)
            if at is None:
                at = pairs[key] = len(words)
                words.append(row)
            ids[i] = at
            if kind in _NAMED:
                named[i] = local.setdefault(form, len(local))
        at_row = np.array(order, np.intp)
        groups = np.array(named, np.intp)[at_row]
        places = np.flatnonzero(groups >= 0)
        return Rows(
            order,
            np.array(words, np.intp),
            np.array([case for _, case in pairs], np.intp),
            [form for form, _ in pairs],
            np.array(ids, np.intp)[at_row],
            places,
            groups[places],
        )

    def _look(self, text: str) -> _Seen:
        got = self._known.get(text)
        if got is None:
            if len(self._known) >= _CACHE:
                self._known.clear()
            form = fold(text)
            got = self._known[text] = _Seen(self._rows.get(form, -1), shape(text), form)
        return got

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
