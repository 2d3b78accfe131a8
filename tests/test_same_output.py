"""Same input, same bytes: from run to run, whatever the order in which sets and hashes happen to come."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def extracted(form: str, hash_seed: str) -> bytes:
    command = [sys.executable, "-m", "vnlaos_ner", "extract", "seeds", "--format", form, "--jobs", "1"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return done.stdout


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_two_runs_give_the_same_bytes(form: str) -> None:
    first = extracted(form, "1")
    assert first.count(b'"PERSON"') > 50
    assert extracted(form, "2") == first
