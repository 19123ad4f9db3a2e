"""Words that hardly any draw gives, tried beside drawn ones: periodic, sorted, of two letters, with one other letter."""

import math

import numpy as np

from glassbox.check.words import Alphabet, IntArray

_LETTERS = 8
"""Of larger alphabets, so many letters that are spread over it."""
_PERIODS = ((1, 1), (2, 2), (1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2))
_PER_PAIR = len(_PERIODS) + 4


def count(alphabet: Alphabet) -> int:
    """How many there are of each length."""
    letters = _spread(alphabet)
    return letters * (letters - 1) * _PER_PAIR + 2


def words(alphabet: Alphabet, length: int) -> IntArray | None:
    """All of them, `[word, time, feature]`; None of a larger alphabet, of which other letters may be looked at."""
    if alphabet.size > _LETTERS:
        return None
    letters = alphabet.letters()
    places = np.arange(length)
    rows: list[IntArray] = []
    for first in range(len(letters)):
        for second in range(len(letters)):
            if first == second:
                continue
            patterns = [places % (run + gap) < run for run, gap in _PERIODS]
            patterns += [places < end for end in (1, length // 2, length - 1)]
            patterns.append(places != length // 2)
            rows += [np.where(is_first, first, second) for is_first in patterns]
    ordered = places * len(letters) // length
    return np.asarray(letters[np.stack([*rows, ordered, ordered[::-1]])], np.int64)


def _spread(alphabet: Alphabet) -> int:
    """How many letters are looked at."""
    if alphabet.listed is not None:
        return math.ceil(alphabet.size / ((alphabet.size - 1) // _LETTERS + 1))
    values = max(each for each in range(1, _LETTERS + 1) if each ** len(alphabet.spans) <= _LETTERS or each == 1)
    return math.prod(math.ceil(span / ((span - 1) // values + 1)) for span in alphabet.spans)
