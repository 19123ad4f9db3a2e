"""The recurrent layers inside a PyTorch module: what they are made of, what they read and gave, and the states they began in."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np

from glassbox.exporting.arrays import Floats
from glassbox.exporting.network import Layer
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.trace import Part, aligned

CLOSE: Final = 1e-4
"""By how much values of one tensor may differ: single precision sums in more than one order."""


@dataclass(frozen=True)
class Recurrence:
    """A recurrent part: `read` and `gave` are `[word, time, feature]`."""

    part: Part
    cell: str
    layers: tuple[Layer, ...]
    read: Floats
    gave: Floats


def is_recurrent(module: Any) -> bool:
    """One of PyTorch's recurrent modules or cells."""
    import torch

    return isinstance(module, (torch.nn.RNNBase, torch.nn.RNNCellBase))


def equal(one: Floats, other: Floats) -> bool:
    """Equal but for the order of sums."""
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=CLOSE, atol=CLOSE))


def recurrence(part: Part, count: int, time: int) -> Recurrence:
    """What was traced of a recurrent part; raises `Refusal` where the format has no such layers."""
    cell = _cell(part)
    time_first = None if not hasattr(part.module, "batch_first") else not part.module.batch_first
    inputs = [value[0] for value in part.inputs]
    outputs = [value[0] if isinstance(value, tuple) else value for value in part.outputs]
    read, gave = aligned(inputs, count, time, time_first), aligned(outputs, count, time, time_first)
    if not read or not gave:
        raise Refusal(
            f"{part} was not called with all {time} positions of {count} words, one after the other; expected that, in eval()"
        )
    return Recurrence(part, cell, _layers(part, _initial(part, len(read[0]), time)), read[0], gave[0])


def _cell(part: Part) -> str:
    import torch

    module = part.module
    if getattr(module, "bidirectional", False):
        raise Refusal(f"{part} is bidirectional: its answers wait for what is read later; expected one direction")
    if isinstance(module, (torch.nn.LSTM, torch.nn.LSTMCell)):
        return "lstm"
    if isinstance(module, (torch.nn.GRU, torch.nn.GRUCell)):
        return "gru"
    if isinstance(module, (torch.nn.RNN, torch.nn.RNNCell)):
        return str(module.nonlinearity)
    raise Refusal(f"{part} is none of nn.RNN, nn.GRU, nn.LSTM or their cells, which are expected")


def _layers(part: Part, initial: list[list[Floats]]) -> tuple[Layer, ...]:
    """Read from the attributes, which are what a parametrization such as weight norm makes of its own parameters."""
    found = []
    for number in range(getattr(part.module, "num_layers", 1)):
        ending = f"_l{number}" if hasattr(part.module, "num_layers") else ""
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
        tensors = {name: tensor_of(part.module, name + ending) for name in names}
        states = dict(zip(("h0", "c0"), (kind[number] for kind in initial), strict=False))
        found.append(Layer(**tensors, **{name: state for name, state in states.items() if state.any()}))
    return tuple(found)


def tensor_of(module: Any, name: str) -> Any:
    """A parameter as an array, or None."""
    tensor = getattr(module, name, None)
    return None if tensor is None else tensor.detach().cpu().double().numpy().copy()


def _initial(part: Part, count: int, time: int) -> list[list[Floats]]:
    """The states that every word began in: a vector for each layer, of h and of c; empty where they are zero."""
    steps = _last_calls(part, time)
    for call, following in pairwise(steps):
        if not _same(_given_back(part, call), _given(part, following)):
            raise Refusal(
                f"{part} is called once a step, but not in the state that it gave the step before; expected its own state"
            )
    kinds = []
    for state in _given(part, steps[0]):
        rows = state.reshape(-1, *state.shape[-2:])
        if rows.shape[1] not in (1, count) or not equal(rows, np.repeat(rows[:, :1], rows.shape[1], axis=1)):
            raise Refusal(f"{part} begins in another state for another word; expected one state for all")
        kinds.append([row[0] for row in rows])
    return kinds


def _last_calls(part: Part, time: int) -> list[int]:
    """The calls that make up the whole time, as `aligned` takes them."""
    axis = 0 if not getattr(part.module, "batch_first", True) else 1
    calls: list[int] = []
    total = 0
    for call in reversed(range(len(part.inputs))):
        if total < time:
            read = part.inputs[call][0]
            total += read.shape[axis] if read.ndim == 3 else 1
            calls.insert(0, call)
    return calls


def _given(part: Part, call: int) -> list[Floats]:
    states = part.inputs[call][1] if len(part.inputs[call]) > 1 else None
    if states is None:
        return []
    return list(states) if isinstance(states, tuple) else [states]


def _given_back(part: Part, call: int) -> list[Floats]:
    output = part.outputs[call]
    if hasattr(part.module, "num_layers"):
        output = output[1]
    return list(output) if isinstance(output, tuple) else [output]


def _same(one: list[Floats], other: list[Floats]) -> bool:
    return len(one) == len(other) and all(equal(*pair) for pair in zip(one, other, strict=True))
