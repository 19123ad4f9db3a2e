"""Recurrent layers of somebody else's network, by PyTorch's weights: the gates of a layer stand below each other in their rows.

    RNN   h' = φ(W x + b + U h + d)                                         φ = tanh or max(0, ·)
    GRU   r, z = σ(…);  n = tanh(W x + b + r (U h + d));  h' = (1 - z) n + z h          rows r, z, n
    LSTM  i, f, o = σ(…), g = tanh(…);  c' = f c + i g;  h' = P (o tanh c')             rows i, f, g, o

A GRU may reset before the product, U (r h) + d, as ONNX's does; P is there in an LSTM with `proj_size` only.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from glassbox.check.words import FloatArray

GATES: Final = {"tanh": 1, "relu": 1, "gru": 3, "lstm": 4}


def sigmoid(values: FloatArray) -> FloatArray:
    """Without overflow at either end."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * values)))


@dataclass(frozen=True)
class Cell:
    """One layer. Its state is h, and behind it c where there is one."""

    kind: str
    resets_before: bool
    input: FloatArray
    """`[gates · units, feature]`"""
    recurrent: FloatArray
    """`[gates · units, output]`"""
    input_bias: FloatArray
    recurrent_bias: FloatArray
    projection: FloatArray | None

    @property
    def units(self) -> int:
        return len(self.input) // GATES[self.kind]

    @property
    def outputs(self) -> int:
        """Numbers that the next layer reads."""
        return self.units if self.projection is None else len(self.projection)

    @property
    def state_size(self) -> int:
        return self.outputs + (self.units if self.kind == "lstm" else 0)

    @property
    def parameters(self) -> int:
        """Biases count where a file leaves them out, too."""
        projected = 0 if self.projection is None else self.projection.size
        return int(self.input.size + self.recurrent.size + 2 * len(self.input) + projected)

    @property
    def description(self) -> str:
        """As `audit.json` has it."""
        name = "gru (reset before the product)" if self.kind == "gru" and self.resets_before else self.kind
        return f"{name} {self.input.shape[1]} → {self.outputs}"

    def sums(self, features: FloatArray) -> FloatArray:
        """W x + b for rows of features."""
        return np.asarray(features @ self.input.T + self.input_bias)

    def step(self, sums: FloatArray, state: FloatArray) -> FloatArray:
        """The states after rows of `sums` were read."""
        h, c = state[:, : self.outputs], state[:, self.outputs :]
        if self.kind == "gru":
            return self._gru(sums, h)
        total = sums + h @ self.recurrent.T + self.recurrent_bias
        if self.kind != "lstm":
            return np.tanh(total) if self.kind == "tanh" else np.maximum(total, 0)
        i, f, g, o = np.split(total, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        return np.concatenate([h if self.projection is None else h @ self.projection.T, c], axis=1)

    def _gru(self, sums: FloatArray, h: FloatArray) -> FloatArray:
        first = 2 * self.units
        weights, bias = self.recurrent, self.recurrent_bias
        r, z = np.split(sigmoid(sums[:, :first] + h @ weights[:first].T + bias[:first]), 2, axis=1)
        weights, bias = weights[first:], bias[first:]
        recalled = (r * h) @ weights.T + bias if self.resets_before else r * (h @ weights.T + bias)
        return np.asarray((1 - z) * np.tanh(sums[:, first:] + recalled) + z * h)
