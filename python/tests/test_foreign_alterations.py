"""What someone might change in a report of somebody else's network, with hashes mended, and the check that has to notice."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tiny_foreign
from answering import answering
from test_alterations import Alter, audit, claim, command, machine, network, program, refuted
from tiny_report import edit_json, edit_text, mend


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    return tiny_foreign.write(tmp_path / tiny_foreign.NAME)


def described(**values: object) -> Alter:
    """Another description in the network's file."""
    text = json.dumps({key: value for key, value in (tiny_foreign.DESCRIPTION | values).items() if value is not None})
    return network(lambda tensors: None, glassbox=text)


def unrecorded(change: Callable[[dict[str, Any]], object]) -> Alter:
    """A network without recorded scores, so that only its answers tell."""

    def alter(tensors: dict[str, Any]) -> None:
        del tensors["glassbox.words"], tensors["glassbox.scores"]
        change(tensors)

    return network(alter)


def within(level: str, *path: str | int, value: Any) -> Alter:
    """Another value at a place in a claim; of a number, what is added to it."""

    def alter(record: dict[str, Any]) -> None:
        part = next(part for part in record["claims"] if part["claim"] == level)
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = part[path[-1]] + value if isinstance(value, int) and not isinstance(value, bool) else value

    return audit(alter)


def without(level: str, key: str) -> Alter:
    return audit(lambda record: next(part for part in record["claims"] if part["claim"] == level).pop(key))


def named(**values: object) -> Alter:
    return audit(lambda record: record["data"]["symbols"].update(values))


def made(level: str, cases: int) -> Alter:
    """A claim that is not made is made."""

    def alter(record: dict[str, Any]) -> None:
        part = next(part for part in record["claims"] if part["claim"] == level)
        del part["notMade"]
        part.update(cases=cases, holds=True)

    return audit(alter)


def one_length_fewer(record: dict[str, Any]) -> None:
    record["claims"][1]["alsoSeen"].pop(0)


def nowhere(record: dict[str, Any]) -> None:
    """As if it had never been seen to depart."""
    del record["claims"][1]["limit"]
    record["claims"][1]["alsoSeen"] = []
    record["verdict"] = "formula"


OF_LENGTH_6 = f"{tiny_foreign.OWN}all sequences of length 6, and so of every shorter length"
LAST_OF_7 = "the network’s last answer to all words of length 7"
OTHER_WORD = tiny_foreign.shown([1] + [0] * 8)
WHY = "the network departs from the program at length"
SEEN: tuple[str | int, ...] = ("alsoSeen", 3)
VARIABLE: tuple[str | int, ...] = ("grounding", "variables", 0)
SHIFT: tuple[str | int, ...] = ("interventions", "shifts", 0)
SUBSPACE: tuple[str | int, ...] = ("interventions", "subspaces", 0)
LARGE = "0 * (2305843009213693952 + 2305843009213693952)"
ALTERATIONS: list[tuple[str, Alter, str]] = [
    ("answers whose numbers are large", answering(f"previous + {LARGE}"), "outputs"),
    ("answers whose numbers are large, said to be tested", answering(f"previous + {LARGE}"), "tested"),
    ("answers some of whose numbers are large", answering(f"previous if previous == 0 else 7 + {LARGE}"), "outputs"),
    ("a weight", network(lambda tensors: tensors["rnn.weight_hh_l0"].__imul__(0.7)), "network"),
    ("a weight, without recorded scores", unrecorded(lambda tensors: tensors["rnn.weight_hh_l0"].__imul__(0.7)), "exhaustive"),
    ("where it departs", unrecorded(lambda tensors: tensors["head.0.bias"].__iadd__(1)), "exhaustive"),
    ("a recorded score", network(lambda tensors: tensors["glassbox.scores"].__iadd__(0.01)), "network"),
    ("a recorded word", network(lambda tensors: tensors["glassbox.words"].fill(0)), "network"),
    (
        "an initial state",
        network(lambda tensors: tensors.update({"rnn.h0_l0": tensors["head.0.weight"][1] + 1})),
        "network",
    ),
    ("a tensor too many", network(lambda tensors: tensors.update({"x": tensors["head.1.bias"]})), "network"),
    ("the cell", described(cell="tanh"), "network"),
    ("what stands between layers", described(activation="none"), "network"),
    ("the names of letters, in the network", described(letters=["a", "c"]), "network"),
    ("the order of letters", described(letters=["b", "a"]), "exhaustive"),
    ("the order of answers", described(answers=["yes", "no"]), "exhaustive"),
    ("the decision", described(decision="sign", answers=None), "network"),
    ("the trained length", described(length=6), "network"),
    ("the network's name", described(name="another"), "network"),
    ("the names of letters", named(letters=[{"names": ["a", "c"]}]), "network"),
    ("the names of answers", named(answers={"streams": [{"names": ["no", "maybe"]}]}), "network"),
    ("the list of letters", named(listed=[["b"], ["a"]]), "network"),
    ("an answer's name in the program", program('"yes"', '"Yes"'), "program"),
    ("a letter's number in the program", program('"b": 1', '"b": 0'), "program"),
    ("what the program spells", program(r"LETTERS\[x\]", "LETTERS[-x]"), "program"),
    ("the program", program("previous = x", "previous = 1 - x"), "program"),
    ("what takes names for arguments", program("sorted\\(LETTERS\\)", "sorted(LETTERS, key=str)"), "program"),
    ("the route that the program names", program("last inputs", "last outputs"), "origin"),
    ("the seed", audit(lambda record: record.update(seed=2, command=f"glassbox report {tiny_foreign.NAME} --seed 2")), "origin"),
    ("the command", audit(lambda record: record.update(command="glassbox report another.safetensors --seed 1")), "network"),
    ("the stated cells", audit(lambda record: record["network"].update(cells=["relu 2 → 4"])), "network"),
    ("the stated parameters", audit(lambda record: record["network"].update(parameters=43)), "network"),
    ("the stated width of the head", audit(lambda record: record["network"].update(g=[3, 3, 2])), "network"),
    ("a transition of the machine", machine(lambda value: value.update(transitions=[[0, 0], [0, 1]])), "machine"),
    ("an arrow of the drawing", lambda folder: edit_text(folder, "machine.dot", "b/yes", "b/no"), "drawing"),
    ("a kept length", within("exhaustive", "limit", "length", value=1), "exhaustive"),
    ("the states up to a length", within("exhaustive", "limit", "states", value=[1, 2, 2, 2, 3]), "exhaustive"),
    ("letters that stand for others", audit(lambda record: record["claims"][1]["limit"].update(letters=2)), "exhaustive"),
    ("no limit", audit(nowhere), "exhaustive"),
    ("how many words there are", within("exhaustive", "cases", value=1), "exhaustive"),
    (
        "the length of all words",
        within("exhaustive", "statement", value=OF_LENGTH_6),
        "exhaustive",
    ),
    ("how many words depart", within("exhaustive", *SEEN, "errors", value=-1), "exhaustive"),
    ("how many words there are of a length", within("exhaustive", *SEEN, "cases", value=1), "exhaustive"),
    (
        "the length of words that depart",
        within("exhaustive", *SEEN, "what", value=LAST_OF_7),
        "exhaustive",
    ),
    ("a length that is left out", audit(one_length_fewer), "exhaustive"),
    ("another word that departs", within("exhaustive", *SEEN, "firstError", value=OTHER_WORD), "exhaustive"),
    ("a letter of a word that is shown", within("exhaustive", *SEEN, "firstError", "input", 8, value=[1]), "exhaustive"),
    ("an answer of the network that is shown", within("exhaustive", *SEEN, "firstError", "expected", 8, value=[0]), "exhaustive"),
    ("an answer of the program that is shown", within("longer", "alsoSeen", 0, "firstError", "program", 0, value=[1]), "longer"),
    ("a word that is shown for none", without("longer", "firstError"), "longer"),
    ("the verdict", audit(lambda record: record.update(verdict="formula")), "verdict"),
    ("a verdict too low", audit(lambda record: record.update(verdict="approximation")), "verdict"),
    ("a verdict of a table", audit(lambda record: record.update(verdict="tableUpTo")), "verdict"),
    ("the kind of evidence", audit(lambda record: record.update(evidence="behavioural")), "verdict"),
    ("how many words were tested", within("tested", "cases", value=1), "tested"),
    ("the length of tested words", within("tested", "statement", value=f"{tiny_foreign.OWN}fresh sequences of length 6"), "tested"),
    ("errors of the test", within("tested", "errors", value=1), "verdict"),
    ("errors of the test, tolerated", claim("tested", errors=3, tolerated=3), "tested"),
    ("errors of drawn words, tolerated", claim("faithful", errors=3, tolerated=3), "verdict"),
    ("errors that are tolerated of all words", claim("exhaustive", errors=3, tolerated=3), "verdict"),
    ("errors that are tolerated of probes", claim("grounded", errors=3, tolerated=3), "grounded"),
    ("a command that does more", command("; touch x; : --seed 1"), "network"),
    ("where it is said to depart", claim("longer", notMade=f"{WHY} 7"), "longer"),
    ("where it is said to depart, elsewhere", claim("proven", notMade=f"{WHY} 7"), "proven"),
    ("why it is not proven", claim("proven", notMade="nobody tried"), "proven"),
    ("a proof", made("proven", 2), "proven"),
    ("longer words", made("longer", 12_002), "longer"),
    ("how many drawn words depart", within("longer", "alsoSeen", 0, "errors", value=900), "longer"),
    ("how many words were drawn", within("longer", "alsoSeen", 0, "cases", value=1), "longer"),
    ("how many runs depart", within("longer", "alsoSeen", 3, "errors", value=1), "longer"),
    ("how many words were compared", within("faithful", "cases", value=1), "faithful"),
    ("how many runs were compared", within("faithful", "alsoSeen", 0, "cases", value=1), "faithful"),
    ("how many values are read", within("grounded", "cases", value=1), "grounded"),
    ("the variable that is read", within("grounded", *VARIABLE, "name", value="x"), "grounded"),
    ("how many states are looked into", within("grounded", *VARIABLE, "states", value=1), "grounded"),
    ("how many states a probe is judged on", within("grounded", *VARIABLE, "affine", "judged", value=1), "grounded"),
    ("how many a discriminant is judged on", within("grounded", *VARIABLE, "discriminant", "judged", value=1), "grounded"),
    ("errors of a probe", within("grounded", *VARIABLE, "affine", "errors", value=1), "causal"),
    ("what an affine probe is judged on", within("grounded", *VARIABLE, "affine", "heldOut", value="lengths"), "grounded"),
    ("a score for each memory", within("grounded", *VARIABLE, "jointly", value=tiny_foreign.reading("lengths", 24)), "grounded"),
    ("what is said to be read", claim("grounded", statement="has variables"), "grounded"),
    ("what is said to be changed", claim("causal", statement="says which states are alike"), "causal"),
    ("how many exchanges were made", within("causal", "interventions", "exchange", "cases", value=1), "causal"),
    ("an exchange that went wrong", within("causal", "interventions", "exchange", "errors", value=1), "causal"),
    ("how many moves were made", within("causal", *SHIFT, "cases", value=1), "causal"),
    ("moves that went wrong", within("causal", *SHIFT, "errors", value=1), "causal"),
    ("the interval of a rate", within("causal", *SHIFT, "rate", "low", value=0.999), "causal"),
    ("the variable that is moved", within("causal", *SHIFT, "variable", value="x"), "causal"),
    ("the direction of a move", within("causal", *SHIFT, "direction", value=[0.0, 1.0, 0.0]), "causal"),
    ("a direction of other width", within("causal", *SHIFT, "direction", value=[1.0]), "causal"),
    ("the variable whose subspace is exchanged", within("causal", *SUBSPACE, "variable", value="x"), "causal"),
    ("the units of which it is a subspace", within("causal", *SUBSPACE, "units", value=1), "causal"),
    ("the interval of a subspace's rate", within("causal", *SUBSPACE, "followed", "low", value=0.5), "causal"),
    (
        "how many random directions were tried",
        within("causal", *SUBSPACE, "random", value=tiny_foreign.rate_of(9, 10)),
        "causal",
    ),
    ("how often a subspace was exchanged", within("causal", *SUBSPACE, "cases", value=-1), "causal"),
    ("how a subspace is followed", within("causal", *SUBSPACE, "followed", value=tiny_foreign.rate_of(1000, 2000)), "causal"),
    ("how a subspace is kept", within("causal", *SUBSPACE, "kept", value=tiny_foreign.rate_of(1000, 2096)), "causal"),
]


def test_the_honest_report_is_confirmed(foreign: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refuted(foreign, capsys, 0) == set()


@pytest.mark.parametrize(("what", "alter", "check"), ALTERATIONS, ids=[case[0] for case in ALTERATIONS])
def test_an_alteration_is_noticed(foreign: Path, capsys: pytest.CaptureFixture[str], what: str, alter: Alter, check: str) -> None:
    alter(foreign)
    mend(foreign)
    assert check in refuted(foreign, capsys, 1), what


def test_what_is_forged_and_not_mended_is_noticed(foreign: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_json(foreign, lambda value: value.update(transitions=[[0, 0], [0, 1]]), "machine.json")
    assert "files" in refuted(foreign, capsys, 1)
