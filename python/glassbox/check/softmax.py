"""Softmax regression of hidden states (multinomial logistic regression): a linear score for each value."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from glassbox.check.deadline import Deadline
from glassbox.check.words import FloatArray, IntArray

_MOST_FACTORS: Final = 128
_MOST_STATES: Final = 2048
_ROUNDS: Final = 40
_RIDGE: Final = 1e-6
"""Half of this times the squared factors is added to the mean loss: values that can be told apart would else have infinite ones."""
_CONVERGED: Final = 1e-9


@dataclass(frozen=True)
class Softmax:
    """Factors `[value, axis + 1]` of standardised points, the constant last."""

    values: IntArray
    centre: FloatArray
    spread: FloatArray
    factors: FloatArray

    @staticmethod
    def fit(points: FloatArray, values: IntArray, labels: IntArray, deadline: Deadline) -> "Softmax | None":
        """By Newton's method; `labels` are places in `values`.

        None where that is too much to fit, or points lie so far off that their variance is no number; raises numpy's `LinAlgError`.
        """
        width = (points.shape[1] + 1) * len(values)
        if width > _MOST_FACTORS:
            return None
        step = -(-len(points) // _MOST_STATES)
        points, labels = points[::step], labels[::step]
        with np.errstate(all="ignore"):
            centre, spread = points.mean(axis=0), np.maximum(points.std(axis=0), 1e-12)
        if not (np.isfinite(centre).all() and np.isfinite(spread).all()):
            return None
        rows, is_value = _rows(points, centre, spread), np.eye(len(values))[labels]
        factors = np.zeros((len(values), rows.shape[1]))
        loss = _loss(factors, rows, is_value)
        for _ in range(_ROUNDS):
            deadline.look()
            shares = _shares(factors, rows)
            gradient = (shares - is_value).T @ rows / len(rows) + _RIDGE * factors
            curvature = np.einsum("nv,vw,na,nb->vawb", shares, np.eye(len(values)), rows, rows, optimize=True)
            curvature -= np.einsum("nv,nw,na,nb->vawb", shares, shares, rows, rows, optimize=True)
            matrix = curvature.reshape(width, width) / len(rows) + _RIDGE * np.eye(width)
            direction = np.linalg.solve(matrix, gradient.reshape(-1)).reshape(factors.shape)
            length, slope = 1.0, float((gradient * direction).sum())
            while (
                next_loss := _loss(factors - length * direction, rows, is_value)
            ) > loss - 1e-4 * length * slope and length > 1e-9:
                length /= 2
            if not next_loss < loss:
                break
            factors, loss = factors - length * direction, next_loss
            if slope < _CONVERGED:
                break
        return Softmax(values, centre, spread, factors)

    def read(self, points: FloatArray) -> IntArray:
        """The likeliest value at each point."""
        read: IntArray = self.values[np.argmax(_rows(points, self.centre, self.spread) @ self.factors.T, axis=1)]
        return read


def _rows(points: FloatArray, centre: FloatArray, spread: FloatArray) -> FloatArray:
    return np.concatenate([(points - centre) / spread, np.ones((len(points), 1))], axis=1)


def _shares(factors: FloatArray, rows: FloatArray) -> FloatArray:
    scores = rows @ factors.T
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: FloatArray = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _loss(factors: FloatArray, rows: FloatArray, is_value: FloatArray) -> float:
    scores = rows @ factors.T
    greatest = scores.max(axis=1)
    logarithms = greatest + np.log(np.exp(scores - greatest[:, np.newaxis]).sum(axis=1))
    return float(np.mean(logarithms - (scores * is_value).sum(axis=1)) + _RIDGE / 2 * (factors**2).sum())
