"""How many states it takes to answer like a program on all words up to each length: minimal cover automata.

(Câmpeanu, Păun and Yu 2001.) Words are taken in order of length. One becomes a state unless it is similar to one that is a state
already: both are answered alike on every continuation with which neither gets longer than the length in question.
"""

import numpy as np

from glassbox.check.deadline import Deadline
from glassbox.check.expressions import Trouble
from glassbox.check.program import Program
from glassbox.check.refusal import Refusal, TooLarge
from glassbox.check.words import IntArray


def cover_states(program: Program, letters: IntArray, length: int, deadline: Deadline) -> list[int]:
    """The number of states for each length from 1 on; raises `Refusal` where the program fails on a word."""
    answers = _answers(program, letters, length, deadline)
    classes = _classes(answers, len(letters), length, deadline)
    return [_states(classes, len(letters), least, deadline) for least in range(1, length + 1)]


def _answers(program: Program, letters: IntArray, length: int, deadline: Deadline) -> list[IntArray]:
    """`[length][word]`: the number of the answer to the last letter; of the empty word, which has none, 0."""
    memory = np.array([program.initial], np.int64).reshape(1, -1)
    outputs: list[IntArray] = []
    for _ in range(length):
        deadline.look()
        step = program.step(np.repeat(memory, len(letters), axis=0), np.tile(letters, (len(memory), 1)))
        if (step.trouble == Trouble.TOO_LARGE).any():
            raise TooLarge("a number of the program leaves 62 bits")
        if (step.trouble != Trouble.NONE).any():
            raise Refusal("the program fails on some word")
        memory = step.memory
        outputs.append(step.outputs)
    numbers = np.unique(np.concatenate(outputs), axis=0, return_inverse=True)[1].reshape(-1)
    ends = np.cumsum([len(part) for part in outputs])[:-1]
    return [np.zeros(1, np.int64), *np.split(numbers, ends)]


def _classes(answers: list[IntArray], count: int, length: int, deadline: Deadline) -> list[list[IntArray]]:
    """`[remaining][length][word]`: which words are answered alike on every continuation of so many letters."""
    classes = [[np.zeros(len(level), np.int64) for level in answers]]
    for remaining in range(1, length + 1):
        deadline.look()
        # A word is what it is answered to each letter, and the class of what follows.
        rows = [
            np.concatenate([answers[depth + 1].reshape(-1, count), classes[-1][depth + 1].reshape(-1, count)], axis=1)
            for depth in range(length - remaining + 1)
        ]
        numbers = np.unique(np.concatenate(rows), axis=0, return_inverse=True)[1].reshape(-1)
        classes.append(np.split(numbers, np.cumsum([len(part) for part in rows])[:-1]))
    return classes


def _states(classes: list[list[IntArray]], count: int, length: int, deadline: Deadline) -> int:
    """Of the cover automaton up to one length: words are `(depth, number)`."""
    words = [(0, 0)]
    place = 0
    while place < len(words):
        deadline.look()
        depth, number = words[place]
        remaining = length - depth - 1
        if remaining >= 0:
            known = {int(classes[remaining][own][word]) for own, word in words if own <= depth + 1}
            for letter in range(count):
                following = number * count + letter
                name = int(classes[remaining][depth + 1][following])
                if name not in known:
                    known.add(name)
                    words.append((depth + 1, following))
        place += 1
    return len(words)
