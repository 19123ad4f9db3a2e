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


def check_reading(claim: Claim, names: tuple[str, ...], found: list[VariableReading]) -> Finding:
    """`found` has for each of `names` what the best of own probes read."""
    if not found:
        return not_checked(claim.level, "there are no hidden states to read from")
    rates = {name: reading.rate for name, reading in zip(names, found, strict=True)}
    worst = max(rates, key=lambda name: rates[name])
    read = sum(reading.judged - reading.errors for reading in found)
    text = f"own probes read {read:,} of {counted(sum(reading.judged for reading in found), 'value')} rightly"
    if rates[worst] <= (_RATE if is_by_rate(claim, worst) else 0.0):
        return confirmed(claim.level, text)
    if rates[worst] > _REFUTING_RATE:
        return refuted(claim.level, f"{text}; of {worst} they read {100 * rates[worst]:.1f} % wrongly")
    return not_checked(claim.level, f"{text}: too few errors to refute it, and too many to confirm it")
