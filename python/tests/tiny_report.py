"""An honest report of a tiny network that tells the parity of all bits so far, made by hand; and what alters and mends reports."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load, save

from glassbox.check.program_file import command_end

TITLE = "Hand_Parity: parity of all bits so far"
CODE = """def f(xs):
    ys = []
    parity = 0
    for x in xs:
        parity ^= x
        ys.append(parity)
    return ys"""
TABLE_CODE = """# (state, x): (next state, output)
TABLE = {
    (0, 0): (0, 0), (0, 1): (1, 1),
    (1, 0): (1, 1), (1, 1): (0, 0),
}


def f(xs):
    ys = []
    state = 0
    for x in xs:
        state, y = TABLE[state, x]
        ys.append(y)
    return ys"""

PARITY = {"binary": {"_0": "exclusiveOr", "_1": {"variable": {"_0": "parity"}}, "_2": {"variable": {"_0": "x"}}}}
PROGRAM = {
    "inputs": ["x"],
    "outputCount": 1,
    "body": {
        "formula": {
            "state": [{"name": "parity", "initial": 0}],
            "statements": [
                {"assign": {"_0": [{"target": "parity", "value": PARITY}]}},
                {"output": {"_0": [{"variable": {"_0": "parity"}}]}},
            ],
        }
    },
}
TABLE_PROGRAM = {
    "inputs": ["x"],
    "outputCount": 1,
    "body": {
        "table": {
            "_0": {
                "initial": 0,
                "transitions": [
                    {"state": state, "input": [x], "next": state ^ x, "output": [state ^ x]} for state in (0, 1) for x in (0, 1)
                ],
            }
        }
    },
}
MACHINE = {"letters": [[0], [1]], "transitions": [[0, 1], [1, 0]], "outputs": [[[0], [1]], [[1], [0]]]}
DRAWING = """digraph machine {
    s0 [label="0"];
    s1 [label="1"];
    s0 -> s0 [label="0/0"];
    s0 -> s1 [label="1/1"];
    s1 -> s1 [label="0/1"];
    s1 -> s0 [label="1/0"];
    __start0 [shape=none, label=""];
    __start0 -> s0;
}
"""


def program_text(code: str = CODE, title: str = TITLE, *, is_table: bool = False) -> str:
    """A whole `program.py`."""
    return f'"""{title}\n\nMade by hand.\n"""\n\n\n{code}{command_end(1, 1, is_table=is_table)}'


def network_bytes() -> bytes:
    """h' = |h - x|, y = h."""
    tensors = {
        "transition.0.weight": np.array([[1.0, -1.0], [-1.0, 1.0]]),
        "transition.0.bias": np.zeros(2),
        "transition.1.weight": np.array([[1.0, 1.0]]),
        "transition.1.bias": np.zeros(1),
        "readout.0.weight": np.array([[1.0]]),
        "readout.0.bias": np.zeros(1),
        "initial_state": np.zeros(1),
    }
    return save(tensors, {"task": "Hand_Parity", "seed": "3"})


def _claim(level: str, cases: int) -> dict[str, Any]:
    return {"claim": level, "statement": "holds", "cases": cases, "errors": 0, "holds": True, "alsoSeen": []}


def audit() -> dict[str, Any]:
    """`audit.json` without hashes, and without what this check does not read."""
    levels = {"tested": 1000, "exhaustive": 1024, "longer": 1000, "proven": 2, "faithful": 1000, "grounded": 876, "causal": 999}
    return {
        "schema": 2,
        "task": "Hand_Parity",
        "summary": "parity of all bits so far",
        "shape": {"inputs": [0, 1], "inputWidth": 1, "outputWidth": 1, "length": 10},
        "seed": 3,
        "command": "glassbox report Hand_Parity --seed 3",
        "versions": {},
        "verdict": "formula",
        "evidence": "mechanistic",
        "failedStage": None,
        "failure": None,
        "program": "program.py",
        "heart": "parity ^= x → parity",
        "network": {"file": "network.safetensors", "hidden": 1, "f": [2, 2, 1], "g": [1, 1], "parameters": 11},
        "training": {"candidates": [], "lengths": [], "testErrors": 0},
        "simplification": [],
        "machine": {"mealyStates": 2},
        "explanation": {
            "route": "last output",
            "tried": [],
            "cost": 19,
            "formulas": {"parity": "parity ^ x", "output": "parity"},
            "program": PROGRAM,
        },
        "claims": [_claim(level, cases) for level, cases in levels.items()],
        "files": {},
        "seconds": {},
    }


def write(folder: Path) -> Path:
    """Writes the report into a folder, which is made."""
    folder.mkdir()
    (folder / "program.py").write_text(program_text())
    (folder / "network.safetensors").write_bytes(network_bytes())
    (folder / "machine.json").write_text(json.dumps(MACHINE))
    (folder / "machine.dot").write_text(DRAWING)
    (folder / "audit.json").write_text(json.dumps(audit()))
    mend(folder)
    return folder


# MARK: - Alterations


def edit_json(folder: Path, change: Callable[[Any], object], name: str = "audit.json") -> None:
    """Changes a JSON file in place."""
    value = json.loads((folder / name).read_text())
    change(value)
    (folder / name).write_text(json.dumps(value))


def edit_text(folder: Path, name: str, old: str, new: str) -> None:
    """Replaces the first `old`, which has to be there."""
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


def edit_network(folder: Path, change: Callable[[dict[str, Any]], object], **metadata: str) -> None:
    """Changes tensors in place; `metadata` replaces what the header says."""
    path = folder / "network.safetensors"
    data = path.read_bytes()
    tensors = {name: np.array(tensor) for name, tensor in load(data).items()}
    change(tensors)
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    path.write_bytes(save(tensors, header["__metadata__"] | metadata))


def mend(folder: Path) -> None:
    """States the SHA-256 that the files have now."""
    names = ("program.py", "network.safetensors", "machine.json", "machine.dot")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names if (folder / name).exists()}
    edit_json(folder, lambda value: value.update(files=hashes))
