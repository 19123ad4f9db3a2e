"""Scores that a network's own library recorded for some words: what proves that its file was read as it was meant."""

from dataclasses import dataclass

import numpy as np

from glassbox.check import bounds
from glassbox.check.deadline import Deadline
from glassbox.check.refusal import Refusal
from glassbox.check.stack import Stack
from glassbox.check.symbols import Symbols
from glassbox.check.words import FloatArray, IntArray


@dataclass(frozen=True)
class RecordedScores:
    """Words `[word, time, feature]`, and the scores `[word, time, score]`, in the order of the answers."""

    words: IntArray
    scores: FloatArray

    def problem(self, network: Stack, tolerance: float, deadline: Deadline) -> str | None:
        """Where the network scores otherwise, as a clause; None where it does not."""
        for first in range(0, len(self.words), bounds.ROWS_AT_ONCE):
            rows = slice(first, first + bounds.ROWS_AT_ONCE)
            states = network.start(len(self.words[rows]))
            for time in range(self.words.shape[1]):
                deadline.look()
                states = network.step(states, self.words[rows, time])
                own, recorded = network.scores(states), self.scores[rows, time]
                differs = ~(np.abs(own - recorded) <= tolerance * np.maximum(1, np.abs(recorded))).all(axis=1)
                differs |= (network.decision(own) != network.decision(recorded)).any(axis=1)
                if differs.any():
                    word = first + int(np.argmax(differs)) + 1
                    return f"after letter {time + 1} of recorded word {word} it scores otherwise than was recorded"
        return None


def read_scores(words: FloatArray | None, scores: FloatArray | None, symbols: Symbols, network: Stack) -> RecordedScores | None:
    """The recording in two tensors; raises `Refusal` where one is missing, or they do not fit each other or the network."""
    if words is None and scores is None:
        return None
    if words is None or scores is None:
        raise Refusal("network.safetensors has recorded words or scores without the other")
    streams = 1 if symbols.letters is not None else network.input_width
    shaped = words[..., np.newaxis] if words.ndim == 2 else words
    if shaped.ndim != 3 or shaped.shape[2] != streams or scores.shape != (*shaped.shape[:2], network.score_width):
        raise Refusal("the recorded words and scores of network.safetensors do not fit each other, or the network")
    if max(shaped.size, scores.size) > bounds.RECORDED_NUMBERS:
        raise Refusal(f"network.safetensors has more than {bounds.RECORDED_NUMBERS:,} recorded numbers")
    numbers = np.trunc(shaped)
    if (numbers != shaped).any() or (np.abs(numbers) >= bounds.LETTER_VALUE).any():
        raise Refusal("the recorded words of network.safetensors hold something else than whole numbers")
    letters = numbers.astype(np.int64)
    if symbols.letters is not None:
        if (letters < 0).any() or (letters >= len(symbols.letters)).any():
            raise Refusal("the recorded words of network.safetensors hold numbers of no letters")
        letters = np.array(symbols.codes, np.int64)[letters[..., 0]]
    return RecordedScores(letters, scores[..., symbols.order] if symbols.order else scores)
