"""The network of a report: h' = f(h, x), y = g(h), where f and g are affine layers with ReLU between them.

It is read from `network.safetensors` and run in double precision by numpy. The file's metadata say how scores, what g computes,
become answers: to the nearest integer where they say nothing.
"""

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
import safetensors.numpy

from glassbox.check import bounds
from glassbox.check.deadline import Deadline
from glassbox.check.decision import NEAREST_INTEGER, Decision, read_decision
from glassbox.check.refusal import Refusal
from glassbox.check.untrusted_json import Fields, exactly, integers, parse
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
class Network:
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
    def output_width(self) -> int:
        return self.decision.answer_width(len(self.readout[-1].biases))

    @property
    def parameters(self) -> int:
        return sum(layer.weights.size + layer.biases.size for layer in self.transition + self.readout)

    @staticmethod
    def widths(layers: tuple[Layer, ...]) -> list[int]:
        """From the input to the output."""
        return [int(layers[0].weights.shape[1])] + [len(layer.biases) for layer in layers]

    def start(self, count: int) -> FloatArray:
        """The hidden state before the first position, `[row, unit]`."""
        return np.tile(self.initial, (count, 1))

    def step(self, states: FloatArray, letters: IntArray) -> FloatArray:
        """The hidden states after reading `letters` `[row, feature]`."""
        with np.errstate(all="ignore"):
            return _through(self.transition, np.concatenate([states, letters.astype(np.float64)], axis=1))

    def answers(self, states: FloatArray) -> IntArray:
        """What the network says in hidden states: `[row, output]`."""
        with np.errstate(all="ignore"):
            return self.decision(_through(self.readout, states))

    def run(self, words: IntArray, deadline: Deadline) -> IntArray:
        """The answers `[word, time, output]` to words of any number."""
        answers = np.empty((*words.shape[:2], self.output_width), np.int64)
        for first in range(0, len(words), bounds.ROWS_AT_ONCE):
            rows = slice(first, first + bounds.ROWS_AT_ONCE)
            states = self.start(len(words[rows]))
            for time in range(words.shape[1]):
                deadline.look()
                states = self.step(states, words[rows, time])
                answers[rows, time] = self.answers(states)
        return answers

    def states(self, words: IntArray, deadline: Deadline) -> FloatArray:
        """The hidden states `[word, time, unit]` after each position of a few words."""
        states = np.empty((*words.shape[:2], self.hidden))
        current = self.start(len(words))
        for time in range(words.shape[1]):
            deadline.look()
            states[:, time] = current = self.step(current, words[:, time])
        return states


def _through(layers: tuple[Layer, ...], values: FloatArray) -> FloatArray:
    for layer in layers[:-1]:
        values = np.maximum(layer(values), 0)
    return layers[-1](values)


def read_network(data: bytes) -> Network:
    """The network in the bytes of a safetensors file; raises `Refusal` where they are none, or one beyond bounds."""
    header = _header(data)
    metadata = Fields(header.pop("__metadata__", {}), "the header's __metadata__")
    shapes = {name: _shape(name, entry) for name, entry in header.items()}
    if sum(int(np.prod(shape)) for shape in shapes.values()) > bounds.PARAMETERS + bounds.HIDDEN_UNITS:
        raise Refusal(f"network.safetensors has more than {bounds.PARAMETERS:,} parameters")
    try:
        tensors: dict[str, Any] = dict(safetensors.numpy.load(data))
    except (safetensors.SafetensorError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise Refusal(f"network.safetensors is no safetensors file: {error}") from None
    transition, readout = _layers("transition", tensors), _layers("readout", tensors)
    initial = tensors.pop("initial_state", None)
    if tensors or initial is None:
        raise Refusal("network.safetensors has other tensors than the layers of f and g and the initial state")
    texts = {name: text for name in ("task", "seed") if (text := metadata.optional(name, str)) is not None}
    decision = read_decision(metadata.optional("decision", str), len(readout[-1].biases))
    return _fitting(Network(transition, readout, initial, texts, decision))


def _header(data: bytes) -> dict[str, Any]:
    if len(data) < 8 or (length := struct.unpack("<Q", data[:8])[0]) > len(data) - 8:
        raise Refusal("network.safetensors has no whole header")
    return exactly(parse(data[8 : 8 + length], "the header of network.safetensors"), dict, "the header of network.safetensors")


def _shape(name: str, entry: Any) -> list[int]:
    fields = Fields(entry, f"the tensor {name}")
    shape = integers(fields.required("shape", list), f"the shape of {name}", 2)
    if fields.required("dtype", str) != "F64" or not shape or not all(1 <= size <= bounds.PARAMETERS for size in shape):
        raise Refusal(f"the tensor {name} is no matrix or vector of doubles within bounds")
    return shape


def _layers(part: str, tensors: dict[str, Any]) -> tuple[Layer, ...]:
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


def _fitting(network: Network) -> Network:
    if network.initial.ndim != 1 or network.hidden > bounds.HIDDEN_UNITS:
        raise Refusal(f"the network's hidden state is no vector of at most {bounds.HIDDEN_UNITS} numbers")
    given = (len(network.transition[-1].biases), int(network.readout[0].weights.shape[1]))
    if given != (network.hidden, network.hidden) or network.input_width < 1:
        raise Refusal(f"f and g do not fit a hidden state of {network.hidden} numbers")
    numbers = [network.initial] + [part for layer in network.transition + network.readout for part in (layer.weights, layer.biases)]
    if not all(np.isfinite(part).all() for part in numbers):
        raise Refusal("the network has a weight that is not finite")
    return network
