"""One way in for networks of every library: what it is made with tells who reads it; all are proved and written alike."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np

from glassbox.exporting import description, words
from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.description import Reading
from glassbox.exporting.recording import write
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.source import Hints, Source

READERS: Final = {"torch": "from_torch", "keras": "from_keras", "flax": "from_flax", "onnx": "onnx_model"}


def export(
    model: Any,
    path: str | os.PathLike[str],
    *,
    decision: str,
    letters: str | Sequence[Any] | None = None,
    numbers: Sequence[Sequence[int]] | None = None,
    start: int | None = None,
    answers: Sequence[Any] | None = None,
    length: int | None = None,
    cell: str | None = None,
    activation: str | None = None,
    heads: int | None = None,
    tokens: Sequence[int] | None = None,
    columns: Sequence[int] | None = None,
    offset: int = 0,
    permitted: bool = False,
    separator: int | None = None,
    end: int | None = None,
    questions: str | Sequence[str] | None = None,
    examples: Iterable[Any] | None = None,
    scores: Callable[[Any], Any] | None = None,
    name: str | None = None,
    tolerance: float = 1e-3,
    count: int = 64,
    seed: int = 1,
) -> Path:
    """Writes a network to a file that `glassbox report` opens; raises `Refusal`, and writes nothing, where it cannot.

    `model` is a PyTorch module, a Keras model, the parameters of a Flax module, or an ONNX model or the path of one. It is run on
    `examples`, or on `count` words of twice the trained `length` drawn from `seed`, and the tensors that were found in it are
    evaluated anew on the same words: all scores have to agree within `tolerance`, and all decisions.

    `scores` is a function from words `[batch, time]` (`[batch, time, stream]` of `numbers`) to scores `[batch, time, score]`. It
    is needed for the parameters of a Flax module, and where a model cannot be called with words, one-hot or not, alone. Of a
    PyTorch module it is given a tensor, else an array. With `start`, the words that it is given begin with that letter.

    `cell` (tanh or relu) and `activation` (between layers of the head, or of a transformer's perceptrons) are needed where the
    model does not tell them.

    Of a transformer, `heads` are needed where the module does not tell them. `tokens` are the numbers of the letters where these
    are not the first, `columns` the scores that are read where these are not all, in the order of `answers`, and `offset` is the
    number of the first position. With `permitted` only words are of interest of which the network permitted each letter: its k-th
    bit is about the k-th letter. With `separator` and `end`, words are questions, the separator, answers and the end; without
    an `end` answers are one letter. `questions` says which are meant where these are not all words: distinct, distinct-pairs,
    increasing or a pattern, or several that all hold.
    """
    reading = description.read(
        decision=decision,
        letters=letters,
        numbers=numbers,
        start=start,
        answers=answers,
        length=length,
        tolerance=tolerance,
        name=name,
        tokens=tokens,
        columns=columns,
        offset=offset,
        permitted=permitted,
        separator=separator,
        end=end,
        questions=questions,
    )
    random = np.random.default_rng(seed)
    recorded = (
        words.draw(reading, count, 2 * reading.length, random) if examples is None else words.given(examples, reading, random)
    )
    source = _reader(model)(model, reading, Hints(scores, cell, activation, heads, random))
    recorded = _within(source, reading, recorded, drawn=examples is None)
    found = source.score(words.started(recorded, reading))
    found = found if start is None else found[:, 1:]
    found = found if reading.columns is None else _chosen(found, reading.columns)
    return write(path, source.network, reading, recorded, found, single=source.single)


def _within(source: Source, reading: Reading, recorded: Integers, drawn: bool) -> Integers:
    """Words for which there are positions: drawn ones are cut, given ones refused."""
    longest = recorded.shape[1] if source.longest is None else source.longest - int(reading.start is not None)
    if recorded.shape[1] > longest and not drawn:
        raise Refusal(f"an example has {recorded.shape[1]} letters, but there are positions for {longest}; expected no more")
    return recorded[:, :longest]


def _chosen(scores: Floats, columns: Sequence[int]) -> Floats:
    if max(columns) >= scores.shape[-1]:
        raise Refusal(
            f"the score {max(columns)} is named, but the network gives {scores.shape[-1]}; expected 0 to the last of them"
        )
    return scores[..., list(columns)]


def _reader(model: Any) -> Any:
    """The function that reads such a model. No library is imported to tell: whoever has a model has imported it."""
    libraries = {kind.__module__.partition(".")[0] for kind in type(model).__mro__}
    if isinstance(model, Mapping):
        library = "flax"
    elif isinstance(model, (str, os.PathLike)):
        library = "onnx"
    else:
        # With PyTorch behind it, a model of Keras is a module of PyTorch too.
        library = next((library for library in ("keras", "torch", "onnx") if library in libraries), "")
    if not library:
        raise Refusal(
            f"a {type(model).__name__} is no PyTorch module, Keras model, parameters of Flax or ONNX model, which are expected; "
            "glassbox.serve takes any function"
        )
    return import_module(f"glassbox.exporting.{READERS[library]}").read
