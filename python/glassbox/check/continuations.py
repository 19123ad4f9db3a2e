"""What follows after a change of the network's hidden state and of the program's memory, and whether rates of it agree."""

import math
from typing import Final

import numpy as np

from glassbox.check.deadline import Deadline
from glassbox.check.program import Program
from glassbox.check.visits import Visits
from glassbox.check.words import BoolArray, IntArray

_DEVIATIONS: Final = 6
_TOLERANCE: Final = 0.05
"""Own cases are drawn otherwise than those of the report."""


def earliest(visits: Visits, memories: IntArray, length: int) -> IntArray:
    """The last position of the shortest visited prefix that leads to each memory `[row, variable]`; `length` where none does."""
    known: dict[tuple[int, ...], int] = {}
    for memory, time in zip(map(tuple, visits.memory.tolist()), visits.time.tolist(), strict=True):
        known[memory] = min(time, known.get(memory, time))
    return np.array([known.get(memory, length) for memory in map(tuple, memories.tolist())], np.int64)


def outputs(program: Program, memory: IntArray, letters: IntArray, deadline: Deadline) -> IntArray:
    """What the program answers `[row, time, output]` from a memory for each row."""
    found = np.zeros((*letters.shape[:2], program.output_width), np.int64)
    for time in range(letters.shape[1]):
        deadline.look()
        step = program.step(memory, letters[:, time])
        found[:, time], memory = step.outputs, step.memory
    return found


def differ(one: IntArray, other: IntArray, counts: BoolArray) -> BoolArray:
    """Which rows differ at a position that counts."""
    return np.asarray(((one != other).any(axis=2) & counts).any(axis=1), np.bool_)


def is_likely(own: tuple[int, int], stated: tuple[int, int]) -> bool:
    """Whether two rates, each so many of so many, may be of one thing."""
    pooled = (own[0] + stated[0] + 1) / (own[1] + stated[1] + 2)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / own[1] + 1 / stated[1]))
    return abs(own[0] / own[1] - stated[0] / stated[1]) <= _DEVIATIONS * spread + _TOLERANCE
