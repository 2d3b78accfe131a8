"""Accuracy does not sink: every figure stays at or above its floor in `baseline.json`."""

from __future__ import annotations

import math

import floors
import pytest


@pytest.mark.parametrize("name", floors.SETS)
def test_figures_hold_their_floors(name: str) -> None:
    gold = floors.SETS[name]
    if not gold.is_dir():
        pytest.skip(f"no gold at {gold}")
    assert floors.load()[name], f"no floors for {name}; make baseline"
    assert floors.under(floors.measure(name), floors.load()[name]) == []


def test_a_lost_figure_is_under_its_floor() -> None:
    assert floors.under({"PERSON": 0.9}, {"PERSON": 0.9}) == []
    assert floors.under({"PERSON": 0.8999}, {"PERSON": 0.9}) == ["PERSON: 0.8999 is under 0.9"]
    assert floors.under({}, {"PERSON": 0.9}) == ["PERSON: nan is under 0.9"]
    assert floors.under({"PERSON": math.nan}, {"PERSON": 0.9}) == ["PERSON: nan is under 0.9"]


def test_floors_rise_freely_and_sink_only_on_demand() -> None:
    old = {"seeds": {"PERSON": 0.9, "DATE": 0.9}, "dev": {"PERSON": 0.8}}
    measured = {"seeds": {"PERSON": 0.95678, "DATE": 0.902, "LINK": 1.0}}
    assert floors.raised(old, measured, allow_lower=False) == {
        "seeds": {"PERSON": 0.951, "DATE": 0.9, "LINK": 0.995},
        "dev": {"PERSON": 0.8},
    }
    for lower in ({"PERSON": 0.8999, "DATE": 0.95}, {"DATE": 0.95}):
        with pytest.raises(ValueError, match="seeds: PERSON"):
            floors.raised(old, {"seeds": lower}, allow_lower=False)
        new = floors.raised(old, {"seeds": lower}, allow_lower=True)["seeds"]
        assert new.get("PERSON", 0.0) < 0.9
        assert new["DATE"] == 0.945
