"""Which memories of a program only longer words than are asked tell apart: similar states, as cover automata have them.

A network that was trained on words of some length was never asked to keep such apart. Memories that no word at all tells apart are
another matter: that a program tells them apart has to be in the network.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from glassbox.check.deadline import Deadline
from glassbox.check.program import Program
from glassbox.check.words import BoolArray, IntArray

_MOST_PAIRS: Final = 512
"""Of memories that are followed at a time; where more would have to be, the difference counts."""


@dataclass(frozen=True)
class UnaskedDifference:
    """Of one program's memories, on words of `length` letters; without `letters` every difference counts."""

    program: Program
    letters: IntArray | None
    """`[letter, feature]`"""
    length: int
    deadline: Deadline

    def between(self, memory: IntArray, variable: int, values: IntArray, read: IntArray) -> BoolArray:
        """For each place whether only longer words tell its memory from the same with another value of the variable.

        `memory` is `[place, variable]`, `values` and the letters that were `read` are one for each place.
        """
        other = memory.copy()
        other[:, variable] = values
        cases, number = np.unique(np.concatenate([memory, other, read[:, None]], axis=1), axis=0, return_inverse=True)
        width = memory.shape[1]
        found = [self._is_unasked(case[:width], case[width:-1], int(case[-1])) for case in cases]
        return np.array(found, np.bool_)[number.reshape(-1)] if len(cases) else np.zeros(0, np.bool_)

    def _is_unasked(self, one: IntArray, other: IntArray, read: int) -> bool:
        if self.letters is None:
            return False
        pairs = np.stack([one, other])[np.newaxis]
        for time in range(read, 2 * self.length):
            self.deadline.look()
            rows = np.repeat(pairs, len(self.letters), axis=0)
            letters = np.tile(self.letters, (len(pairs), 1))
            first, second = (self.program.step(rows[:, side], letters) for side in (0, 1))
            if first.trouble.any() or second.trouble.any():
                return False
            if (first.outputs != second.outputs).any():
                return time >= self.length
            differ = (first.memory != second.memory).any(axis=1)
            pairs = np.unique(np.stack([first.memory[differ], second.memory[differ]], axis=1), axis=0)
            if not 0 < len(pairs) <= _MOST_PAIRS:
                return False
        return False
