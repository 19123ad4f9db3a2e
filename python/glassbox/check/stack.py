"""The network of a report that somebody else trained: letters become features, recurrent layers read them, and a head scores."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from glassbox.check.cells import Cell, sigmoid
from glassbox.check.decision import Decision
from glassbox.check.network import Network
from glassbox.check.perceptrons import Layer
from glassbox.check.refusal import Refusal
from glassbox.check.words import FloatArray, IntArray, LetterIndex

ACTIVATIONS: Final[dict[str, Callable[[FloatArray], FloatArray]]] = {
    "relu": lambda values: np.maximum(values, 0),
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "none": lambda values: values,
}


@dataclass(frozen=True)
class Features:
    """What the first layer reads of a letter: a row of a table, or the letter's integers themselves."""

    letters: IntArray | None
    """`[letter, integer]`; None where numbers are read."""
    table: FloatArray
    """`[letter, feature]`; of numbers without rows."""


@dataclass(frozen=True)
class Stack(Network):
    """Parts that fit each other. A state is that of every layer, the first one's before the others'."""

    features: Features
    cells: tuple[Cell, ...]
    head: tuple[Layer, ...]
    activation: str
    initial: FloatArray
    decision: Decision
    _index: LetterIndex | None = field(init=False, repr=False, compare=False)
    _sums: FloatArray = field(init=False, repr=False, compare=False)
    """What the first layer makes of each letter."""

    def __post_init__(self) -> None:
        letters = self.features.letters
        try:
            object.__setattr__(self, "_index", None if letters is None else LetterIndex(letters))
        except ValueError:
            raise Refusal("the network's letters are too sparse to be looked up") from None
        object.__setattr__(self, "_sums", self.cells[0].sums(self.features.table))

    @property
    def input_width(self) -> int:
        letters = self.features.letters
        return int((self.features.table if letters is None else letters).shape[1])

    @property
    def score_width(self) -> int:
        return len(self.head[-1].biases)

    @property
    def parameters(self) -> int:
        """All weights, with the rows of the embedding and the state that is begun in."""
        layers = sum(cell.parameters for cell in self.cells) + sum(layer.weights.size + layer.biases.size for layer in self.head)
        return layers + self.features.table.size + len(self.initial)

    def step(self, states: FloatArray, letters: IntArray) -> FloatArray:
        if self._index is None:
            return advance(self.cells, states, self.cells[0].sums(letters.astype(np.float64)))
        numbers = self._index.numbers(letters)
        if (numbers < 0).any():
            raise Refusal("the network does not read some letter of the report")
        return advance(self.cells, states, self._sums[numbers])

    def scores(self, states: FloatArray) -> FloatArray:
        last = self.cells[-1]
        first = self.hidden - last.state_size
        values = states[:, first : first + last.outputs]
        with np.errstate(all="ignore"):
            for number, layer in enumerate(self.head):
                values = layer(ACTIVATIONS[self.activation](values) if number else values)
        return values


def advance(cells: tuple[Cell, ...], states: FloatArray, sums: FloatArray) -> FloatArray:
    """The states of all layers after rows of `sums`, which the first one has made of what it reads."""
    following: list[FloatArray] = []
    first = 0
    with np.errstate(all="ignore"):
        for number, cell in enumerate(cells):
            if number:
                sums = cell.sums(following[-1][:, : cells[number - 1].outputs])
            following.append(cell.step(sums, states[:, first : first + cell.state_size]))
            first += cell.state_size
    return np.concatenate(following, axis=1)
