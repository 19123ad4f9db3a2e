"""What `causal` shows of subspaces that were exchanged: how often network and program then went on alike."""

from dataclasses import dataclass
from typing import Any, Final

from glassbox.check import bounds
from glassbox.check.refusal import Refusal
from glassbox.check.untrusted_json import Fields, exactly

_COUNT: Final = 1 << 53


@dataclass(frozen=True)
class StatedRate:
    """So many of so many, and the interval that is told of it."""

    held: int
    cases: int
    low: float
    high: float


@dataclass(frozen=True)
class ExchangedSubspace:
    """`followed`: with another value; `kept`: with an equal one; `random`: in directions at random. None of no cases."""

    variable: str
    dimensions: int
    units: int
    cases: int
    followed: StatedRate | None
    kept: StatedRate | None
    random: StatedRate | None


def read_subspaces(values: list[Any] | None) -> tuple[ExchangedSubspace, ...] | None:
    """None where there is nothing about them; raises `Refusal`."""
    if values is None:
        return None
    if len(values) > bounds.VARIABLES:
        raise Refusal(f"audit.json tells of subspaces of more than {bounds.VARIABLES} variables")
    return tuple(_subspace(Fields(value, "audit.json.claims.interventions.subspaces")) for value in values)


def _subspace(fields: Fields) -> ExchangedSubspace:
    cases = fields.integer("cases", 0, _COUNT)
    return ExchangedSubspace(
        exactly(fields.required("variable", str), str, "variable"),
        fields.integer("dimensions", 1, bounds.FOREIGN_HIDDEN_UNITS),
        fields.integer("units", 1, bounds.FOREIGN_HIDDEN_UNITS),
        cases,
        *(_rate(fields.optional_object(key), cases) for key in ("followed", "kept", "random")),
    )


def _rate(fields: Fields | None, most: int) -> StatedRate | None:
    if fields is None:
        return None
    cases = fields.integer("cases", 1, most)
    return StatedRate(fields.integer("held", 0, cases), cases, fields.number("low") or 0.0, fields.number("high") or 0.0)
