"""What the parts of a PyTorch module read and give while it scores words: the ground for telling how they are connected."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from glassbox.exporting.arrays import Floats


@dataclass(eq=False)
class Part:
    """A module inside the user's, with one entry for each time that it was called."""

    name: str
    module: Any
    inputs: list[tuple[Any, ...]] = field(default_factory=list)
    outputs: list[Any] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{type(self.module).__name__} {self.name!r}" if self.name else type(self.module).__name__


def to_numpy(value: Any) -> Any:
    """Tensors as arrays, in tuples too; what is packed is unpacked with the batch first. A copy, as modules may work in place."""
    import torch
    from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

    if isinstance(value, PackedSequence):
        return to_numpy(pad_packed_sequence(value, batch_first=True)[0])
    if isinstance(value, torch.Tensor):
        kept = value.detach().cpu()
        return (kept.double() if kept.is_floating_point() else kept).numpy().copy()
    if isinstance(value, (tuple, list)):
        return tuple(to_numpy(part) for part in value)
    return value


@contextmanager
def evaluating(module: Any) -> Iterator[None]:
    """Without dropout and gradients; the module is left as it was."""
    import torch

    training = {part: part.training for part in module.modules()}
    module.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for part, was in training.items():
            part.training = was


def trace(module: Any, score: Callable[[], Any]) -> tuple[list[Part], Any]:
    """The parts that `score` runs, in the order of their first calls, and what it returns."""
    parts: dict[Any, Part] = {}
    hooks = []

    def before(part: Any, *_: Any) -> None:
        parts.setdefault(part, Part(names[part], part))

    def after(part: Any, args: tuple[Any, ...], keywords: dict[str, Any], output: Any) -> None:
        parts[part].inputs.append(to_numpy((*args, *keywords.values())))
        parts[part].outputs.append(to_numpy(output))

    names = {part: name for name, part in module.named_modules() if _is_part(name, part)}
    for part in names:
        hooks.append(part.register_forward_pre_hook(before))
        hooks.append(part.register_forward_hook(after, with_kwargs=True))
    try:
        result = score()
    finally:
        for hook in hooks:
            hook.remove()
    return [part for part in parts.values() if part.outputs], result


def aligned(values: list[Any], count: int, time: int, time_first: bool | None = None) -> list[Floats]:
    """All ways to see what a part read or gave, at its last calls, as `[word, time, feature]`.

    One call may have had all positions, in either order or flattened, or each call one position. Where every beginning of a word
    was asked for, the last calls are of the whole words.
    """
    if not all(isinstance(value, np.ndarray) and value.ndim for value in values):
        return []
    last, width = values[-1], values[-1].shape[-1]
    if last.shape == (count, width) and len(values) >= time and {value.shape for value in values[-time:]} == {last.shape}:
        return [np.stack(values[-time:], axis=1)]
    if last.shape == (count * time, width):
        return [last.reshape(count, time, width), last.reshape(time, count, width).swapaxes(0, 1)]
    ways = []
    for first in (False, True):
        if last.ndim == 3 and time_first in (None, first):
            found = _stretches([value.swapaxes(0, 1) if first else value for value in values], count, time)
            ways += [] if found is None else [found]
    return ways


def _stretches(values: list[Floats], count: int, time: int) -> Floats | None:
    """The last calls that make up the whole time."""
    taken: list[Floats] = []
    while values and sum(value.shape[1] for value in taken) < time:
        taken.insert(0, values[-1])
        values = values[:-1]
    if {(value.ndim, value.shape[0], value.shape[-1]) for value in taken} != {(3, count, taken[-1].shape[-1])}:
        return None
    whole = np.concatenate(taken, axis=1)
    return whole if whole.shape[1] == time else None


def _is_part(name: str, part: Any) -> bool:
    import torch

    whole = (torch.nn.RNNBase, torch.nn.RNNCellBase, torch.nn.Linear, torch.nn.Embedding)
    return "parametrizations" not in name and (isinstance(part, whole) or not list(part.children()))
