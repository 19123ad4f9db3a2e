"""Parts of PyTorch transformers as the format has them, however their modules are put together."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

import numpy as np

from glassbox.exporting.arrays import Floats
from glassbox.exporting.network import Affine
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.trace import to_numpy
from glassbox.exporting.transformer import ACTIVATIONS, Norm
from glassbox.exporting.transformer_evaluation import ACTIVATION

SAME: Final = 2e-5
"""By how much an activation in single precision may differ; the two forms of GELU do by up to 5e-4."""
Value = TypeVar("Value")


def array(tensor: Any) -> Floats:
    """A parameter in double precision."""
    return np.asarray(to_numpy(tensor), np.float64)


def affine(part: Any, name: str, transposed: bool = False) -> Affine:
    """A Linear, or what multiplies by `[input, output]` where `transposed` says that it does."""
    import torch

    weight = getattr(part, "weight", None)
    if weight is None or weight.ndim != 2:
        raise Refusal(f"{name} is a {type(part).__name__} without a matrix of weights; expected nn.Linear or Conv1D")
    rows = array(weight)
    if transposed and not isinstance(part, torch.nn.Linear):
        rows = rows.T
    bias = getattr(part, "bias", None)
    return Affine(rows, np.zeros(len(rows)) if bias is None else array(bias))


def normalisation(part: Any, name: str) -> tuple[Norm, float]:
    """A LayerNorm over one axis, and what it adds to the variance."""
    import torch

    if not isinstance(part, torch.nn.LayerNorm) or len(part.normalized_shape) != 1:
        raise Refusal(f"{name} is a {type(part).__name__}; expected nn.LayerNorm over the width")
    width = part.normalized_shape[0]
    weight = np.ones(width) if part.weight is None else array(part.weight)
    bias = np.zeros(width) if getattr(part, "bias", None) is None else array(part.bias)
    return Norm(weight, bias), float(part.eps)


def activation(function: Callable[[Any], Any], name: str) -> str:
    """What a function is called in the format, told by its values."""
    import torch

    places = torch.linspace(-6, 6, 241)
    with torch.no_grad():
        values = to_numpy(function(places))
    for known in ACTIVATIONS:
        if np.shape(values) == (241,) and np.abs(ACTIVATION[known](to_numpy(places)) - values).max() < SAME:
            return known
    raise Refusal(f"{name} applies {_called(function)}; expected one of {', '.join(ACTIVATIONS)}")


def agreed(what: str, found: Iterable[Value], said: Value | None, option: str) -> Value:
    """The one value that all parts have, which has to be what the caller says; that alone where no part tells it."""
    values = sorted(set(found), key=str)
    if len(values) > 1:
        raise Refusal(f"the {what} is {values[0]} in one part and {values[1]} in another; expected the same in all")
    if values and said not in (None, values[0]):
        raise Refusal(f"the {what} is said to be {said}, but {values[0]} was found")
    if values or said is not None:
        return values[0] if said is None else said
    raise Refusal(f"nothing in the module tells the {what}; expected it as {option}=")


def the_head(module: Any, body: Sequence[Any]) -> Any:
    """The one Linear that is no part of `body`, or None where scores are made without one."""
    import torch

    inside = {part for root in body for part in root.modules()}
    found = {name: part for name, part in module.named_modules() if isinstance(part, torch.nn.Linear) and part not in inside}
    if len(found) > 1:
        raise Refusal(f"{' and '.join(found)} stand outside the blocks; expected one Linear, which gives the scores")
    return next(iter(found.values()), None)


def check_used(module: Any, used: Iterable[Any], expected: str) -> None:
    """Refuses parameters that none of the parts `used` has: what they do would be lost."""
    known = {id(parameter) for part in used for parameter in (part.parameters() if hasattr(part, "parameters") else [part])}
    for name, parameter in module.named_parameters():
        if id(parameter) not in known:
            raise Refusal(f"{name} is a parameter that the format has no place for; expected {expected}")


def _called(function: Any) -> str:
    return type(function).__name__ if hasattr(function, "forward") else str(getattr(function, "__name__", function))
