"""Formulas have the values that Python gives them: compared with Python itself, on formulas that these tests write."""

import numpy as np
import pytest

from glassbox.check import bounds
from glassbox.check.expressions import BINARY, Choice, Constant, Evaluation, Expression, Operation, Trouble, Variable, depth, names
from glassbox.check.refusal import Refusal
from glassbox.check.syntax import read_expressions

ROWS = 64


def drawn(random: np.random.Generator, levels: int) -> str:
    """The text of a formula over x and y, at most so many levels deep."""
    if levels == 0:
        return str(random.choice(["x", "y", "0", "1", "2", "7"]))
    one, other, third = (drawn(random, levels - 1) for _ in range(3))
    forms = [f"({one} {symbol} {other})" for symbol in ("+", "-", "*", "//", "%", "&", "|", "^", "==", "!=", "<", "<=")]
    forms += [f"-({one})", f"abs({one})", f"min({one}, {other}, {third})", f"max({one}, {other})", f"int({one})"]
    forms += [f"({one} if {other} else {third})", f"int(abs({one}) ** 0.5)"]
    return str(random.choice(forms))


def python_value(text: str, x: int, y: int) -> int | None:
    try:
        return int(eval(text, {"__builtins__": {}, "abs": abs, "min": min, "max": max, "int": int}, {"x": x, "y": y}))  # noqa: S307
    except ZeroDivisionError:
        return None


def values(text: str, **environment: list[int]) -> tuple[list[int], list[int]]:
    columns = {name: np.array(column, np.int64) for name, column in environment.items()}
    evaluation = Evaluation(columns, len(next(iter(columns.values()))))
    (expression,) = read_expressions(text)
    return evaluation.value(expression).tolist(), evaluation.trouble.tolist()


@pytest.mark.parametrize("seed", range(200))
def test_values_are_those_of_python(seed: int) -> None:
    random = np.random.default_rng(seed)
    text = drawn(random, 1 + seed % 4)
    x, y = (random.integers(-9, 10, ROWS).tolist() for _ in range(2))
    found, trouble = values(text, x=x, y=y)
    for row in range(ROWS):
        expected = python_value(text, x[row], y[row])
        if trouble[row] == Trouble.NONE:
            assert found[row] == expected, (text, x[row], y[row])
        else:
            assert expected is None or abs(expected) >= 1 << 50, (text, x[row], y[row])


@pytest.mark.parametrize("text", ["x * x", "x * x * x - x", "x + x", "x - -x", "abs(-x) * 2", "max(x, 1) * x"])
def test_what_leaves_62_bits_is_marked(text: str) -> None:
    _, trouble = values(text, x=[(1 << 62) - 1, 1 - (1 << 62), 3])
    assert trouble == [Trouble.TOO_LARGE, Trouble.TOO_LARGE, Trouble.NONE]


def test_what_python_refuses_is_marked() -> None:
    assert values("1 // x", x=[0, 2])[1] == [Trouble.RAISES, Trouble.NONE]
    assert values("int(x ** 0.5)", x=[-1, 1 << 52, 16])[1] == [Trouble.RAISES, Trouble.TOO_LARGE, Trouble.NONE]


def test_only_the_chosen_branch_counts() -> None:
    found, trouble = values("1 // x if x else 5", x=[0, 1])
    assert (found, trouble) == ([5, 1], [0, 0])


def test_parts() -> None:
    expression: Expression = Choice(Variable("x"), Operation("negate", (Constant(1),)), Variable("y"))
    assert names(expression) == {"x", "y"}
    assert depth(expression) == 3
    assert len(BINARY) == 14


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x +",
        "x; y",
        "x = 1",
        "f(x)",
        "x ** y",
        "x ** 2",
        "x << 3",
        "x / 2",
        "1.5",
        "'a'",
        "True",
        "x < y < 1",
        "x and y",
        "not x",
        "[x]",
        "x[0]",
        "x.real",
        "lambda: 1",
        "__import__('os')",
        "min(x)",
        "min(*x, 1)",
        "int(x, 2)",
        "abs(x=1)",
        "(y := 1)",
        "x,",
        "()",
        str(bounds.VALUE),
        "1" * 5000,
        "(" * 60 + "x" + ")" * 60,
        "-" * 1000 + "x",
        "-" * 399 + "x",
        "x" + " + x" * 1000,
        "x if x else " * 500 + "x",
        "\x1b[31m",
        "х",
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_expressions(text)
