"""How many states of a machine behave differently: counted as Moore's refinement does, and fast."""

import numpy as np
import pytest

from glassbox.check.deadline import Deadline
from glassbox.check.machine import Machine

DEADLINE = Deadline(3600)


def alike(transitions: list[list[int]], answers: list[int]) -> int:
    """Moore's refinement, as it is written down everywhere."""
    classes = answers
    while True:
        rows = [(classes[state], *(classes[target] for target in row)) for state, row in enumerate(transitions)]
        names = {row: number for number, row in enumerate(dict.fromkeys(rows))}
        if len(names) == len(set(classes)):
            return len(names)
        classes = [names[row] for row in rows]


@pytest.mark.parametrize("seed", range(20))
def test_behaviours_are_those_that_moore_finds(seed: int) -> None:
    random = np.random.default_rng(seed)
    for _ in range(20):
        states, letters = int(random.integers(1, 12)), int(random.integers(1, 4))
        transitions = random.integers(0, states, (states, letters)).tolist()
        answers = random.integers(0, 2, states)
        machine = Machine(np.arange(letters)[:, np.newaxis], np.array(transitions), np.tile(answers[:, None, None], (letters, 1)))
        assert machine.classes(DEADLINE) == alike(transitions, answers.tolist())


def test_long_chains_are_looked_through_in_time() -> None:
    states = 1 << 16
    transitions = np.minimum(np.arange(states)[:, np.newaxis] + [1, 2], states - 1)
    outputs = np.repeat(np.arange(states) == states - 1, 2).astype(np.int64).reshape(-1, 2, 1)
    assert Machine(np.array([[0], [1]]), transitions, outputs).classes(Deadline(20)) == states
