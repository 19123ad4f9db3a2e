"""How a PyTorch module is asked for the scores of words, where the caller does not say.

Words go in as numbers of letters where the module embeds them, else one-hot, or as the numbers that they are; time goes first
where the recurrent layer reads it first. Scores may come out in a tuple, flattened, or of the last position only: then every
beginning of a word is asked for.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.description import Reading
from glassbox.exporting.recurrence import is_recurrent
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.trace import evaluating, to_numpy, trace

Ask = Callable[[Integers], Any]
"""From words to what the module, or the caller's function, says of them."""

SAY = "give scores=, a function from a tensor of words [batch, time] to scores [batch, time, score]"


def asking(module: Any, scores: Callable[[Any], Any] | None, reading: Reading) -> Ask:
    """From words to scores `[word, time, score]`, as a tensor or an array."""
    import torch

    device = next((parameter.device for parameter in module.parameters()), None)
    if scores is not None:
        return lambda words: scores(torch.tensor(words, device=device))
    kind = next((parameter.dtype for parameter in module.parameters() if parameter.is_floating_point()), torch.float32)
    embeds = any(isinstance(part, torch.nn.Embedding) for part in module.modules())

    def encoded(words: Integers) -> Any:
        tensor = torch.tensor(words, device=device)
        if embeds and reading.numbers is None:
            return tensor
        return (tensor if reading.numbers else torch.nn.functional.one_hot(tensor, reading.rows)).to(kind)

    layout = _layout(module, encoded, reading)
    return lambda words: _scores(module, encoded(words), *layout)


def checked(ask: Ask, words: Integers) -> Floats:
    """Scores as `[word, time, score]`; raises `Refusal` where they are anything else."""
    found = to_numpy(ask(words))
    shape = getattr(found, "shape", None)
    if shape is None or len(shape) != 3 or shape[:2] != words.shape[:2]:
        what = f"of shape {list(shape)}" if shape is not None else f"a {type(found).__name__}"
        raise Refusal(f"the scores of words {list(words.shape[:2])} are {what}; expected [batch, time, score]: {SAY}")
    return found  # type: ignore[no-any-return]


def _call(module: Any, value: Any) -> Any:
    """The tensor of scores in what the module returns."""
    try:
        found = module(value)
    except Exception as error:
        shape = f"{list(value.shape)} of {value.dtype}"
        raise Refusal(f"{type(module).__name__} called with words {shape} raised {type(error).__name__}: {error}; {SAY}") from error
    found = getattr(found, "logits", found)
    while isinstance(found, (tuple, list)) and found:
        found = found[0]
    if not hasattr(found, "shape"):
        raise Refusal(f"{type(module).__name__} returns a {type(found).__name__}; expected a tensor of scores: {SAY}")
    return found


def _layout(module: Any, encoded: Callable[[Integers], Any], reading: Reading) -> tuple[bool, bool]:
    """Whether time goes first into the module, and whether it comes first out of it.

    With the batch first, a recurrent layer that reads time first would take words for time.
    """
    count, time = 3, 5
    streams = () if reading.numbers is None else (len(reading.numbers),)
    value = encoded(np.zeros((count, time, *streams), np.int64))
    found: list[Any] = []
    with evaluating(module):
        parts, _ = trace(module, lambda: found.append(_call(module, value)))
    shape = tuple(found[0].shape)
    turned = shape[0] == time
    for part in parts:
        read = part.inputs[0][0]
        axis = 0 if getattr(part.module, "batch_first", True) else 1
        if is_recurrent(part.module) and getattr(read, "ndim", 0) > axis:
            time_first = bool(read.shape[axis] == time)
            return time_first, time_first != turned
    return False, turned


def _scores(module: Any, value: Any, time_first: bool, time_first_out: bool) -> Any:
    count, time = value.shape[:2]

    def called(until: int) -> Any:
        beginning = value[:, :until]
        return _call(module, beginning.swapaxes(0, 1) if time_first else beginning)

    found = called(time)
    if _is_last_only(found, count, time, lambda: called(time - 1)):
        import torch

        # The whole words last: that is where a trace looks.
        return torch.stack([called(until).reshape(count, -1) for until in range(1, time + 1)], dim=1)
    if found.ndim == 2 and found.shape[0] == count * time:
        found = found.reshape((time, count, -1) if time_first_out else (count, time, -1))
    elif found.ndim == 2:
        found = found[..., None]
    return found.swapaxes(0, 1) if time_first_out else found


def _is_last_only(found: Any, count: int, time: int, shorter: Callable[[], Any]) -> bool:
    """Whether there is one row of scores for each word, which does not grow with the word."""
    if found.ndim == 3 and found.shape[:2] == (count, 1) and time > 1:
        return True
    return found.ndim == 2 and found.shape[0] == count and (found.shape[1] != time or time == 1 or shorter().shape == found.shape)
