"""Whether the network treats alike what the program treats alike: hidden states are exchanged between prefixes of equal memory.

After any two prefixes that lead the program to one memory, the network has to answer the same to every continuation within the
trained length.
"""

from dataclasses import dataclass

import numpy as np

from glassbox.check.deadline import Deadline
from glassbox.check.network import Network
from glassbox.check.visits import Visits
from glassbox.check.words import Alphabet, IntArray


@dataclass(frozen=True)
class Exchange:
    """Exchanges made, those that changed an answer, and one of these: the two prefixes and what followed."""

    cases: int
    errors: int
    contradiction: tuple[IntArray, IntArray, IntArray] | None


def exchange(
    network: Network, visits: Visits, alphabet: Alphabet, count: int, random: np.random.Generator, deadline: Deadline
) -> Exchange:
    """Draws pairs of prefixes with one memory, and continues from the hidden states after both."""
    length = visits.words.shape[1]
    first, second = _pairs(visits, count, random)
    if not len(first):
        return Exchange(0, 0, None)
    remaining = length - 1 - np.maximum(visits.time[first], visits.time[second])
    letters = alphabet.draw(random, len(first), int(remaining.max()))
    one, other = visits.hidden[first], visits.hidden[second]
    differs = np.zeros(len(first), bool)
    for time in range(letters.shape[1]):
        deadline.look()
        one, other = network.step(one, letters[:, time]), network.step(other, letters[:, time])
        differs |= (network.answers(one) != network.answers(other)).any(axis=1) & (time < remaining)
    if not differs.any():
        return Exchange(len(first), 0, None)
    place = int(np.argmax(differs))
    word = letters[place, : remaining[place]]
    return Exchange(len(first), int(differs.sum()), (visits.prefix(int(first[place])), visits.prefix(int(second[place])), word))


def _pairs(visits: Visits, count: int, random: np.random.Generator) -> tuple[IntArray, IntArray]:
    """Pairs of different prefixes with equal memory, drawn with repetition."""
    if not len(visits.time):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    group = np.zeros(len(visits.time), np.int64)
    if visits.memory.shape[1]:
        group = np.unique(visits.memory, axis=0, return_inverse=True)[1].reshape(-1)
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(group.max() + 1))
    sizes = np.diff(np.append(starts, len(order)))
    first = random.integers(0, len(order), count)
    own = group[first]
    second = order[starts[own] + (random.random(count) * sizes[own]).astype(np.int64)]
    return first[first != second], second[first != second]
