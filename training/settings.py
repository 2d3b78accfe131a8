"""Where the material lies and how large the runs are: one place, so that every command agrees."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from vnlaos_ner.document import TYPES
from vnlaos_ner.tagger_features import proposal

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
WORK = Path(os.environ.get("VNLAOS_TRAINING_WORK", ROOT / ".training"))
"""Caches and intermediate weights (a few hundred megabytes); not part of the project."""

KINDS = (
    "role", "role_modifier", "office", "body", "body_head", "inner_unit", "minor_role", "occupation", "field",
    "organization", "honorific", "rank", "status", "abbreviation", "family", "foreign_name", "place",
    "country", "person", "place_class", "seen_person", "seen_place", "seen_organization",
)  # fmt: skip
"""Lexicon kinds the tagger sees, three mark columns each, in this order."""
PROPOSALS = tuple(proposal(kind, score) for kind in TYPES for score in (1.0, 0.0))
"""What the grammars propose or refuse, three more columns each."""


@dataclass(frozen=True)
class Plan:
    """How to train: the encoder moves slower than the rest; the result is a running mean of the weights."""

    epochs: int = 10
    rate: float = 2e-3
    encoder_rate: float = 8e-4
    drop: float = 0.3
    decay: float = 0.995
    rows: int = 1280
    seed: int = 1
    warm: int = 30
    hide: float = 0.04
    no_marks: float = 0.2
    no_grammar: float = 0.25
    early: int = 5


PRETRAIN_STEPS = 9000
GOLD_PLAN = Plan(epochs=12)
FINAL_PLAN = Plan(epochs=14)
FOLDS = 5
SILVER, SILVER_WEIGHT = 2400, 0.4
THREADS = 1
