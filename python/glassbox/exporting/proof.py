"""Whether the tensors that are to be written compute what the network itself scored."""

from typing import Any, Final

import numpy as np

from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.description import Reading
from glassbox.exporting.refusal import Refusal

UNSEEN: Final = "so something in it is not in the tensors as they are described"


def answers(scores: Floats, decision: str) -> Integers:
    """Scores `[…, score]` as answers `[…, answer]`: halves are rounded away from zero, of equal scores the first counts."""
    if decision == "argmax":
        return np.asarray(np.argmax(scores, axis=-1, keepdims=True), np.int64)
    if decision == "sign":
        return (scores > 0).astype(np.int64)
    whole = np.trunc(scores)
    return np.asarray(whole + np.sign(scores) * (np.abs(scores - whole) >= 0.5)).astype(np.int64)


def prove(reading: Reading, words: Integers, own: Floats, written: Floats) -> None:
    """Raises `Refusal` at the earliest position of any word where scores differ by more than the tolerance, or a decision does."""
    if own.shape != written.shape:
        raise Refusal(f"the network scores {list(own.shape)} of {list(words.shape)} words; its tensors score {list(written.shape)}")
    with np.errstate(invalid="ignore"):
        far = np.any(~(np.abs(own - written) <= reading.tolerance), axis=-1)
    if far.any():
        raise Refusal(f"{_told(far, reading, words, written, own)}, {UNSEEN}")
    other = np.any(answers(own, reading.decision) != answers(written, reading.decision), axis=-1)
    if other.any():
        raise Refusal(
            f"{_told(other, reading, words, written, own)}, which decides otherwise: a score on the edge is no proof; "
            "expected examples without one"
        )


def _told(wrong: Any, reading: Reading, words: Integers, written: Floats, own: Floats) -> str:
    """The earliest difference, which is the shortest word that shows it."""
    time = int(np.argmax(wrong.any(axis=0)))
    word = int(np.argmax(wrong[:, time]))
    one, other = (", ".join(f"{score:.9g}" for score in scores[word, time]) for scores in (written, own))
    return f"after {reading.spelled(words[word, : time + 1])!r} the tensors score [{one}] where the network scored [{other}]"
