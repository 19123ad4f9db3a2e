"""PyTorch modules written as Glassbox reads them."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

import numpy as np

from glassbox.exporting import words as wording
from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.calling import Ask, asking, checked
from glassbox.exporting.description import Reading
from glassbox.exporting.description import read as read_description
from glassbox.exporting.network import Affine, Layer, Network
from glassbox.exporting.path import Path, follow
from glassbox.exporting.recording import write
from glassbox.exporting.recurrence import CLOSE, Recurrence, equal, is_recurrent
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.trace import Part, evaluating, trace


def export(
    module: Any,
    path: str | os.PathLike[str],
    *,
    decision: str,
    letters: str | Sequence[Any] | None = None,
    numbers: Sequence[Sequence[int]] | None = None,
    start: int | None = None,
    answers: Sequence[Any] | None = None,
    length: int | None = None,
    activation: str | None = None,
    examples: Iterable[Any] | None = None,
    scores: Callable[[Any], Any] | None = None,
    name: str | None = None,
    tolerance: float = 1e-3,
    count: int = 64,
    seed: int = 1,
) -> FilePath:
    """Writes a PyTorch module to a file that `glassbox report` opens; raises `Refusal`, and writes nothing, where it cannot.

    `module` is run on words to see how its recurrent layers, its embedding and its head are connected, and the tensors that
    were found are evaluated anew on `examples`, or on `count` words of twice the trained `length` drawn from `seed`: all
    scores have to agree within `tolerance`, and all decisions.

    `scores` is a function from a tensor of words `[batch, time]` (`[batch, time, stream]` of `numbers`) to scores
    `[batch, time, score]`; it is needed where the module cannot be called with words, one-hot or not, alone. With `start`, the
    words that it is given begin with that letter.
    """
    reading = read_description(
        decision=decision,
        letters=letters,
        numbers=numbers,
        start=start,
        answers=answers,
        length=length,
        tolerance=tolerance,
        name=name,
    )
    module = getattr(module, "_orig_mod", module)
    _check_kind(module)
    random = np.random.default_rng(seed)
    ask = asking(module, scores, reading)
    recorded = (
        wording.draw(reading, count, 2 * reading.length, random) if examples is None else wording.given(examples, reading, random)
    )
    covering = wording.covering(reading, count, 2 * reading.length + 1, random)
    with evaluating(module):
        network, after = _told(module, ask, _started(covering, reading), reading, activation)
        found = _answered(module, ask, recorded, reading, after)
    return write(path, network, reading, recorded, found, single=not _is_double(module))


def _check_kind(module: Any) -> None:
    """Refuses what has no recurrent layer to be found."""
    if not hasattr(module, "named_modules"):
        raise Refusal(f"a {type(module).__name__} is no nn.Module; expected one (glassbox.serve takes any function)")
    if not any(is_recurrent(part) for part in module.modules()):
        kinds = sorted({type(part).__name__ for part in module.modules() if part is not module})
        raise Refusal(
            f"{type(module).__name__} has no nn.RNN, nn.GRU, nn.LSTM or cell of these, only {', '.join(kinds) or 'itself'}; "
            "glassbox.serve takes networks of any kind"
        )


def _is_double(module: Any) -> bool:
    return any(str(parameter.dtype) == "torch.float64" for parameter in module.parameters())


def _started(words: Integers, reading: Reading) -> Integers:
    """The words as the module reads them."""
    if reading.start is None:
        return words
    return np.concatenate([np.full((len(words), 1), reading.start, np.int64), words], axis=1)


def _seen(module: Any, ask: Ask, words: Integers) -> tuple[list[Part], Floats]:
    """The parts that score words, and the scores; refused where these are others the second time."""
    found: list[Floats] = []
    parts, _ = trace(module, lambda: found.append(checked(ask, words)))
    if not equal(found[0], checked(ask, words)):
        raise Refusal(
            f"{type(module).__name__} scores the same words otherwise when asked again; expected the same scores every time"
        )
    return parts, found[0]


def _told(module: Any, ask: Ask, words: Integers, reading: Reading, activation: str | None) -> tuple[Network, str]:
    """The network as it was seen to score words, and what follows its head."""
    path = follow(*_seen(module, ask, words), reading.decision)
    return _network(path, words, reading, activation), path.after


def _network(path: Path, words: Integers, reading: Reading, activation: str | None) -> Network:
    first, *others = path.recurrent
    embedding: Floats | None = None
    layers = first.layers
    if reading.numbers is None:
        embedding = _table(first, words, reading.rows)
    else:
        layers = (_reading_numbers(first, words), *layers[1:])
    for other in others:
        layers += other.layers
    head, between = _head(path.head, first.gave.shape[-1] if not others else others[-1].gave.shape[-1])
    if activation not in (None, between) and len(head) > 1:
        raise Refusal(f"the activation is said to be {activation}, but {between} stands between the layers of the head")
    return Network(first.cell, layers, head, embedding, between)


def _table(first: Recurrence, words: Integers, rows: int) -> Floats | None:
    """What the first layer reads for each letter, whatever makes it; None where that is one-hot."""
    table = np.zeros((rows, first.read.shape[-1]))
    letters, places = np.unique(words, return_index=True)
    table[letters] = first.read.reshape(-1, first.read.shape[-1])[places]
    other = np.abs(table[words] - first.read).max(axis=-1) > CLOSE
    if other.any():
        word, time = np.argwhere(other)[0]
        raise Refusal(
            f"what {first.part} reads is not told by the letter alone: letter number {words[word, time]} at position {time + 1} "
            "is not what it is elsewhere; expected an embedding of letters, or one-hot letters"
        )
    return None if np.array_equal(table, np.eye(rows)) else table


def _reading_numbers(first: Recurrence, words: Integers) -> Layer:
    """The first layer as one that reads numbers as they are: an affine map before it becomes part of it."""
    layer, width = first.layers[0], words.shape[-1]
    numbers, read = words.reshape(-1, width).astype(np.float64), first.read.reshape(-1, first.read.shape[-1])
    if numbers.shape == read.shape and np.array_equal(numbers, read):
        return layer
    found = np.linalg.lstsq(np.concatenate([numbers, np.ones((len(numbers), 1))], axis=1), read, rcond=None)[0]
    if not equal(numbers @ found[:width] + found[width], read):
        raise Refusal(f"what {first.part} reads is no affine function of the numbers; expected the numbers, or that")
    zero = np.zeros(len(layer.weight_ih))
    bias = (zero if layer.bias_ih is None else layer.bias_ih) + layer.weight_ih @ found[width]
    return replace(
        layer, weight_ih=layer.weight_ih @ found[:width].T, bias_ih=bias, bias_hh=zero if layer.bias_hh is None else layer.bias_hh
    )


def _head(steps: tuple[tuple[str, Affine], ...], width: int) -> tuple[tuple[Affine, ...], str]:
    """The head's layers and the one activation between: maps without one become one map, an identity carries a first activation."""
    layers: list[Affine] = []
    activations: list[str] = []
    for before, affine in steps or (("none", Affine.identity(width)),):
        if before != "none":
            layers += [] if layers else [Affine.identity(width)]
            activations.append(before)
        if before == "none" and layers:
            affine = affine.after(layers.pop())
        layers.append(affine)
    if len(set(activations)) > 1:
        raise Refusal(f"{' and '.join(activations)} stand between the layers of the head; expected one activation")
    return tuple(layers), activations[0] if activations else "none"


def _answered(module: Any, ask: Ask, recorded: Integers, reading: Reading, after: str) -> Floats:
    """The module's own scores of the words that are recorded: those before a softmax, where it ends in one."""
    words = _started(recorded, reading)
    found = checked(ask, words) if after == "none" else follow(*_seen(module, ask, words), reading.decision).scores
    return found if reading.start is None else found[:, 1:]
