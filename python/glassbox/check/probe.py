"""Whether a program's variables can be read from the network's hidden state, by probes of this check's own.

A probe is fitted on the states that half of the words visit, and reads those of the other half: the nearest integer to an affine
function of the state, or, for a variable that such a function reads wrongly, the value at the nearest of the fitted states.
What only longer words than are asked could show is no error.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import numpy as np

from glassbox.check import bounds
from glassbox.check.deadline import Deadline
from glassbox.check.discriminant import Discriminant
from glassbox.check.softmax import Softmax
from glassbox.check.unasked import UnaskedDifference
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


def read_variables(visits: Visits, unasked: UnaskedDifference, random: np.random.Generator, deadline: Deadline) -> Reading:
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
        missed = _missed(fitted, judged, variable, unasked, deadline)
        values, errors = values + len(missed), errors + int(missed.sum())
        if wrong is None and missed.any():
            wrong = judged.prefix(int(np.argmax(missed))), variable
    return Reading(values, errors, new, wrong)


@dataclass(frozen=True)
class VariableReading:
    """How many states one variable was read from, and how many of these wrongly, by the best of the probes."""

    judged: int
    errors: int

    @property
    def rate(self) -> float:
        """Of those that are read wrongly."""
        return self.errors / self.judged


_JUDGED_LENGTHS: Final = 2
_MOST_VALUES: Final = 64


def read_each(
    visits: Visits, jointly: list[bool], unasked: UnaskedDifference, random: np.random.Generator, deadline: Deadline
) -> list[VariableReading]:
    """For each variable the best of the probes: those of `read_variables`, and linear scores, fitted on shorter prefixes.

    These are of its values; of what is said to be read `jointly`, of the memories that all variables are together, and only these.
    """
    half = random.integers(0, 2, len(visits.words))[visits.word]
    fitted, judged = (visits.chosen(_distinct(visits, half == side, random)) for side in (0, 1))
    last = int(visits.time.max(initial=0)) - _JUDGED_LENGTHS + 1
    short, long = (
        visits.chosen(random.permutation(np.flatnonzero(rows))[: 2 * _MOST_STATES])
        for rows in (visits.time < last, visits.time >= last)
    )
    if not len(fitted.time) or not len(judged.time):
        return []
    found: list[VariableReading] = []
    for variable in range(visits.memory.shape[1]):
        deadline.look()
        missed = _missed(fitted, judged, variable, unasked, deadline)
        readings = [VariableReading(len(missed), int(missed.sum()))]
        if len(short.time) and len(long.time):
            readings += _scored(short, long, variable, jointly[variable], unasked, deadline)
        found.append(min(readings, key=lambda reading: reading.rate))
    return found


def _scored(
    fitted: Visits, judged: Visits, variable: int, is_joint: bool, unasked: UnaskedDifference, deadline: Deadline
) -> list[VariableReading]:
    """Linear scores for each value of the variable, or for each memory, by two kinds of probe."""
    columns = list(range(fitted.memory.shape[1])) if is_joint else [variable]
    return _readings(fitted, judged, columns, variable, unasked, deadline)


def _readings(
    fitted: Visits, judged: Visits, columns: list[int], variable: int, unasked: UnaskedDifference, deadline: Deadline
) -> list[VariableReading]:
    """By Fisher's discriminant and by softmax regression, which tell apart what the columns of the memory are together.

    What no fitted state has is not judged; where that is most, nothing is. Nothing is, either, of several columns where what is
    judged has one value of the variable.
    """
    told, asked = fitted.memory[:, columns], judged.memory[:, columns]
    values, labels, counts = np.unique(told, axis=0, return_inverse=True, return_counts=True)
    known = {tuple(value) for value in values.tolist()}
    rows = np.flatnonzero([tuple(row) in known for row in asked.tolist()])
    is_telling = len(columns) == 1 or (2 * len(rows) >= len(asked) and len(np.unique(judged.memory[rows, variable])) > 1)
    judged = judged.chosen(rows)
    if not 1 < len(values) <= _MOST_VALUES or not len(rows) or not is_telling or not np.isfinite(fitted.hidden).all():
        return []
    numbers, labels = np.arange(len(values)), labels.reshape(-1)
    read: list[IntArray] = []
    # States near the greatest numbers have no variances.
    with suppress(np.linalg.LinAlgError):
        probe = Discriminant.fit(fitted.hidden, numbers, labels)
        read.append(probe.read(judged.hidden, np.log(counts / len(fitted.time))))
        axes = probe.axes.T
        softmax = Softmax.fit((fitted.hidden - probe.centre) @ axes, numbers, labels, deadline)
        if softmax is not None:
            read.append(softmax.read((judged.hidden - probe.centre) @ axes))
    return [
        VariableReading(len(places), int(_counted(judged, variable, values[places, columns.index(variable)], unasked).sum()))
        for places in read
    ]


def _distinct(visits: Visits, rows: BoolArray, random: np.random.Generator) -> IntArray:
    """Places of `rows` that differ in their state or their memory, some of them where there are many; shortest prefixes first."""
    places = np.flatnonzero(rows)
    features = np.concatenate([np.round(visits.hidden[places], _DIGITS), visits.memory[places]], axis=1)
    _, first = np.unique(features, axis=0, return_index=True)
    chosen = places[random.permutation(first)[:_MOST_STATES]]
    return np.asarray(chosen[np.argsort(visits.time[chosen], kind="stable")], np.int64)


def _missed(fitted: Visits, judged: Visits, variable: int, unasked: UnaskedDifference, deadline: Deadline) -> BoolArray:
    """Which of the judged places the better of the two probes reads wrongly, where that counts."""
    values = judged.memory[:, variable]
    with np.errstate(all="ignore"):
        affine = _affine(fitted.hidden, fitted.memory[:, variable], judged.hidden)
        # What rounds to no integer of this machine is wrong in any case; a tie is, too.
        is_number = np.abs(affine) < bounds.VALUE
        rounded = np.where(is_number, np.rint(np.where(is_number, affine, 0.0)), 0.0).astype(np.int64)
        missed = ~(np.abs(affine - values) < 0.5)
    counted: BoolArray = missed & (~is_number | (rounded == values) | _counted(judged, variable, rounded, unasked))
    if not counted.any():
        return counted
    neighbour = fitted.memory[nearest(fitted.hidden, judged.hidden, deadline), variable]
    other = _counted(judged, variable, neighbour, unasked)
    return other if other.sum() < counted.sum() else counted


def _counted(judged: Visits, variable: int, read: IntArray, unasked: UnaskedDifference) -> BoolArray:
    """Where another value was read than there is, and the difference counts."""
    wrong = np.flatnonzero(read != judged.memory[:, variable])
    is_unasked = unasked.between(judged.memory[wrong], variable, read[wrong], judged.time[wrong] + 1)
    counted = np.zeros(len(read), np.bool_)
    counted[wrong] = ~is_unasked
    return counted


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


def nearest(states: FloatArray, others: FloatArray, deadline: Deadline) -> IntArray:
    """For each of `others`, which of `states` is nearest."""
    found = np.zeros(len(others), np.int64)
    rows = max(1, (1 << 20) // states.size)
    for first in range(0, len(others), rows):
        deadline.look()
        differences = others[first : first + rows, None, :] - states[None, :, :]
        found[first : first + rows] = np.argmin(np.einsum("abc,abc->ab", differences, differences), axis=1)
    return found
