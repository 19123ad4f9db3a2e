"""`explanation.program` of `audit.json`: the program as a value, which `program.py` has to say statement by statement."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from glassbox.check import bounds
from glassbox.check.expressions import BINARY, UNARY, Choice, Constant, Evaluation, Expression, Operation, Trouble, Variable, names
from glassbox.check.names import check_names
from glassbox.check.program import Assignment, Formula, Output, Program, Table, well_formed
from glassbox.check.refusal import Refusal
from glassbox.check.untrusted_json import Fields, exactly, integers

_PATH: Final = "audit.json.explanation.program"
_ROWS: Final = 512
_FEWEST_ROWS: Final = 32


def read_recorded_program(value: dict[str, Any]) -> Program:
    """The program in the JSON of `explanation.program`; raises `Refusal` where it is none."""
    fields = Fields(value, _PATH)
    inputs = tuple(exactly(name, str, f"{_PATH}.inputs") for name in fields.required("inputs", list))
    body, outputs = fields.object("body"), fields.integer("outputCount", 1, bounds.POSITIONS)
    if (formula := body.optional_object("formula")) is not None:
        state = tuple(_variable(part) for part in formula.required("state", list))
        statements = tuple(_statement(part) for part in formula.required("statements", list))
        program: Program = well_formed(Formula(inputs, state, statements))
    else:
        program = _table(inputs, body.object("table").object("_0"))
    if program.output_width != outputs:
        raise Refusal(f"{_PATH} answers another number of integers than it says")
    return program


def _variable(value: Any) -> tuple[str, int]:
    fields = Fields(value, f"{_PATH}.state")
    return fields.required("name", str), fields.integer("initial", 1 - bounds.VALUE, bounds.VALUE - 1)


def _statement(value: Any) -> Assignment | Output:
    fields = Fields(value, f"{_PATH}.statements")
    if (output := fields.optional_object("output")) is not None:
        return Output(tuple(_expression(part) for part in output.required("_0", list)))
    if (division := fields.optional_object("divide")) is not None:
        operands = (_expression(division.required("dividend", dict)), _expression(division.required("divisor", dict)))
        results = (division.required("quotient", str), division.required("remainder", str))
        return Assignment(results, (Operation("floorDivide", operands), Operation("modulo", operands)))
    parts = [Fields(part, f"{_PATH}.statements") for part in fields.object("assign").required("_0", list)]
    targets = tuple(part.required("target", str) for part in parts)
    return Assignment(targets, tuple(_expression(part.required("value", dict)) for part in parts))


def _expression(value: Any) -> Expression:
    """Recursion is at most as deep as JSON may nest."""
    fields = Fields(value, f"{_PATH}.statements")
    if (variable := fields.optional_object("variable")) is not None:
        return Variable(variable.required("_0", str))
    if (constant := fields.optional_object("constant")) is not None:
        return Constant(constant.integer("_0", 1 - bounds.VALUE, bounds.VALUE - 1))
    if (unary := fields.optional_object("unary")) is not None:
        return Operation(_operation(unary, UNARY), (_expression(unary.required("_1", dict)),))
    if (binary := fields.optional_object("binary")) is not None:
        operands = tuple(_expression(binary.required(key, dict)) for key in ("_1", "_2"))
        return Operation(_operation(binary, BINARY), operands)
    choice = fields.object("conditional")
    return Choice(*(_expression(choice.required(key, dict)) for key in ("test", "then", "otherwise")))


def _operation(fields: Fields, known: Iterable[str]) -> str:
    name = fields.required("_0", str)
    if name not in known:
        raise Refusal(f"{_PATH} has an operation {name!r} that there is not")
    return name


def _table(inputs: tuple[str, ...], fields: Fields) -> Table:
    check_names(inputs)
    transitions = fields.required("transitions", list)
    if not 1 <= len(transitions) <= bounds.TABLE_ENTRIES:
        raise Refusal(f"{_PATH} has a table of {len(transitions):,} entries; expected 1 to {bounds.TABLE_ENTRIES:,}")
    keys: list[list[int]] = []
    targets: list[list[int]] = []
    for value in transitions:
        entry = Fields(value, f"{_PATH}.transitions")
        letter, output = (integers(entry.required(key, list), _PATH, bounds.POSITIONS) for key in ("input", "output"))
        state, following = (entry.integer(key, 0, bounds.TABLE_ENTRIES) for key in ("state", "next"))
        keys.append([state, *letter])
        targets.append([following, *output])
    if {len(key) for key in keys} != {1 + len(inputs)} or len({len(target) for target in targets}) != 1:
        raise Refusal(f"{_PATH} has a table whose entries differ in width")
    if len(set(map(tuple, keys))) != len(keys) or len(targets[0]) < 2:
        raise Refusal(f"{_PATH} has a table that does not say what follows")
    return Table(inputs, fields.integer("initial", 0, bounds.TABLE_ENTRIES), np.array(keys), np.array(targets))


# MARK: - Comparison with program.py


def difference(source: Program, recorded: Program, random: np.random.Generator) -> str | None:
    """How the two differ, as a clause; None where they say the same.

    Formulas are compared by their values on integers drawn for their variables, as there are several ways to write one.
    """
    told = not isinstance(source, Table) or source.are_inputs_told
    if source.inputs != recorded.inputs if told else len(source.inputs) != len(recorded.inputs):
        return "the two have other inputs"
    if source.output_width != recorded.output_width:
        return "the two have other outputs"
    if isinstance(source, Table) and isinstance(recorded, Table):
        same = source.first == recorded.first and _rows(source) == _rows(recorded)
        return None if same else "the two tables differ"
    if not (isinstance(source, Formula) and isinstance(recorded, Formula)):
        return "one is a table and the other is not"
    if source.state != recorded.state:
        return f"the variables begin otherwise: {_state(source)} and {_state(recorded)}"
    if len(source.statements) != len(recorded.statements):
        return f"one has {len(source.statements)} statements and the other {len(recorded.statements)}"
    for number, (one, other) in enumerate(zip(source.statements, recorded.statements, strict=True), start=1):
        if not _same_statement(one, other, random):
            return f"statement {number} of the loop is another one"
    return None


def _rows(table: Table) -> set[tuple[int, ...]]:
    return {(*key, *target) for key, target in zip(table.keys.tolist(), table.targets.tolist(), strict=True)}


def _state(program: Formula) -> str:
    return ", ".join(f"{name} = {value}" for name, value in program.state) or "none"


def _same_statement(one: Assignment | Output, other: Assignment | Output, random: np.random.Generator) -> bool:
    if type(one) is not type(other) or len(one.values) != len(other.values):
        return False
    if isinstance(one, Assignment) and isinstance(other, Assignment) and one.targets != other.targets:
        return False
    return all(same_formula(left, right, random) for left, right in zip(one.values, other.values, strict=True))


def same_formula(one: Expression, other: Expression, random: np.random.Generator) -> bool:
    """Whether two formulas are one, or have the same value, or none, on integers that are drawn for their variables.

    Where such a value leaves 62 bits, or there are few, nothing shows that two different ones are the same.
    """
    if one == other:
        return True
    known = sorted(names(one) | names(other))
    # Small numbers tell comparisons and remainders apart, large ones what grows.
    scales = np.repeat([2, 5, 20, 1000], _ROWS // 4)
    environment = {name: random.integers(-scales, scales, endpoint=True) for name in known}
    first, second = Evaluation(environment, _ROWS), Evaluation(environment, _ROWS)
    left, right = first.value(one), second.value(other)
    sound = first.trouble == Trouble.NONE
    if (first.trouble == Trouble.TOO_LARGE).any() or sound.sum() < _FEWEST_ROWS:
        return False
    return bool((first.trouble == second.trouble).all() and (left == right)[sound].all())
