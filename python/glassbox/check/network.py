"""What is asked of the network of a report, whatever it is made of: h' = f(h, x) at every position, and scores y = g(h)."""

from abc import ABC, abstractmethod

import numpy as np

from glassbox.check import bounds
from glassbox.check.deadline import Deadline
from glassbox.check.decision import Decision
from glassbox.check.words import FloatArray, IntArray


class Network(ABC):
    """A step and scores, which the kinds of networks say; words are run here."""

    initial: FloatArray
    """The hidden state before the first position."""
    decision: Decision

    @property
    def hidden(self) -> int:
        return len(self.initial)

    @property
    @abstractmethod
    def input_width(self) -> int:
        """Integers that are read at a position."""

    @property
    @abstractmethod
    def score_width(self) -> int:
        """Numbers that are computed at a position."""

    @property
    def output_width(self) -> int:
        return self.decision.answer_width(self.score_width)

    @property
    @abstractmethod
    def parameters(self) -> int: ...

    @abstractmethod
    def step(self, states: FloatArray, letters: IntArray) -> FloatArray:
        """The hidden states after reading `letters` `[row, feature]`."""

    @abstractmethod
    def scores(self, states: FloatArray) -> FloatArray:
        """The scores `[row, score]` in hidden states."""

    def start(self, count: int) -> FloatArray:
        """The hidden state before the first position, `[row, unit]`."""
        return np.tile(self.initial, (count, 1))

    def answers(self, states: FloatArray) -> IntArray:
        """What the network says in hidden states: `[row, output]`."""
        return self.decision(self.scores(states))

    def run(self, words: IntArray, deadline: Deadline) -> IntArray:
        """The answers `[word, time, output]` to words of any number."""
        answers = np.empty((*words.shape[:2], self.output_width), np.int64)
        for first in range(0, len(words), bounds.ROWS_AT_ONCE):
            rows = slice(first, first + bounds.ROWS_AT_ONCE)
            answers[rows] = self.run_from(self.start(len(words[rows])), words[rows], deadline)
        return answers

    def run_from(self, states: FloatArray, words: IntArray, deadline: Deadline) -> IntArray:
        """The answers `[word, time, output]` to a few words, each read from a hidden state of its own."""
        answers = np.empty((*words.shape[:2], self.output_width), np.int64)
        for time in range(words.shape[1]):
            deadline.look()
            states = self.step(states, words[:, time])
            answers[:, time] = self.answers(states)
        return answers

    def states(self, words: IntArray, deadline: Deadline) -> FloatArray:
        """The hidden states `[word, time, unit]` after each position of a few words."""
        states = np.empty((*words.shape[:2], self.hidden))
        current = self.start(len(words))
        for time in range(words.shape[1]):
            deadline.look()
            states[:, time] = current = self.step(current, words[:, time])
        return states
