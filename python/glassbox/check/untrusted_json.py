"""Reads JSON that anybody may have written, and takes typed values out of it."""

import json
import re
from typing import Any, Final, TypeVar

from glassbox.check import bounds
from glassbox.check.refusal import Refusal

Kind = TypeVar("Kind", int, float, str, bool, list[Any], dict[str, Any])


def parse(data: bytes, name: str) -> Any:
    """The value of a JSON text; raises `Refusal` where it is none, nests too deep, repeats a key, or has numbers without value."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{name} is no UTF-8 text") from None
    if _depth(text) > bounds.JSON_DEPTH:
        raise Refusal(f"{name} nests deeper than {bounds.JSON_DEPTH} brackets")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise Refusal(f"{name} is no JSON: {error}") from None


# Without going back, whatever is in a string and wherever it ends: in time that grows with the text, and without memory for it.
_BRACKET_OR_STRING: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)


def _depth(text: str) -> int:
    """How deep brackets outside of strings nest, at most."""
    depth = deepest = 0
    for match in _BRACKET_OR_STRING.finditer(text):
        part = text[match.start()]
        if part in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif part in "]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key is repeated")
    return result


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


class Fields:
    """The members of one object, with the path to it for messages."""

    def __init__(self, value: Any, path: str) -> None:
        """Raises `Refusal` where `value` is no object."""
        if not isinstance(value, dict):
            raise Refusal(f"{path} is no object")
        self._values: dict[str, Any] = value
        self._path = path

    def optional(self, key: str, kind: type[Kind]) -> Kind | None:
        """The member, or None where it is null or missing; raises `Refusal` where it is of another kind."""
        value = self._values.get(key)
        return None if value is None else exactly(value, kind, f"{self._path}.{key}")

    def required(self, key: str, kind: type[Kind]) -> Kind:
        """The member; raises `Refusal` where it is missing or of another kind."""
        if key not in self._values:
            raise Refusal(f"{self._path} has no {key}")
        return exactly(self._values[key], kind, f"{self._path}.{key}")

    def integer(self, key: str, least: int, most: int) -> int:
        """The member, an integer from `least` to `most`; raises `Refusal` else."""
        value = self.required(key, int)
        if not least <= value <= most:
            raise Refusal(f"{self._path}.{key} is {shown(value)}; expected {least:,} to {most:,}")
        return value

    def number(self, key: str) -> float | None:
        """The member, a number, or None where it is null or missing; raises `Refusal` where it is something else."""
        value = self._values.get(key)
        if value is None:
            return None
        if type(value) is int and abs(value) < bounds.VALUE:
            return float(value)
        return exactly(value, float, f"{self._path}.{key}")

    def object(self, key: str) -> "Fields":
        """The members of the object at `key`."""
        return Fields(self.required(key, dict), f"{self._path}.{key}")

    def optional_object(self, key: str) -> "Fields | None":
        """The members of the object at `key`, or None where it is null or missing."""
        value = self.optional(key, dict)
        return None if value is None else Fields(value, f"{self._path}.{key}")


def exactly(value: Any, kind: type[Kind], path: str) -> Kind:
    """`value` if it is of that kind (true and false are no integers); raises `Refusal` else."""
    if type(value) is not kind:
        raise Refusal(f"{path} is no {kind.__name__}")
    return value


def integers(value: Any, path: str, most: int) -> list[int]:
    """`value` if it is a list of at most `most` integers below 2**62 in magnitude; raises `Refusal` else."""
    if not isinstance(value, list) or len(value) > most:
        raise Refusal(f"{path} is no list of at most {most:,} integers")
    for number in value:
        if type(number) is not int or abs(number) >= bounds.VALUE:
            raise Refusal(f"{path} has an entry that is no integer of 62 bits")
    return value


def shown(value: int) -> str:
    """An integer as text, of any size: Python refuses to write out very long ones."""
    return f"{value:,}" if abs(value) < 1 << 64 else f"a number of {value.bit_length():,} bits"
