"""Scoring: gold against a prediction. Names only; nothing here reads files or knows the pipeline."""

from vnlaos_ner.score.bootstrap import Interval, interval
from vnlaos_ner.score.compare import compare
from vnlaos_ner.score.marks import Mark, fold, from_document, from_gold
from vnlaos_ner.score.tally import Score, Tally, accuracy, merge

__all__ = [
    "Interval",
    "Mark",
    "Score",
    "Tally",
    "accuracy",
    "compare",
    "fold",
    "from_document",
    "from_gold",
    "interval",
    "merge",
]
