"""Whether a program's variables can be read from the network's hidden state, by probes of this check's own.

A probe is fitted on the states that half of the words visit, and reads those of the other half: the nearest integer to an affine
function of the state, or, for a variable that such a function reads wrongly, the value at the nearest of the fitted states.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from glassbox.check.deadline import Deadline
from glassbox.check.visits import Visits
from glassbox.check.words import BoolArray, FloatArray, IntArray

_MOST_STATES: Final = 4096
_DIGITS: Final = 6
"""States that agree in so many decimals are one."""


@dataclass(frozen=True)
class Reading:
    """Values read in all and wrongly, how many states are no fitted ones, and where one is read wrongly: (prefix, variable)."""

    values: int
    errors: int
    new_states: int
    wrong: tuple[IntArray, int] | None


def read_variables(visits: Visits, random: np.random.Generator, deadline: Deadline) -> Reading:
    """Fits and reads, for all variables; without variables there is nothing to read."""
    half = random.integers(0, 2, len(visits.words))[visits.word]
    fitted, judged = (visits.chosen(_distinct(visits, half == side, random)) for side in (0, 1))
    known = {tuple(state) for state in np.round(fitted.hidden, _DIGITS).tolist()}
    new = sum(tuple(state) not in known for state in np.round(judged.hidden, _DIGITS).tolist())
    if not len(fitted.time) or not len(judged.time):
        return Reading(0, 0, 0, None)
    values = errors = 0
    wrong: tuple[IntArray, int] | None = None
    for variable in range(visits.memory.shape[1]):
        deadline.look()
        missed = _missed(fitted, judged, variable, deadline)
        values, errors = values + len(missed), errors + int(missed.sum())
        if wrong is None and missed.any():
            wrong = judged.prefix(int(np.argmax(missed))), variable
    return Reading(values, errors, new, wrong)


def _distinct(visits: Visits, rows: BoolArray, random: np.random.Generator) -> IntArray:
    """Places of `rows` that differ in their state or their memory, some of them where there are many; shortest prefixes first."""
    places = np.flatnonzero(rows)
    features = np.concatenate([np.round(visits.hidden[places], _DIGITS), visits.memory[places]], axis=1)
    _, first = np.unique(features, axis=0, return_index=True)
    chosen = places[random.permutation(first)[:_MOST_STATES]]
    return np.asarray(chosen[np.argsort(visits.time[chosen], kind="stable")], np.int64)


def _missed(fitted: Visits, judged: Visits, variable: int, deadline: Deadline) -> BoolArray:
    """Which of the judged places the better of the two probes reads wrongly."""
    with np.errstate(all="ignore"):
        affine = _affine(fitted.hidden, fitted.memory[:, variable], judged.hidden)
        missed = ~(np.abs(affine - judged.memory[:, variable]) < 0.5)
    if not missed.any():
        return missed
    nearest = _nearest(fitted.hidden, judged.hidden, deadline)
    other = fitted.memory[nearest, variable] != judged.memory[:, variable]
    return other if other.sum() < missed.sum() else missed


def _affine(states: FloatArray, values: IntArray, others: FloatArray) -> FloatArray:
    centre, spread = states.mean(axis=0), np.maximum(states.std(axis=0), 1e-12)
    if not (np.isfinite(centre).all() and np.isfinite(spread).all()):
        return np.full(len(others), np.nan)

    def rows(chosen: FloatArray) -> FloatArray:
        return np.concatenate([(chosen - centre) / spread, np.ones((len(chosen), 1))], axis=1)

    try:
        factors = np.linalg.lstsq(rows(states), values.astype(np.float64), rcond=None)[0]
    except np.linalg.LinAlgError:
        return np.full(len(others), np.nan)
    return np.asarray(rows(others) @ factors, np.float64)


def _nearest(states: FloatArray, others: FloatArray, deadline: Deadline) -> IntArray:
    """For each of `others`, which of `states` is nearest."""
    found = np.zeros(len(others), np.int64)
    rows = max(1, (1 << 20) // states.size)
    for first in range(0, len(others), rows):
        deadline.look()
        differences = others[first : first + rows, None, :] - states[None, :, :]
        found[first : first + rows] = np.argmin(np.einsum("abc,abc->ab", differences, differences), axis=1)
    return found
