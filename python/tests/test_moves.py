"""Moves of hidden states that a report of a network trained here tells of are made again, and held against where it has states."""

import math
from pathlib import Path
from typing import Any

import pytest
import tiny_report
from tiny_report import edit_json, edit_network, mend

from glassbox.check.findings import Outcome
from glassbox.check.inspection import inspect
from glassbox.check.options import Options
from glassbox.check.shown import wilson

EXCHANGES = 999


def shift(direction: float, *, leaving: int | None, cases: int, held: int | None = None) -> dict[str, Any]:
    """As `audit.json` tells of it; all cases tell, and those that are not held go wrong."""
    told: dict[str, Any] = {"variable": "parity", "direction": [direction], "range": "a program state that a prefix leads to"}
    told |= {"cases": cases, "errors": 0 if held is None else cases - held, "telling": cases}
    if leaving is not None:
        told["leaving"] = leaving
    if held is not None:
        low, high = wilson(held, cases)
        told["rate"] = {"cases": cases, "held": held, "low": low, "high": high}
    return told


def outcome(folder: Path, told: dict[str, Any]) -> tuple[Outcome, str]:
    def change(audit: dict[str, Any]) -> None:
        causal = next(claim for claim in audit["claims"] if claim["claim"] == "causal")
        causal["interventions"] = {"exchange": {"cases": EXCHANGES, "errors": 0}, "shifts": [told]}
        causal["cases"] = EXCHANGES + told["cases"]
        causal["errors"] = told["errors"]

    edit_json(folder, change)
    mend(folder)
    found = next(finding for finding in inspect(folder, Options()).findings if finding.name == "causal")
    return found.outcome, found.detail


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_report.write(tmp_path / "report")


def test_moves_along_the_code_stay_and_go_as_told(folder: Path) -> None:
    assert outcome(folder, shift(1.0, leaving=0, cases=400, held=400))[0] is Outcome.CONFIRMED


def test_of_earlier_reports_moves_are_not_made_again(folder: Path) -> None:
    assert outcome(folder, shift(0.5, leaving=None, cases=400, held=400))[0] is Outcome.CONFIRMED


def test_a_code_that_is_said_to_be_none_is_found(folder: Path) -> None:
    found, text = outcome(folder, shift(1.0, leaving=400, cases=0))
    assert found is Outcome.REFUTED
    assert "0.0 % of own moves of parity lead to where the network has no states; most are said to" in text


def test_a_code_that_is_none_is_found(folder: Path) -> None:
    # Half-way between both states there are none; the network would go on with what it rounds to.
    found, text = outcome(folder, shift(0.5, leaving=0, cases=400, held=400))
    assert found is Outcome.REFUTED
    assert "100.0 % of own moves" in text


def test_where_most_moves_leave_none_may_be_tried(folder: Path) -> None:
    found, text = outcome(folder, shift(1.0, leaving=500, cases=400, held=400))
    assert found is Outcome.REFUTED
    assert "others were tried" in text or "most are said to" in text


def test_a_direction_of_another_width_or_of_no_variable_is_refuted(folder: Path) -> None:
    told = shift(1.0, leaving=0, cases=400, held=400)
    assert outcome(folder, told | {"direction": [1.0, 0.0]})[0] is Outcome.REFUTED
    assert outcome(folder, told | {"variable": "depth"})[0] is Outcome.REFUTED


def test_a_rate_near_that_of_own_moves_is_taken(folder: Path) -> None:
    assert outcome(folder, shift(1.0, leaving=0, cases=400, held=390))[0] is Outcome.CONFIRMED


def test_a_network_whose_code_is_another_is_seen(folder: Path) -> None:
    """h is twice the parity, so that a step of one leads to half-way."""

    def double(tensors: dict[str, Any]) -> None:
        tensors["transition.0.weight"] = tensors["transition.0.weight"] * [1.0, 2.0]
        tensors["readout.0.weight"] = tensors["readout.0.weight"] / 2

    edit_network(folder, double)
    mend(folder)
    assert outcome(folder, shift(2.0, leaving=0, cases=400, held=400))[0] is Outcome.CONFIRMED
    found, text = outcome(folder, shift(1.0, leaving=0, cases=400, held=400))
    assert found is Outcome.REFUTED
    assert math.isclose(float(text.split(" %")[0]), 100.0)
