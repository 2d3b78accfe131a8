"""Where the material lies and how large the runs are: one place, so that every command agrees."""

from __future__ import annotations

import os
from pathlib import Path

from training.fit import Plan

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
WORK = Path(os.environ.get("VNLAOS_TRAINING_WORK", ROOT / ".training"))
"""Caches and intermediate weights (a few hundred megabytes); not part of the project."""

KINDS = (
    "role", "role_modifier", "office", "body", "body_head", "inner_unit", "minor_role", "occupation", "field",
    "organization", "honorific", "rank", "status", "abbreviation", "family", "foreign_name", "place",
    "country", "person", "place_class",
)  # fmt: skip
"""Lexicon kinds the tagger sees, three mark columns each, in this order."""

PRETRAIN_STEPS = 1600
GOLD_PLAN = Plan(epochs=10)
FINAL_PLAN = Plan(epochs=12)
FOLDS = 5
SILVER, SILVER_WEIGHT = 2400, 0.4
THREADS = 2
