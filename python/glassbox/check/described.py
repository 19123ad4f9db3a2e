"""What the file of somebody else's network says of it beside the tensors: the metadata `glassbox` (docs/networks.md)."""

import math
from dataclasses import dataclass
from typing import Any, Final

from glassbox.check import bounds
from glassbox.check.refusal import Refusal
from glassbox.check.untrusted_json import Fields, exactly, integers, parse

_FORMAT: Final = "glassbox.description.1"
_NUMBER: Final = 1 << 20
"""The greatest magnitude of a number that is read as it is, and of a name that is taken for an integer."""
_USUAL_LENGTH: Final = 10
_USUAL_TOLERANCE: Final = 1e-3


@dataclass(frozen=True)
class Description:
    """Its keys; None for one that is left out and that only tensors tell."""

    name: str | None
    cell: str | None
    resets_before: bool
    letters: tuple[str, ...] | None
    numbers: tuple[tuple[int, int], ...] | None
    start: int | None
    decision: str
    answers: tuple[str, ...] | None
    activation: str | None
    length: int
    tolerance: float


def read_description(text: str) -> Description:
    """The description in the JSON of the metadata; raises `Refusal` where it is none, or beyond bounds."""
    path = "the description of network.safetensors"
    fields = Fields(parse(text.encode("utf-8", errors="replace"), path), path)
    _choice(fields, "format", (None, _FORMAT), path)
    letters, numbers = _names(fields, "letters", path), fields.optional("numbers", list)
    decision = _choice(fields, "decision", ("argmax", "round", "sign"), path)
    answers = _names(fields, "answers", path)
    name = fields.optional("name", str)
    if letters is not None and numbers is not None:
        raise Refusal(f"{path} has letters and numbers; expected one of them")
    if decision != "argmax" and answers is not None:
        raise Refusal(f"{path} has names of answers for the decision {decision}; expected them for argmax only")
    if name is not None and not 1 <= len(name.encode(errors="replace")) <= bounds.NAME_BYTES:
        raise Refusal(f"{path} has an empty or a very long name")
    return Description(
        name=name,
        cell=_choice(fields, "cell", (None, "tanh", "relu", "gru", "lstm"), path),
        resets_before=_choice(fields, "reset", (None, "after", "before"), path) == "before",
        letters=letters,
        numbers=None if numbers is None else _ranges(numbers, path),
        start=None if fields.optional("start", int) is None else fields.integer("start", 0, bounds.FOREIGN_PARAMETERS),
        decision=str(decision),
        answers=answers,
        activation=_choice(fields, "activation", (None, "relu", "tanh", "sigmoid", "none"), path),
        length=_USUAL_LENGTH if fields.optional("length", int) is None else fields.integer("length", 1, bounds.FOREIGN_POSITIONS),
        tolerance=_tolerance(fields, path),
    )


def _choice(fields: Fields, key: str, choices: tuple[str | None, ...], path: str) -> str | None:
    value = fields.optional(key, str)
    if value not in choices:
        raise Refusal(f"{path} has the {key} {value!r}; expected one of {', '.join(str(choice) for choice in choices if choice)}")
    return value


def _names(fields: Fields, key: str, path: str) -> tuple[str, ...] | None:
    given = fields.optional(key, list)
    if given is None:
        return None
    names = [exactly(name, str, f"a name in {key} of {path}") for name in given[: bounds.NAMES + 1]]
    lengths = {len(name.encode(errors="replace")) for name in names}
    if not 1 <= len(names) <= bounds.NAMES or len(set(names)) < len(names):
        raise Refusal(f"{path} has {len(given)} {key}; expected 1 to {bounds.NAMES}, all different")
    if min(lengths) < 1 or max(lengths) > bounds.NAME_BYTES:
        raise Refusal(f"{path} has an empty or a very long name in its {key}")
    return tuple(names)


def _ranges(values: list[Any], path: str) -> tuple[tuple[int, int], ...]:
    if not 1 <= len(values) <= bounds.NAMES:
        raise Refusal(f"{path} has {len(values)} streams of numbers; expected 1 to {bounds.NAMES}")
    ranges = [integers(ends, f"numbers of {path}", 2) for ends in values]
    if not all(len(ends) == 2 and -_NUMBER <= ends[0] <= ends[1] <= _NUMBER for ends in ranges):
        raise Refusal(f"{path} has numbers without a least and a greatest one within ±{_NUMBER:,}")
    return tuple((ends[0], ends[1]) for ends in ranges)


def _tolerance(fields: Fields, path: str) -> float:
    value = fields.number("tolerance")
    if value is None:
        return _USUAL_TOLERANCE
    if not (math.isfinite(value) and 0 <= value <= 1):
        raise Refusal(f"{path} has the tolerance {value}; expected a number from 0 to 1")
    return value
