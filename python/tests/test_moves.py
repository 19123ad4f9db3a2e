"""Moves of hidden states that a report of a network trained here tells of are made again, and held against where it has states."""

from pathlib import Path
from typing import Any

import pytest
import tiny_report
from tiny_report import edit_json, mend

from glassbox.check.findings import Finding, Outcome
from glassbox.check.inspection import inspect
from glassbox.check.options import Options
from glassbox.check.refusal import Refusal
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


def _causal(audit: dict[str, Any]) -> dict[str, Any]:
    return next(claim for claim in audit["claims"] if claim["claim"] == "causal")


def _findings(folder: Path) -> list[Finding]:
    try:
        return list(inspect(folder, Options()).findings)
    except Refusal:
        return []


def outcome(folder: Path, told: dict[str, Any]) -> tuple[Outcome, str]:
    def change(audit: dict[str, Any]) -> None:
        causal = _causal(audit)
        causal["interventions"] = {"exchange": {"cases": EXCHANGES, "errors": 0}, "shifts": [told]}
        causal["cases"] = EXCHANGES + told["cases"]
        causal["errors"] = told["errors"]

    edit_json(folder, change)
    mend(folder)
    found = next(finding for finding in _findings(folder) if finding.name == "causal")
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


def test_a_direction_along_which_moves_leave_hides_no_code(folder: Path) -> None:
    # Half-way between both states there are none.
    assert outcome(folder, shift(0.5, leaving=400, cases=0))[0] is Outcome.REFUTED


def test_moves_that_are_not_told_of_are_found(folder: Path) -> None:
    found, text = outcome(folder, shift(1.0, leaving=0, cases=0))
    assert found is Outcome.REFUTED
    assert "none is said to be told" in text


def test_where_most_moves_leave_none_may_be_tried(folder: Path) -> None:
    found, text = outcome(folder, shift(1.0, leaving=500, cases=400, held=400))
    assert found is Outcome.REFUTED
    assert "others were tried" in text


def test_a_direction_of_another_width_or_of_no_variable_is_refuted(folder: Path) -> None:
    told = shift(1.0, leaving=0, cases=400, held=400)
    assert outcome(folder, told | {"direction": [1.0, 0.0]})[0] is Outcome.REFUTED
    assert outcome(folder, told | {"variable": "depth"})[0] is Outcome.REFUTED


def test_a_rate_near_that_of_own_moves_is_taken(folder: Path) -> None:
    assert outcome(folder, shift(1.0, leaving=0, cases=400, held=390))[0] is Outcome.CONFIRMED


def test_a_direction_that_is_no_number_is_refused(folder: Path) -> None:
    told = shift(1.0, leaving=400, cases=0)
    edit_json(
        folder, lambda audit: _causal(audit).update(interventions={"exchange": {"cases": 999, "errors": 0}, "shifts": [told]})
    )
    mend(folder)
    # Last, as nothing but a text can say so: Python's own JSON writes it in another way.
    text = (folder / "audit.json").read_text()
    assert '"direction": [1.0]' in text
    (folder / "audit.json").write_text(text.replace('"direction": [1.0]', '"direction": [1e999]'))
    with pytest.raises(Refusal, match="a direction with a number that is none"):
        inspect(folder, Options())
