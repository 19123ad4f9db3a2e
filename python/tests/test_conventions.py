"""What is known of Keras', Flax' and ONNX' conventions, beside their documented formulas written out gate by gate.

No library is needed: converters work on dictionaries of arrays.
"""

from typing import Any

import numpy as np
import pytest

from glassbox.exporting import description, from_flax, from_keras, from_onnx
from glassbox.exporting.evaluation import ACTIVATION, evaluate, sigmoid
from glassbox.exporting.network import Network
from glassbox.exporting.refusal import Refusal

FEATURES, UNITS = 3, 4
READING = description.read(letters="abc", decision="argmax")
WORDS = np.random.default_rng(1).integers(0, FEATURES, (6, 7))


class Drawn:
    """Weights by the name of a gate: `input[gate]` is `[units, features]`, and so on."""

    def __init__(self, gates: str, seed: int = 5) -> None:
        random = np.random.default_rng(seed)
        self.input = {gate: random.normal(0, 0.8, (UNITS, FEATURES)) for gate in gates}
        self.recurrent = {gate: random.normal(0, 0.8, (UNITS, UNITS)) for gate in gates}
        self.first = {gate: random.normal(0, 0.8, UNITS) for gate in gates}
        self.second = {gate: random.normal(0, 0.8, UNITS) for gate in gates}

    def total(self, gate: str, x: Any, h: Any) -> Any:
        return x @ self.input[gate].T + self.first[gate] + self.recalled(gate, h)

    def recalled(self, gate: str, h: Any) -> Any:
        return h @ self.recurrent[gate].T + self.second[gate]


def gru(weights: Drawn, before: bool) -> Any:
    """Hidden vectors of the GRU, the reset gate before the product with the state or after it."""
    h, found = np.zeros((len(WORDS), UNITS)), []
    for x in np.eye(FEATURES)[WORDS].swapaxes(0, 1):
        z, r = sigmoid(weights.total("z", x, h)), sigmoid(weights.total("r", x, h))
        recalled = weights.recalled("n", r * h) if before else r * weights.recalled("n", h)
        h = z * h + (1 - z) * np.tanh(x @ weights.input["n"].T + weights.first["n"] + recalled)
        found.append(h)
    return np.stack(found, axis=1)


def lstm(weights: Drawn) -> Any:
    h, c, found = np.zeros((len(WORDS), UNITS)), np.zeros((len(WORDS), UNITS)), []
    for x in np.eye(FEATURES)[WORDS].swapaxes(0, 1):
        i, f, o = (sigmoid(weights.total(gate, x, h)) for gate in "ifo")
        c = f * c + i * np.tanh(weights.total("g", x, h))
        h = o * np.tanh(c)
        found.append(h)
    return np.stack(found, axis=1)


def simple(weights: Drawn, function: str) -> Any:
    h: Any = np.zeros((len(WORDS), UNITS))
    found = []
    for x in np.eye(FEATURES)[WORDS].swapaxes(0, 1):
        h = ACTIVATION[function](weights.total("n", x, h))
        found.append(h)
    return np.stack(found, axis=1)


def hidden(network: Network) -> Any:
    """Without a head, scores are the hidden vectors."""
    network.check(READING)
    return evaluate(network.tensors(single=False), network.keys(), WORDS)


def keras(kind: str, weights: Drawn, order: str, **config: Any) -> dict[str, Any]:
    def stacked(blocks: dict[str, Any]) -> Any:
        return np.concatenate([blocks[gate] for gate in order])

    two = config.get("reset_after", False)
    bias = [stacked(weights.first), stacked(weights.second)] if two else stacked(weights.first)
    arrays = {"kernel": stacked(weights.input).T, "recurrent_kernel": stacked(weights.recurrent).T, "bias": np.array(bias)}
    return {"class": kind, "name": "it", "config": {"activation": "tanh"} | config, "weights": arrays}


def without_second(gates: str) -> Drawn:
    weights = Drawn(gates)
    weights.second = {gate: np.zeros(UNITS) for gate in gates}
    return weights


def test_keras_gru_after() -> None:
    weights = Drawn("zrn")
    found = from_keras.network([keras("GRU", weights, "zrn", reset_after=True)])
    assert found.reset == "after"
    assert np.allclose(hidden(found), gru(weights, before=False))


def test_keras_gru_before() -> None:
    weights = without_second("zrn")
    found = from_keras.network([keras("GRU", weights, "zrn", reset_after=False)])
    assert found.keys()["reset"] == "before"
    assert np.allclose(hidden(found), gru(weights, before=True))
    assert np.abs(hidden(found) - gru(weights, before=False)).max() > 0.01


def test_keras_lstm_and_simple() -> None:
    assert np.allclose(hidden(from_keras.network([keras("LSTM", w := without_second("ifgo"), "ifgo")])), lstm(w))
    w = without_second("n")
    for function in ("tanh", "relu"):
        assert np.allclose(hidden(from_keras.network([keras("SimpleRNN", w, "n", activation=function)])), simple(w, function))


def dense(activation: str = "linear", width: int = 2, inputs: int = UNITS) -> dict[str, Any]:
    random = np.random.default_rng(inputs + width)
    weights = {"kernel": random.normal(size=(inputs, width)), "bias": random.normal(size=width)}
    return {"class": "Dense", "name": "dense", "config": {"activation": activation}, "weights": weights}


def test_keras_head_and_projection() -> None:
    """An affine layer before the recurrent one becomes part of it; layers of the head keep the activation between."""
    weights = without_second("n")
    projected, layers = dense(width=FEATURES, inputs=FEATURES), [dense("relu", 5), dense(inputs=5)]
    found = from_keras.network([projected, keras("SimpleRNN", weights, "n"), *layers])
    assert found.activation == "relu"
    x = np.eye(FEATURES) @ projected["weights"]["kernel"] + projected["weights"]["bias"]
    direct = from_keras.network([keras("SimpleRNN", weights, "n"), *layers])
    other = Network(direct.cell, direct.layers, direct.head, x, direct.activation)
    assert np.allclose(hidden(found), hidden(other))


GRU = keras("GRU", Drawn("zrn"), "zrn", reset_after=True)


@pytest.mark.parametrize(
    ("layers", "sentence"),
    [
        ([], "no recurrent layer"),
        ([GRU | {"class": "Bidirectional"}], "Bidirectional 'it' has no place"),
        (
            [GRU, {"class": "LayerNormalization", "name": "norm", "config": {}, "weights": {}}],
            "LayerNormalization 'norm' has no place",
        ),
        ([{"class": "Embedding", "name": "e", "config": {"mask_zero": True}, "weights": {}}], "mask_zero"),
        (
            [keras("GRU", Drawn("zrn"), "zrn", reset_after=True, recurrent_activation="hard_sigmoid")],
            "hard_sigmoid; expected sigmoid",
        ),
        ([keras("LSTM", Drawn("ifgo"), "ifgo", activation="relu")], "activation relu; expected tanh"),
        ([keras("SimpleRNN", Drawn("n"), "n", go_backwards=True)], "go_backwards"),
        ([GRU, keras("LSTM", Drawn("ifgo"), "ifgo")], "after others of another kind"),
        ([GRU, dense(), GRU], "expected recurrent layers in a row"),
        ([GRU, dense("gelu")], "applies gelu"),
        ([GRU, dense("sigmoid")], "the scores are a sigmoid"),
        ([dense("relu", FEATURES, FEATURES), GRU], "before the first recurrent layer"),
        ([GRU, dense("relu", UNITS), dense("tanh", UNITS), dense()], "relu and tanh stand between"),
        ([GRU | {"weights": GRU["weights"] | {"bias": np.zeros(3 * UNITS)}}], "expected two rows with reset_after"),
    ],
)
def test_keras_refusals(layers: Any, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        from_keras.network(layers)


def flax(weights: Drawn, gates: str, first: str, second: str) -> dict[str, Any]:
    """Kernels for all gates, biases for those named."""
    found: dict[str, Any] = {}
    for gate in gates:
        found[f"i{gate}"] = {"kernel": weights.input[gate].T} | ({"bias": weights.first[gate]} if gate in first else {})
        found[f"h{gate}"] = {"kernel": weights.recurrent[gate].T} | ({"bias": weights.second[gate]} if gate in second else {})
    return found


@pytest.mark.parametrize(("first", "second"), [("rzn", "n"), ("n", "rzn")])
def test_flax_gru(first: str, second: str) -> None:
    """Today biases stand at the input's gates and at hn, in version 0.6 at hr and hz."""
    weights = Drawn("rzn")
    for gate in "rz":
        (weights.second if gate in first else weights.first)[gate] = np.zeros(UNITS)
    found = from_flax.network({"GRUCell_0": flax(weights, "rzn", first, second)})
    assert np.allclose(hidden(found), gru(weights, before=False))


def test_flax_lstm_and_simple() -> None:
    weights = Drawn("ifgo")
    weights.first = {gate: np.zeros(UNITS) for gate in "ifgo"}
    assert np.allclose(hidden(from_flax.network({"cell": flax(weights, "ifgo", "", "ifgo")})), lstm(weights))
    weights = without_second("n")
    cell = {"i": {"kernel": weights.input["n"].T, "bias": weights.first["n"]}, "h": {"kernel": weights.recurrent["n"].T}}
    assert np.allclose(hidden(from_flax.network({"rnn": {"cell": cell}}, "relu")), simple(weights, "relu"))


def test_flax_parts_are_taken_by_their_numbers() -> None:
    """Dense_10 comes after Dense_9, which text would order otherwise."""
    parameters: dict[str, Any] = {"GRUCell_0": flax(Drawn("rzn"), "rzn", "rzn", "n")}
    for number in (10, 9):
        inputs, width = (5, 2) if number == 10 else (UNITS, 5)
        parameters[f"Dense_{number}"] = dense("linear", width, inputs)["weights"]
    assert [len(affine.bias) for affine in from_flax.network(parameters, activation="relu").head] == [5, 2]


MGU = {key: {"kernel": np.eye(2)} for key in ("if", "in", "hf", "hn")}


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"LayerNorm_0": {"scale": np.ones(2), "bias": np.ones(2)}}, "LayerNorm_0 has bias, scale; expected Embed"),
        ({"Conv_0": {"kernel": np.ones((3, 2, 2))}}, "kernel of 3 axes"),
        ({"MGUCell_0": MGU, "a": dense()["weights"]}, "of no known cell"),
        ({"GRUCell_0": flax(Drawn("rzn"), "rzn", "", ""), "LSTMCell_0": flax(Drawn("ifgo"), "ifgo", "", "")}, "of another kind"),
        ({"a": dense()["weights"], "b": dense()["weights"], "c": flax(Drawn("rzn"), "rzn", "", "")}, "expected activation="),
    ],
)
def test_flax_refusals(parameters: Any, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        from_flax.network(parameters)


def onnx(op: str, weights: Drawn, order: str, bias: bool = True, **attributes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    def stacked(blocks: dict[str, Any]) -> Any:
        return np.concatenate([blocks[gate] for gate in order])[np.newaxis]

    constants = {"W": stacked(weights.input), "R": stacked(weights.recurrent)}
    constants["B"] = np.concatenate([stacked(weights.first), stacked(weights.second)], axis=1)
    return {
        "op": op,
        "name": "it",
        "attributes": attributes,
        "inputs": ["X", "W", "R", "B" if bias else ""],
        "outputs": ["y"],
    }, constants


def plain(op: str, inputs: list[str], **attributes: Any) -> dict[str, Any]:
    """A node named after what it does, as its output is."""
    return {"op": op, "name": op, "attributes": attributes, "inputs": inputs, "outputs": [op]}


@pytest.mark.parametrize(("linear_before_reset", "reset"), [(0, "before"), (1, "after"), (None, "before")])
def test_onnx_gru(linear_before_reset: int | None, reset: str) -> None:
    """Its default is before; PyTorch computes after."""
    weights = Drawn("zrn")
    attributes: dict[str, Any] = {} if linear_before_reset is None else {"linear_before_reset": linear_before_reset}
    node, constants = onnx("GRU", weights, "zrn", **attributes)
    found = from_onnx.network([node], constants)
    assert found.keys()["reset"] == reset
    assert np.allclose(hidden(found), gru(weights, before=reset == "before"))
    assert np.abs(hidden(found) - gru(weights, before=reset != "before")).max() > 0.01


def test_onnx_lstm_and_simple() -> None:
    weights = Drawn("iofg")
    node, constants = onnx("LSTM", weights, "iofg")
    assert np.allclose(hidden(from_onnx.network([node], constants)), lstm(weights))
    node, constants = onnx("RNN", weights := Drawn("n"), "n", activations=["Relu"])
    assert np.allclose(hidden(from_onnx.network([node], constants)), simple(weights, "relu"))


def test_onnx_initial_states_and_head() -> None:
    node, constants = onnx("RNN", Drawn("n"), "n", bias=False)
    node["inputs"] += ["", "h0"]
    constants |= {
        "h0": np.tile(np.arange(UNITS), (1, 2, 1)),
        "M": np.ones((UNITS, 2)),
        "b": np.array([1.0, 2.0]),
        "G": np.ones((3, 2)),
    }
    rest = [
        plain("Squeeze", ["y"]),
        plain("Shape", ["y"]),
        plain("Mul", ["Shape", "b"]),
        plain("MatMul", ["y", "M"]),
        plain("Add", ["b", "m"]),
        plain("Tanh", ["m"]),
        plain("Gemm", ["t", "G"], transB=1, alpha=2.0),
        plain("Softmax", ["g"]),
    ]
    found = from_onnx.network([node, *rest], constants)
    assert found.layers[0].h0 is not None
    assert found.layers[0].h0.tolist() == [0, 1, 2, 3]
    assert found.layers[0].bias_ih is None
    assert [affine.bias.tolist() for affine in found.head] == [[1, 2], [0, 0, 0]]
    assert found.head[1].weight.tolist() == [[2, 2]] * 3
    assert found.activation == "tanh"


def test_onnx_has_a_softmax_at_its_end_only() -> None:
    node, constants = onnx("RNN", Drawn("n"), "n", bias=False)
    constants |= {"M": np.ones((UNITS, 2)), "N": np.ones((2, 2))}
    ended = [node, plain("Squeeze", ["y"]), plain("MatMul", ["y", "M"]), plain("Softmax", ["m"])]
    assert len(from_onnx.network([*ended, plain("Reshape", ["s"])], constants).head) == 1
    with pytest.raises(Refusal, match=r"MatMul .* comes after the Softmax"):
        from_onnx.network([*ended, plain("MatMul", ["s", "N"])], constants)
    with pytest.raises(Refusal, match=r"Softmax .* comes after the Softmax"):
        from_onnx.network([*ended, plain("Softmax", ["s"])], constants)


@pytest.mark.parametrize(
    ("attributes", "inputs", "sentence"),
    [
        ({"direction": "bidirectional"}, {}, "is bidirectional"),
        ({"direction": "reverse"}, {}, "is reverse"),
        ({"clip": 3.0}, {}, "has clip"),
        ({"input_forget": 1}, {}, "has input_forget"),
        ({"activations": ["HardSigmoid", "Tanh", "Tanh"]}, {}, "applies hardsigmoid, tanh, tanh"),
        ({}, {7: "P"}, "has peepholes"),
        ({}, {4: "lengths"}, "has sequence_lens"),
        ({}, {1: "computed"}, "W of .* is computed"),
        ({}, {5: "varied"}, "another state for another word"),
    ],
)
def test_onnx_refusals(attributes: Any, inputs: dict[int, str], sentence: str) -> None:
    node, constants = onnx("LSTM", Drawn("iofg"), "iofg", **attributes)
    node["inputs"] = [inputs.get(place, name) for place, name in enumerate([*node["inputs"], "", "", "", ""])]
    constants |= {"P": np.ones((1, 3 * UNITS)), "varied": np.arange(2 * UNITS).reshape(1, 2, UNITS)}
    with pytest.raises(Refusal, match=sentence):
        from_onnx.network([node], constants)


def test_onnx_operators_without_a_place() -> None:
    node, constants = onnx("GRU", Drawn("zrn"), "zrn")
    with pytest.raises(Refusal, match="LayerNormalization 'LayerNormalization' has no place"):
        from_onnx.network([node, plain("LayerNormalization", ["y"])], constants)
