"""Whether a program that only adds and multiplies by constants is the one linear system that a network's responses allow.

A program of n variables is a linear system of order n at most. Two systems of orders m and n that respond alike for m + n + 1
positions, to nothing and to one impulse in each input, respond alike for ever (Cayley and Hamilton). So if the network's responses
within its T trained positions are the program's, and T is at least 2n + 1, then no other system of order n or less has them.
"""

from dataclasses import dataclass

import numpy as np

from glassbox.check import bounds
from glassbox.check.deadline import Deadline
from glassbox.check.expressions import Choice, Constant, Expression, Operation, Trouble, Variable
from glassbox.check.network import Network
from glassbox.check.program import Assignment, Formula, Program, run
from glassbox.check.refusal import Refusal, TooLarge
from glassbox.check.words import Alphabet, IntArray


@dataclass(frozen=True)
class LinearComparison:
    """The program's order, the responses compared, and a word on which they differ, None where there is none."""

    order: int
    responses: int
    word: IntArray | None


def is_linear(program: Program) -> bool:
    """Whether every value is a sum of multiples of the inputs, the variables and 1."""
    if not isinstance(program, Formula):
        return False
    constant: dict[str, bool] = dict.fromkeys(program.inputs + program.variables, False)
    for statement in program.statements:
        kinds = [_is_constant(value, constant) for value in statement.values]
        if None in kinds:
            return False
        if isinstance(statement, Assignment):
            constant.update({target: kind is True for target, kind in zip(statement.targets, kinds, strict=True)})
    return True


def _is_constant(value: Expression, constant: dict[str, bool]) -> bool | None:
    """True for a constant, False for another linear value, None for one that is not linear."""
    match value:
        case Constant():
            return True
        case Variable(name):
            # What a variable holds in the first iteration it need not hold in the next one: only temporaries are constant.
            return constant[name]
        case Operation("negate", (operand,)):
            return _is_constant(operand, constant)
        case Operation("add" | "subtract" | "multiply" as name, (left, right)):
            kinds = _is_constant(left, constant), _is_constant(right, constant)
            if None in kinds or (name == "multiply" and kinds == (False, False)):
                return None
            return kinds == (True, True)
        case Operation() | Choice():
            return None
    return None


def compare_responses(program: Formula, network: Network, alphabet: Alphabet, length: int, deadline: Deadline) -> LinearComparison:
    """Compares the responses within `length` positions; raises `Refusal` where these are too few, or cannot be asked for."""
    order = len(program.state)
    if length < 2 * order + 1:
        raise Refusal(f"{length} positions do not tell linear systems of order {order} apart")
    if not (alphabet.holds(0) and alphabet.holds(1)):
        raise Refusal("the inputs have not both a 0 and a 1, to ask for impulse responses")
    if alphabet.width > bounds.EXPLORED_LETTERS:
        raise Refusal("there are too many inputs")
    words = np.zeros((1 + alphabet.width, length, alphabet.width), np.int64)
    words[np.arange(1, 1 + alphabet.width), 0, np.arange(alphabet.width)] = 1
    program_run = run(program, words, deadline)
    if (program_run.trouble == Trouble.TOO_LARGE).any():
        raise TooLarge("a number of the program leaves 62 bits")
    differs = (program_run.outputs != network.run(words, deadline)).any(axis=(1, 2)) | (program_run.trouble != 0)
    word = words[int(np.argmax(differs))] if differs.any() else None
    return LinearComparison(order, program_run.outputs.size, word)
