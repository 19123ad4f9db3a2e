"""The state machine of a report, `machine.json`: a transducer (state, letter) ↦ (next state, outputs) that begins in state 0."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from glassbox.check import bounds
from glassbox.check.behaviours import Behaviours
from glassbox.check.deadline import Deadline
from glassbox.check.refusal import Refusal
from glassbox.check.untrusted_json import Fields, integers
from glassbox.check.words import IntArray, LetterIndex


@dataclass(frozen=True)
class Machine:
    """Letters `[letter, feature]`; next states `[state, letter]`; outputs `[state, letter, output]`."""

    letters: IntArray
    transitions: IntArray
    outputs: IntArray
    _index: LetterIndex = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "_index", LetterIndex(self.letters))
        except ValueError:
            raise Refusal("machine.json has letters that are too sparse to be looked up") from None

    @property
    def state_count(self) -> int:
        return len(self.transitions)

    @property
    def output_width(self) -> int:
        return int(self.outputs.shape[2])

    def run(self, words: IntArray, deadline: Deadline) -> IntArray:
        """The outputs `[word, time, output]` to words over the machine's letters."""
        numbers = self._index.numbers(words)
        if (numbers < 0).any():
            raise Refusal("machine.json has no transition on some letter of the task")
        states = np.zeros(len(words), np.int64)
        outputs = np.empty((*words.shape[:2], self.output_width), np.int64)
        for time in range(words.shape[1]):
            deadline.look()
            outputs[:, time] = self.outputs[states, numbers[:, time]]
            states = self.transitions[states, numbers[:, time]]
        return outputs

    def unreachable(self) -> int:
        """How many states no word leads to."""
        reached = np.zeros(self.state_count, bool)
        reached[0] = True
        frontier = np.array([0])
        while len(frontier):
            targets = np.unique(self.transitions[frontier])
            frontier = targets[~reached[targets]]
            reached[frontier] = True
        return int((~reached).sum())

    def classes(self, deadline: Deadline) -> int:
        """How many states behave differently: as many as there are in a minimal machine."""
        answers = np.unique(self.outputs.reshape(self.state_count, -1), axis=0, return_inverse=True)[1].reshape(-1)
        return Behaviours(self.transitions.tolist(), answers.tolist()).count(deadline)


def read_machine(value: Any) -> Machine:
    """The machine in the JSON of a `machine.json`; raises `Refusal` where it is none."""
    fields = Fields(value, "machine.json")
    letters = _letters(fields.required("letters", list))
    rows = fields.required("transitions", list)
    answers = fields.required("outputs", list)
    if not 1 <= len(rows) * len(letters) <= bounds.MACHINE_ENTRIES or len(rows) != len(answers):
        raise Refusal(
            f"machine.json has not a row of transitions and of outputs a state, of {bounds.MACHINE_ENTRIES:,} entries in all"
        )
    transitions = [integers(row, "machine.json.transitions", len(letters)) for row in rows]
    outputs = [[integers(entry, "machine.json.outputs", bounds.POSITIONS) for entry in _row(row)] for row in answers]
    if {len(row) for row in transitions} | {len(row) for row in outputs} != {len(letters)}:
        raise Refusal("machine.json has a row that has not an entry for each letter")
    widths = {len(entry) for row in outputs for entry in row}
    if len(widths) != 1 or 0 in widths:
        raise Refusal("machine.json has outputs of several widths, or of none")
    if not all(0 <= target < len(rows) for row in transitions for target in row):
        raise Refusal("machine.json has a transition to a state that it does not have")
    return Machine(letters, np.array(transitions, np.int64), np.array(outputs, np.int64))


def _row(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > bounds.MACHINE_ENTRIES:
        raise Refusal("machine.json.outputs has a row that is no list")
    return value


def _letters(values: list[Any]) -> IntArray:
    letters = [
        tuple(integers(letter, "machine.json.letters", bounds.POSITIONS)) for letter in values[: bounds.EXPLORED_LETTERS + 1]
    ]
    if not 1 <= len(letters) <= bounds.EXPLORED_LETTERS or len({len(letter) for letter in letters}) != 1 or not letters[0]:
        raise Refusal(f"machine.json.letters is not 1 to {bounds.EXPLORED_LETTERS:,} letters of one width")
    if len(set(letters)) != len(letters):
        raise Refusal("machine.json has a letter twice")
    return np.array(letters, np.int64)
