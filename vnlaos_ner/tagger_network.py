"""The tagger's network run forward in numpy: from the rows of an article to the scores of its tags.

Every large array lives in a `Room` and is used again for the next article: asking the system for fresh
memory costs as much as a third of the arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from vnlaos_ner.recurrence import Room, around, states
from vnlaos_ner.tagger_features import CASES, DIGITS, OTHER, SHAPES, shape
from vnlaos_ner.tagger_words import Ints, Rows

Floats = npt.NDArray[np.float32]

_USUAL = 2000
_PARTS = ("own_left", "own_right", "near_left", "near_right", "enter_word")
"""What each distinct word contributes: its own gates, those of its neighbours, its share of the entry."""


class Network:
    """The weights, by the names `training/export.py` gives them. Not for two threads at once."""

    __slots__ = ("_common", "_memory_size", "_room", "_usual", "_w")

    def __init__(self, weights: Mapping[str, Floats], words: Sequence[str]) -> None:
        self._w = w = dict(weights)
        self._room = Room()
        h = len(w["second_left"])
        own, near = w.pop("first_own"), w.pop("first_near")
        bias = w.pop("first_bias")
        w["own_left"], w["own_right"] = (np.ascontiguousarray(own[:, i : i + 2 * h]) for i in (0, 2 * h))
        w["near_left"], w["near_right"] = (np.ascontiguousarray(near[:, i : i + 2 * h]) for i in (0, 2 * h))
        w["own_left_bias"], w["own_right_bias"] = bias[: 2 * h], bias[2 * h :]
        w["enter_word_bias"] = w.pop("enter_bias")
        w["second_left_bias"], w["second_right_bias"] = w["second_bias"][: 2 * h], w["second_bias"][2 * h :]
        t = w["top"].shape[1] // 2
        for name in ("top", "top_bias"):
            whole = w.pop(name)
            w[f"left_{name}"] = np.ascontiguousarray(whole[..., :t])
            w[f"right_{name}"] = np.ascontiguousarray(whole[..., t:])
        self._memory_size = w["remember"].shape[1]
        self._usual, self._common = self._precomputed(words)

    def scores(
        self, rows: Rows, marks: tuple[list[int], list[int]], spelling: Callable[[list[str]], Ints]
    ) -> Floats:
        """Tag scores ``[rows, tags]``. `marks` are (token, column) of the lexicon features that are set."""
        w, n = self._w, len(rows.order)
        parts, inverse = self._distinct(rows, spelling)
        one = self._first(parts, inverse)
        two = self._second(one)
        beside = around(two, self._take("beside", n, two.shape[1]))
        context = np.matmul(beside, w["merge"], out=self._take("context", n, w["merge"].shape[1]))
        context += w["merge_bias"]
        np.tanh(context, out=context)
        # The mean of both layers, in the place of the first.
        one *= w["mix"][0]
        two *= w["mix"][1]
        one += two
        joined = self._take("joined", n, len(w["left_top"]))
        enter, memory = joined[:, : -2 * self._memory_size], joined[:, -2 * self._memory_size :]
        width = enter.shape[1]
        total = np.take(parts[4], inverse, 0, self._take("total", n, width), "clip")
        more = np.matmul(one, w["enter_states"], out=self._take("more", n, width))
        total += more
        total += np.matmul(context, w["enter_context"], out=more)
        total += self._marks(marks, rows, more)
        np.tanh(total, out=enter)
        self._memory(enter, rows, memory)
        left = np.matmul(joined, w["left_top"], out=self._take("top left", n, w["left_top"].shape[1]))
        right = np.matmul(joined, w["right_top"], out=self._take("top right", n, w["right_top"].shape[1]))
        left += w["left_top_bias"]
        right += w["right_top_bias"]
        top = states(left, right, self._room, "top")
        out: Floats = enter @ w["out_enter"]
        out += top @ w["out_top"]
        out += w["out_bias"]
        return out

    def _take(self, name: str, rows: int, width: int) -> Floats:
        return self._room.take(name, rows, width)

    def _marks(self, marks: tuple[list[int], list[int]], rows: Rows, out: Floats) -> Floats:
        table = self._w["enter_marks"]
        flags = self._take("flags", len(rows.order) + 1, len(table))
        flags[:] = 0
        # Token i stands as many rows further down as there are line breaks before it.
        order = np.array(rows.order)
        row_of = np.empty(len(order) + 1, np.intp)
        row_of[order] = np.arange(len(order))
        flags[row_of[marks[0]], marks[1]] = 1
        return np.matmul(flags[:-1], table, out=out)

    def _precomputed(self, words: Sequence[str]) -> tuple[Ints, list[Floats]]:
        """The parts of the commonest words in their usual case, worked out once.

        The first array gives their row by word and case, -1 where there is none; its last row is for
        unknown words.
        """
        cases = [shape(word) if word[0] != "<" else DIGITS for word in words[:_USUAL]]
        pairs = [(row, case) for row, case in enumerate(cases) if row > 1]
        pairs += [(row, case + SHAPES) for row, case in pairs if case in (OTHER, DIGITS)]
        rows, columns = np.array(pairs, np.intp).T
        usual = np.full((len(words) + 1, CASES), -1, np.intp)
        usual[rows, columns] = np.arange(len(pairs))
        x = np.concatenate([self._w["words"][rows], self._w["cases"][columns]], 1)
        return usual, [self._part(name, x) for name in _PARTS]

    def _part(self, name: str, x: Floats, out: Floats | None = None) -> Floats:
        part = np.matmul(x, self._w[name], out=out)
        bias = self._w.get(f"{name}_bias")
        if bias is not None:
            part += bias
        return part

    def _distinct(self, rows: Rows, spelling: Callable[[list[str]], Ints]) -> tuple[list[Floats], Ints]:
        """The `_PARTS` of the distinct pairs, usual ones first, and the place of each row there."""
        w = self._w
        usual = self._usual[rows.words, rows.cases]
        have, rest = np.flatnonzero(usual >= 0), np.flatnonzero(usual < 0)
        vectors = w["words"][rows.words[rest]]
        unknown = np.flatnonzero(rows.words[rest] < 0)
        if len(unknown):
            vectors[unknown] = self._spelled(spelling([rows.forms[i] for i in rest[unknown].tolist()]))
        x = np.concatenate([vectors, w["cases"][rows.cases[rest]]], 1)
        place = np.empty(len(usual), np.intp)
        place[have] = np.arange(len(have))
        place[rest] = np.arange(len(have), len(usual))
        parts = []
        for name, common in zip(_PARTS, self._common, strict=True):
            part = self._take(name, len(usual), common.shape[1])
            np.take(common, usual[have], 0, part[: len(have)], "clip")
            self._part(name, x, part[len(have) :])
            parts.append(part)
        return parts, place[rows.inverse]

    def _spelled(self, ids: Ints) -> Floats:
        """Vectors of unknown forms from their letters ``[forms, letters]``."""
        w = self._w
        x = w["letters"][ids]
        x = np.concatenate([x[:, :-2], x[:, 1:-1], x[:, 2:]], -1) @ w["conv"] + w["conv_bias"]
        x = np.maximum(x, 0) * (ids[:, 1:-1] > 0)[..., None]
        out: Floats = x.max(1) @ w["spell"] + w["spell_bias"]
        return out

    def _first(self, parts: list[Floats], inverse: Ints) -> Floats:
        """States of the first layer ``[rows, 2 * hidden]``: gates from a token and its neighbour."""
        n, width = len(inverse), parts[0].shape[1]
        left = np.take(parts[0], inverse, 0, self._take("left", n, width), "clip")
        right = np.take(parts[1], inverse, 0, self._take("right", n, width), "clip")
        near = np.take(parts[2], inverse, 0, self._take("near", n, width), "clip")
        left[1:] += near[:-1]
        np.take(parts[3], inverse, 0, near, "clip")
        right[:-1] += near[1:]
        return states(left, right, self._room, "one")

    def _second(self, one: Floats) -> Floats:
        w, n, h = self._w, len(one), one.shape[1] // 2
        left = np.matmul(one[:, :h], w["second_left"], out=self._take("left", n, 2 * h))
        right = np.matmul(one[:, h:], w["second_right"], out=self._take("right", n, 2 * h))
        left += w["second_left_bias"]
        right += w["second_right_bias"]
        out = states(left, right, self._room, "two")
        out += one
        return out

    def _memory(self, enter: Floats, rows: Rows, out: Floats) -> None:
        """Mean and maximum over the places of each form that looks like a name; zeros elsewhere."""
        out[:] = 0
        if not len(rows.places):
            return
        m = np.tanh(enter[rows.places] @ self._w["remember"] + self._w["remember_bias"])
        by_group = np.argsort(rows.groups, kind="stable")
        many = np.bincount(rows.groups)
        starts = np.cumsum(many) - many
        m = m[by_group]
        mean = np.add.reduceat(m, starts) / many[:, None].astype(np.float32)
        out[rows.places] = np.concatenate([mean, np.maximum.reduceat(m, starts)], 1)[rows.groups]
