"""A file is written only where its tensors compute the scores that are recorded in it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open

from glassbox.exporting import description
from glassbox.exporting.arrays import Floats
from glassbox.exporting.evaluation import evaluate
from glassbox.exporting.network import GATES, Affine, Layer, Network
from glassbox.exporting.recording import write
from glassbox.exporting.refusal import Refusal

READING = description.read(letters="ab", decision="argmax", answers=["no", "yes"], name="try")
WORDS = np.random.default_rng(0).integers(0, 2, (8, 12))


def network(cell: str, units: int = 4, seed: int = 2) -> Network:
    random = np.random.default_rng(seed)
    gates = GATES[cell]

    def draw(*shape: int) -> Floats:
        return random.normal(0, 0.7, shape)

    layer = Layer(draw(gates * units, 3), draw(gates * units, units), draw(gates * units), draw(gates * units))
    return Network(cell, (layer,), (Affine(draw(2, units), draw(2)),), embedding=draw(2, 3))


def scores(of: Network) -> Floats:
    return evaluate(of.tensors(single=False), of.keys(), WORDS)


@pytest.mark.parametrize("cell", list(GATES))
def test_what_is_written_can_be_read(cell: str, tmp_path: Path) -> None:
    made = network(cell)
    path = write(tmp_path / "model.safetensors", made, READING, WORDS, scores(made))
    with safe_open(path, "np") as file:
        keys = json.loads(file.metadata()["glassbox"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    assert keys["format"] == "glassbox.description.1"
    assert (keys["cell"], keys["letters"], keys["decision"], keys["answers"]) == (cell, ["a", "b"], "argmax", ["no", "yes"])
    assert {"embedding.weight", "rnn.weight_ih_l0", "rnn.bias_hh_l0", "head.0.weight", "head.0.bias"} <= set(tensors)
    assert (tensors["glassbox.words"] == WORDS).all()
    assert tensors["glassbox.words"].dtype == np.int64
    assert np.abs(tensors["glassbox.scores"] - scores(made)).max() < 1e-6
    assert list(tmp_path.iterdir()) == [path]


def exchanged(tensor: Any, gates: int, order: list[int]) -> Any:
    return np.concatenate([np.split(tensor, gates)[gate] for gate in order])


def altered(made: Network, alteration: str) -> Network:
    layer, gates = made.layers[0], GATES[made.cell]
    order = [1, 0, *range(2, gates)] if alteration == "exchanged gates" else list(range(gates))
    if alteration == "transposed":
        other = replace(layer, weight_hh=np.concatenate([block.T for block in np.split(layer.weight_hh, gates)]))
    elif alteration == "no bias":
        other = replace(layer, bias_ih=None, bias_hh=None)
    elif alteration == "merged biases" and layer.bias_ih is not None and layer.bias_hh is not None:
        other = replace(layer, bias_ih=layer.bias_ih + layer.bias_hh, bias_hh=0 * layer.bias_hh)
    else:
        other = Layer(**{name: exchanged(tensor, gates, order) for name, tensor in layer.tensors().items()})
    return replace(made, layers=(other,), reset="before" if alteration == "reset" else "after")


@pytest.mark.parametrize(
    ("cell", "alteration"),
    [("tanh", "transposed"), ("relu", "no bias"), ("gru", "exchanged gates"), ("gru", "merged biases"), ("gru", "reset")]
    + [("lstm", alteration) for alteration in ("exchanged gates", "transposed", "no bias")],
)
def test_other_tensors_are_refused(cell: str, alteration: str, tmp_path: Path) -> None:
    made = network(cell)
    with pytest.raises(Refusal, match=r"after '.*' the tensors score \[.*\] where the network scored \[.*\], so something in it"):
        write(tmp_path / "model.safetensors", altered(made, alteration), READING, WORDS, scores(made))
    assert not list(tmp_path.iterdir())


def test_the_shortest_difference_is_told(tmp_path: Path) -> None:
    made = network("gru")
    found = scores(made)
    found[3, 5] += 1
    found[2, 4] += 1
    with pytest.raises(Refusal, match="after '" + READING.spelled(WORDS[2, :5]) + "' the tensors"):
        write(tmp_path / "model.safetensors", made, READING, WORDS, found)


def test_a_decision_on_the_edge_is_refused(tmp_path: Path) -> None:
    made = network("tanh")
    edge = replace(made, head=(Affine(np.zeros((2, 4)), np.array([1e-5, 0])),))
    with pytest.raises(Refusal, match="decides otherwise"):
        write(tmp_path / "model.safetensors", edge, READING, WORDS, scores(edge) - [2e-5, 0])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda made: replace(made, embedding=made.embedding[:1]), "embedding has 1 rows; expected one for each of 2 letters"),
        (
            lambda made: replace(made, layers=(replace(made.layers[0], weight_ih=np.ones((3, 4))),)),
            r"weight_ih of layer 0 is \[3, 4\]",
        ),
        (lambda made: replace(made, layers=(replace(made.layers[0], bias_hh=None),)), "one of its two biases"),
        (lambda made: replace(made, head=(Affine(np.ones((2, 3)), np.ones(2)),)), r"head is \[2, 3\]; expected \[2, 4\]"),
        (lambda made: replace(made, head=(Affine(np.full((2, 4), np.nan), np.ones(2)),)), "not finite"),
    ],
)
def test_what_does_not_fit_is_refused(change: Any, sentence: str, tmp_path: Path) -> None:
    made = network("tanh")
    with pytest.raises(Refusal, match=sentence):
        write(tmp_path / "model.safetensors", change(made), READING, WORDS, scores(made))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"letters": "ab", "decision": "max"}, "decision is 'max'; expected one of argmax, round, sign"),
        ({"decision": "sign"}, "either letters"),
        ({"letters": "ab", "numbers": [[0, 1]], "decision": "sign"}, "either letters"),
        ({"letters": "aa", "decision": "sign"}, "every name once"),
        ({"letters": ["a", ""], "decision": "sign"}, "none of them empty"),
        ({"letters": "ab", "decision": "sign", "answers": ["x"]}, "answers name the classes of argmax"),
        ({"letters": "ab", "decision": "sign", "start": 1}, "hence 2 or more"),
        ({"numbers": [[0, 1]], "decision": "sign", "start": 1}, "start is 1"),
        ({"numbers": [[1, 0]], "decision": "sign"}, "least, greatest"),
        ({"letters": "ab", "decision": "sign", "length": 0}, "length is 0"),
        ({"letters": "ab", "decision": "sign", "tolerance": 0}, "tolerance is 0"),
    ],
)
def test_descriptions_that_say_nothing_sensible(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        description.read(**options)
