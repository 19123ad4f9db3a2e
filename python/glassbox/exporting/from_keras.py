"""Keras models as networks of the format: kernels are transposed, gates come as z|r|h and i|f|c|o.

A model is first made plain, a dictionary for each layer, `{"class": "GRU", "name": …, "config": {…}, "weights": {"kernel": …}}`;
what is known of Keras' conventions works on those alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.chain import Chain
from glassbox.exporting.description import Reading
from glassbox.exporting.gates import reordered
from glassbox.exporting.network import GATES, Affine, Layer, Network
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.source import Hints, Source, after_every_letter, encoded

CELLS: Final = {"SimpleRNN": "", "GRU": "gru", "LSTM": "lstm"}
ORDERS: Final = {"gru": "zrn", "lstm": "ifgo"}
IDLE: Final = ("InputLayer", "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout")
"""Layers that do nothing once a model is trained."""

Plain = Mapping[str, Any]


def read(model: Any, reading: Reading, hints: Hints) -> Source:
    """The network that a Keras model of layers one after the other is."""
    layers = [plain(layer) for layer in model.layers]
    last = model.layers[-1]
    ends_in_softmax = reading.decision == "argmax" and activation(layers[-1]) == "softmax"
    if ends_in_softmax:
        layers[-1] = layers[-1] | {"config": layers[-1]["config"] | {"activation": "linear"}}
    embeds = any(layer["class"] == "Embedding" for layer in layers)

    def called(words: Integers) -> Any:
        if hints.scores is not None:
            return hints.scores(words)
        return _array(model(encoded(words, reading, embeds), training=False))

    def score(words: Integers) -> Floats:
        kept = last.activation if ends_in_softmax else None
        if ends_in_softmax:
            # Softmax changes no arg max: what is recorded are the scores before it.
            import keras

            last.activation = keras.activations.linear
        try:
            return after_every_letter(called, words)
        finally:
            if ends_in_softmax:
                last.activation = kept

    return Source(network(layers), score)


def plain(layer: Any) -> dict[str, Any]:
    """A layer of Keras as a dictionary of its class, its configuration and its weights by their names."""
    inner = layer.layer if type(layer).__name__ == "TimeDistributed" else layer
    weights = {weight.path.rpartition("/")[2]: np.asarray(_array(weight), np.float64) for weight in inner.weights}
    return {"class": type(inner).__name__, "name": layer.name, "config": inner.get_config(), "weights": weights}


def _array(tensor: Any) -> Any:
    import keras

    return keras.ops.convert_to_numpy(tensor)


def network(layers: Sequence[Plain]) -> Network:
    """From plain layers, in the order in which they are run."""
    chain = Chain()
    for layer in layers:
        kind, config, weights = layer["class"], layer["config"], layer["weights"]
        name = f"{kind} {layer['name']!r}"
        if kind in CELLS:
            chain.recur(*recurrent(layer), name)
        elif kind == "Embedding" and not config.get("mask_zero"):
            chain.embed(weights["embeddings"], name)
        elif kind == "Dense":
            kernel = weights["kernel"]
            chain.map(Affine(kernel.T, weights.get("bias", np.zeros(kernel.shape[1]))))
            chain.activate(activation(layer), name)
        elif kind in ("Activation", "ReLU"):
            chain.activate("relu" if kind == "ReLU" else activation(layer), name)
        elif kind not in IDLE:
            masks = " with mask_zero, which leaves letter 0 unread," if kind == "Embedding" else ""
            raise Refusal(f"{name}{masks} has no place in the format; expected Embedding, {', '.join(CELLS)} and Dense")
    return chain.network()


def recurrent(layer: Plain) -> tuple[str, str, Layer]:
    """The cell, where its reset gate multiplies, and the layer in the format's order and orientation."""
    config, weights, name = layer["config"], layer["weights"], f"{layer['class']} {layer['name']!r}"
    applied, gating = activation(layer), config.get("recurrent_activation", "sigmoid")
    cell = CELLS[layer["class"]] or applied
    if cell not in GATES or applied not in ("tanh", cell):
        raise Refusal(f"{name} has the activation {applied}; expected tanh (or relu in SimpleRNN)")
    if gating != "sigmoid":
        raise Refusal(f"{name} has the recurrent activation {gating}; expected sigmoid")
    for flag in ("go_backwards", "stateful"):
        if config.get(flag):
            raise Refusal(f"{name} has {flag}; expected a layer that reads forwards, from zero")
    order = ORDERS.get(cell, "n")
    weight_ih, weight_hh = (reordered(weights[key].T, order, cell) for key in ("kernel", "recurrent_kernel"))
    after = cell == "gru" and bool(config.get("reset_after", True))
    read, recalled = _biases(weights.get("bias"), after, order, cell)
    return cell, "before" if cell == "gru" and not after else "after", Layer(weight_ih, weight_hh, read, recalled)


def _biases(bias: Floats | None, after: bool, order: str, cell: str) -> tuple[Floats | None, Floats | None]:
    """One bias, or, of a GRU that resets after the product, two: the second stands inside what is reset."""
    if bias is None:
        return None, None
    if after != (bias.ndim == 2):
        raise Refusal(f"the bias of a {cell} layer is {list(bias.shape)}; expected two rows with reset_after, else a vector")
    read, recalled = bias if after else (bias, np.zeros_like(bias))
    return reordered(read, order, cell), reordered(recalled, order, cell)


def activation(layer: Plain) -> str:
    """The name of a layer's activation."""
    given = layer["config"].get("activation") or "linear"
    return str(given.get("config", given) if isinstance(given, dict) else given)
