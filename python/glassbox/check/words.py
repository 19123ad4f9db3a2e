"""Input sequences: which there are, all of a length, and fresh ones.

Words are arrays of integers `[word, time, feature]`.
"""

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from glassbox.check import bounds

IntArray: TypeAlias = npt.NDArray[np.int64]
FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Alphabet:
    """What stands at one position: an integer for each of the ranges, both of whose ends are in it; or one of listed letters."""

    ranges: tuple[tuple[int, int], ...]
    listed: tuple[tuple[int, ...], ...] | None = None
    """The letters, where these are not all combinations: `ranges` has the least and the greatest value of each integer."""

    @staticmethod
    def of(letters: tuple[tuple[int, ...], ...]) -> "Alphabet":
        """These letters, all different and of one width, in this order."""
        return Alphabet(tuple((min(column), max(column)) for column in zip(*letters, strict=True)), letters)

    @property
    def width(self) -> int:
        """How many integers stand at a position."""
        return len(self.ranges)

    @property
    def spans(self) -> tuple[int, ...]:
        """How many values each of them has."""
        return tuple(high - low + 1 for low, high in self.ranges)

    @property
    def lows(self) -> IntArray:
        """The least value of each."""
        return np.array([low for low, _ in self.ranges], np.int64)

    @property
    def size(self) -> int:
        """How many letters there are; may be beyond any machine integer."""
        return math.prod(self.spans) if self.listed is None else len(self.listed)

    def holds(self, value: int) -> bool:
        """Whether every integer may have the value, whatever the others are."""
        return self.listed is None and all(low <= value <= high for low, high in self.ranges)

    def letters(self) -> IntArray:
        """`[letter, feature]`, in lexicographic order, or as listed; at most `bounds.EXPLORED_LETTERS` may be asked for."""
        if self.size > bounds.EXPLORED_LETTERS:
            raise ValueError("too many letters to be listed")
        return self.all_words(1)[:, 0, :]

    def all_words(self, length: int) -> IntArray:
        """Every word of a length, in the order of the letters; the caller has seen to it that these are few enough."""
        if self.listed is not None:
            return np.array(self.listed, np.int64)[_digits((self.size,) * length)]
        return _digits(self.spans * length).reshape(-1, length, self.width) + self.lows

    def longest_listed(self, most_words: int, most_length: int) -> int:
        """The greatest length up to `most_length` of which there are at most `most_words` words; 0 where there is none."""
        length, count = 0, 1
        while length < most_length and count * self.size <= most_words:
            length, count = length + 1, count * self.size
        return length

    def draw(self, random: np.random.Generator, count: int, length: int) -> IntArray:
        """Words whose letters are drawn independently, all equally likely."""
        if self.listed is not None:
            return np.array(self.listed, np.int64)[random.integers(0, self.size, (count, length))]
        highs = np.array([high for _, high in self.ranges], np.int64)
        return random.integers(self.lows, highs, (count, length, self.width), np.int64, endpoint=True)

    def draw_narrow(self, random: np.random.Generator, count: int, length: int) -> IntArray:
        """Words over two letters each, drawn for a tenth of the words at a time: memories meet again sooner."""
        blocks = []
        for _ in range(10):
            pair = self.draw(random, 2, 1)[:, 0, :]
            blocks.append(pair[random.integers(0, 2, (max(1, count // 10), length))])
        return np.concatenate(blocks)

    def affordable(self, count: int, length: int) -> int:
        """As many words of that length as `count`, or as a sample may have."""
        return max(1, min(count, bounds.NUMBERS_AT_ONCE // (length * self.width)))


def _digits(bases: tuple[int, ...]) -> IntArray:
    """`[number, place]`: all numbers in these bases, in order. An array with an axis for each would have too many for numpy."""
    count = rest = math.prod(bases)
    digits = np.zeros((count, len(bases)), np.int64)
    for place, base in enumerate(bases):
        if base > 1:
            rest //= base
            digits[:, place] = np.arange(count) // rest % base
    return digits


def spelled(word: IntArray) -> str:
    """A word `[time, feature]` as the arguments that `program.py` takes: `1,0 0,1`."""
    letters = [",".join(str(value) for value in letter) for letter in word.tolist()]
    return " ".join(letters) if len(letters) <= 24 else " ".join(letters[:24]) + f" … ({len(letters)} positions)"


class LetterIndex:
    """Finds the number of a letter, for many letters at once: by its place among all integers of their ranges or, where these are
    too many, by a sum of multiples of its integers."""

    def __init__(self, letters: IntArray) -> None:
        """`letters` is `[letter, feature]`, all different; raises `ValueError` where they are sparse, or two have one sum."""
        self._letters = letters
        self._low: IntArray = letters.min(axis=0)
        spans = [int(span) for span in letters.max(axis=0) - self._low + 1]
        if max(spans) > bounds.LOOKUP_CELLS:
            raise ValueError("letters are too sparse")
        weights = [1] * len(spans)
        for place in range(len(spans) - 2, -1, -1):
            weights[place] = weights[place + 1] * spans[place + 1]
        self._order: npt.NDArray[np.intp] | None = None
        if weights[0] * spans[0] <= bounds.LOOKUP_CELLS:
            self._spans = np.array(spans, np.int64)
            self._weights = np.array(weights, np.int64)
            self._numbers = np.full(weights[0] * spans[0], -1, np.int64)
            self._numbers[(letters - self._low) @ self._weights] = np.arange(len(letters))
            return
        # Sums leave 64 bits, and begin again from the other end: only that they differ counts.
        drawn = np.random.default_rng(0).integers(1 << 40, 1 << 62, letters.shape[1], np.int64)
        self._weights = np.asarray(drawn | 1, np.int64)
        sums = letters @ self._weights
        self._order = np.argsort(sums, kind="stable")
        self._sums = sums[self._order]
        if (self._sums[1:] == self._sums[:-1]).any():
            raise ValueError("letters are too sparse")

    def numbers(self, letters: IntArray) -> IntArray:
        """`[…, feature]` to `[…]`: the number of each letter, -1 for one that there is not."""
        if self._order is not None:
            nearest = np.minimum(np.searchsorted(self._sums, letters @ self._weights), len(self._order) - 1)
            found: IntArray = np.asarray(self._order[nearest], np.int64)
            return np.where((self._letters[found] == letters).all(axis=-1), found, -1)
        places = np.asarray(letters - self._low, np.int64)
        inside: BoolArray = np.all((places >= 0) & (places < self._spans), axis=-1)
        codes = np.where(inside[..., None], places, 0) @ self._weights
        return np.where(inside, self._numbers[codes], -1)
