"""Networks that somebody else trained, as the check reads and runs them.

Beside their own recorded scores, and the evaluator of another package, with which it shares nothing.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save

from glassbox.check.curve import is_law
from glassbox.check.deadline import Deadline
from glassbox.check.refusal import Refusal
from glassbox.check.spelling import command_end, without_names
from glassbox.check.stack_file import DescribedStack, read_stack
from glassbox.check.symbols import Symbols, named
from glassbox.check.syntax import read_program
from glassbox.exporting.evaluation import evaluate

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures" / "networks").glob("*.safetensors"))
GATES = {"tanh": 1, "relu": 1, "gru": 3, "lstm": 4}
UNITS = 3


def read(tensors: dict[str, Any], description: dict[str, Any]) -> DescribedStack:
    arrays = {name: np.ascontiguousarray(tensor, np.float64) for name, tensor in tensors.items()}
    return read_stack(save(arrays, {"glassbox": json.dumps(description)}))


@pytest.mark.parametrize("path", FIXTURES, ids=[path.stem for path in FIXTURES])
def test_fixtures_score_as_was_recorded(path: Path) -> None:
    with safe_open(path, "np") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        described = read(tensors, json.loads(file.metadata()["glassbox"]))
    assert described.recorded is not None
    assert described.recorded.problem(described.network, 1e-5, Deadline(60)) is None


def drawn(cell: str, features: int, layers: int = 1, projected: int | None = None, head: int = 1) -> dict[str, Any]:
    """The tensors of a network without an embedding; with two scores."""
    random = np.random.default_rng(7)
    given, rows = projected or UNITS, GATES[cell] * UNITS
    tensors: dict[str, Any] = {}
    for layer in range(layers):
        shapes = {"weight_ih": (rows, features if layer == 0 else given), "weight_hh": (rows, given), "bias_ih": (rows,)}
        shapes |= {"bias_hh": (rows,), "h0": (given,)} | ({"c0": (UNITS,)} if cell == "lstm" else {})
        shapes |= {"weight_hr": (given, UNITS)} if projected else {}
        tensors |= {f"rnn.{name}_l{layer}": random.normal(size=shape) for name, shape in shapes.items()}
    for layer in range(head):
        width = 2 if layer == head - 1 else 4
        reads = given if layer == 0 else 4
        tensors |= {f"head.{layer}.weight": random.normal(size=(width, reads)), f"head.{layer}.bias": random.normal(size=width)}
    return tensors


LETTERS = {"letters": ["a", "b", "c"], "decision": "argmax", "answers": ["no", "yes"]}
NUMBERS = {"numbers": [[-2, 2], [0, 3]], "decision": "sign"}
NETWORKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "tanh": (drawn("tanh", 3, layers=2), LETTERS | {"cell": "tanh"}),
    "relu": (drawn("relu", 3), LETTERS | {"cell": "relu"}),
    "gru": (drawn("gru", 3, layers=2), LETTERS | {"cell": "gru"}),
    "gru, reset before": (drawn("gru", 3), LETTERS | {"cell": "gru", "reset": "before"}),
    "lstm": (drawn("lstm", 3, layers=3), LETTERS | {"cell": "lstm"}),
    "lstm, projected": (drawn("lstm", 3, layers=2, projected=2), LETTERS | {"cell": "lstm"}),
    "a head of layers": (drawn("gru", 3, head=3), LETTERS | {"cell": "gru", "activation": "sigmoid"}),
    "a start": (drawn("gru", 4), LETTERS | {"cell": "gru", "start": 3}),
    "numbers": (drawn("lstm", 2), NUMBERS | {"cell": "lstm"}),
    "numbers, rounded": (drawn("relu", 2), NUMBERS | {"cell": "relu", "decision": "round"}),
    "an embedding": (
        drawn("gru", 2) | {"embedding.weight": np.random.default_rng(1).normal(size=(3, 2))},
        LETTERS | {"cell": "gru"},
    ),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_scores_are_those_of_another_evaluator(name: str) -> None:
    tensors, description = NETWORKS[name]
    described = read(tensors, description)
    random = np.random.default_rng(2)
    if "numbers" in description:
        words = np.stack([random.integers(low, high, (20, 9), endpoint=True) for low, high in description["numbers"]], axis=2)
        letters = words
    else:
        words = random.integers(0, 3, (20, 9))
        letters = np.array(described.symbols.codes, np.int64)[words]
    states = described.network.states(letters, Deadline(60))
    found = described.network.scores(states.reshape(-1, described.network.hidden)).reshape(20, 9, 2)
    assert np.abs(found - evaluate(tensors, description, words)).max() < 1e-12


def test_answers_are_numbered_in_the_order_of_their_names() -> None:
    tensors, description = NETWORKS["gru"]
    swapped = read(tensors, description | {"answers": ["yes", "no"]})
    letters = np.array(swapped.symbols.codes, np.int64)[np.random.default_rng(3).integers(0, 3, (20, 9))]
    one, other = (each.network.run(letters, Deadline(60)) for each in (read(tensors, description), swapped))
    assert np.array_equal(one, 1 - other)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rnn.weight_hh_l0": np.zeros((9, 4))}, "do not fit each other|no cell has"),
        ({"rnn.weight_ih_l0_reverse": np.zeros((9, 3))}, "plays no part"),
        ({"rnn.weight_ih_l2": np.zeros((9, 3)), "rnn.weight_hh_l2": np.zeros((9, 3))}, "numbers"),
        ({"head.0.weight": np.zeros((2, 5))}, "does not read"),
        ({"head.0.bias": np.zeros(3)}, "bias for each output"),
        ({"rnn.h0_l0": np.zeros(4)}, "has 4 numbers"),
        ({"rnn.h0_l7": np.zeros(3)}, "of no layer"),
        ({"rnn.c0_l0": np.zeros(3)}, "has none"),
        ({"rnn.weight_hr_l0": np.zeros((3, 3))}, "LSTM only"),
        ({"glassbox.words": np.zeros((2, 2))}, "without the other"),
        ({"glassbox.words": np.full((2, 2), 9), "glassbox.scores": np.zeros((2, 2, 2))}, "numbers of no letters"),
        ({"glassbox.words": np.full((2, 2), 0.5), "glassbox.scores": np.zeros((2, 2, 2))}, "whole numbers"),
    ],
)
def test_tensors_that_do_not_fit_are_refused(change: dict[str, Any], sentence: str) -> None:
    tensors, description = NETWORKS["gru"]
    with pytest.raises(Refusal, match=sentence):
        read({name: tensor for name, tensor in tensors.items() if "_l1" not in name} | change, description)


@pytest.mark.parametrize(
    "change",
    [
        {"letters": ["a", "b", "c", "d"]},
        {"letters": ["a", "a", "b"]},
        {"letters": ["x" * 300, "b", "c"]},
        {"letters": ["a", ""]},
        {"answers": ["no"]},
        {"answers": ["no", "yes", "else"]},
        {"decision": "guess"},
        {"decision": "sign"},
        {"numbers": [[0, 1]]},
        {"start": 1},
        {"start": 1 << 70},
        {"start": -1},
        {"length": 65},
        {"tolerance": 2.0},
        {"cell": "lstm"},
        {"format": "glassbox.description.2"},
    ],
)
def test_descriptions_that_do_not_fit_are_refused(change: dict[str, Any]) -> None:
    tensors, description = NETWORKS["gru"]
    with pytest.raises(Refusal):
        read(tensors, description | change)


# MARK: - Names

NAMED = Symbols(named(("(", ")", "a")), named(("no", "yes")), 2)
TABLE = """# (state, x): (next state, output)
TABLE = {
    (0, "("): (1, "no"), (0, ")"): (0, "yes"), (0, "a"): (0, "no"),
    (1, "("): (1, "yes"), (1, ")"): (0, "no"), (1, "a"): (1, "no"),
}


def f(xs):
    ys = []
    state = 0
    for x in xs:
        state, y = TABLE[state, x]
        ys.append(y)
    return ys"""


def test_a_table_of_names_is_one_of_integers() -> None:
    text = f'"""t: u\n"""\n\n\n{TABLE}{command_end(NAMED, is_table=True)}'
    program = read_program(text.encode(), 3, NAMED).program
    letters = np.eye(3, dtype=np.int64)
    step = program.step(np.array([[0], [0], [0]]), letters)
    assert step.memory[:, 0].tolist() == [1, 0, 0]
    assert step.outputs[:, 0].tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("old", "new"), [('"no")', '"maybe")'), ('(0, ")")', '(0, "]")'), ("(1, ", "(1 , "), ('"a"): (0', '"a"):(0')]
)
def test_other_tables_of_names_are_refused(old: str, new: str) -> None:
    assert old in TABLE
    with pytest.raises(Refusal, match="TABLE has an entry"):
        without_names(TABLE.replace(old, new, 1), NAMED)


def test_names_are_integers_where_they_leave_no_gap() -> None:
    assert [symbol.is_text for symbol in named(("1", "0", "2"))] == [False] * 3
    for names in (("0", "2"), ("01", "0"), ("0", "x"), ("-0", "1"), ("True", "False")):
        assert all(symbol.is_text for symbol in named(names))
    assert [symbol.name for symbol in sorted(named(("b", "é", "B")))] == ["B", "b", "é"]
    assert [symbol.literal for symbol in named(('"', "\\", "é", "\n"))] == ['"\\""', '"\\\\"', '"\\xe9"', '"\\x0a"']


@pytest.mark.parametrize(
    ("states", "law"),
    [
        ([], False),
        ([1, 2, 2], False),
        ([1, 2, 2, 2], True),
        ([1, 3, 3, 4, 4], False),
        ([1, 2, 3, 4, 5], True),
        ([1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7], True),
        ([1, 2, 4, 8, 16, 32], False),
        ([2, 2, 2, 2, 2, 3, 4, 5], False),
    ],
)
def test_what_shows_a_law(states: list[int], law: bool) -> None:
    assert is_law(states) is law
