"""One way in for networks of every library: what it is made with tells who reads it; all are proved and written alike."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np

from glassbox.exporting import description, words
from glassbox.exporting.recording import write
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.source import Hints

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

    `cell` (tanh or relu) and `activation` (between layers of the head) are needed where the model does not tell them.
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
    )
    random = np.random.default_rng(seed)
    recorded = (
        words.draw(reading, count, 2 * reading.length, random) if examples is None else words.given(examples, reading, random)
    )
    source = _reader(model)(model, reading, Hints(scores, cell, activation, random))
    found = source.score(words.started(recorded, reading))
    return write(path, source.network, reading, recorded, found if start is None else found[:, 1:], single=source.single)


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
