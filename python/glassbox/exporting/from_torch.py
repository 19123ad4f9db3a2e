"""PyTorch modules as networks of the format."""

from typing import Any, Final

import numpy as np

from glassbox.exporting import chain, from_torch_transformer
from glassbox.exporting import words as wording
from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.calling import Ask, asking, checked
from glassbox.exporting.description import Reading
from glassbox.exporting.network import Affine, Layer, Network
from glassbox.exporting.path import Path, follow
from glassbox.exporting.recurrence import CLOSE, Recurrence, equal, is_recurrent
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.source import Hints, Source
from glassbox.exporting.trace import Part, evaluating, trace

TRACED: Final = 64
"""Words, at least, that a module is watched on."""


def read(module: Any, reading: Reading, hints: Hints) -> Source:
    """The network that a module is, as it is seen to score words; raises `Refusal` where the format has no place for it."""
    module = getattr(module, "_orig_mod", module)
    if hasattr(module, "named_modules") and from_torch_transformer.is_transformer(module):
        return from_torch_transformer.read(module, reading, hints)
    _check_kind(module)
    ask = asking(module, hints.scores, reading)
    words = wording.started(wording.covering(reading, TRACED, 2 * reading.length + 1, hints.random), reading)
    with evaluating(module):
        path = follow(*_seen(module, ask, words), reading.decision)

    def score(asked: Integers) -> Floats:
        """The module's own scores: those before a softmax, where it ends in one."""
        with evaluating(module):
            return checked(ask, asked) if path.after == "none" else follow(*_seen(module, ask, asked), reading.decision).scores

    return Source(_network(path, words, reading, hints), score, single=not _is_double(module))


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


def _seen(module: Any, ask: Ask, words: Integers) -> tuple[list[Part], Floats]:
    """The parts that score words, and the scores; refused where these are others the second time."""
    found: list[Floats] = []
    parts, _ = trace(module, lambda: found.append(checked(ask, words)))
    if not equal(found[0], checked(ask, words)):
        raise Refusal(
            f"{type(module).__name__} scores the same words otherwise when asked again; expected the same scores every time"
        )
    return parts, found[0]


def _network(path: Path, words: Integers, reading: Reading, hints: Hints) -> Network:
    first, *others = path.recurrent
    embedding: Floats | None = None
    layers = first.layers
    if reading.numbers is None:
        embedding = _table(first, words, reading.rows)
    else:
        layers = (_reading_numbers(first, words), *layers[1:])
    for other in others:
        layers += other.layers
    head, between = chain.head(path.head, first.gave.shape[-1] if not others else others[-1].gave.shape[-1])
    for what, said, seen in (
        ("cell", hints.cell, first.cell),
        ("activation between layers of the head", hints.activation, between),
    ):
        if said not in (None, seen):
            raise Refusal(f"the {what} is said to be {said}, but {seen} was found")
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
    return layer.reading(Affine(found[:width].T, found[width]))
