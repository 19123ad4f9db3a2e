"""A program that only looks things up: `TABLE` in `program.py`, and the loop over it."""

import ast

import numpy as np

from glassbox.check import bounds
from glassbox.check.names import check_names
from glassbox.check.program import Table
from glassbox.check.refusal import Refusal


def read_table(
    table: ast.stmt, inputs: tuple[str, ...], initial: list[tuple[str, int]], loop: list[ast.stmt], named: int | None
) -> Table:
    """The program of `TABLE = {…}` and of a loop in which `inputs` are read; raises `Refusal` where it is none.

    `named`: of letters that have names, of how many integers each is made; the program has one variable for it.
    """
    if len(initial) != 1:
        raise Refusal("f begins with something else than the state in which TABLE is looked into")
    state, first = initial[0]
    _check_loop(loop, state, inputs)
    if named is None:
        return Table(inputs, first, *_entries(table, len(inputs), is_nested=False))
    if len(inputs) != 1:
        raise Refusal("f reads something else than a letter in one variable")
    letters = tuple(f"x{place}" for place in range(named))
    return Table(letters, first, *_entries(table, named, is_nested=named > 1), are_inputs_told=False)


def _check_loop(loop: list[ast.stmt], state: str, inputs: tuple[str, ...]) -> None:
    """Raises `Refusal` for any other than `state, y = TABLE[state, x]` and `ys.append(y)`, all of which are different names."""
    match loop:
        case [
            ast.Assign([ast.Tuple([ast.Name(following), ast.Name(output)])], ast.Subscript(ast.Name("TABLE"), ast.Tuple(keys))),
            ast.Expr(ast.Call(ast.Attribute(ast.Name("ys"), "append"), [ast.Name(answered)], [])),
        ]:
            check_names([*inputs, state, output])
            looked_up = [key.id if isinstance(key, ast.Name) else None for key in keys]
            if (following, answered, looked_up) == (state, output, [state, *inputs]):
                return
    raise Refusal("f does something else than look each step up in TABLE, by its state and its input")


def _entries(table: ast.stmt, width: int, *, is_nested: bool) -> tuple[np.ndarray, np.ndarray]:
    """Keys and targets of `TABLE = {(state, letter…): (state, outputs), …}`; `is_nested`: a letter is a tuple of its own."""
    match table:
        case ast.Assign([ast.Name("TABLE")], ast.Dict([_, *_] as keys, values)) if len(keys) <= bounds.TABLE_ENTRIES:
            rows = [_key(key, is_nested=is_nested) for key in keys]
            targets = [_target(value) for value in values]
            is_even = {len(row) for row in rows} == {1 + width} and len({len(row) for row in targets}) == 1
            if is_even and len(set(rows)) == len(rows):
                return np.array(rows, np.int64), np.array(targets, np.int64)
    raise Refusal("TABLE is no table from a state and an input to a state and outputs")


def _key(node: ast.expr | None, *, is_nested: bool) -> tuple[int, ...]:
    """`(0, 1, 2)`; or `(0, (1, 2))`, which Python does not take for the same."""
    match node:
        case ast.Tuple([state, ast.Tuple([_, _, *_] as letter)]) if is_nested:
            return _numbers([state, *letter])
        case ast.Tuple([state, *letter]) if not is_nested:
            return _numbers([state, *letter])
    raise Refusal("TABLE has a key that is no state and input")


def _target(node: ast.expr) -> tuple[int, ...]:
    """`(0, 1)`, or `(0, (1, 2))` of several outputs."""
    match node:
        case ast.Tuple([state, ast.Tuple([_, _, *_] as outputs)]):
            return _numbers([state, *outputs])
        case ast.Tuple([state, output]):
            return _numbers([state, output])
    raise Refusal("TABLE has an entry that is no state and outputs")


def _numbers(nodes: list[ast.expr]) -> tuple[int, ...]:
    return tuple(map(_number, nodes))


def _number(node: ast.expr) -> int:
    match node:
        case ast.Constant(value) if type(value) is int and value < bounds.VALUE:
            return value
        case ast.UnaryOp(ast.USub(), ast.Constant(value)) if type(value) is int and value < bounds.VALUE:
            return -value
    raise Refusal("TABLE has an entry that is no integer")
