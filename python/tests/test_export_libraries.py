"""Models of Keras, Flax and ONNX are exported where the library is installed: the recorded scores are the library's own."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open

import glassbox
from glassbox.exporting.refusal import Refusal


def exported(model: Any, folder: Path, **options: Any) -> dict[str, Any]:
    """The description of a file that was written just now."""
    said: dict[str, Any] = {"letters": "ab", "decision": "argmax", "count": 8, "length": 4} | options
    path = glassbox.export(model, folder / "model.safetensors", **said)
    with safe_open(path, "np") as file:
        described: dict[str, Any] = json.loads(file.metadata()["glassbox"])
    return described


@pytest.fixture
def keras() -> Any:
    for backend in ("torch", "jax", "tensorflow"):
        os.environ.setdefault("KERAS_BACKEND", backend)
    return pytest.importorskip("keras")


def randomised(model: Any) -> Any:
    """Biases are zero at first, which hides mistakes."""
    random = np.random.default_rng(0)
    model.set_weights([random.normal(0, 0.6, array.shape) for array in model.get_weights()])
    return model


@pytest.mark.parametrize("kind", ["SimpleRNN", "GRU", "GRU before", "LSTM"])
@pytest.mark.parametrize("each", [True, False])
def test_keras(keras: Any, kind: str, each: bool, tmp_path: Path) -> None:
    options = {"reset_after": False} if kind == "GRU before" else {}
    layer, layers = getattr(keras.layers, kind.split()[0]), keras.layers
    head = [layers.Dense(4, activation="tanh"), layers.Dropout(0.5), layers.Dense(2, activation="softmax")]
    recurrent = [layer(5, return_sequences=True, use_bias=False, **options), layer(3, return_sequences=each, **options)]
    model = keras.Sequential([keras.Input((None,), dtype="int32"), layers.Embedding(2, 4), *recurrent, *head])
    keys = exported(randomised(model), tmp_path)
    assert keys.get("reset") == {"GRU": "after", "GRU before": "before"}.get(kind)
    assert keys["activation"] == "tanh"
    assert model.layers[-1].activation is keras.activations.softmax


def test_keras_one_hot(keras: Any, tmp_path: Path) -> None:
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input((None, 2)), layers.LSTM(3, return_sequences=True), layers.TimeDistributed(layers.Dense(2))]
    )
    assert exported(randomised(model), tmp_path)["cell"] == "lstm"


def test_keras_bidirectional(keras: Any, tmp_path: Path) -> None:
    layers = keras.layers
    recurrent = layers.Bidirectional(layers.GRU(3, return_sequences=True))
    with pytest.raises(Refusal, match=r"Bidirectional 'bidirectional.*' has no place"):
        exported(keras.Sequential([keras.Input((None, 2)), recurrent, layers.Dense(2)]), tmp_path)


@pytest.mark.parametrize("kind", ["SimpleCell", "GRUCell", "LSTMCell", "OptimizedLSTMCell"])
def test_flax(kind: str, tmp_path: Path) -> None:
    jax, linen = pytest.importorskip("jax"), pytest.importorskip("flax.linen")
    layers = [
        linen.Embed(2, 3),
        *(linen.RNN(getattr(linen, kind)(4)) for _ in range(2)),
        linen.Dense(3),
        linen.relu,
        linen.Dense(2),
    ]
    model = linen.Sequential(layers)
    variables = model.init(jax.random.PRNGKey(0), np.zeros((1, 1), np.int32))
    draw = np.random.default_rng(0)
    variables = jax.tree_util.tree_map(lambda array: draw.normal(0, 0.6, array.shape).astype(np.float32), variables)

    def scores(words: Any) -> Any:
        return model.apply(variables, words)

    keys = exported(variables, tmp_path, scores=scores, activation="relu")
    assert keys["cell"] == {"S": "tanh", "G": "gru"}.get(kind[0], "lstm")
    with pytest.raises(Refusal, match="tensors score"):
        exported(variables, tmp_path, scores=scores, activation="tanh")
    with pytest.raises(Refusal, match="expected scores="):
        exported(variables, tmp_path)


@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize("softmax", [True, False])
def test_onnx_of_pytorch(kind: str, batch_first: bool, softmax: bool, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    for library in ("onnx", "onnxscript", "onnxruntime"):
        pytest.importorskip(library)
    import torch_modules as modules

    torch.manual_seed(0)
    nn = torch.nn
    head = [nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2), *([nn.Softmax(-1)] if softmax else [])]
    module = modules.Tagger(getattr(nn, kind)(3, 4, 2, batch_first=batch_first), nn.Sequential(*head), nn.Embedding(2, 3)).eval()
    path, axes = tmp_path / "model.onnx", {0: "first", 1: "second"}
    torch.onnx.export(
        module,
        (torch.zeros(2, 3, dtype=torch.long),),
        path,
        dynamo=False,
        input_names=["x"],
        output_names=["y"],
        dynamic_axes={"x": axes},
    )
    keys = exported(path, tmp_path)
    assert keys["cell"] == {"RNN": "tanh"}.get(kind, kind.lower())
    if kind == "GRU":
        assert keys["reset"] == "after"


def test_onnx_of_pytorch_by_its_newer_exporter(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    for library in ("onnx", "onnxscript", "onnxruntime"):
        pytest.importorskip(library)
    import torch_modules as modules

    nn = torch.nn
    module = modules.Tagger(nn.GRU(3, 4, batch_first=True), nn.Linear(4, 2), nn.Embedding(2, 3)).eval()
    shapes = {"words": {0: torch.export.Dim("batch"), 1: torch.export.Dim("time")}}
    words = (torch.zeros(2, 3, dtype=torch.long),)
    torch.onnx.export(module, words, tmp_path / "model.onnx", dynamo=True, dynamic_shapes=shapes, verbose=False)
    assert exported(tmp_path / "model.onnx", tmp_path)["reset"] == "after"


def onnx_gru(linear_before_reset: int = 1, softmax: int | None = None) -> Any:
    """A GRU of random weights, with a softmax over that axis of `[time, batch, score]`, if one is given."""
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    helper, kind, random = onnx.helper, onnx.TensorProto.FLOAT, np.random.default_rng(0)
    shapes = {"W": (1, 12, 2), "R": (1, 12, 4), "B": (1, 24), "M": (4, 2)}
    constants = [onnx.numpy_helper.from_array(random.normal(size=shape).astype(np.float32), name) for name, shape in shapes.items()]
    nodes = [
        helper.make_node("GRU", ["x", "W", "R", "B"], ["y"], hidden_size=4, linear_before_reset=linear_before_reset),
        helper.make_node("Squeeze", ["y", "axis"], ["h"]),
        helper.make_node("MatMul", ["h", "M"], ["scores" if softmax is None else "before"]),
    ]
    if softmax is not None:
        nodes.append(helper.make_node("Softmax", ["before"], ["scores"], axis=softmax))
    ends = [helper.make_tensor_value_info(name, kind, ["time", "batch", 2]) for name in ("x", "scores")]
    constants.append(onnx.numpy_helper.from_array(np.array([1]), "axis"))
    graph = helper.make_graph(nodes, "gru", ends[:1], ends[1:], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)


@pytest.mark.parametrize("linear_before_reset", [0, 1])
def test_onnx_gru(linear_before_reset: int, tmp_path: Path) -> None:
    """What the file says is what onnxruntime computes, and what the description says."""
    assert exported(onnx_gru(linear_before_reset), tmp_path)["reset"] == ("after" if linear_before_reset else "before")


def test_onnx_softmax_is_over_the_classes(tmp_path: Path) -> None:
    assert exported(onnx_gru(softmax=2), tmp_path)["reset"] == "after"
    with pytest.raises(Refusal, match="changes which score is the greatest"):
        exported(onnx_gru(softmax=0), tmp_path)


def test_what_is_of_no_library(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="a list is no PyTorch module"):
        exported([], tmp_path)
