"""How the parts of a traced module lead from letters to scores, told by what each read and what others gave.

It is followed from the scores back: what a part read was given by another, or is a known function of what another gave. So it
does not matter how the module's `forward` is written, and what stands in the way is known by its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from glassbox.exporting.arrays import Floats
from glassbox.exporting.evaluation import ACTIVATION
from glassbox.exporting.network import Affine
from glassbox.exporting.recurrence import CLOSE, Recurrence, equal, is_recurrent, recurrence, tensor_of
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.trace import Part, aligned

Function = Callable[[Floats], Floats]


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)))


ORDER_KEEPING: Final[dict[str, Function]] = {"log_softmax": _log_softmax, "softmax": lambda scores: np.exp(_log_softmax(scores))}
"""What may follow the head where only the greatest score counts."""


@dataclass(frozen=True)
class Path:
    """From letters to scores. `head` has what is applied before each affine map; `normalised` says what follows the last."""

    recurrent: tuple[Recurrence, ...]
    head: tuple[tuple[str, Affine], ...]
    after: str
    scores: Floats


@dataclass(frozen=True)
class _Source:
    """Something that gave values; an affine one read `read`."""

    part: Part
    gave: Floats
    read: Floats | None = None


def follow(parts: list[Part], scores: Floats, decision: str) -> Path:
    """The path to scores `[word, time, score]`; raises `Refusal` where something on it is not in the format."""
    count, time = scores.shape[:2]
    recurrences = [recurrence(part, count, time) for part in parts if is_recurrent(part.module)]
    sources = [_Source(found.part, found.gave) for found in recurrences]
    sources += [source for part in parts if affine_of(part) for source in _affine_sources(part, count, time)]
    known = ACTIVATION | (ORDER_KEEPING if decision == "argmax" else {})
    source, after = _origin(scores, None, sources, known, parts)
    if after not in ("none", *ORDER_KEEPING):
        raise Refusal(
            f"the scores are a {after} of what {source.part} gives; expected what it gives (with the decision sign for a threshold)"
        )
    head: list[tuple[str, Affine]] = []
    given = source.gave
    while source.read is not None and (map_ := affine_of(source.part)):
        source, before = _origin(source.read, source.part, sources, ACTIVATION, parts)
        head.insert(0, (before, map_))
    return Path(_stack(source.part, recurrences), tuple(head), after, given)


def affine_of(part: Part) -> Affine | None:
    """The map that a Linear is, or a BatchNorm1d that is trained."""
    import torch

    module = part.module
    if isinstance(module, torch.nn.Linear):
        weight, bias = tensor_of(module, "weight"), tensor_of(module, "bias")
        return Affine(weight, np.zeros(len(weight)) if bias is None else bias)
    if isinstance(module, torch.nn.BatchNorm1d) and module.running_mean is not None:
        mean, variance = tensor_of(module, "running_mean"), tensor_of(module, "running_var")
        weight, bias = tensor_of(module, "weight"), tensor_of(module, "bias")
        factor = (1 if weight is None else weight) / np.sqrt(variance + module.eps)
        return Affine(np.diag(factor), (0 if bias is None else bias) - factor * mean)
    return None


def _affine_sources(part: Part, count: int, time: int) -> list[_Source]:
    inputs, outputs = [value[0] for value in part.inputs], part.outputs
    pairs = zip(aligned(inputs, count, time), aligned(outputs, count, time), strict=True)
    return [_Source(part, gave, read) for read, gave in pairs]


def _origin(
    values: Floats, reader: Part | None, sources: list[_Source], known: dict[str, Function], parts: list[Part]
) -> tuple[_Source, str]:
    """The source of what `reader` reads, or of the scores, and the function of what it gave: the pair that comes nearest.

    The nearest, because tanh of small values is nearly the values themselves; of equals what was seen to run in between, or the
    simplest, because ReLU changes nothing where all values are above zero.
    """
    pairs = [(source, name) for source in sources for name in known if source.gave.shape == values.shape]
    pairs.sort(key=lambda pair: (pair[1] not in _kinds(_between(parts, pair[0].part, reader)), pair[1] != "none"))
    errors = [float(np.abs(known[name](source.gave) - values).max()) for source, name in pairs]
    if errors and min(errors) <= CLOSE * (1 + float(np.abs(values).max())):
        return pairs[int(np.argmin(errors))]
    what = "the scores" if reader is None else f"what {reader} reads"
    expected = f"expected what one gives, or {', '.join(name for name in known if name != 'none')} of it"
    raise Refusal(f"no Linear and no recurrent layer gives {what}: {_suspects(parts)} stands between; {expected}")


def _between(parts: list[Part], first: Part, last: Part | None) -> list[Part]:
    """What ran first after `first` did, and before `last`."""
    return parts[parts.index(first) + 1 : len(parts) if last is None else parts.index(last)]


def _kinds(parts: list[Part]) -> set[str]:
    return {type(part.module).__name__.lower() for part in parts}


def _suspects(parts: list[Part]) -> str:
    """What was run that the format has no place for."""
    known = ("ReLU", "Tanh", "Sigmoid", "Identity", "Dropout", "Embedding", "LogSoftmax", "Softmax", "Flatten")
    others = [part for part in parts if not is_recurrent(part.module) and not affine_of(part)]
    return ", ".join(str(part) for part in others if type(part.module).__name__ not in known) or "something in forward()"


def _stack(top: Part, recurrences: list[Recurrence]) -> tuple[Recurrence, ...]:
    """The recurrent parts that read one another, the first one first."""
    stack = [next(found for found in recurrences if found.part is top)]
    while below := [found for found in recurrences if found not in stack and equal(found.gave, stack[0].read)]:
        stack.insert(0, below[0])
    kinds = {found.cell for found in stack}
    if len(kinds) > 1:
        raise Refusal(f"recurrent layers of several kinds read one another: {', '.join(sorted(kinds))}; expected one kind")
    return tuple(stack)
