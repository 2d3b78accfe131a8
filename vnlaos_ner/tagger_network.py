"""The tagger's network run forward in numpy: from the rows of an article to the scores of its tags.

Every large array lives in a `Room` and is used again for the next article: asking the system for fresh
memory costs as much as a third of the arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from vnlaos_ner.recurrence import Layout, Room, states
from vnlaos_ner.tagger_features import CAPITAL, CASES, DIGITS, LOWER, OTHER, SHAPES, shape
from vnlaos_ner.tagger_words import Ints, Rows

Floats = npt.NDArray[np.float32]

_USUAL, _CAPITALS = 2000, 1500
"""So many of the commonest words are worked out once as they stand, and with a capital."""
_SIDES = ("left", "right")
"""The half of a layer that has seen the left of a row and runs to the right, then the other."""
_GATES = ("value", "forget")
_OWN = tuple(tuple(f"own {side} {gate}" for gate in _GATES) for side in _SIDES)
_NEAR = tuple(tuple(f"near {side} {gate}" for gate in _GATES) for side in _SIDES)
_WORD = "enter word"
_PARTS = (*(name for pairs in (*_OWN, *_NEAR) for name in pairs), _WORD)
"""What each distinct word contributes: its own gates, those of its neighbours, its share of the entry."""


class Network:
    """The weights, by the names `training/export.py` gives them. Not for two threads at once."""

    __slots__ = ("_common", "_memory_size", "_room", "_usual", "_w")

    def __init__(self, weights: Mapping[str, Floats], words: Sequence[str]) -> None:
        w = dict(weights)
        own, near, own_bias = (w.pop(name) for name in ("first_own", "first_near", "first_bias"))
        top, top_bias, second_bias = w.pop("top"), w.pop("top_bias"), w.pop("second_bias")
        h, t = len(w["second_left"]), top.shape[1] // 4
        for i, side in enumerate(_SIDES):
            second = w.pop(f"second_{side}")
            for j, gate in enumerate(_GATES):
                at = slice((2 * i + j) * h, (2 * i + j + 1) * h)
                w[f"own {side} {gate}"], w[f"own {side} {gate} bias"] = own[:, at], own_bias[at]
                w[f"near {side} {gate}"] = near[:, at]
                w[f"second {side} {gate}"] = second[:, j * h : (j + 1) * h]
                w[f"second {side} {gate} bias"] = second_bias[at]
            half, whole = slice(i * h, (i + 1) * h), slice(2 * i * t, 2 * (i + 1) * t)
            w[f"merge {side}"], w[f"enter {side}"] = w["merge"][half], w["enter_states"][half]
            w[f"top {side}"], w[f"top {side} bias"] = top[:, whole], top_bias[whole]
            w[f"out {side}"] = w["out_top"][i * t : (i + 1) * t]
        w[_WORD], w[f"{_WORD} bias"] = w.pop("enter_word"), w.pop("enter_bias")
        w["enter more"] = np.concatenate([w.pop("enter_context"), w.pop("enter_marks")])
        self._w = {name: np.ascontiguousarray(array) for name, array in w.items()}
        self._room = Room()
        self._memory_size = w["remember"].shape[1]
        self._usual, self._common = self._precomputed(words)

    def scores(
        self, rows: Rows, marks: tuple[list[int], list[int]], spelling: Callable[[list[str]], Ints]
    ) -> Floats:
        """Tag scores ``[rows, tags]``. `marks` are (token, column) of the features that are set."""
        w, n = self._w, len(rows.order)
        layout = Layout.of(n)
        parts, inverse = self._distinct(rows, spelling)
        around = [self._side(side, parts, inverse, layout) for side in range(2)]
        context = self._more(around, layout, marks, rows)
        joined = self._take("joined", n, len(w["top left"]))
        enter, memory = joined[:, : -2 * self._memory_size], joined[:, -2 * self._memory_size :]
        width = enter.shape[1]
        total = np.take(parts[_WORD], inverse, 0, self._take("total", n, width), "clip")
        share = np.matmul(context, w["enter more"], out=self._take("share", n, width))
        total += share
        for (_, mixed), place in zip(around, layout.place, strict=True):
            total += np.take(mixed, place, 0, share, "clip")
        np.tanh(total, out=enter)
        self._memory(enter, rows, memory)
        out: Floats = enter @ w["out_enter"]
        for i, place in enumerate(layout.place):
            out += np.take(self._top(i, joined, layout), place, 0)
        out += w["out_bias"]
        return out

    def _take(self, name: str, rows: int, width: int) -> Floats:
        return self._room.take(name, rows, width)

    def _side(
        self, side: int, parts: Mapping[str, Floats], inverse: Ints, layout: Layout
    ) -> tuple[Floats, Floats]:
        """What one half of the encoder gives, laid out: its share of the context (and a row of zeros for
        where there is nothing beside a row), and its share of the entry, from the mean of both layers.
        """
        w, size, name = self._w, layout.size, _SIDES[side]
        row = layout.row[side]
        # Behind the last distinct word stands a row of zeros: beyond the edge there is no neighbour.
        nothing = [len(parts[_NEAR[0][0]]) - 1]
        beside = np.concatenate([inverse[1:], nothing] if side else [nothing, inverse[:-1]])[row]
        own = inverse[row]
        gates = []
        for j in range(len(_GATES)):
            width = parts[_OWN[side][j]].shape[1]
            gate = np.take(parts[_OWN[side][j]], own, 0, self._take(f"{name} one {j}", size, width), "clip")
            gate += np.take(parts[_NEAR[side][j]], beside, 0, self._take("near", size, width), "clip")
            gates.append(gate)
        one = states(gates[0], gates[1], layout, self._room)
        gates = []
        for j, what in enumerate(_GATES):
            gate = np.matmul(one, w[f"second {name} {what}"], out=self._take(f"{name} two {j}", *one.shape))
            gate += w[f"second {name} {what} bias"]
            gates.append(gate)
        two = states(gates[0], gates[1], layout, self._room)
        two += one
        context = self._take(f"{name} context", size + 1, w["merge_bias"].shape[0])
        np.matmul(two, w[f"merge {name}"], out=context[:size])
        context[size] = 0
        one *= w["mix"][0]
        two *= w["mix"][1]
        one += two
        weight = w[f"enter {name}"]
        return context, np.matmul(one, weight, out=self._take(f"{name} entry", size, weight.shape[1]))

    def _more(
        self,
        around: Sequence[tuple[Floats, Floats]],
        layout: Layout,
        marks: tuple[list[int], list[int]],
        rows: Rows,
    ) -> Floats:
        """What else enters: each row's context (what stands before and after it), then its marks."""
        w, n = self._w, len(rows.order)
        width = len(w["merge_bias"])
        more = self._take("more", n + 1, len(w["enter more"]))
        right, left = layout.place
        before, after = np.concatenate([[layout.size], right[:-1]]), np.concatenate([left[1:], [layout.size]])
        context = np.take(around[0][0], before, 0, self._take("context", n, width), "clip")
        context += np.take(around[1][0], after, 0, self._take("context share", n, width), "clip")
        context += w["merge_bias"]
        np.tanh(context, out=more[:-1, :width])
        flags = more[:, width:]
        flags[:] = 0
        # Token i stands as many rows further down as there are line breaks before it.
        order = np.array(rows.order)
        row_of = np.empty(len(order) + 1, np.intp)
        row_of[order] = np.arange(len(order))
        flags[row_of[marks[0]], marks[1]] = 1
        return more[:-1]

    def _top(self, side: int, joined: Floats, layout: Layout) -> Floats:
        """One half of the last layer, laid out, as its share of the scores."""
        w, size, name = self._w, layout.size, _SIDES[side]
        weight = w[f"top {name}"]
        gates = np.matmul(joined, weight, out=self._take("top", len(joined), weight.shape[1]))
        gates += w[f"top {name} bias"]
        laid = np.take(gates, layout.row[side], 0, self._take("top laid", size, weight.shape[1]), "clip")
        t = laid.shape[1] // 2
        value, forget = self._take("top value", size, t), self._take("top forget", size, t)
        value[:], forget[:] = laid[:, :t], laid[:, t:]
        out: Floats = states(value, forget, layout, self._room) @ w[f"out {name}"]
        return out

    def _precomputed(self, words: Sequence[str]) -> tuple[Ints, dict[str, Floats]]:
        """The parts of the commonest words in their usual case, worked out once.

        The first array gives their row by word and case, -1 where there is none; its last row is for
        unknown words.
        """
        cases = [shape(word) if word[0] != "<" else DIGITS for word in words[:_USUAL]]
        pairs = [(row, case) for row, case in enumerate(cases) if row > 1]
        pairs += [(row, case + SHAPES) for row, case in pairs if case in (OTHER, DIGITS)]
        pairs += [(row, CAPITAL) for row, case in pairs if case == LOWER and row < _CAPITALS]
        rows, columns = np.array(pairs, np.intp).T
        usual = np.full((len(words) + 1, CASES), -1, np.intp)
        usual[rows, columns] = np.arange(len(pairs))
        x = np.concatenate([self._w["words"][rows], self._w["cases"][columns]], 1)
        return usual, {name: self._part(name, x) for name in _PARTS}

    def _part(self, name: str, x: Floats, out: Floats | None = None) -> Floats:
        part = np.matmul(x, self._w[name], out=out)
        bias = self._w.get(f"{name} bias")
        if bias is not None:
            part += bias
        return part

    def _distinct(self, rows: Rows, spelling: Callable[[list[str]], Ints]) -> tuple[dict[str, Floats], Ints]:
        """The `_PARTS` of the distinct pairs, usual ones first and a row of zeros last; each row's place."""
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
        known = usual[have]
        parts = {}
        for name, common in self._common.items():
            part = self._take(name, len(usual) + 1, common.shape[1])
            np.take(common, known, 0, part[: len(have)], "clip")
            self._part(name, x, part[len(have) : -1])
            part[-1] = 0
            parts[name] = part
        return parts, place[rows.inverse]

    def _spelled(self, ids: Ints) -> Floats:
        """Vectors of unknown forms from their letters ``[forms, letters]``."""
        w = self._w
        x = w["letters"][ids]
        x = np.concatenate([x[:, :-2], x[:, 1:-1], x[:, 2:]], -1) @ w["conv"] + w["conv_bias"]
        x = np.maximum(x, 0) * (ids[:, 1:-1] > 0)[..., None]
        out: Floats = x.max(1) @ w["spell"] + w["spell_bias"]
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
