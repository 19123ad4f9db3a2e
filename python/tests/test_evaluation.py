"""The evaluator, which proves exports, beside known answers of each cell, and what a wrong convention would answer."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassbox.exporting.arrays import Tensors
from glassbox.exporting.evaluation import evaluate, recurrent

CASES = {
    case["name"]: case for case in json.loads((Path(__file__).parent / "cell_vectors.json").read_text(encoding="utf-8"))["cases"]
}
FORWARD = [name for name, case in CASES.items() if not case.get("bi")]


def outputs(case: dict[str, Any], reset: str = "after") -> Any:
    tensors: Tensors = {name: np.array(tensor) for name, tensor in case["tensors"].items()}
    return recurrent(tensors, np.array(case["x"])[np.newaxis], case["kind"], reset)[0]


@pytest.mark.parametrize("name", FORWARD)
def test_known_answers(name: str) -> None:
    assert np.abs(outputs(CASES[name]) - CASES[name]["output"]).max() < 1e-6


def test_the_reset_gate_before_the_product_is_another_network() -> None:
    case = CASES["gru"]
    before = np.array(case["output_if_reset_before_matrix_WRONG_for_pytorch"])
    assert np.abs(outputs(case, "before") - before).max() < 1e-6
    assert np.abs(outputs(case) - before).max() > 0.3


def test_layers_of_the_head_are_in_the_order_of_their_numbers() -> None:
    """Eleven layers, each of which adds one and doubles; `head.10` is the last."""
    tensors: Tensors = {"rnn.weight_ih_l0": np.eye(1), "rnn.weight_hh_l0": np.zeros((1, 1))}
    for number in range(11):
        tensors |= {f"head.{number}.weight": np.full((1, 1), 2.0 if number < 10 else 1.0), f"head.{number}.bias": np.ones(1)}
    scores = evaluate(tensors, {"cell": "relu", "activation": "none"}, np.zeros((1, 1), np.int64))
    assert scores[0, 0, 0] == 2**10 + sum(2**k for k in range(10)) + 1


def test_words_begin_after_the_letter_that_starts_them() -> None:
    tensors: Tensors = {
        "embedding.weight": np.array([[0.0], [1.0], [5.0]]),
        "rnn.weight_ih_l0": np.eye(1),
        "rnn.weight_hh_l0": np.eye(1),
        "head.0.weight": np.eye(1),
    }
    words = np.array([[0, 1, 1]])
    assert evaluate(tensors, {"cell": "relu"}, words).ravel().tolist() == [0, 1, 2]
    assert evaluate(tensors, {"cell": "relu", "start": 2}, words).ravel().tolist() == [5, 6, 7]


def test_learned_initial_states() -> None:
    tensors: Tensors = {"weight_ih_l0": np.zeros((1, 1)), "weight_hh_l0": np.eye(1), "h0_l0": np.array([3.0])}
    assert recurrent(tensors, np.zeros((2, 2, 1)), "relu").ravel().tolist() == [3, 3, 3, 3]
