"""`program.py` is read only in the forms that Glassbox writes, and is never run."""

from pathlib import Path

import numpy as np
import pytest
from tiny_report import CODE, PROGRAM, TABLE_CODE, TABLE_PROGRAM, program_text

from glassbox.check.deadline import Deadline
from glassbox.check.program import Formula, Program, Table, run
from glassbox.check.program_file import command_end
from glassbox.check.recorded_program import difference, read_recorded_program
from glassbox.check.refusal import Refusal
from glassbox.check.syntax import read_program


def program(text: str) -> Program:
    return read_program(text.encode(), 1).program


def answers(text: str, word: list[int]) -> list[int]:
    found = run(program(text), np.array(word, np.int64).reshape(1, -1, 1), Deadline(10))
    assert not found.trouble.any()
    return [int(value) for value in found.outputs[0, :, 0]]


def loop(*lines: str, initial: str = "s = 0") -> str:
    body = "".join(f"\n        {line}" for line in lines)
    return program_text(f"def f(xs):\n    ys = []\n    {initial}\n    for x in xs:{body}\n    return ys")


def test_a_formula() -> None:
    source = read_program(program_text().encode(), 1)
    assert isinstance(source.program, Formula)
    assert source.program.state == (("parity", 0),)
    assert source.title == "Hand_Parity: parity of all bits so far"
    assert source.heart == "parity ^= x → parity"
    assert answers(program_text(), [1, 0, 1, 1]) == [1, 1, 0, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (program_text("def f(xs):\n    return [int(x < 1) for x in xs]"), [0, 1, 0]),
        (loop("ys.append(s)", "s += 2 * x"), [0, 2, 2]),
        (loop("s, d = divmod(s + x + 1, 2)", "ys.append(d)"), [0, 0, 1]),
        (loop("a, b = b, x", "ys.append(a)", initial="a, b = 5, 7"), [7, 1, 0]),
        (loop("a, b = b, a + b", "ys.append(a)", initial="a = b = 1"), [1, 2, 3]),
        (loop("t = x - 1", "s |= t", "ys.append(s if x else -s)"), [0, 1, -1]),
    ],
)
def test_forms(text: str, expected: list[int]) -> None:
    assert answers(text, [1, 0, 1]) == expected


def test_hearts() -> None:
    text = loop("ys.append(int(s == x))", "s, t = x, s", "s += 1")
    assert read_program(text.encode(), 1).heart == "→ s == x; s, t = x, s; s += 1"
    text = program_text("def f(xs):\n    return [int(x < 1) for x in xs]")
    assert read_program(text.encode(), 1).heart == "→ x < 1"


def test_a_table() -> None:
    source = read_program(program_text(TABLE_CODE, is_table=True).encode(), 1)
    assert isinstance(source.program, Table)
    assert source.heart == "table of 2 states"
    recorded = read_recorded_program(TABLE_PROGRAM)
    assert difference(source.program, recorded, np.random.default_rng(1)) is None
    found = run(source.program, np.array([[[1], [1], [2]]], np.int64), Deadline(10))
    assert found.outputs[0, :2, 0].tolist() == [1, 0]
    assert found.trouble.tolist() == [1], "a transition that there is not"


def refused(text: str) -> str:
    with pytest.raises(Refusal) as caught:
        program(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "code",
    [
        "import os\n\n\n" + CODE,
        CODE + "\n\n\ndef g(xs):\n    return xs",
        CODE.replace("f(xs)", "g(xs)"),
        CODE.replace("f(xs)", "f(xs, ys=[])"),
        CODE.replace("f(xs)", "f(xs: print())"),
        "@print\n" + CODE,
        CODE.replace("ys.append(parity)", "ys.append(unknown)"),
        CODE.replace("        ys.append(parity)\n", ""),
        CODE.replace("ys.append(parity)", "ys.extend(parity)"),
        CODE.replace("parity ^= x", "x = parity"),
        CODE.replace("parity ^= x", "exec('1')"),
        CODE.replace("parity ^= x", "xs[0] = 1"),
        CODE.replace("parity ^= x", "while x: pass"),
        CODE.replace("parity = 0", "parity = print()"),
        CODE.replace("in xs", "in range(9)"),
        CODE.replace("return ys", "return [1]"),
        CODE.replace("parity ^= x", "parity ^= \\\n x"),
        "def f(xs):\n    return [x for x in xs if x]",
        "def f(xs):\n    return [x for y in xs for x in xs]",
        TABLE_CODE.replace("(0, 1): (1, 1)", "(0, 1): (1, print())"),
        TABLE_CODE.replace("(0, 1): (1, 1)", "(0, 0): (1, 1)"),
        TABLE_CODE.replace("(0, 1): (1, 1)", "(0, 9999999999): (1, 1)"),
        TABLE_CODE.replace("TABLE[state, x]", "TABLE[x, state]"),
        TABLE_CODE.replace("(0, 1): (1, 1)", "(0, " + "-" * 3000 + "1): (1, 1)"),
        "if 1:\n    pass\n" + "elif 1:\n    pass\n" * 3000 + CODE,
        "\n".join(" " * level + "if 1:" for level in range(190)),
        CODE.replace("parity ^= x", "parity ^= " + "(" * 49 + "x" + ")" * 49 + " * " + "-" * 390 + "x"),
    ],
)
def test_other_programs_are_refused(code: str) -> None:
    refused(program_text(code, is_table="TABLE" in code))


PAIR_TABLE = """TABLE = {
    (0, 0, 1): (0, (1, 2)),
}


def f(xs):
    ys = []
    state = 0
    for a, b in xs:
        state, y = TABLE[state, a, b]
        ys.append(y)
    return ys"""


def test_a_table_of_several_inputs_and_outputs() -> None:
    text = PAIR_TABLE + command_end(2, 2, is_table=True)
    found = read_program(f'"""Hand\n"""\n\n\n{text}'.encode(), 2).program
    assert isinstance(found, Table)
    assert (found.inputs, found.keys.tolist(), found.targets.tolist()) == (("a", "b"), [[0, 0, 1]], [[0, 1, 2]])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(0, 0, 1):", "((0, 0), 1):"),
        ("(0, 0, 1):", "(0, (0, 1)):"),
        ("(0, (1, 2))", "(0, 1, 2)"),
        ("(0, (1, 2))", "((0, 1), 2)"),
        ("(0, (1, 2))", "(0, (1, (2,)))"),
        ("a, b in xs", "a, a in xs"),
        ("TABLE[state, a, b]", "TABLE[state, b, a]"),
        ("TABLE[state, a, b]", "TABLE[state, (a, b)]"),
        ("for a, b in", "for a, state in"),
        ("state, y =", "state, a ="),
    ],
)
def test_tables_that_python_looks_up_otherwise(old: str, new: str) -> None:
    assert old in PAIR_TABLE
    text = PAIR_TABLE.replace(old, new) + command_end(2, 2, is_table=True)
    with pytest.raises(Refusal):
        read_program(f'"""Hand\n"""\n\n\n{text}'.encode(), 2)


@pytest.mark.parametrize(
    "code",
    [
        # One variable, where the text has two.
        TABLE_CODE.replace("state, y =", "state, state =").replace("append(y)", "append(state)"),
        TABLE_CODE.replace("for x in", "for state in").replace("TABLE[state, x]", "TABLE[state, state]"),
        TABLE_CODE.replace("state, y =", "state, x =").replace("append(y)", "append(x)"),
        CODE.replace("parity = 0", "parity = parity = 0"),
        CODE.replace("for x in", "for parity in").replace("^= x", "^= parity"),
        # A tuple, where the checker would take its only value, or several values for one.
        CODE.replace("parity ^= x", "parity = x,"),
        CODE.replace("parity ^= x", "parity, = x"),
        CODE.replace("parity = 0", "parity = 0,"),
        CODE.replace("parity = 0", "parity, other = 0"),
        CODE.replace("parity = 0", "parity = one, other = 0"),
        CODE.replace("parity = 0", "parity = other = 0, 0"),
        CODE.replace("for x in", "for x, in"),
        CODE.replace("ys.append(parity)", "ys.append((parity,))"),
        "def f(xs):\n    return [(x,) for x in xs]",
        "def f(xs):\n    return [x for x, in xs]",
        TABLE_CODE.replace("(0, 0): (0, 0)", "(0, 0): (0, (0,))"),
        TABLE_CODE.replace("(0, 0): (0, 0)", "((0,), 0): (0, 0)"),
        TABLE_CODE.replace("for x in", "for x, in"),
        TABLE_CODE.replace("state = 0", "state = 0,"),
        # True, where the checker has 1.
        CODE.replace("ys.append(parity)", "ys.append(parity == 1)"),
        CODE.replace("ys.append(parity)", "ys.append(min(parity == 1, x))"),
        CODE.replace("ys.append(parity)", "ys.append(x < 1 if x else parity)"),
        CODE.replace("parity ^= x", "parity = (x == 1) ^ (parity == 1)"),
        "def f(xs):\n    return [x < 1 for x in xs]",
        # Names that are read before they have a value.
        CODE.replace("parity ^= x", "parity = last ^ x\n        last = x"),
        CODE.replace("parity ^= x", "last += x"),
    ],
)
def test_what_python_runs_otherwise_is_refused(code: str) -> None:
    refused(program_text(code, is_table="TABLE" in code))


@pytest.mark.parametrize("name", ["xs", "ys", "f", "TABLE", "int", "abs", "min", "max", "divmod", "__debug__"])
def test_names_that_are_taken_are_refused(name: str) -> None:
    for code in (
        CODE.replace("parity", name),
        CODE.replace("for x in", f"for {name} in").replace("^= x", f"^= {name}"),
        CODE.replace("parity ^= x", f"{name} = x\n        parity ^= {name}"),
        TABLE_CODE.replace("state", name),
        TABLE_CODE.replace("state, y", f"state, {name}").replace("append(y)", f"append({name})"),
        TABLE_CODE.replace("for x in", f"for {name} in").replace("TABLE[state, x]", f"TABLE[state, {name}]"),
        f"def f(xs):\n    return [{name} for {name} in xs]",
    ):
        refused(program_text(code, is_table="TABLE = {" in code))


@pytest.mark.parametrize("name", ["xs", "int", "lambda", "", "a b", "ｘ", "p\u0061rity\u0301", 7])
def test_names_that_are_told_and_taken_are_refused(name: object) -> None:
    """`ｘ` is x to Python."""
    for told in (PROGRAM, TABLE_PROGRAM):
        with pytest.raises(Refusal):
            read_recorded_program(told | {"inputs": [name]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "print(1)",
        program_text() + "\nprint(1)\n",
        program_text().replace("import sys", "import os"),
        program_text().replace('"""Hand', 'r"""Hand'),
        "# coding: utf-7\n" + program_text(),
        program_text().replace("parity", "pаrity"),
        program_text().replace("\n", "\r\n"),
        program_text().replace("    parity", "\tparity"),
        program_text(title="\\N{nothing}"),
        program_text(is_table=True),
        '"""' + "\\" * 20_001,
    ],
)
def test_other_files_are_refused(text: str) -> None:
    refused(text)


def test_nothing_is_run(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    for line in (f"open({str(mark)!r}, 'w')", f"__import__('os').mknod({str(mark)!r})"):
        refused(program_text(CODE.replace("parity ^= x", line)))
        refused(program_text(CODE + "\n\n\n" + line))
    assert not mark.exists()
