"""The accuracy that may not be lost: `tests/baseline.json`, what is measured against it, how it is raised.

    python tests/floors.py                      show measured figures beside their floors
    python tests/floors.py --write              raise floors to what is measured (`make baseline`)
    python tests/floors.py --write --allow-lower   also lower them; say why in the changelog

Sets whose gold is not here (`dev` needs the shared material) keep the floors they have.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path

from vnlaos_ner.cli.evaluating import Plan, run
from vnlaos_ner.document import SCORED_TYPES, MentionType
from vnlaos_ner.score.figures import figures

ROOT = Path(__file__).resolve().parent.parent
BASELINE = Path(__file__).parent / "baseline.json"
SETS: Mapping[str, Path] = {
    "seeds": ROOT / "fixtures" / "gold",
    "hard": ROOT / "fixtures" / "hard",
    "dev": ROOT.parent / "shared" / "gold" / "dev",
}
MARKED: Mapping[str, tuple[MentionType, ...]] = {"hard": ("EVENT", "DOCUMENT")}
"""What the gold of a set marks, where that is not the five scored types."""
SLACK = 0.005
"""One mention more or less on the seeds moves a figure by up to 0.01: floors leave room for half of that."""
Floors = dict[str, dict[str, float]]


def measure(name: str) -> dict[str, float]:
    """All figures of `extract` on one set."""
    plan = Plan(SETS[name], None, None, MARKED.get(name, SCORED_TYPES), False, False, "default", None)
    evaluation = run(plan, lambda _: None)
    return figures(evaluation.score, evaluation.types)


def load(path: Path = BASELINE) -> Floors:
    floors: Floors = json.loads(path.read_text(encoding="utf-8"))
    return floors


def under(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """One line for each floor that is not held; a figure that is no longer measured does not hold it."""
    return [
        f"{name}: {measured.get(name, math.nan):.4f} is under {least}"
        for name, least in floors.items()
        if not measured.get(name, -1.0) >= least
    ]


def raised(floors: Floors, measured: Floors, *, allow_lower: bool) -> Floors:
    """The new floors: `SLACK` under what is measured, in three decimals, and never under the old ones.

    Raises ValueError where a figure is under its floor, unless `allow_lower` says that it may sink.
    """
    new = dict(floors)
    for name, values in measured.items():
        old = floors.get(name, {})
        sunk = under(values, old)
        if sunk and not allow_lower:
            raise ValueError(f"{name}: {'; '.join(sunk)} (--allow-lower, with a reason in the changelog)")
        least = {key: max(0.0, math.floor((value - SLACK) * 1000) / 1000) for key, value in values.items()}
        kept = {key: old[key] for key in old if values.get(key, -1.0) >= old[key]}
        new[name] = {key: max(value, kept.get(key, 0.0)) for key, value in least.items()}
    return new


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Show or write the accuracy floors.")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    options = parser.parse_args(arguments)
    floors = load() if BASELINE.exists() else {}
    measured = {name: measure(name) for name, path in SETS.items() if path.is_dir()}
    for name, values in measured.items():
        for key, value in values.items():
            print(f"{name:6} {key:18} {value:.4f}  floor {floors.get(name, {}).get(key, '–')}")
    if options.write:
        try:
            new = raised(floors, measured, allow_lower=options.allow_lower)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        BASELINE.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
