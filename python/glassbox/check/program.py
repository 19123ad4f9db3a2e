"""A program as a value: a loop over the input with a few integers of memory, run here for many words side by side.

Nothing of it is ever given to Python to execute.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from glassbox.check import bounds
from glassbox.check.deadline import Deadline
from glassbox.check.expressions import Evaluation, Expression, Trouble, all_parts, depth, names
from glassbox.check.names import check_names
from glassbox.check.refusal import Refusal
from glassbox.check.words import IntArray, LetterIndex


@dataclass(frozen=True)
class Assignment:
    """All values are found before any target changes. `a, b = divmod(x, y)` is one, of a quotient and a remainder."""

    targets: tuple[str, ...]
    values: tuple[Expression, ...]


@dataclass(frozen=True)
class Output:
    """What is answered at this position; each program has exactly one."""

    values: tuple[Expression, ...]


@dataclass(frozen=True)
class Step:
    """What one position comes to, for many rows: memory `[row, variable]`, outputs `[row, output]`, `Trouble` `[row]`."""

    memory: IntArray
    outputs: IntArray
    trouble: npt.NDArray[np.int8]


@dataclass(frozen=True)
class Formula:
    """A program of statements."""

    inputs: tuple[str, ...]
    state: tuple[tuple[str, int], ...]
    """The variables that live from one position to the next, with the values they begin with."""
    statements: tuple[Assignment | Output, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.state)

    @property
    def initial(self) -> tuple[int, ...]:
        return tuple(value for _, value in self.state)

    @cached_property
    def output_width(self) -> int:
        return next(len(statement.values) for statement in self.statements if isinstance(statement, Output))

    @property
    def expressions(self) -> Iterator[Expression]:
        for statement in self.statements:
            yield from statement.values

    @property
    def size(self) -> int:
        """Nodes of all expressions."""
        return sum(1 for expression in self.expressions for _ in all_parts(expression))

    def step(self, memory: IntArray, letters: IntArray) -> Step:
        """One position; rows with trouble have zeros."""
        columns = dict(zip(self.inputs + self.variables, np.concatenate([letters, memory], axis=1).T, strict=True))
        evaluation = Evaluation(columns, len(memory))
        outputs: list[IntArray] = []
        for statement in self.statements:
            values = [evaluation.value(value) for value in statement.values]
            if isinstance(statement, Output):
                outputs = values
            else:
                evaluation.environment.update(zip(statement.targets, values, strict=True))
        kept = [evaluation.environment[name] for name in self.variables]
        sound = evaluation.trouble == Trouble.NONE
        return Step(_columns(kept, sound), _columns(outputs, sound), evaluation.trouble)


def _columns(values: list[IntArray], sound: npt.NDArray[np.bool_]) -> IntArray:
    if not values:
        return np.zeros((len(sound), 0), np.int64)
    return np.where(sound[:, None], np.stack(values, axis=1), 0)


@dataclass(frozen=True)
class Table:
    """A program that looks everything up: (state, letter) to (state, outputs)."""

    inputs: tuple[str, ...]
    first: int
    keys: IntArray
    """`[entry, 1 + feature]`: the state and the letter, all different."""
    targets: IntArray
    """`[entry, 1 + output]`: the next state and the outputs."""
    are_inputs_told: bool = True
    """Whether the text has a name for each input; where letters have names, one variable stands for a letter."""
    _index: LetterIndex = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "_index", LetterIndex(self.keys))
        except ValueError:
            raise Refusal("the program's table is too sparse to be looked into") from None

    @property
    def variables(self) -> tuple[str, ...]:
        return ("state",)

    @property
    def initial(self) -> tuple[int, ...]:
        return (self.first,)

    @property
    def output_width(self) -> int:
        return int(self.targets.shape[1]) - 1

    @property
    def state_count(self) -> int:
        return len(np.unique(np.concatenate([self.keys[:, 0], self.targets[:, 0], [self.first]])))

    def step(self, memory: IntArray, letters: IntArray) -> Step:
        """One position; a transition that is not there is trouble."""
        numbers = self._index.numbers(np.concatenate([memory, letters], axis=1))
        found = self.targets[np.maximum(numbers, 0)] * (numbers >= 0)[:, None]
        trouble = np.where(numbers >= 0, Trouble.NONE, Trouble.RAISES).astype(np.int8)
        return Step(found[:, :1], found[:, 1:], trouble)


Program = Formula | Table


@dataclass(frozen=True)
class ProgramRun:
    """Outputs `[word, time, output]`, memory after each position `[word, time, variable]`, and each word's `Trouble`."""

    outputs: IntArray
    memory: IntArray
    trouble: npt.NDArray[np.int8]


def run(program: Program, words: IntArray, deadline: Deadline) -> ProgramRun:
    """Runs the program on words `[word, time, feature]`; after trouble, a word has zeros."""
    outputs = np.zeros((*words.shape[:2], program.output_width), np.int64)
    memory = np.zeros((*words.shape[:2], len(program.initial)), np.int64)
    trouble = np.zeros(len(words), np.int8)
    for first in range(0, len(words), bounds.ROWS_AT_ONCE):
        rows = slice(first, first + bounds.ROWS_AT_ONCE)
        current = np.tile(np.array(program.initial, np.int64), (len(words[rows]), 1))
        for time in range(words.shape[1]):
            deadline.look()
            step = program.step(current, words[rows, time])
            trouble[rows] = np.where(trouble[rows] == Trouble.NONE, step.trouble, trouble[rows])
            outputs[rows, time], memory[rows, time], current = step.outputs, step.memory, step.memory
    return ProgramRun(outputs, memory, trouble)


def well_formed(program: Formula) -> Formula:
    """The program, if every name has a value where it is read and all is within bounds; raises `Refusal` else."""
    known = [*program.inputs, *program.variables]
    check_names(known)
    if len(known) + sum(len(part.targets) for part in program.statements if isinstance(part, Assignment)) > bounds.VARIABLES:
        raise Refusal(f"the program has more than {bounds.VARIABLES} variables")
    if sum(isinstance(statement, Output) for statement in program.statements) != 1:
        raise Refusal("the program does not answer exactly once at each position")
    if program.size > bounds.EXPRESSION_NODES:
        raise Refusal(f"the program's formulas have more than {bounds.EXPRESSION_NODES:,} operations and operands")
    defined = set(known)
    for statement in program.statements:
        _follow(statement, defined, program.inputs)
    return program


def _follow(statement: Assignment | Output, defined: set[str], inputs: tuple[str, ...]) -> None:
    """One statement of an iteration; its targets are `defined` from then on."""
    if not statement.values:
        raise Refusal("a statement of the program has no values")
    for value in statement.values:
        if depth(value) > bounds.EXPRESSION_DEPTH:
            raise Refusal(f"a formula of the program nests deeper than {bounds.EXPRESSION_DEPTH}")
        if unknown := names(value) - defined:
            raise Refusal(f"the program reads {min(unknown)} before it has a value")
    if isinstance(statement, Assignment):
        check_names(statement.targets)
        if set(statement.targets) & set(inputs):
            raise Refusal("the program assigns to its input")
        defined.update(statement.targets)
