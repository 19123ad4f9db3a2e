"""What a reader of some library's networks is told, and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.description import Reading
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.written import Written


@dataclass(frozen=True)
class Hints:
    """What the caller says beyond the description."""

    scores: Callable[[Any], Any] | None
    cell: str | None
    activation: str | None
    heads: int | None
    random: np.random.Generator


@dataclass(frozen=True)
class Source:
    """A network in the format, and its own model to be asked: from words to scores `[word, time, score]`.

    `longest` is how many positions a word may have, the letter that starts it included, where there is an end to them.
    """

    network: Written
    score: Callable[[Integers], Floats]
    single: bool = True
    longest: int | None = None


def encoded(words: Integers, reading: Reading, embeds: bool) -> Any:
    """Words as a model reads them: numbers of letters where it embeds them, else one-hot, or the numbers that they are."""
    if reading.numbers is not None:
        return words.astype(np.float32)
    return words if embeds else np.eye(reading.rows, dtype=np.float32)[words]


def after_every_letter(score: Callable[[Integers], Any], words: Integers) -> Floats:
    """Scores `[word, time, score]`, though the model may score words once: then every beginning is asked for."""
    found = np.asarray(score(words), np.float64)
    if found.ndim == 2 and len(found) == len(words):
        found = np.stack([np.asarray(score(words[:, :until]), np.float64) for until in range(1, words.shape[1] + 1)], axis=1)
    if found.ndim != 3 or found.shape[:2] != words.shape[:2]:
        raise Refusal(
            f"the scores of words {list(words.shape[:2])} are of shape {list(found.shape)}; expected [batch, time, score]: "
            "give scores=, a function from words [batch, time] to that"
        )
    return found
