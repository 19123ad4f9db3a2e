"""How many letters structured words are made of, as `Alphabet.spread` of Pipeline chooses them."""

import pytest

from glassbox.check import structured_words
from glassbox.check.words import Alphabet


@pytest.mark.parametrize(
    ("spans", "letters"),
    [
        ((2,), 2),
        ((8,), 8),
        ((9,), 5),
        ((28,), 7),
        ((100,), 8),
        ((2, 2), 4),
        ((2, 10), 4),
        ((3, 3), 4),
        ((2, 2, 2), 8),
        ((5,) * 4, 1),
    ],
)
def test_letters_are_spread_evenly(spans: tuple[int, ...], letters: int) -> None:
    alphabet = Alphabet(tuple((0, span - 1) for span in spans))
    assert structured_words.count(alphabet) == letters * (letters - 1) * 12 + 2
