"""How program and network agree on all words of each length, as far as these are tried: which lengths have words that are answered
differently, how many, and which is the first of them.

Each word is read from the state that all but its last letter came to. Words have numbers: among those of one length, in the order
of their letters.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from glassbox.check import bounds
from glassbox.check.deadline import Deadline
from glassbox.check.expressions import Trouble
from glassbox.check.network import Network
from glassbox.check.program import Program
from glassbox.check.refusal import TooLarge
from glassbox.check.words import BoolArray, FloatArray, IntArray

_SURE: Final = 1e-9
"""Scores that are nearer than this to another decision may be rounded to it on another computer."""


@dataclass
class Level:
    """The words of one length."""

    words: int
    errors: int = 0
    unsure: int = 0
    """Words of which another computer might have found another answer."""
    first: int | None = None
    """The number of the first that is answered differently."""


@dataclass
class Agreement:
    """Of all words up to a length over some letters `[letter, feature]`."""

    letters: IntArray
    levels: list[Level] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """The greatest length up to which all words are answered alike."""
        return next((length for length, level in enumerate(self.levels) if level.errors), len(self.levels))

    def word(self, length: int, number: int) -> IntArray:
        """A word `[time, feature]` by its number."""
        digits = [number // len(self.letters) ** (length - 1 - place) % len(self.letters) for place in range(length)]
        return self.letters[digits]


def compare_all(program: Program, network: Network, letters: IntArray, length: int, deadline: Deadline) -> Agreement:
    """Tries all words up to a length; raises `TooLarge` where a number of the program grows too large."""
    found = Agreement(letters, [Level(len(letters) ** (place + 1)) for place in range(length)])
    walk = _Walk(program, network, found, deadline)
    walk.descend(network.start(1), np.array([program.initial], np.int64).reshape(1, -1), np.zeros(1, bool), 0, 0)
    return found


@dataclass(frozen=True)
class _Walk:
    program: Program
    network: Network
    found: Agreement
    deadline: Deadline

    def descend(self, states: FloatArray, memory: IntArray, failed: BoolArray, first: int, depth: int) -> None:
        """Goes on after words of `depth` letters, of which the first has the number `first`, by every letter, and so on."""
        letters = self.found.letters
        rows = max(1, min(bounds.ROWS_AT_ONCE, bounds.NUMBERS_AT_ONCE // (4 * self.network.hidden)) // len(letters))
        for start in range(0, len(states), rows):
            self.deadline.look()
            part = slice(start, start + rows)
            count = len(states[part])
            read = np.tile(letters, (count, 1))
            following = self.network.step(np.repeat(states[part], len(letters), axis=0), read)
            step = self.program.step(np.repeat(memory[part], len(letters), axis=0), read)
            if (step.trouble == Trouble.TOO_LARGE).any():
                raise TooLarge("a number of the program leaves 62 bits")
            fails = np.repeat(failed[part], len(letters)) | (step.trouble == Trouble.RAISES)
            place = (first + start) * len(letters)
            self._note(self.network.scores(following), step.outputs, fails, place, self.found.levels[depth])
            if depth + 1 < len(self.found.levels):
                self.descend(following, step.memory, fails, place, depth + 1)

    def _note(self, scores: FloatArray, outputs: IntArray, fails: BoolArray, place: int, level: Level) -> None:
        differs = (self.network.decision(scores) != outputs).any(axis=1) | fails
        level.unsure += int((self.network.decision.margins(scores) < _SURE).sum())
        if differs.any():
            level.errors += int(differs.sum())
            number = place + int(np.argmax(differs))
            level.first = number if level.first is None else min(level.first, number)
