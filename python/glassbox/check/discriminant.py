"""Fisher's linear discriminant of hidden states, and the part of them in which it tells values apart."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from glassbox.check.words import FloatArray, IntArray

_AXES: Final = 20
_RIDGE: Final = 1e-3
_NEGLIGIBLE: Final = 1e-6


@dataclass(frozen=True)
class Discriminant:
    """Values, and where their states lie: `centre` of all `[unit]`, `axes` `[axis, unit]`, `means` `[value, axis]`.

    `covariance` `[axis, axis]` is that of the states of one value.
    """

    values: IntArray
    centre: FloatArray
    axes: FloatArray
    means: FloatArray
    covariance: FloatArray

    @staticmethod
    def fit(states: FloatArray, values: IntArray, labels: IntArray) -> "Discriminant":
        """`labels` are places in `values`, each of which has a state; raises numpy's `LinAlgError`."""
        centre = states.mean(axis=0)
        axes = np.linalg.svd(states - centre, full_matrices=False)[2][:_AXES]
        points = (states - centre) @ axes.T
        means = np.stack([points[labels == number].mean(axis=0) for number in range(len(values))])
        rest = points - means[labels]
        covariance = rest.T @ rest / len(rest)
        covariance += max(_RIDGE * float(np.trace(covariance)) / len(axes), 1e-12) * np.eye(len(axes))
        return Discriminant(values, centre, axes, means, covariance)

    def read(self, states: FloatArray, log_shares: FloatArray) -> IntArray:
        """The likeliest value in each state; `log_shares` are the logarithms of how often each occurs."""
        factors = np.linalg.solve(self.covariance, self.means.T)
        constants = log_shares - np.einsum("va,av->v", self.means, factors) / 2
        read: IntArray = self.values[np.argmax((states - self.centre) @ self.axes.T @ factors + constants, axis=1)]
        return read

    def subspace(self, counts: IntArray, most: int) -> "Subspace":
        """The span of the differences between means, at most so many dimensions, and what reads how far along it a state lies.

        `counts` are how many states there are of each value.
        """
        variances, vectors = np.linalg.eigh(self.covariance)
        roots = np.sqrt(variances)
        whitening, unwhitening = vectors.T / roots[:, np.newaxis], vectors.T * roots[:, np.newaxis]
        shares = counts / counts.sum()
        differences = np.sqrt(shares)[:, np.newaxis] * (self.means - shares @ self.means)
        _, sizes, right = np.linalg.svd(differences @ whitening.T, full_matrices=False)
        span = right[sizes > _NEGLIGIBLE * sizes[0]][:most]
        return Subspace(span @ unwhitening @ self.axes, span @ whitening @ self.axes)


@dataclass(frozen=True)
class Subspace:
    """Directions and filters `[dimension, unit]`."""

    directions: FloatArray
    filters: FloatArray

    def exchanging(self, states: FloatArray, others: FloatArray) -> FloatArray:
        """The states, with their part in the subspace taken from the others."""
        changed: FloatArray = states + (others - states) @ self.filters.T @ self.directions
        return changed
