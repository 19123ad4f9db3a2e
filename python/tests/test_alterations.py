"""What someone might change in a report, with hashes mended or not, and the check that has to notice."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tiny_foreign
import tiny_report
from tiny_report import edit_json, edit_network, edit_text, mend

from glassbox.check.command_line import main

Alter = Callable[[Path], object]


def audit(change: Callable[[dict[str, Any]], object]) -> Alter:
    return lambda folder: edit_json(folder, change)


def machine(change: Callable[[dict[str, Any]], object]) -> Alter:
    return lambda folder: edit_json(folder, change, "machine.json")


def network(change: Callable[[dict[str, Any]], object], **metadata: str) -> Alter:
    return lambda folder: edit_network(folder, change, **metadata)


def program(pattern: str, new: str) -> Alter:
    def alter(folder: Path) -> None:
        text = (folder / "program.py").read_text()
        changed = re.sub(pattern, new, text, count=1)
        assert changed != text
        (folder / "program.py").write_text(changed)

    return alter


def claim(level: str, **values: object) -> Alter:
    return audit(lambda value: next(part for part in value["claims"] if part["claim"] == level).update(values))


def command(end: str) -> Alter:
    return audit(lambda value: value.update(command=f"glassbox report {value['task']}{end}"))


UNMOVED = {"exchange": {"cases": 999, "errors": 0}, "shifts": []}


def other_output(value: dict[str, Any]) -> None:
    value["outputs"][1][0] = [1 - value["outputs"][1][0][0]]


def other_transition(value: dict[str, Any]) -> None:
    value["transitions"][1][0] = 1 - value["transitions"][1][0]


def another_state(value: dict[str, Any]) -> None:
    for key in ("transitions", "outputs"):
        value[key].append(value[key][0])


def other_program_value(value: dict[str, Any]) -> None:
    """The variable begins with another number."""
    value["explanation"]["program"]["body"]["formula"]["state"][0]["initial"] = 1


def program_of_another_task(folder: Path) -> None:
    """All that is said of the program is said of the other one: only running it tells."""
    name = json.loads((folder / "audit.json").read_text())["explanation"]["program"]["inputs"]
    code = f"def f(xs):\n    return [{name[0]} for {', '.join(name)} in xs]"
    program(r"(?s)def f\(xs\):.*?(?=\n\n\nif __name__)", code)(folder)
    variable = {"variable": {"_0": name[0]}}
    body = {"formula": {"state": [], "statements": [{"output": {"_0": [variable]}}]}}
    told = {"formulas": {"output": name[0]}, "program": {"inputs": name, "outputCount": 1, "body": body}}
    edit_json(folder, lambda value: value["explanation"].update(told))
    edit_json(folder, lambda value: value.update(heart=f"→ {name[0]}"))


def link(folder: Path) -> None:
    shutil.move(folder / "program.py", folder.parent / "elsewhere.py")
    (folder / "program.py").symlink_to(folder.parent / "elsewhere.py")


UNMENDED: list[tuple[str, Alter, str]] = [
    ("a weight, slightly", network(lambda tensors: tensors["readout.0.bias"].__iadd__(1e-9)), "files"),
    ("a missing file", lambda folder: (folder / "machine.json").unlink(), "files"),
    ("a file that is not stated", audit(lambda value: value["files"].pop("machine.dot")), "files"),
    ("a link to the file", link, "files"),
    ("a stated file that is none", audit(lambda value: value["files"].update({"../../etc/passwd": "00"})), "files"),
]
MENDED: list[tuple[str, Alter, str]] = [
    ("a weight", network(lambda tensors: tensors["readout.0.weight"].__imul__(0.4)), "faithful"),
    ("the initial state", network(lambda tensors: tensors["initial_state"].__iadd__(1)), "faithful"),
    ("the network of another task", network(lambda tensors: None, task="Another"), "network"),
    ("a network that answers 0", network(lambda tensors: tensors["readout.0.weight"].fill(0)), "machine"),
    ("a weight that is no number", network(lambda tensors: tensors["readout.0.bias"].fill(float("nan"))), "network"),
    ("an operator of the program", program(r" (\^=|\+) ", " - "), "program"),
    ("a constant of the program", program(r"(\n    \w+ = )0", r"\g<1>1"), "program"),
    ("the program of another task", program_of_another_task, "faithful"),
    ("the program of another task, unproven", program_of_another_task, "proven"),
    ("what makes a command of the program", program("import sys", "import os"), "program"),
    ("the task that the program names", program(r'"""\w+', '"""Another'), "program"),
    ("the program told as a value", audit(other_program_value), "program"),
    ("the program's line on the card", audit(lambda value: value.update(heart="→ x")), "program"),
    ("a formula that is told", audit(lambda value: value["explanation"]["formulas"].update(output="1 - 1")), "program"),
    ("a transition of the machine", machine(other_transition), "proven"),
    ("an output of the machine", machine(other_output), "proven"),
    ("an output of the machine, beside the network", machine(other_output), "machine"),
    ("a state of the machine too many", machine(another_state), "machine"),
    ("how many states are stated", audit(lambda value: value["machine"].update(mealyStates=3)), "machine"),
    ("the drawing", lambda folder: edit_text(folder, "machine.dot", "s0 -> s1", "s0 -> s0"), "drawing"),
    ("the stated shape", audit(lambda value: value["network"].update(hidden=7)), "network"),
    ("the verdict", audit(lambda value: value.update(verdict="table")), "verdict"),
    ("the kind of evidence", audit(lambda value: value.update(evidence="behavioural")), "verdict"),
    ("a claim that holds with errors", claim("tested", errors=3), "verdict"),
    ("errors that are tolerated of all words", claim("exhaustive", errors=3, tolerated=3), "verdict"),
    ("errors that are tolerated of longer words", claim("longer", errors=3, tolerated=1 << 50), "verdict"),
    ("errors that are tolerated of a proof", claim("proven", errors=1, tolerated=1), "verdict"),
    ("errors that are tolerated of the network's answers", claim("faithful", errors=3, tolerated=3), "verdict"),
    ("errors that are tolerated of a test without data", claim("tested", errors=3, tolerated=3), "verdict"),
    ("errors that are tolerated of probes", claim("grounded", errors=3, tolerated=3), "verdict"),
    ("errors that are tolerated of exchanges", claim("causal", errors=3, tolerated=3), "verdict"),
    ("errors that none are told of beside", claim("causal", errors=3, interventions=UNMOVED), "verdict"),
    ("a command that does more", command("; touch x; : --seed 3"), "network"),
    ("a command of another seed", command(" --seed 4"), "network"),
    ("how many sequences are exhaustive", claim("exhaustive", cases=1000), "exhaustive"),
    ("how many pairs of states were compared", claim("proven", cases=17), "proven"),
    ("the seed", audit(lambda value: value.update(seed=4)), "network"),
]


def refuted(folder: Path, capsys: pytest.CaptureFixture[str], status: int) -> set[str]:
    """The checks that the command says are refuted; it has to end with `status`."""
    assert main([str(folder), "--json", "--sequences", "1000", "--words", "4096"]) == status
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    return {finding["check"] for finding in report["findings"] if finding["outcome"] == "refuted"}


def test_the_honest_report_is_confirmed(honest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refuted(honest, capsys, 0) == set()


@pytest.mark.parametrize(("what", "alter", "check"), UNMENDED, ids=[case[0] for case in UNMENDED])
def test_an_altered_file_is_noticed(honest: Path, capsys: pytest.CaptureFixture[str], what: str, alter: Alter, check: str) -> None:
    alter(honest)
    assert check in refuted(honest, capsys, 1), what


@pytest.mark.parametrize(("what", "alter", "check"), MENDED, ids=[case[0] for case in MENDED])
def test_an_alteration_with_mended_hashes_is_noticed(
    honest: Path, capsys: pytest.CaptureFixture[str], what: str, alter: Alter, check: str
) -> None:
    alter(honest)
    mend(honest)
    assert check in refuted(honest, capsys, 1), what


def test_a_variable_that_is_read_alone_is_not_told_as_read_with_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tiny_report.write(tmp_path / "report")
    read = tiny_foreign.reading("clusters", 876)
    variable = {"name": "parity", "states": 876, "clusters": 2, "mixedClusters": 0, "affine": read, "nearestState": read}
    claim("grounded", grounding={"variables": [variable]})(folder)
    mend(folder)
    assert refuted(folder, capsys, 0) == set()
    claim("grounded", grounding={"variables": [variable | {"jointly": tiny_foreign.reading("lengths", 24)}]})(folder)
    mend(folder)
    assert refuted(folder, capsys, 1) == {"verdict"}
