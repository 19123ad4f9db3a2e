"""Answers to words, compared position by position."""

from dataclasses import dataclass

import numpy as np

from glassbox.check.deadline import Deadline
from glassbox.check.expressions import Trouble
from glassbox.check.program import Program, run
from glassbox.check.refusal import TooLarge
from glassbox.check.words import IntArray, spelled


@dataclass(frozen=True)
class Comparison:
    """Words compared, those answered differently, those left out as a number left 62 bits, and the shortest word that tells."""

    words: int
    differences: int
    left_out: int
    word: str | None

    def check_whole(self, which: str) -> None:
        """Raises `TooLarge` where words were left out, so that nothing is said of `which` all are."""
        if self.left_out:
            raise TooLarge(f"a number of the program leaves 62 bits on {self.left_out:,} of {self.words + self.left_out:,} {which}")

    def and_(self, other: "Comparison") -> "Comparison":
        return Comparison(
            self.words + other.words,
            self.differences + other.differences,
            self.left_out + other.left_out,
            self.word or other.word,
        )


def compare(words: IntArray, one: IntArray, other: IntArray) -> Comparison:
    """Of two arrays of answers `[word, time, output]` to the same words."""
    differing = (one != other).any(axis=2)
    if not differing.any():
        return Comparison(len(words), 0, 0, None)
    time = int(np.argmax(differing.any(axis=0)))
    row = int(np.argmax(differing[:, time]))
    found = f"{spelled(words[row, : time + 1])}: {_last(one[row, time])} and {_last(other[row, time])}"
    return Comparison(len(words), int(differing.any(axis=1).sum()), 0, found)


def compare_program(program: Program, words: IntArray, expected: IntArray, deadline: Deadline) -> Comparison:
    """The program's answers with `expected` ones; a word on which Python would raise is answered differently."""
    found = run(program, words, deadline)
    kept = found.trouble != Trouble.TOO_LARGE
    result = compare(words[kept], found.outputs[kept], expected[kept])
    raises = found.trouble == Trouble.RAISES
    word = f"{spelled(words[int(np.argmax(raises))])}: the program fails" if raises.any() else None
    differences = int(((found.outputs != expected).any(axis=(1, 2)) & kept | raises).sum())
    return Comparison(int(kept.sum()), differences, int((~kept).sum()), result.word or word)


def _last(answer: IntArray) -> str:
    lowest = np.iinfo(np.int64).min
    return ",".join("no integer" if value == lowest else str(value) for value in answer.tolist())
