"""The network of a report that was trained here: h' = f(h, x), y = g(h), where f and g are affine layers with ReLU between them.

It is read from `network.safetensors` and run in double precision by numpy. The file's metadata say how scores, what g computes,
become answers: to the nearest integer where they say nothing.
"""

from dataclasses import dataclass

import numpy as np

from glassbox.check import bounds
from glassbox.check.decision import NEAREST_INTEGER, Decision, read_decision
from glassbox.check.network import Network
from glassbox.check.refusal import Refusal
from glassbox.check.tensors import Tensors, read_tensors
from glassbox.check.words import FloatArray, IntArray


@dataclass(frozen=True)
class Layer:
    """x ↦ W x + b: weights `[output, input]`, biases `[output]`."""

    weights: FloatArray
    biases: FloatArray

    def __call__(self, values: FloatArray) -> FloatArray:
        """`[row, input]` to `[row, output]`."""
        return np.asarray(values @ self.weights.T + self.biases, np.float64)


@dataclass(frozen=True)
class Perceptrons(Network):
    """Layers that fit each other; `metadata` is what the file says beside them."""

    transition: tuple[Layer, ...]
    readout: tuple[Layer, ...]
    initial: FloatArray
    metadata: dict[str, str]
    decision: Decision = NEAREST_INTEGER

    @property
    def hidden(self) -> int:
        return len(self.initial)

    @property
    def input_width(self) -> int:
        return int(self.transition[0].weights.shape[1]) - self.hidden

    @property
    def score_width(self) -> int:
        return len(self.readout[-1].biases)

    @property
    def parameters(self) -> int:
        return sum(layer.weights.size + layer.biases.size for layer in self.transition + self.readout)

    @staticmethod
    def widths(layers: tuple[Layer, ...]) -> list[int]:
        """From the input to the output."""
        return [int(layers[0].weights.shape[1])] + [len(layer.biases) for layer in layers]

    def step(self, states: FloatArray, letters: IntArray) -> FloatArray:
        """The hidden states after reading `letters` `[row, feature]`."""
        with np.errstate(all="ignore"):
            return _through(self.transition, np.concatenate([states, letters.astype(np.float64)], axis=1))

    def scores(self, states: FloatArray) -> FloatArray:
        with np.errstate(all="ignore"):
            return _through(self.readout, states)


def _through(layers: tuple[Layer, ...], values: FloatArray) -> FloatArray:
    for layer in layers[:-1]:
        values = np.maximum(layer(values), 0)
    return layers[-1](values)


def read_perceptrons(data: bytes) -> Perceptrons:
    """The network in the bytes of a safetensors file; raises `Refusal` where they are none, or one beyond bounds."""
    metadata, tensors = read_tensors(data, 2, bounds.PARAMETERS + bounds.HIDDEN_UNITS)
    transition, readout = _layers("transition", tensors), _layers("readout", tensors)
    initial = tensors.pop("initial_state", None)
    if tensors or initial is None:
        raise Refusal("network.safetensors has other tensors than the layers of f and g and the initial state")
    texts = {name: text for name in ("task", "seed") if (text := metadata.optional(name, str)) is not None}
    decision = read_decision(metadata.optional("decision", str), len(readout[-1].biases))
    return _fitting(Perceptrons(transition, readout, initial, texts, decision))


def _layers(part: str, tensors: Tensors) -> tuple[Layer, ...]:
    """Takes `<part>.0.weight`, `<part>.0.bias`, `<part>.1.weight` and so on out of `tensors`."""
    layers: list[Layer] = []
    while (weights := tensors.pop(f"{part}.{len(layers)}.weight", None)) is not None:
        biases = tensors.pop(f"{part}.{len(layers)}.bias", None)
        if biases is None or weights.ndim != 2 or biases.shape != weights.shape[:1]:
            raise Refusal(f"layer {len(layers)} of the network's {part} has not one bias for each output")
        if layers and len(layers[-1].biases) != weights.shape[1]:
            raise Refusal(f"layer {len(layers)} of the network's {part} does not read what the layer before it gives")
        layers.append(Layer(weights, biases))
    if not 1 <= len(layers) <= bounds.LAYERS:
        raise Refusal(f"the network's {part} has {len(layers)} layers; expected 1 to {bounds.LAYERS}")
    return tuple(layers)


def _fitting(network: Perceptrons) -> Perceptrons:
    if network.initial.ndim != 1 or network.hidden > bounds.HIDDEN_UNITS:
        raise Refusal(f"the network's hidden state is no vector of at most {bounds.HIDDEN_UNITS} numbers")
    given = (len(network.transition[-1].biases), int(network.readout[0].weights.shape[1]))
    if given != (network.hidden, network.hidden) or network.input_width < 1:
        raise Refusal(f"f and g do not fit a hidden state of {network.hidden} numbers")
    return network
