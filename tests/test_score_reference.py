"""The reference tool that came with the gold and our scorer count the same on the same predictions."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vnlaos_ner import gold
from vnlaos_ner.document import SCORED_TYPES
from vnlaos_ner.gold import GoldDocument
from vnlaos_ner.score.evaluation import evaluate, total
from vnlaos_ner.score.predictions import predictor

SHARED = Path(__file__).parent.parent.parent / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="../shared is not here")


def faulty(document: GoldDocument, chance: random.Random) -> dict[str, Any]:
    """The gold as a prediction in which about a third of the mentions have something wrong."""
    names = sorted(
        {m.canonical for m in document.mentions} | {m.holder for m in document.mentions if m.holder}
    )
    ids = {name: f"e{i}" for i, name in enumerate(names)}
    mentions = []
    for m in document.mentions:
        error = chance.choice(["drop", "type", "start", "name", "holder", "extra", *["none"] * 12])
        if error == "drop":
            continue
        kind = chance.choice(SCORED_TYPES) if error == "type" else m.type
        start = m.start + (error == "start" and m.end - m.start > 2)
        name = chance.choice(names) if error == "name" else m.canonical
        holder = chance.choice([None, *names]) if error == "holder" else m.holder
        row = {"type": kind, "start": start, "end": m.end, "text": document.text[start : m.end]}
        mentions.append(
            {**row, "entity": ids[name], "holder": ids.get(holder or "") if kind == "OFFICE" else None}
        )
        if error == "extra":
            mentions.append(
                {**row, "end": m.end - 1, "text": document.text[start : m.end - 1], "entity": ids[name]}
            )
    entities = [{"id": i, "name": name} for name, i in ids.items()]
    mentions = [m for m in mentions if m["text"]]
    return {"source": document.source.name, "mentions": mentions, "entities": entities}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_equal_counts(tmp_path: Path, seed: int) -> None:
    folder = SHARED / "gold" / "seeds"
    documents = gold.load(folder)
    chance = random.Random(seed)
    path = tmp_path / "found.jsonl"
    rows = [faulty(d, chance) for d in documents]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    tool = [sys.executable, str(SHARED / "tools" / "goldtool.py"), "score", str(folder), str(path), "--json"]
    theirs = json.loads(subprocess.run(tool, capture_output=True, check=True, text=True).stdout)
    score = total(evaluate(documents, predictor(path, lambda _: None), SCORED_TYPES))
    for kind in SCORED_TYPES:
        ours, row = score.get("strict", kind), theirs["types"][kind]
        assert (ours.gold, ours.predicted) == (row["gold"], row["pred"])
        assert (ours.precision, ours.recall, ours.f1) == pytest.approx((row["p"], row["r"], row["f1"]))
        assert score.get("name", kind).f1 == pytest.approx(row["name_acc"])
        # theirs pairs greedily in text order; ours, best first, can only find the same or more
        assert score.get("type", kind).f1 >= row["overlap_f1"] - 1e-9
    link, row = score.get("links", "OFFICE"), theirs["link"]
    assert link.gold == row["gold"]
    assert (link.precision, link.recall, link.f1) == pytest.approx((row["p"], row["r"], row["f1"]))
    assert 0.5 < link.f1 < 1
