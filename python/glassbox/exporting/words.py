"""The words that an export is proved on: those that the caller gives, or words drawn from a seed."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from glassbox.exporting.arrays import Integers
from glassbox.exporting.description import Reading
from glassbox.exporting.refusal import Refusal


def draw(reading: Reading, count: int, length: int, random: np.random.Generator) -> Integers:
    """`[word, time]`, or `[word, time, stream]` of numbers."""
    if reading.separator is not None:
        return _dialogues(reading, count, length, random)
    if reading.numbers is None:
        return random.integers(0, len(reading.letters or ()), (count, length))
    least, greatest = np.array(reading.numbers).T
    return random.integers(least, greatest + 1, (count, length, len(least)))


def _dialogues(reading: Reading, count: int, length: int, random: np.random.Generator) -> Integers:
    """Letters with a separator after a question of at most the trained length, and somewhere behind it an end if there is one."""
    letters = len(reading.letters or ())
    words = random.integers(0, letters, (count, length))
    for word in words:
        separator = int(random.integers(1, min(reading.length, length - 1) + 1)) if length > 1 else 0
        word[separator] = letters
        if reading.end is not None:
            word[int(random.integers(separator + 1, length + 1)) :][:1] = letters + 1
    return words


def covering(reading: Reading, count: int, length: int, random: np.random.Generator) -> Integers:
    """Words in which every letter occurs."""
    letters = len(reading.letters or ())
    count = max(count, -(-2 * letters // length))
    words = draw(reading, count, length, random)
    if letters:
        words.reshape(-1)[:letters] = random.permutation(letters)
    return words


def started(words: Integers, reading: Reading) -> Integers:
    """The words as the network reads them: after the letter that starts every word, where there is one, and by its tokens."""
    if reading.tokens is not None or reading.separator is not None:
        words = np.array(reading.asked, np.int64)[words]
    if reading.start is None:
        return words
    return np.concatenate([np.full((len(words), 1), reading.start, np.int64), words], axis=1)


def given(examples: Iterable[Any], reading: Reading, random: np.random.Generator) -> Integers:
    """Words that the caller gives, by names or numbers of letters.

    All recorded words are of one length: a shorter one is continued with drawn letters, which changes no score of its own.
    """
    words = [_word(example, reading) for example in examples]
    longest = max((len(word) for word in words), default=0)
    if not longest:
        raise Refusal("the examples have no letter; expected one word or more")
    drawn = draw(reading, len(words), longest, random)
    for row, word in zip(drawn, words, strict=True):
        row[: len(word)] = word
    return drawn


def _word(example: Any, reading: Reading) -> Integers:
    if reading.letters is None:
        word = np.asarray(example, np.int64).reshape(len(example), -1)
        if len(word) and word.shape[1] != len(reading.numbers or ()):
            raise Refusal(
                f"the example {example!r} has {word.shape[1]} numbers at a position; expected {len(reading.numbers or ())}"
            )
        return word
    number = {name: place for place, name in enumerate(reading.symbols)}
    letters = [number.get(letter, -1) if isinstance(letter, str) else int(letter) for letter in example]
    if not all(0 <= letter < len(reading.symbols) for letter in letters):
        raise Refusal(f"the example {example!r} has something else than the letters {', '.join(reading.letters)}")
    return np.array(letters, np.int64)
