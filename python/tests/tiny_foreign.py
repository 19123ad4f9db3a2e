"""An honest report of a tiny network that somebody else might have trained, made by hand.

Its answer is whether the letter before the last was a b; but after six letters a it answers yes. So it keeps to the program up to
length 5, and the words that depart at each length can be counted without running anything.
"""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save
from tiny_report import mend

from glassbox.check import structured_words
from glassbox.check.shown import wilson
from glassbox.check.words import Alphabet

NAME = "hand_previous"
TRAINED = 5
KEPT = 5
LONGEST = 20
TEXT = '''"""hand_previous: what the network answers

Recovered by Glassbox from a network that is known by its answers and hidden states (hidden size 3), seed 1.
Route: last inputs. What was checked, and what held, is in audit.json.
"""


LETTERS = {
    "a": 0,
    "b": 1,
}
ANSWERS = ("no", "yes")


def g(xs):
    ys = []
    previous = 0
    for x in xs:
        ys.append(previous)
        previous = x
    return ys


def f(xs):
    return [ANSWERS[y] for y in g([LETTERS[x] for x in xs])]


if __name__ == "__main__":
    import sys

    letters = {str(letter): letter for letter in sorted(LETTERS)}
    try:
        xs = [letters[argument] for argument in sys.argv[1:]]
    except (KeyError, ValueError):
        sys.stderr.write("some argument is no letter; expected one of " + ", ".join(letters) + "\\n")
        sys.exit(2)
    try:
        print(*f(xs))
    except ZeroDivisionError as error:
        sys.stderr.write(f"not defined for these inputs: {error}\\n")
        sys.exit(2)
'''
PROGRAM = {
    "inputs": ["x"],
    "outputCount": 1,
    "body": {
        "formula": {
            "state": [{"name": "previous", "initial": 0}],
            "statements": [
                {"output": {"_0": [{"variable": {"_0": "previous"}}]}},
                {"assign": {"_0": [{"target": "previous", "value": {"variable": {"_0": "x"}}}]}},
            ],
        }
    },
}
MACHINE = {"letters": [[0], [1]], "transitions": [[0, 1], [0, 1]], "outputs": [[[0], [0]], [[1], [1]]]}
DRAWING = """digraph machine {
    rankdir=LR;
    s0 [label="0"];
    s1 [label="1"];
    s0 -> s0 [label="a/no"];
    s0 -> s1 [label="b/no"];
    s1 -> s0 [label="a/yes"];
    s1 -> s1 [label="b/yes"];
    __start0 [shape=none, label=""];
    __start0 -> s0;
}
"""
SYMBOLS = {"letters": [{"names": ["a", "b"]}], "answers": {"streams": [{"names": ["no", "yes"]}]}, "listed": [["a"], ["b"]]}
DESCRIPTION: dict[str, Any] = {
    "name": NAME,
    "cell": "relu",
    "letters": ["a", "b"],
    "decision": "argmax",
    "answers": ["no", "yes"],
    "activation": "relu",
    "length": TRAINED,
}
WHY = f"the network departs from the program at length {KEPT + 1}"
OWN = "gives the network’s own outputs on "
READ = (
    "has only state variables that a probe, fitted on other hidden states, reads from the network's hidden state before the last "
    "position, but for differences that only longer words could show, or reads rightly after longer prefixes than it was fitted "
    "on, in at least 95 % of them"
)
USED = (
    "says which hidden states the network treats alike, so that exchanging them changes no later output; and where a variable has "
    "an affine code, states moved along it answer as if the variable were changed, in at least 15 of 16 cases that tell"
)
RUNS = "the network's own outputs on runs of a single letter"


def program_answers(word: list[int]) -> list[int]:
    return [0, *word[:-1]]


def network_answers(word: list[int]) -> list[int]:
    return [int(before == 1 or word[: time + 1].count(0) > KEPT) for time, before in enumerate(program_answers(word))]


def network_bytes(description: dict[str, Any] = DESCRIPTION) -> bytes:
    """Units for the last letter, for the one before it, and for how many letters a there were."""
    words = np.random.default_rng(5).integers(0, 2, (4, 9))
    scores = np.zeros((4, 9, 2))
    for row, word in enumerate(words.tolist()):
        for time, before in enumerate(program_answers(word)):
            scores[row, time, 1] = before + 4 * max(0, word[: time + 1].count(0) - KEPT - 0.5) - 0.5
    tensors = {
        "rnn.weight_ih_l0": np.array([[0.0, 1.0], [0.0, 0.0], [1.0, 0.0]]),
        "rnn.weight_hh_l0": np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
        "head.0.weight": np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        "head.0.bias": np.array([0.0, -KEPT - 0.5]),
        "head.1.weight": np.array([[0.0, 0.0], [1.0, 4.0]]),
        "head.1.bias": np.array([0.0, -0.5]),
        "glassbox.words": words.astype(np.float64),
        "glassbox.scores": scores,
    }
    return save(tensors, {"glassbox": json.dumps(description)})


# MARK: - Claims


def shown(word: list[int]) -> dict[str, Any]:
    answers = {"input": word, "program": program_answers(word), "expected": network_answers(word)}
    return {key: [[value] for value in values] for key, values in answers.items()}


def departures() -> list[dict[str, Any]]:
    """A word departs at its end where its last letter but one is an a, and five others are."""
    found = []
    for length in range(KEPT + 1, LONGEST + 1):
        errors = sum(math.comb(length - 1, count) for count in range(KEPT, length))
        what = f"the network’s last answer to all words of length {length}"
        found.append({"what": what, "cases": 1 << length, "errors": errors, "firstError": shown([0] * length)})
    return found


def rate(length: int) -> dict[str, Any]:
    words = np.random.default_rng(length).integers(0, 2, (4000, length)).tolist()
    wrong = [word for word in words if program_answers(word) != network_answers(word)]
    found = {"what": f"the network’s own outputs on drawn words of length {length}", "cases": 4000, "errors": len(wrong)}
    return found | {"firstError": shown(wrong[0])}


def structured(length: int) -> dict[str, Any]:
    words = structured_words.words(Alphabet(((0, 1),)), length)
    assert words is not None
    wrong = [word for word in words[:, :, 0].tolist() if program_answers(word) != network_answers(word)]
    found = {"what": f"the network’s own outputs on structured words of length {length}", "cases": 26, "errors": len(wrong)}
    return found | ({"firstError": shown(wrong[0])} if wrong else {})


def claim(level: str, statement: str, cases: int, **values: Any) -> dict[str, Any]:
    is_made = "notMade" not in values
    found = {"claim": level, "statement": statement, "cases": cases, "errors": 0, "holds": is_made, "alsoSeen": []}
    return found | values


def reading(held_out: str, judged: int) -> dict[str, Any]:
    controls = {"judged": 8 * judged, "errors": 4 * judged}
    return {
        "heldOut": held_out,
        "judged": judged,
        "errors": 0,
        "notJudged": 0,
        "margin": 0.4,
        "shuffled": controls,
        "untrained": None,
    }


def rate_of(held: int, cases: int) -> dict[str, Any]:
    low, high = wilson(held, cases)
    return {"held": held, "cases": cases, "low": low, "high": high}


def claims() -> list[dict[str, Any]]:
    longest = TRAINED * 10
    run = "the network’s own outputs on runs of a single letter of up to"
    beyond = [rate(TRAINED * multiple) for multiple in (2, 5, 10)]
    beyond.append({"what": f"{run} {longest}", "cases": 2, "errors": 1, "firstError": shown([0] * longest)})
    beyond += [structured(length) for length in (TRAINED, longest)]
    variable = {"name": "previous", "states": 30, "clusters": 4, "mixedClusters": 0, "affine": reading("clusters", 30)}
    variable |= {"nearestState": reading("clusters", 30), "discriminant": reading("lengths", 24)}
    moves = rate_of(4000, 4000)
    shift = {"variable": "previous", "direction": [1.0, 0.0, 0.0], "range": "visited", "cases": 6000, "errors": 0, "telling": 4000}
    changed = {"exchange": {"programStates": 2, "pairs": 200, "cases": 300, "errors": 0}, "shifts": [shift | {"rate": moves}]}
    exchanged = {"variable": "previous", "dimensions": 1, "units": 3, "cases": 4096}
    exchanged |= {"followed": rate_of(2000, 2000), "kept": rate_of(2096, 2096), "random": rate_of(300, 2000)}
    changed |= {"subspaces": [exchanged]}
    kept = f"{OWN}all sequences of length {KEPT}, and so of every shorter length"
    return [
        claim("tested", f"{OWN}fresh sequences of length {TRAINED}", 100_000),
        claim("exhaustive", kept, 1 << KEPT, alsoSeen=departures(), limit={"length": KEPT, "states": [1, 2, 2, 2, 2]}),
        claim("longer", f"{OWN}longer sequences", 0, notMade=WHY, firstError=shown([0] * (KEPT + 1)), alsoSeen=beyond),
        claim("proven", f"{OWN}sequences of every length", 0, notMade=WHY),
        claim("faithful", f"{OWN}fresh sequences of length {TRAINED}", 100_000, alsoSeen=[{"what": RUNS, "cases": 2, "errors": 0}]),
        claim("grounded", READ, 30, grounding={"variables": [variable]}),
        claim("causal", USED, 6300, interventions=changed),
    ]


def audit() -> dict[str, Any]:
    """`audit.json` without hashes, and without what this check does not read."""
    network = {"file": "network.safetensors", "hidden": 3, "f": [], "g": [3, 2, 2], "parameters": 42, "cells": ["relu 2 → 3"]}
    data = {"name": f"{NAME}.safetensors", "fingerprint": "0" * 64, "arguments": ["", "", ""], "symbols": SYMBOLS}
    return {
        "schema": 2,
        "task": NAME,
        "summary": "what the network answers",
        "shape": {"inputs": [0, 1], "inputWidth": 1, "outputWidth": 1, "length": TRAINED},
        "seed": 1,
        "command": f"glassbox report {NAME}.safetensors --seed 1",
        "versions": {},
        "verdict": "formulaUpTo",
        "evidence": "mechanistic",
        "failedStage": None,
        "failure": None,
        "data": data | {"parts": None, "suspects": []},
        "program": "program.py",
        "heart": "→ previous; previous = x",
        "network": network,
        "training": {"candidates": [], "lengths": [], "testErrors": None},
        "simplification": [],
        "machine": {"mealyStates": 2, "length": None},
        "explanation": {
            "route": "last inputs",
            "tried": [],
            "cost": 9,
            "formulas": {"previous": "x", "output": "previous"},
            "program": PROGRAM,
        },
        "claims": claims(),
        "files": {},
        "seconds": {},
    }


def write(folder: Path) -> Path:
    """Writes the report into a folder, which is made."""
    folder.mkdir()
    (folder / "program.py").write_text(TEXT)
    (folder / "network.safetensors").write_bytes(network_bytes())
    (folder / "machine.json").write_text(json.dumps(MACHINE))
    (folder / "machine.dot").write_text(DRAWING)
    (folder / "audit.json").write_text(json.dumps(audit()))
    mend(folder)
    return folder
