"""Letters that never made a difference to a network, by words of this check's own.

Read in each other's place they are answered alike, and so is all that follows. That is known of the words that are tried, and a
conjecture of all others.
"""

from typing import Final

import numpy as np

from glassbox.check.deadline import Deadline
from glassbox.check.network import Network
from glassbox.check.words import Alphabet, IntArray

_SHORT_WORDS: Final = 1 << 12
_LONG_WORDS: Final = 256


def letter_classes(
    network: Network, alphabet: Alphabet, length: int, random: np.random.Generator, deadline: Deadline
) -> list[list[int]]:
    """The numbers of letters that are alike, in order of the first of each class.

    Each letter is substituted at every position of all short words, and at one position each of some drawn ones of `length`.
    """
    letters = alphabet.letters()
    groups = [list(range(len(letters)))]
    short = alphabet.longest_listed(_SHORT_WORDS // max(1, length), length - 1)
    for size in range(short + 1):
        rest = alphabet.all_words(size) if size else np.zeros((1, 0, alphabet.width), np.int64)
        for position in range(size + 1):
            groups = _refined(groups, network, letters, rest, np.full(len(rest), position), deadline)
    for narrow in (False, True):
        drawn = (_balanced(groups, letters, random, length) if narrow else alphabet.draw(random, _LONG_WORDS, length))[:, 1:]
        groups = _refined(groups, network, letters, drawn, random.integers(0, length, len(drawn)), deadline)
    return sorted(groups)


def _balanced(groups: list[list[int]], letters: IntArray, random: np.random.Generator, length: int) -> IntArray:
    """Words in which each class so far is as likely as any other: those of many letters are hardly ever drawn otherwise."""
    chosen = random.integers(0, len(groups), (_LONG_WORDS, length))
    numbers = [[groups[group][int(random.integers(0, len(groups[group])))] for group in row] for row in chosen.tolist()]
    return letters[np.array(numbers)]


def _refined(
    groups: list[list[int]], network: Network, letters: IntArray, rest: IntArray, positions: IntArray, deadline: Deadline
) -> list[list[int]]:
    """The groups, parted where one of their letters, put into a word at its position, changes an answer."""
    found: list[list[int]] = []
    times = np.arange(rest.shape[1] + 1)
    # Where each letter of the longer word comes from.
    source = np.minimum(times - (times > positions[:, None]), max(0, rest.shape[1] - 1))
    for group in groups:
        if len(group) == 1:
            found.append(group)
            continue
        parts: dict[bytes, list[int]] = {}
        for letter in group:
            words = np.zeros((len(rest), rest.shape[1] + 1, rest.shape[2]), np.int64)
            if rest.shape[1]:
                words = np.take_along_axis(rest, source[:, :, None], axis=1)
            words[np.arange(len(rest)), positions] = letters[letter]
            parts.setdefault(network.run(words, deadline).tobytes(), []).append(letter)
        found.extend(parts.values())
    return found
