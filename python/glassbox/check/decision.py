"""How a network's scores, what g computes at a position, become its answer there.

As the metadata of `network.safetensors` say it: `{"kind": "greatest", "classes": ["no", "yes"]}`, `{"kind": "signs"}`, or nothing,
which is the nearest integer, halves away from zero.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from glassbox.check.refusal import Refusal
from glassbox.check.untrusted_json import Fields, exactly, parse
from glassbox.check.words import FloatArray, IntArray

NO_ANSWER: Final = np.iinfo(np.int64).min
"""Stands for a score beyond 2**53, or none at all: no task asks for it."""


@dataclass(frozen=True)
class Decision:
    """A kind of decision, called with scores `[row, score]`."""

    kind: str

    def answer_width(self, scores: int) -> int:
        """Integers in an answer to that many scores."""
        return 1 if self.kind == "greatest" else scores

    def __call__(self, scores: FloatArray) -> IntArray:
        """The answers `[row, output]`."""
        with np.errstate(all="ignore"):
            return self._answers(scores)

    def _answers(self, scores: FloatArray) -> IntArray:
        if self.kind == "nearestInteger":
            return _rounded(scores)
        if self.kind == "signs":
            return np.where(np.isnan(scores), NO_ANSWER, (scores > 0).astype(np.int64))
        undecided = np.isnan(scores).any(axis=1)
        # Of equal scores the first.
        return np.where(undecided, NO_ANSWER, np.argmax(np.where(np.isnan(scores), -np.inf, scores), axis=1))[:, np.newaxis]

    def margins(self, scores: FloatArray) -> FloatArray:
        """How far the scores of each row are from another answer, as a part of their magnitude."""
        with np.errstate(all="ignore"):
            if self.kind == "greatest":
                two = np.sort(scores, axis=1)[:, -2:]
                distance = two[:, -1] - two[:, 0] if scores.shape[1] > 1 else np.full(len(scores), np.inf)
            elif self.kind == "signs":
                distance = np.abs(scores).min(axis=1)
            else:
                distance = (0.5 - np.abs(scores - np.round(scores))).min(axis=1)
            magnitude = np.maximum(1, np.abs(scores).max(axis=1))
            return np.asarray(np.nan_to_num(distance / magnitude, nan=np.inf), np.float64)


NEAREST_INTEGER: Final = Decision("nearestInteger")


def read_decision(text: str | None, scores: int) -> Decision:
    """The decision that the metadata tell; raises `Refusal` where it is none, or one about other scores."""
    if text is None:
        return NEAREST_INTEGER
    name = "the decision of network.safetensors"
    fields = Fields(exactly(parse(text.encode(), name), dict, name), name)
    kind = fields.required("kind", str)
    if kind not in ("nearestInteger", "greatest", "signs"):
        raise Refusal(f"{name} is {kind!r}; expected nearestInteger, greatest or signs")
    if kind == "greatest" and len(fields.required("classes", list)) != scores:
        raise Refusal(f"{name} has not a class for each of {scores} scores")
    return Decision(kind)


def _rounded(values: FloatArray) -> IntArray:
    whole = np.trunc(values)
    nearest = whole + np.sign(values) * (np.abs(values - whole) >= 0.5)
    known = np.abs(values) < 2.0**53
    return np.where(known, np.where(known, nearest, 0).astype(np.int64), NO_ANSWER)
