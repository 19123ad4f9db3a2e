"""Integer formulas as trees, and their values for many rows at once.

Values mean what they mean in Python: `//` rounds towards minus infinity, `%` has the sign of the divisor, comparisons are worth 0
or 1, and of a choice only the chosen branch counts. They are held in 64 bits: a row whose value reaches 2**62 is marked, and so is
one on which Python would raise. So no operation takes longer, or more memory, than any other.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from glassbox.check import bounds
from glassbox.check.words import BoolArray, IntArray


@dataclass(frozen=True)
class Variable:
    """The value that a name has."""

    name: str


@dataclass(frozen=True)
class Constant:
    """An integer below 2**62 in magnitude."""

    value: int


@dataclass(frozen=True)
class Operation:
    """One of `UNARY` or `BINARY`, on one or two operands."""

    name: str
    operands: "tuple[Expression, ...]"


@dataclass(frozen=True)
class Choice:
    """`then` where `test` is not 0, else `otherwise`."""

    test: "Expression"
    then: "Expression"
    otherwise: "Expression"


Expression: TypeAlias = Variable | Constant | Operation | Choice


class Trouble(IntEnum):
    """What is wrong with a row."""

    NONE = 0
    RAISES = 1
    """Python would raise: a division by zero, the root of a negative number, a transition that a table lacks."""
    TOO_LARGE = 2
    """A number reaches 2**62; Python would go on."""


def parts(expression: Expression) -> "tuple[Expression, ...]":
    """The operands, left to right."""
    match expression:
        case Operation(_, operands):
            return operands
        case Choice(test, then, otherwise):
            return (test, then, otherwise)
        case _:
            return ()


def all_parts(expression: Expression) -> Iterator[Expression]:
    """The expression and all that is in it."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(parts(part))


def depth(expression: Expression) -> int:
    """How many operations are within each other; found without recursion, as it may be great."""
    deepest, waiting = 0, [(expression, 1)]
    while waiting:
        part, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((operand, level + 1) for operand in parts(part))
    return deepest


def names(expression: Expression) -> set[str]:
    """The variables that it reads."""
    return {part.name for part in all_parts(expression) if isinstance(part, Variable)}


BinaryRule: TypeAlias = Callable[[IntArray, IntArray], npt.NDArray[np.int64] | BoolArray]

BINARY: Final[Mapping[str, BinaryRule]] = {
    "add": np.add,
    "subtract": np.subtract,
    "minimum": np.minimum,
    "maximum": np.maximum,
    "equal": np.equal,
    "notEqual": np.not_equal,
    "less": np.less,
    "lessOrEqual": np.less_equal,
    "and": np.bitwise_and,
    "or": np.bitwise_or,
    "exclusiveOr": np.bitwise_xor,
    "multiply": np.multiply,
    "floorDivide": np.floor_divide,
    "modulo": np.mod,
}
UNARY: Final = ("negate", "absolute", "squareRoot")
COMPARISONS: Final = ("equal", "notEqual", "less", "lessOrEqual")


class Evaluation:
    """Finds the values of expressions in rows of named integers, and marks rows that have none in `trouble`."""

    def __init__(self, environment: Mapping[str, IntArray], count: int) -> None:
        """`environment` has `count` values for each name."""
        self.environment = dict(environment)
        self.count = count
        self.trouble: npt.NDArray[np.int8] = np.zeros(count, np.int8)

    def value(self, expression: Expression) -> IntArray:
        """One value for each row; 0 in rows with trouble. `expression` is no deeper than `bounds.EXPRESSION_DEPTH`."""
        match expression:
            case Variable(name):
                return self.environment[name]
            case Constant(value):
                return np.full(self.count, value, np.int64)
            case Operation(name, (operand,)):
                return self._unary(name, self.value(operand))
            case Operation(name, (left, right)):
                return self._binary(name, self.value(left), self.value(right))
            case Choice(test, then, otherwise):
                return self._choice(self.value(test) != 0, then, otherwise)
        raise AssertionError("an operation has one or two operands")

    def _choice(self, chosen: BoolArray, then: Expression, otherwise: Expression) -> IntArray:
        result = np.zeros(self.count, np.int64)
        for rows, branch in ((chosen, then), (~chosen, otherwise)):
            if not rows.any():
                continue
            inner = Evaluation({name: values[rows] for name, values in self.environment.items()}, int(rows.sum()))
            result[rows] = inner.value(branch)
            self.trouble[rows] = np.where(self.trouble[rows] == Trouble.NONE, inner.trouble, self.trouble[rows])
        return result

    def _unary(self, name: str, operand: IntArray) -> IntArray:
        if name == "negate":
            return -operand
        if name == "absolute":
            return np.abs(operand)
        # int(x ** 0.5): complex below 0, and from 2**52 on rounded.
        sound = self._except(operand, operand < 0, Trouble.RAISES)
        sound = self._except(sound, sound >= 1 << 52, Trouble.TOO_LARGE)
        return np.asarray(np.sqrt(sound.astype(np.float64)).astype(np.int64))

    def _binary(self, name: str, left: IntArray, right: IntArray) -> IntArray:
        if name in ("floorDivide", "modulo"):
            right = self._except(right, right == 0, Trouble.RAISES, instead=1)
        if name == "multiply":
            # As doubles, products are right to 53 bits; where they are beyond bounds, the integers' product would wrap around.
            large = np.abs(left.astype(np.float64) * right.astype(np.float64)) >= bounds.VALUE
            left = self._except(left, large, Trouble.TOO_LARGE)
        result = np.asarray(BINARY[name](left, right), np.int64)
        return self._except(result, (result >= bounds.VALUE) | (result <= -bounds.VALUE), Trouble.TOO_LARGE)

    def _except(self, values: IntArray, wrong: BoolArray, trouble: Trouble, instead: int = 0) -> IntArray:
        if not wrong.any():
            return values
        self.trouble[wrong & (self.trouble == Trouble.NONE)] = trouble
        return np.where(wrong, instead, values)
