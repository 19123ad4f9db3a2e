"""Another formula for what a program answers, told alike wherever a report tells of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tiny_report import edit_json, edit_text, mend

from glassbox.check.expressions import Choice, Constant, Expression, Operation, Variable
from glassbox.check.syntax import read_expressions


def answering(new: str) -> Callable[[Path], None]:
    """The formula in place of the variable that is answered."""

    def alter(folder: Path) -> None:
        old = json.loads((folder / "audit.json").read_text())["explanation"]["formulas"]["output"]
        edit_text(folder, "program.py", f"ys.append({old})", f"ys.append({new})")
        edit_json(folder, lambda record: _tell(record, old, new))
        mend(folder)

    return alter


def _tell(record: dict[str, Any], old: str, new: str) -> None:
    record["heart"] = record["heart"].replace(f"→ {old}", f"→ {new}")
    record["explanation"]["formulas"]["output"] = new
    statements = record["explanation"]["program"]["body"]["formula"]["statements"]
    (output,) = (statement["output"] for statement in statements if "output" in statement)
    output["_0"] = [told(value) for value in read_expressions(new)]


def told(value: Expression) -> dict[str, Any]:
    """A formula as `audit.json` has it."""
    match value:
        case Variable(name):
            return {"variable": {"_0": name}}
        case Constant(number):
            return {"constant": {"_0": number}}
        case Operation(name, (operand,)):
            return {"unary": {"_0": name, "_1": told(operand)}}
        case Operation(name, (left, right)):
            return {"binary": {"_0": name, "_1": told(left), "_2": told(right)}}
        case Choice(test, then, otherwise):
            return {"conditional": {"test": told(test), "then": told(then), "otherwise": told(otherwise)}}
    raise AssertionError("an operation has one or two operands")
