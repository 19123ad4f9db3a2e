"""Network and program side by side: the hidden state and the memory after each position of some words."""

from dataclasses import dataclass

import numpy as np

from glassbox.check import bounds
from glassbox.check.deadline import Deadline
from glassbox.check.expressions import Trouble
from glassbox.check.network import Network
from glassbox.check.program import Program, run
from glassbox.check.refusal import TooLarge
from glassbox.check.words import FloatArray, IntArray


@dataclass(frozen=True)
class Visits:
    """Places `[place]` in words: which word, the time, the hidden state `[place, unit]`, the memory `[place, variable]`.

    The last position of each word is left out: training asked the network to remember nothing after it.
    """

    words: IntArray
    word: IntArray
    time: IntArray
    hidden: FloatArray
    memory: IntArray

    def prefix(self, place: int) -> IntArray:
        """What was read up to a place."""
        return self.words[self.word[place], : self.time[place] + 1]

    def chosen(self, places: IntArray) -> "Visits":
        return Visits(self.words, self.word[places], self.time[places], self.hidden[places], self.memory[places])


def visit(network: Network, program: Program, words: IntArray, deadline: Deadline) -> Visits:
    """Reads words, and keeps each prefix once; words on which the program fails are left out.

    Raises `TooLarge`."""
    words = words[: max(1, bounds.NUMBERS_AT_ONCE // (words.shape[1] * max(network.hidden, words.shape[2])))]
    program_run = run(program, words, deadline)
    if (program_run.trouble == Trouble.TOO_LARGE).any():
        raise TooLarge("a number of the program leaves 62 bits, so that its variables are not known everywhere")
    sound = program_run.trouble == Trouble.NONE
    words, memory = words[sound], program_run.memory[sound]
    hidden = network.states(words, deadline)
    word: list[IntArray] = [np.zeros(0, np.int64)]
    time: list[IntArray] = [np.zeros(0, np.int64)]
    prefix = np.zeros(len(words), np.int64)
    for last in range(words.shape[1] - 1):
        deadline.look()
        # Prefixes are one if those before them are, and their last letters.
        longer = np.concatenate([prefix[:, None], words[:, last]], axis=1)
        _, first, number = np.unique(longer, axis=0, return_index=True, return_inverse=True)
        prefix = number.reshape(-1)
        word.append(np.sort(first))
        time.append(np.full(len(first), last))
    place = np.concatenate(word), np.concatenate(time)
    return Visits(words, *place, hidden[place], memory[place])
