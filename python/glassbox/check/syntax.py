"""Reads `program.py`: its text to a `Program`, by way of Python's syntax tree, from which only the emitted forms are taken.

The text is parsed, never compiled or run. Before it is parsed it is held against bounds on each line, as Python's parser recurses.
"""

import ast
import re
from dataclasses import dataclass
from typing import Final

from glassbox.check import bounds, spelling
from glassbox.check.expressions import Choice, Constant, Expression, Operation, Variable, depth
from glassbox.check.heart import answer, heart
from glassbox.check.program import Assignment, Formula, Output, Program, Table, well_formed
from glassbox.check.program_file import ProgramFile, command_end
from glassbox.check.refusal import Refusal
from glassbox.check.symbols import Symbols
from glassbox.check.table_syntax import read_table


@dataclass(frozen=True)
class SourceProgram:
    """What `program.py` says."""

    program: Program
    title: str
    """The first line of the docstring."""
    docstring: str
    heart: str
    """The loop in one line, as a report's card shows it."""


def read_program(data: bytes, input_width: int, symbols: Symbols | None = None) -> SourceProgram:
    """The program in a `program.py` whose input has that width, and whose letters or answers have the names in `symbols`.

    Raises `Refusal` where it is not of the emitted forms.
    """
    try:
        return _read(ProgramFile(data), input_width, None if symbols is None or symbols.is_plain else symbols)
    except RecursionError:
        raise Refusal("program.py has a formula that nests too deep") from None


def _read(file: ProgramFile, input_width: int, symbols: Symbols | None) -> SourceProgram:
    code = file.code if symbols is None else spelling.without_names(file.code, symbols)
    body = list(_parsed(code).body)
    table = body.pop(0) if body and isinstance(body[0], ast.Assign) else None
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef):
        raise Refusal("program.py defines something else than f, after its table where it has one")
    function = _Function(body[0])
    program = function.formula() if table is None else function.table(table, None if symbols is None else input_width)
    if len(program.inputs) != input_width:
        raise Refusal(f"program.py reads {len(program.inputs)} numbers at a position; expected {input_width}")
    is_table = isinstance(program, Table)
    plain_end = command_end(input_width, program.output_width, is_table=is_table)
    file.check_end(plain_end if symbols is None else spelling.command_end(symbols, is_table=is_table))
    return SourceProgram(program, file.title, file.docstring, function.heart(program, code))


def read_expressions(text: str) -> tuple[Expression, ...]:
    """Formulas as `audit.json` tells them, joined by commas where there are several; raises `Refusal` where they are none."""
    if not text.isascii() or not text.isprintable():
        raise Refusal("a formula has other characters than printable ASCII")
    try:
        match _parsed(text).body:
            case [ast.Expr(value)]:
                found = _values(value)
                if all(depth(part) <= bounds.EXPRESSION_DEPTH for part in found):
                    return found
    except RecursionError:
        pass
    raise Refusal("a formula of audit.json is none, or nests too deep")


def _parsed(code: str) -> ast.Module:
    lines = code.split("\n")
    if sum(_TABLE_LINE.fullmatch(line) is None for line in lines) > bounds.PROGRAM_LINES:
        raise Refusal(f"program.py has more than {bounds.PROGRAM_LINES} lines beside its table")
    for line in lines:
        _check_line(line)
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Refusal("program.py is not what Python reads as a program") from None


_NESTING: Final = re.compile(r"[-+*/%&|^~<>=!.@:]|\b(?:if|not|lambda|await|and|or|in|is|for)\b")
_TABLE_LINE: Final = re.compile(r" {4}[-0-9(),: ]+")


def _check_line(line: str) -> None:
    """Raises `Refusal` for a line on which Python's parser might recurse too deep."""
    if len(line) > bounds.LINE_LENGTH:
        raise Refusal(f"a line of program.py has more than {bounds.LINE_LENGTH:,} characters")
    level = deepest = 0
    for character in line:
        level += (character in "([{") - (character in ")]}")
        deepest = max(deepest, level)
    # The table's braces are alone on their lines.
    if deepest > bounds.BRACKET_DEPTH or (level != 0 and line not in ("TABLE = {", "}")):
        raise Refusal("a line of program.py has too many brackets, or not each with its other half")
    if "\\" in line or len(_NESTING.findall(line)) > bounds.LINE_OPERATORS:
        raise Refusal(f"a line of program.py has a backslash, or more than {bounds.LINE_OPERATORS} operators")


# MARK: - Expressions

_BINARY: Final[dict[type[ast.AST], str]] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.FloorDiv: "floorDivide",
    ast.Mod: "modulo",
    ast.BitAnd: "and",
    ast.BitOr: "or",
    ast.BitXor: "exclusiveOr",
    ast.Eq: "equal",
    ast.NotEq: "notEqual",
    ast.Lt: "less",
    ast.LtE: "lessOrEqual",
}


def _expression(node: ast.expr) -> Expression:
    """The formula that a syntax tree is; recursion is as deep as the tree, which the bounds on lines keep shallow."""
    match node:
        case ast.Name(name):
            return Variable(name)
        case ast.Constant(value) if type(value) is int and value < bounds.VALUE:
            return Constant(value)
        case ast.UnaryOp(ast.USub(), operand):
            negated = _expression(operand)
            return Constant(-negated.value) if isinstance(negated, Constant) else Operation("negate", (negated,))
        case ast.BinOp(left, operator, right) if type(operator) in _BINARY:
            return Operation(_BINARY[type(operator)], (_expression(left), _expression(right)))
        case ast.Compare(left, [operator], [right]) if type(operator) in _BINARY:
            return Operation(_BINARY[type(operator)], (_expression(left), _expression(right)))
        case ast.IfExp(test, then, otherwise):
            return Choice(_expression(test), _expression(then), _expression(otherwise))
        case ast.Call(ast.Name(name), arguments, []):
            return _call(name, arguments)
    raise Refusal(f"program.py has a {type(node).__name__} where only integer formulas are expected")


def _call(name: str, arguments: list[ast.expr]) -> Expression:
    match name, arguments:
        case "abs", [operand]:
            return Operation("absolute", (_expression(operand),))
        case "int", [ast.BinOp(operand, ast.Pow(), ast.Constant(power))] if type(power) is float and power == 0.5:
            return Operation("squareRoot", (_expression(operand),))
        case "int", [truth]:
            return _expression(truth)
        case (("min" | "max"), [first, _, *_]) if not any(isinstance(argument, ast.Starred) for argument in arguments):
            result = _expression(first)
            for argument in arguments[1:]:
                result = Operation("minimum" if name == "min" else "maximum", (result, _expression(argument)))
            return result
    raise Refusal(f"program.py calls {name} in a way that Glassbox does not")


# MARK: - Statements


class _Function:
    """The definition of `f(xs)`, which is one loop over `xs`."""

    def __init__(self, node: ast.FunctionDef) -> None:
        arguments = ast.unparse(node.args)
        if node.name != "f" or arguments != "xs" or node.decorator_list or node.returns or getattr(node, "type_params", []):
            raise Refusal("program.py defines something else than f(xs)")
        self.body = node.body
        self.loop: list[ast.stmt] = []
        self.comprehended: ast.expr | None = None
        self.targets, self.initial = self._parts()

    def _parts(self) -> tuple[ast.expr, list[ast.Assign]]:
        match self.body:
            case [ast.Return(ast.ListComp(element, [ast.comprehension(target, ast.Name("xs"), [], 0)]))]:
                self.comprehended = element
                return target, []
            case [first, *initial, ast.For(target, ast.Name("xs"), loop, []), ast.Return(ast.Name("ys"))]:
                starts = [part for part in initial if isinstance(part, ast.Assign)]
                if ast.unparse(first) == "ys = []" and len(starts) == len(initial) <= 1:
                    self.loop = loop
                    return target, starts
        raise Refusal("f is not one loop over xs that gathers its answers in ys")

    def formula(self) -> Formula:
        """The program of a function without a table."""
        state = tuple(pair for start in self.initial for pair in _initial(start))
        if self.comprehended is not None:
            return well_formed(Formula(_names(self.targets), (), (Output(_integers(self.comprehended)),)))
        statements = tuple(_statement(part) for part in self.loop)
        return well_formed(Formula(_names(self.targets), state, statements))

    def heart(self, program: Program, code: str) -> str:
        """The loop in one line, as a report's card shows it."""
        if isinstance(program, Table):
            return f"table of {program.state_count} states"
        return heart(self.loop, code) if self.comprehended is None else answer(self.comprehended, code)

    def table(self, table: ast.stmt, named: int | None) -> Table:
        """The program of a function that only looks things up in `table`; of letters that have names, how wide they are."""
        state = [pair for start in self.initial for pair in _initial(start)]
        return read_table(table, _names(self.targets), state, self.loop, named)


def _names(node: ast.expr) -> tuple[str, ...]:
    match node:
        case ast.Name(name):
            return (name,)
        case ast.Tuple([_, _, *_] as elements) if all(isinstance(element, ast.Name) for element in elements):
            return tuple(element.id for element in elements if isinstance(element, ast.Name))
    raise Refusal("program.py assigns to something else than one variable, or several with commas between")


def _values(node: ast.expr) -> tuple[Expression, ...]:
    """One value, or several with commas between. One with a comma behind it is something else to Python: a tuple."""
    match node:
        case ast.Tuple([_, _, *_] as elements):
            return tuple(_expression(element) for element in elements)
        case ast.Tuple():
            raise Refusal("program.py has a tuple of fewer than two values")
    return (_expression(node),)


def _integers(node: ast.expr) -> tuple[Expression, ...]:
    """The same of what is kept or answered, which has to be an integer: Python writes a truth value as another thing."""
    if any(_is_truth(element) for element in (node.elts if isinstance(node, ast.Tuple) else [node])):
        raise Refusal("program.py keeps or answers a truth value that int() does not make an integer")
    return _values(node)


def _is_truth(node: ast.expr) -> bool:
    """Whether Python's value may be True or False; variables are integers."""
    match node:
        case ast.Compare():
            return True
        case ast.BinOp(left, ast.BitAnd() | ast.BitOr() | ast.BitXor(), right):
            return _is_truth(left) and _is_truth(right)
        case ast.Call(ast.Name("min" | "max"), arguments):
            return any(map(_is_truth, arguments))
        case ast.IfExp(_, then, otherwise):
            return _is_truth(then) or _is_truth(otherwise)
    return False


def _initial(node: ast.Assign) -> list[tuple[str, int]]:
    """`a = b = 0` or `a, b = 1, 0`."""
    values = _values(node.value)
    targets = [name for target in node.targets for name in _names(target)]
    if len(node.targets) > 1:
        # Each of them has the whole value, which has to be one integer, and each has to be one variable.
        values = values * len(targets) if len(values) == 1 and len(targets) == len(node.targets) else ()
    numbers = [value.value for value in values if isinstance(value, Constant)]
    if not len(numbers) == len(values) == len(targets):
        raise Refusal("f begins with something else than integers in its variables")
    return list(zip(targets, numbers, strict=True))


def _statement(node: ast.stmt) -> Assignment | Output:
    match node:
        case ast.Expr(ast.Call(ast.Attribute(ast.Name("ys"), "append"), [argument], [])):
            return Output(_integers(argument))
        case ast.Assign([target], ast.Call(ast.Name("divmod"), [dividend, divisor], [])):
            operands = (_expression(dividend), _expression(divisor))
            return _assignment(target, (Operation("floorDivide", operands), Operation("modulo", operands)))
        case ast.Assign([target], value):
            return _assignment(target, _integers(value))
        case ast.AugAssign(ast.Name(name), operator, value) if type(operator) in _BINARY:
            return Assignment((name,), (Operation(_BINARY[type(operator)], (Variable(name), _expression(value))),))
    raise Refusal(f"program.py has a statement of a kind that Glassbox does not write: {type(node).__name__}")


def _assignment(target: ast.expr, values: tuple[Expression, ...]) -> Assignment:
    targets = _names(target)
    if len(targets) != len(values):
        raise Refusal("program.py assigns another number of values than it has variables for")
    return Assignment(targets, values)
