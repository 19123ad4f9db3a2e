"""A selective diagonal recurrence, as in Mamba, in plain numpy: each channel is scaled and shifted by what the letter says.

    glassbox report --model "python3 python/examples/diagonal_recurrence.py"

The first channel changes sign with every "a"; the second is pushed by "a" and "b" and half forgotten at each letter.
"""

import numpy as np

import glassbox

LETTERS = ["a", "b", "c"]
SCALE = np.array([[-1.0, 0.5], [1.0, 0.5], [1.0, 0.5]])
SHIFT = np.array([[0.0, 1.0], [0.0, -1.0], [0.0, 0.0]])
ANSWERS = ["even", "odd", "pushed"]
READOUT = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.2]])


def scores(words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scores and hidden vectors after every letter of the words `[word, time]`."""
    state = np.tile([1.0, 0.0], (len(words), 1))
    states = []
    for letters in words.T:
        state = SCALE[letters] * state + SHIFT[letters]
        states.append(state)
    hidden = np.stack(states, axis=1)
    return hidden @ READOUT.T, hidden


if __name__ == "__main__":
    glassbox.serve(scores, name="diagonal recurrence", letters=LETTERS, decision="argmax", answers=ANSWERS, scores=len(ANSWERS))
