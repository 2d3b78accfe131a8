"""One document's score: every measure of gold against a prediction."""

from __future__ import annotations

from collections.abc import Sequence

from vnlaos_ner.score.clusters import cluster_tallies
from vnlaos_ner.score.marks import Mark, unique
from vnlaos_ner.score.meaning import meaning_tallies
from vnlaos_ner.score.spans import span_tallies
from vnlaos_ner.score.tally import Score


def compare(gold: Sequence[Mark], predicted: Sequence[Mark]) -> Score:
    """All counts of one document. Scores of several documents are added (`tally.merge`)."""
    g, p = unique(gold), unique(predicted)
    return Score({**span_tallies(g, p), **meaning_tallies(g, p), **cluster_tallies(g, p)})
