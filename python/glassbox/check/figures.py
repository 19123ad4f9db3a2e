"""Whether the figures of a claim follow from those that it tells beside them, and errors are tolerated only where they may be."""

import math

from glassbox.check.record import Claim, Record
from glassbox.check.shown import Grounding, Interventions, Shift, wilson


def figures_problem(claim: Claim, record: Record) -> str | None:
    """What of them does not follow, as a clause; None where all does."""
    if claim.tolerated and (problem := _tolerated_problem(claim, record)):
        return problem
    variables = () if claim.grounding is None else claim.grounding.variables
    if any(variable.jointly is not None and (variable.is_read_alone or len(variables) < 2) for variable in variables):
        return "a variable is read with the others, though it is read alone, or there are none"
    if claim.not_made is not None:
        return None
    if claim.grounding is not None and (claim.cases, claim.errors, claim.tolerated) != read_figures(claim.grounding):
        return f"the cases and errors of {claim.level} are not those of the probes that decide"
    if claim.interventions is not None:
        return moved_problem(claim, claim.interventions)
    return None


def _tolerated_problem(claim: Claim, record: Record) -> str | None:
    """Errors are tolerated of probes, which are told, and where some of the data must be wrong: as many as chance explains then."""
    if claim.level == "grounded":
        return None if claim.grounding is not None else "grounded tolerates errors of probes that it does not tell of"
    recorded = record.claims.get("recorded")
    suspects = 0 if record.data is None or record.is_foreign else len(record.data.suspects or [])
    if claim.level != "tested" or recorded is None or not suspects:
        return (
            f"{claim.level} tolerates {claim.tolerated:,} errors; expected none, as nothing of what it is held against is doubtful"
        )
    # Of one answer at least in each sequence so many are wrong; the 99th percentile is within three deviations of the mean.
    rate = min(1.0, suspects / max(1, recorded.cases))
    mean = claim.cases * rate
    if claim.tolerated > min(claim.cases, mean + 3 * math.sqrt(mean * (1 - rate)) + 2):
        return f"tested tolerates {claim.tolerated:,} errors in {claim.cases:,} cases; chance explains some {mean:,.0f}"
    return None


def read_figures(grounding: Grounding) -> tuple[int, int, int]:
    """Cases, errors, and errors that are tolerated, of the probes that decide; those of one that reads are tolerated."""
    variables = grounding.variables
    tolerated = sum(variable.deciding.errors for variable in variables if variable.is_read)
    return (
        sum(variable.deciding.judged for variable in variables),
        tolerated + sum(variable.deciding.errors for variable in variables if variable.is_refuted),
        tolerated,
    )


def moved_problem(claim: Claim, found: Interventions) -> str | None:
    """The same of changes of the hidden state."""
    cases = found.exchanges + sum(shift.cases for shift in found.shifts)
    errors = found.errors + sum(shift.errors for shift in found.shifts)
    if (claim.cases, claim.errors) != (cases, errors) or found.errors > found.exchanges:
        return f"the cases and errors of {claim.level} are not those of exchanges and moves together"
    return next((text for shift in found.shifts if (text := shift_problem(shift))), None)


def shift_problem(shift: Shift) -> str | None:
    """The same of moves of one variable."""
    name = shift.variable
    if (shift.held is None) != (shift.telling == 0) or shift.telling > shift.cases or shift.errors > shift.cases:
        return f"moves of {name} are told of more often than they were made, or without a rate"
    if shift.held is None:
        return None
    if shift.telling - shift.held > shift.errors or shift.held + shift.errors > shift.cases:
        return f"of moves of {name} as many went wrong as are said to have gone right"
    low, high = wilson(shift.held, shift.telling)
    if not (math.isclose(low, shift.low, abs_tol=1e-9) and math.isclose(high, shift.high, abs_tol=1e-9)):
        return f"the interval of the rate of {name} is {low:.6f} to {high:.6f}"
    return None
