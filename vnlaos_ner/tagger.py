"""The tagger: a small pre-trained recurrent network with a CRF for each nested layer, run in numpy.

`training/` builds the weights; this file only runs them, one article at a time and always with the same
result. It reads the whole article as one row of tokens: words, letter case, what the lexicon saw, and what
the other places of the same token look like (the article's memory). It proposes *every* span whose
probability is at least `FLOOR`; two candidates of one layer that overlap exclude each other, so those
above one half never conflict. It does not choose: the referee does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from vnlaos_ner.crf import Crf
from vnlaos_ner.errors import LexiconError
from vnlaos_ner.page import Candidate, Match, Page
from vnlaos_ner.recurrence import around, states
from vnlaos_ner.tagger_features import (
    BREAK,
    CAPITAL,
    CASES,
    DIGITS,
    LETTER,
    MIXED,
    NEWLINE,
    OTHER,
    SHAPES,
    UPPER,
    fold,
    marks,
    shape,
    with_breaks,
)
from vnlaos_ner.text import Tokens

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

FLOOR = 0.1
_NAMED = frozenset((CAPITAL, UPPER, LETTER, MIXED))
_CACHE = 50_000
_USUAL = 2000
_MODEL = "model.npz"


class _Seen(NamedTuple):
    """A token's row in the word table (or -1), its shape and its folded form."""

    row: int
    shape: int
    form: str


class Tagger:
    """The network's weights. One instance serves any number of articles, one at a time."""

    __slots__ = ("_columns", "_common", "_crf", "_known", "_letters", "_rows", "_sizes", "_usual", "_w")

    def __init__(self, weights: Mapping[str, Floats], meta: Mapping[str, Any]) -> None:
        self._w = dict(weights)
        self._sizes: dict[str, int] = meta["sizes"]
        self._rows = {word: i for i, word in enumerate(meta["words"])}
        self._letters = {letter: i for i, letter in enumerate(meta["letters"])}
        self._columns = {kind: 3 * i for i, kind in enumerate(meta["kinds"])}
        self._crf = Crf([tuple(layer) for layer in meta["layers"]], self._w["moves"])
        self._known: dict[str, _Seen] = {}
        self._usual, self._common = self._precomputed(meta["words"])

    @classmethod
    def load(cls, path: Path | None = None) -> Tagger:
        """The shipped weights, or those of an ``.npz`` built by ``make model``."""
        source = path if path is not None else files("vnlaos_ner") / "data" / _MODEL
        try:
            with source.open("rb") as handle, np.load(handle) as arrays:
                stored = {name: arrays[name] for name in arrays.files}
        except (OSError, ValueError) as error:
            raise LexiconError(
                f"{source}: the tagger's weights cannot be read ({error}); run 'make model'"
            ) from error
        meta = json.loads(stored.pop("meta").tobytes().decode("utf-8"))
        scale = stored.pop("words_scale").astype(np.float32)
        weights = {name: array.astype(np.float32) for name, array in stored.items()}
        weights["words"] *= scale[:, None]
        return cls(_joined(weights), meta)

    def propose(self, page: Page) -> list[Candidate]:
        """Every span of the page with a probability of at least `FLOOR`; ``score`` is that probability."""
        return self.candidates(page.tokens, page.matches)

    def candidates(self, tokens: Tokens, matches: Sequence[Match]) -> list[Candidate]:
        """As `propose`, from the tokens and what the lexicon found in them."""
        order = with_breaks(tokens.lines)
        if not order:
            return []
        scores = self.scores(tokens, matches, order)
        return [
            Candidate(kind, order[start], order[end - 1] + 1, rule, round(probability, 4))
            for kind, start, end, rule, probability in self._crf.spans(scores, FLOOR)
        ]

    def scores(self, tokens: Tokens, matches: Sequence[Match], order: Sequence[int]) -> Floats:
        """Tag scores ``[rows, tags]`` of an article, one row a token or line break of `order`."""
        w, hidden = self._w, self._sizes["hidden"]
        seen = [self._look(text) for text in tokens.texts]
        # One row for each distinct token: first gates (own and neighbours' share), the entry's share.
        table, inverse = self._distinct(seen, tokens.glued, order)
        one = self._first(table, inverse)
        two = self._second(one)
        context = np.tanh(around(two) @ w["merge"] + w["merge_bias"])
        state = one * w["mix"][0] + two * w["mix"][1]
        flags = np.zeros((len(tokens.texts) + 1, w["enter_marks"].shape[0]), np.float32)
        rows, cells = marks(matches, self._columns)
        flags[rows, cells] = 1
        enter = table[:, 12 * hidden :][inverse]
        enter += state @ w["enter_states"]
        enter += context @ w["enter_context"]
        enter += (flags @ w["enter_marks"])[np.array(order)]
        np.tanh(enter, out=enter)
        memory = self._memory(enter, seen, order)
        gates = np.concatenate([enter, memory], 1) @ w["top"]
        gates += w["top_bias"]
        half = gates.shape[1] // 2
        top, _ = states(gates[:, :half], gates[:, half:])
        out: Floats = enter @ w["out_enter"] + top @ w["out_top"] + w["out_bias"]
        return out

    def _precomputed(self, words: Sequence[str]) -> tuple[Ints, Floats]:
        """The rows of `_distinct` for the commonest words in their usual case, worked out once at load.

        The first array gives their row by word and case, -1 where there is none; its last row is for
        unknown words.
        """
        cases = [shape(word) if word[0] != "<" else DIGITS for word in words[:_USUAL]]
        pairs = [(row, case) for row, case in enumerate(cases) if row > 1]
        pairs += [(row, case + SHAPES) for row, case in pairs if case in (OTHER, DIGITS)]
        rows, columns = np.array(pairs).T
        usual = np.full((len(words) + 1, CASES), -1)
        usual[rows, columns] = np.arange(len(pairs))
        w = self._w
        common: Floats = np.concatenate([w["words"][rows], w["cases"][columns]], 1) @ w["first"]
        common += w["table_bias"]
        return usual, common

    def _look(self, text: str) -> _Seen:
        got = self._known.get(text)
        if got is None:
            if len(self._known) >= _CACHE:
                self._known.clear()
            form = fold(text)
            got = self._known[text] = _Seen(self._rows.get(form, -1), shape(text), form)
        return got

    def _distinct(self, seen: list[_Seen], glued: list[bool], order: Sequence[int]) -> tuple[Floats, Ints]:
        """A row for each distinct (form, case) pair of an article, and the pair of each token or break."""
        pairs: dict[tuple[str, int], int] = {(NEWLINE, BREAK): 0}
        rows = [self._rows[NEWLINE]]
        ids = [0] * (len(seen) + 1)
        for i, (word, (row, kind, form)) in enumerate(zip(glued, seen, strict=True)):
            key = form, kind + SHAPES * word
            at = pairs.get(key)
            if at is None:
                at = pairs[key] = len(rows)
                rows.append(row)
            ids[i] = at
        cases = np.array([case for _, case in pairs])
        at_row = np.array(rows)
        usual = self._usual[at_row, cases]
        table = np.empty((len(rows), self._common.shape[1]), np.float32)
        have = np.flatnonzero(usual >= 0)
        table[have] = self._common[usual[have]]
        rest = np.flatnonzero(usual < 0)
        vectors = self._w["words"][at_row[rest]]
        unknown = np.flatnonzero(at_row[rest] < 0)
        if len(unknown):
            forms = [form for form, _ in pairs]
            vectors[unknown] = self._spelled([forms[i] for i in rest[unknown].tolist()])
        table[rest] = np.concatenate([vectors, self._w["cases"][cases[rest]]], 1) @ self._w["first"]
        table[rest] += self._w["table_bias"]
        return table, np.array(ids)[np.array(order)]

    def _spelled(self, forms: list[str]) -> Floats:
        """Vectors of unknown forms from their letters."""
        w, width = self._w, self._sizes["width"]
        ids = np.zeros((len(forms), width + 4), np.intp)
        for row, form in zip(ids, forms, strict=True):
            cut = form if len(form) <= width else form[: width // 2] + form[-width // 2 :]
            row[1] = 2
            row[2 : 2 + len(cut)] = [self._letters.get(c, 1) for c in cut]
            row[2 + len(cut)] = 3
        x = w["letters"][ids]
        x = np.concatenate([x[:, :-2], x[:, 1:-1], x[:, 2:]], -1) @ w["conv"] + w["conv_bias"]
        x = np.maximum(x, 0) * (ids[:, 1:-1] > 0)[..., None]
        out: Floats = x.max(1) @ w["spell"] + w["spell_bias"]
        return out

    def _first(self, table: Floats, inverse: Ints) -> Floats:
        """States of the first layer ``[rows, 2 * hidden]``: gates from a token and its neighbour."""
        h = self._sizes["hidden"]
        left, right = table[:, : 3 * h][inverse], table[:, 3 * h : 6 * h][inverse]
        left[1:] += table[:, 6 * h : 9 * h][inverse[:-1]]
        right[:-1] += table[:, 9 * h : 12 * h][inverse[1:]]
        return states(left, right)[0]

    def _second(self, one: Floats) -> Floats:
        h, w = self._sizes["hidden"], self._w
        left, right = one[:, :h] @ w["second_left"], one[:, h:] @ w["second_right"]
        left += w["second_bias"][: 3 * h]
        right += w["second_bias"][3 * h :]
        out, gate = states(left, right)
        gate *= one
        out += one
        out -= gate
        return out

    def _memory(self, enter: Floats, seen: list[_Seen], order: Sequence[int]) -> Floats:
        """Mean and maximum over the places of each named token ``[rows, 2 * memory]``; zeros elsewhere."""
        w = self._w
        size = w["remember"].shape[1]
        out = np.zeros((len(order), 2 * size), np.float32)
        local: dict[str, int] = {}
        rows: list[int] = []
        keys: list[int] = []
        for row, i in enumerate(order):
            if i >= 0 and seen[i].shape in _NAMED:
                rows.append(row)
                keys.append(local.setdefault(seen[i].form, len(local)))
        if not rows:
            return out
        places, groups = np.array(rows), np.array(keys)
        m = np.tanh(enter[places] @ w["remember"] + w["remember_bias"])
        by_group = np.argsort(groups, kind="stable")
        starts = np.searchsorted(groups[by_group], np.arange(len(local)))
        many = np.diff(np.append(starts, len(groups))).astype(np.float32)[:, None]
        m = m[by_group]
        mean = np.add.reduceat(m, starts) / many
        out[places] = np.concatenate([mean, np.maximum.reduceat(m, starts)], 1)[groups]
        return out


def _joined(w: dict[str, Floats]) -> dict[str, Floats]:
    """Matrices that are applied to the same rows, side by side; each bias is added once a distinct token."""
    near, enter = w["first_near"].shape[1], w["enter_word"].shape[1]
    w["table_bias"] = np.concatenate([w.pop("first_bias"), np.zeros(near, np.float32), w.pop("enter_bias")])
    assert len(w["table_bias"]) == w["first_own"].shape[1] + near + enter
    w["first"] = np.concatenate([w.pop("first_own"), w.pop("first_near"), w.pop("enter_word")], 1)
    return w
