"""What own probes say of the claim that a program's variables can be read, where a rate decides on some of them."""

from typing import Final

from glassbox.check.findings import Finding, confirmed, not_checked, refuted
from glassbox.check.plain_text import counted
from glassbox.check.probe import VariableReading
from glassbox.check.record import Claim

_RATE: Final = 0.05
"""Of states that a probe may read wrongly where a rate decides."""
_REFUTING_RATE: Final = 0.10


def is_by_rate(claim: Claim, variable: str | None = None) -> bool:
    """Whether the probe that decides on the variable, or on some variable, is one whose rate does."""
    variables = [] if claim.grounding is None else claim.grounding.variables
    return any(told.deciding.held_out == "lengths" for told in variables if variable is None or told.name == variable)


def check_reading(
    claim: Claim, names: tuple[str, ...], found: list[VariableReading], *, refuting_exact: float = _REFUTING_RATE
) -> Finding:
    """`found` has for each of `names` what the best of own probes read.

    Where no rate decides, more errors than `refuting_exact` refute.
    """
    if not found:
        return not_checked(claim.level, "there are no hidden states to read from")
    read = sum(reading.judged - reading.errors for reading in found)
    text = f"own probes read {read:,} of {counted(sum(reading.judged for reading in found), 'value')} rightly"
    is_open = False
    for name, reading in zip(names, found, strict=True):
        tolerated, refuting = (_RATE, _REFUTING_RATE) if is_by_rate(claim, name) else (0.0, refuting_exact)
        if reading.rate > refuting:
            return refuted(claim.level, f"{text}; of {name} they read {100 * reading.rate:.1f} % wrongly")
        is_open = is_open or reading.rate > tolerated
    if is_open:
        return not_checked(claim.level, f"{text}: too few errors to refute it, and too many to confirm it")
    return confirmed(claim.level, text)
