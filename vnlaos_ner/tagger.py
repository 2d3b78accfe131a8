"""The tagger: a small pre-trained recurrent network with a CRF for each nested layer, run in numpy.

`training/` builds the weights; this file only runs them, one article at a time and always with the same
result. It reads the whole article as one row of tokens: words, letter case, what lexicon and grammars saw,
and what the other places of the same token look like (the article's memory). It proposes *every* span whose
probability is at least `FLOOR`; two candidates of one layer that overlap exclude each other, so those
above one half never conflict. It does not choose: the referee does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from vnlaos_ner.crf import Crf
from vnlaos_ner.errors import LexiconError
from vnlaos_ner.page import Candidate, Match, Page
from vnlaos_ner.tagger_features import marks
from vnlaos_ner.tagger_network import Floats, Network
from vnlaos_ner.tagger_words import Rows, Words

FLOOR = 0.1
_MODEL = "model.npz"


class Tagger:
    """The trained network. One instance serves any number of articles, one at a time."""

    __slots__ = ("_columns", "_crf", "_network", "_words")

    def __init__(self, weights: Mapping[str, Floats], meta: Mapping[str, Any]) -> None:
        self._words = Words(meta["words"], meta["letters"], meta["sizes"]["width"])
        self._network = Network(weights, meta["words"])
        self._columns = {kind: 3 * i for i, kind in enumerate(meta["kinds"])}
        self._crf = Crf([tuple(layer) for layer in meta["layers"]], weights["moves"])

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
        return cls(weights, meta)

    def propose(self, page: Page, proposals: Sequence[Candidate]) -> list[Candidate]:
        """Every span of the page with a probability of at least `FLOOR`; ``score`` is that probability.

        `proposals` are the grammars' candidates for the page: to the tagger they are marks like those of
        the lexicon. A span ends with its line.
        """
        rows = self._words.rows(page.tokens)
        if not rows.order:
            return []
        order = rows.order
        return [
            Candidate(kind, order[start], order[end - 1] + 1, rule, round(probability, 4))
            for kind, start, end, rule, probability in self._crf.spans(
                self.scores(rows, page.matches, proposals), FLOOR
            )
            if -1 not in order[start:end]
        ]

    def scores(self, rows: Rows, matches: Sequence[Match], proposals: Sequence[Candidate]) -> Floats:
        """Tag scores ``[rows, tags]`` of an article."""
        return self._network.scores(rows, marks(matches, proposals, self._columns), self._words.spelling)
