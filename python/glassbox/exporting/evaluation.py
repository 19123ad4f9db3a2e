"""The network of a file, evaluated in double precision from its tensors and description alone, as a reader would.

It knows nothing of how the file was made: that is what makes the proof one.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from glassbox.exporting import transformer_evaluation
from glassbox.exporting.arrays import Floats, Integers, Tensors

State = tuple[Floats, Floats]


def sigmoid(values: Floats) -> Floats:
    """Without overflow at either end."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * values)))


ACTIVATION: Final[dict[str, Callable[[Floats], Floats]]] = {
    "relu": lambda values: np.maximum(values, 0),
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "none": lambda values: values,
}


def evaluate(tensors: Tensors, description: Mapping[str, Any], words: Integers) -> Floats:
    """The scores `[word, time, score]` after every letter of the words `[word, time]`, or `[word, time, stream]` of numbers."""
    if description["cell"] == "transformer":
        return transformer_evaluation.evaluate(tensors, description, words)
    start = description.get("start")
    if start is not None:
        words = np.concatenate([np.full((len(words), 1), start, np.int64), words], axis=1)
    values = recurrent(tensors, _features(tensors, words), description["cell"], description.get("reset", "after"))
    for number, (weight, bias) in enumerate(_head(tensors)):
        if number:
            values = ACTIVATION[description["activation"]](values)
        values = values @ weight.T + bias
    return values if start is None else values[:, 1:]


def recurrent(tensors: Tensors, features: Floats, cell: str, reset: str = "after") -> Floats:
    """What the recurrent layers give `[word, time, unit]` when they read features `[word, time, feature]`."""
    values, layer = features, 0
    while any(name.endswith(f"weight_ih_l{layer}") for name in tensors):
        ending = f"_l{layer}"
        own = {
            name.removesuffix(ending).rpartition(".")[2]: np.asarray(tensor, np.float64)
            for name, tensor in tensors.items()
            if name.endswith(ending)
        }
        values = _layer(own, values, cell, reset)
        layer += 1
    return values


def _layer(own: Tensors, features: Floats, cell: str, reset: str) -> Floats:
    count, time = features.shape[:2]
    given, units = own["weight_hh"].shape[1], own["weight_hr"].shape[1] if "weight_hr" in own else own["weight_hh"].shape[1]
    h = np.tile(own.get("h0", np.zeros(given)), (count, 1))
    c = np.tile(own.get("c0", np.zeros(units)), (count, 1))
    outputs = np.empty((count, time, given))
    for position in range(time):
        h, c = _step(own, features[:, position], (h, c), cell, reset)
        outputs[:, position] = h
    return outputs


def _step(own: Tensors, x: Floats, state: State, cell: str, reset: str) -> State:
    h, c = state
    read = x @ own["weight_ih"].T + own.get("bias_ih", 0)
    if cell == "gru":
        return _gru(own, read, h, reset), c
    total = read + h @ own["weight_hh"].T + own.get("bias_hh", 0)
    if cell != "lstm":
        return ACTIVATION[cell](total), c
    i, f, g, o = np.split(total, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    h = sigmoid(o) * np.tanh(c)
    return (h @ own["weight_hr"].T if "weight_hr" in own else h), c


def _gru(own: Tensors, read: Floats, h: Floats, reset: str) -> Floats:
    weights, bias = own["weight_hh"], np.broadcast_to(own.get("bias_hh", np.zeros(1)), len(own["weight_hh"]))
    units = h.shape[1]
    r, z = np.split(sigmoid(read[:, : 2 * units] + h @ weights[: 2 * units].T + bias[: 2 * units]), 2, axis=1)
    if reset == "after":
        recalled = r * (h @ weights[2 * units :].T + bias[2 * units :])
    else:
        recalled = (r * h) @ weights[2 * units :].T + bias[2 * units :]
    n = np.tanh(read[:, 2 * units :] + recalled)
    return np.asarray((1 - z) * n + z * h)


def _features(tensors: Tensors, words: Integers) -> Floats:
    """What the first layer reads: rows of the embedding, one-hot letters, or the numbers themselves."""
    if words.ndim == 3:
        return np.asarray(words, np.float64)
    table = next((tensor for name, tensor in tensors.items() if name.endswith("embedding.weight")), None)
    if table is None:
        table = np.eye(next(tensor for name, tensor in tensors.items() if name.endswith("weight_ih_l0")).shape[1])
    return np.asarray(table, np.float64)[words]


def _head(tensors: Tensors) -> list[tuple[Floats, Floats]]:
    """The head's weights and biases, in the order of the numbers in their names."""
    names = [name for name in tensors if name.endswith(".weight") and not name.endswith("embedding.weight")]
    names.sort(key=lambda name: [int(number) for number in re.findall(r"\d+", name)])
    found: list[tuple[Floats, Floats]] = []
    for name in names:
        weight = np.asarray(tensors[name], np.float64)
        bias = tensors.get(name.removesuffix("weight") + "bias", np.zeros(len(weight)))
        found.append((weight, np.asarray(bias, np.float64)))
    return found
