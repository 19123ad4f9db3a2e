"""Orders of gates: libraries stack the same blocks differently."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from glassbox.exporting.arrays import Floats

ORDER: Final = {"gru": "rzn", "lstm": "ifgo", "tanh": "n", "relu": "n"}
"""PyTorch's, which is the format's: reset, update, new; input, forget, cell, output."""


def reordered(stacked: Floats, order: str, cell: str) -> Floats:
    """Blocks along the first axis, which come in `order`, in the format's."""
    blocks = np.split(np.asarray(stacked, np.float64), len(order))
    return np.concatenate([blocks[order.index(gate)] for gate in ORDER[cell]])


def joined(biases: Sequence[Any], units: int) -> Floats:
    """The biases of gates, one after the other, with zeros for those that have none."""
    return np.concatenate([np.zeros(units) if bias is None else np.asarray(bias, np.float64) for bias in biases])
