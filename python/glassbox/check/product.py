"""Whether a program and a machine answer alike on words of every length: a walk over all pairs of states that words lead to."""

from dataclasses import dataclass

import numpy as np

from glassbox.check import bounds
from glassbox.check.deadline import Deadline
from glassbox.check.expressions import Trouble
from glassbox.check.machine import Machine
from glassbox.check.program import Program
from glassbox.check.refusal import Refusal, TooLarge
from glassbox.check.words import IntArray


@dataclass(frozen=True)
class Product:
    """How many pairs there are; and the shortest word on which the answers differ, None where they never do."""

    pairs: int
    word: IntArray | None


def product(program: Program, machine: Machine, deadline: Deadline) -> Product:
    """Walks breadth-first; raises `Refusal` where the pairs do not come to an end within bounds."""
    width = len(program.initial)
    # A pair is the program's memory and the machine's state; `origins` has the pair before it and the letter between.
    pairs: dict[tuple[int, ...], int] = {(*program.initial, 0): 0}
    origins = [(-1, -1)]
    frontier = np.array([[*program.initial, 0]], np.int64)
    numbers = np.array([0])
    while len(frontier):
        deadline.look()
        count, letters = len(frontier), len(machine.letters)
        memory = np.repeat(frontier[:, :width], letters, axis=0)
        step = program.step(memory, np.tile(machine.letters, (count, 1)))
        states = np.repeat(frontier[:, width], letters)
        read = np.tile(np.arange(letters), count)
        if (step.trouble == Trouble.TOO_LARGE).any():
            raise TooLarge("a number of the program leaves 62 bits")
        wrong = (step.trouble != Trouble.NONE) | (step.outputs != machine.outputs[states, read]).any(axis=1)
        if wrong.any():
            place = int(np.argmax(wrong))
            return Product(len(pairs), _word(machine, origins, int(numbers[place // letters]), int(read[place])))
        targets = np.concatenate([step.memory, machine.transitions[states, read][:, None]], axis=1)
        frontier, numbers = _new(targets, numbers, letters, pairs, origins)
    return Product(len(pairs), None)


def _new(
    targets: IntArray, numbers: IntArray, letters: int, pairs: dict[tuple[int, ...], int], origins: list[tuple[int, int]]
) -> tuple[IntArray, IntArray]:
    """The pairs among `targets` that were not met before, and their numbers."""
    unique, first = np.unique(targets, axis=0, return_index=True)
    fresh: list[int] = []
    for row, place in sorted(zip(map(tuple, unique.tolist()), first.tolist(), strict=True), key=lambda item: item[1]):
        if row not in pairs:
            pairs[row] = len(origins)
            origins.append((int(numbers[place // letters]), place % letters))
            fresh.append(place)
    if len(pairs) > bounds.PRODUCT_PAIRS or len(fresh) * letters > bounds.NUMBERS_AT_ONCE:
        raise Refusal(f"the program comes to more than {bounds.PRODUCT_PAIRS:,} states beside the machine's")
    return targets[fresh], np.arange(len(origins) - len(fresh), len(origins))


def _word(machine: Machine, origins: list[tuple[int, int]], pair: int, last: int) -> IntArray:
    """The word that leads to a pair, and one letter more."""
    letters = [last]
    while pair > 0:
        pair, letter = origins[pair]
        letters.append(letter)
    return machine.letters[letters[::-1]]
