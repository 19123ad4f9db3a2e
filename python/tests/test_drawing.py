"""`machine.dot` is read by AALpy, and is the machine of `machine.json`."""

import json
from pathlib import Path
from typing import Any

import pytest
import tiny_report
from aalpy.utils import load_automaton_from_file
from conftest import site_reports

from glassbox.check.drawing import differs
from glassbox.check.machine import read_machine
from glassbox.check.refusal import Refusal


def symbol(numbers: list[int], streams: list[dict[str, Any]] | None = None) -> int | str:
    """As AALpy reads a letter: digits are an integer, all else a text; by their names where there are some."""
    named = [part.get("names") for part in streams] if streams else [None] * len(numbers)
    text = ",".join(str(names[n] if names else n) for n, names in zip(numbers, named, strict=True))
    return int(text) if text.isdigit() else text


def check_in_aalpy(drawing: Path, machine: dict[str, Any], names: dict[str, Any] | None = None) -> None:
    """Walks all transitions side by side; `names` as `audit.json` has them."""
    letters, answers = (names["letters"], names["answers"]["streams"]) if names else (None, None)
    learned = load_automaton_from_file(str(drawing), "mealy")
    assert learned.size == len(machine["transitions"])
    assert learned.is_input_complete()
    states = {0: learned.initial_state}
    for state, (targets, outputs) in enumerate(zip(machine["transitions"], machine["outputs"], strict=True)):
        for letter, target, output in zip(machine["letters"], targets, outputs, strict=True):
            read = symbol(letter, letters)
            assert states[state].output_fun[read] == symbol(output, answers)
            found = states[state].transitions[read]
            assert states.setdefault(target, found) is found


def test_aalpy_reads_the_drawing_made_here(tiny: Path) -> None:
    check_in_aalpy(tiny / "machine.dot", tiny_report.MACHINE)


@pytest.mark.skipif(not site_reports(), reason="GLASSBOX_REPORTS names no site")
def test_aalpy_reads_the_drawings_of_the_site() -> None:
    drawings = [folder / "machine.dot" for folder in site_reports() if (folder / "machine.dot").exists()]
    assert drawings
    for drawing in drawings:
        machine, audit = (
            json.loads(drawing.with_name(name).read_text(encoding="utf-8")) for name in ("machine.json", "audit.json")
        )
        check_in_aalpy(drawing, machine, (audit.get("data") or {}).get("symbols"))


@pytest.mark.parametrize(
    ("old", "new"),
    [("s0 -> s1", "s0 -> s0"), ('"1/1"', '"1/0"'), ("    s0 -> s0", "    // s0 -> s0"), ("__start0 [", "s0 -> s9; __start0 [")],
)
def test_another_drawing_is_noticed(old: str, new: str) -> None:
    machine = read_machine(tiny_report.MACHINE)
    assert differs(tiny_report.DRAWING.encode(), machine) is None
    assert differs(tiny_report.DRAWING.replace(old, new, 1).encode(), machine) is not None


def test_another_dialect_is_not_judged() -> None:
    with pytest.raises(Refusal):
        differs(b"digraph { }", read_machine(tiny_report.MACHINE))
