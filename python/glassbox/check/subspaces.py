"""Subspaces of the hidden state that a report exchanged, fitted and exchanged again: is what then follows what is told?"""

from typing import Final

import numpy as np

from glassbox.check.claims import Claims
from glassbox.check.continuations import differ, earliest, is_likely, outputs
from glassbox.check.discriminant import Discriminant, Subspace
from glassbox.check.shown import Interventions, ReadVariable, wilson
from glassbox.check.shown_subspaces import ExchangedSubspace, StatedRate
from glassbox.check.visits import Visits
from glassbox.check.words import IntArray

Rate = tuple[int, int]
"""So many of so many."""

_PAIRS: Final = 4096
_FEWEST: Final = 100
_HALVES: Final = 8
"""A subspace depends on the half that it is fitted on, above all where prefixes are few: what lies among what these show is not
refuted."""
_FEW: Final = 8
"""Cases of a half that shows anything."""
_MOST_FITTED: Final = 1 << 13


def subspaces_problem(found: Interventions, read: tuple[ReadVariable, ...], parts: Claims) -> str | None:
    """What of them does not follow from others, or is not found again; None also where a report tells of none."""
    if found.subspaces is None:
        return None
    names = [
        variable.name for variable in read if variable.is_read_alone and variable.discriminant and variable.discriminant.judged
    ]
    told = [subspace.variable for subspace in found.subspaces]
    if told != [name for name in names if name in told]:
        return "subspaces are exchanged of other variables than those that are read, and a discriminant was judged on"
    return next((text for subspace in found.subspaces if (text := _problem(subspace, parts))), None)


def _problem(subspace: ExchangedSubspace, parts: Claims) -> str | None:
    name = subspace.variable
    rates = [subspace.followed, subspace.kept, subspace.random]
    if any(rate is not None and not _is_interval(rate) for rate in rates):
        return f"the interval of a rate of the subspace of {name} is another"
    telling = [0 if rate is None else rate.cases for rate in rates]
    if subspace.units != parts.network.hidden or 2 * subspace.dimensions > subspace.units or telling[0] != telling[2]:
        return f"the subspace of {name} is not one of the hidden state, or directions at random were tried in other cases"
    if telling[0] + telling[1] > subspace.cases:
        return f"the subspace of {name} is told of more often than it was exchanged"
    departure, own = None, list[tuple[Rate, ...]]()
    for _ in range(_HALVES):
        own.append(_own_rates(name, parts))
        departure = _departure(name, rates, own)
        if departure is None and all(cases >= _FEWEST for _, cases in own[-1]):
            break
    return departure


def _departure(name: str, rates: list[StatedRate | None], own: list[tuple[Rate, ...]]) -> str | None:
    """A rate that is another one than each of the own halves shows, and not among these either."""
    for place, what in enumerate(("with another value", "with an equal value")):
        stated = rates[place]
        found = [half[place] for half in own if half and half[place][1] >= _FEW]
        if stated is None or sum(cases for _, cases in found) < _FEWEST:
            continue
        shares = [held / cases for held, cases in found]
        if min(shares) <= stated.held / stated.cases <= max(shares) or any(
            rate[1] >= _FEWEST and is_likely(rate, (stated.held, stated.cases)) for rate in found
        ):
            continue
        held, cases = found[-1]
        return (
            f"of own exchanges of the subspace of {name} {what} {100 * held / cases:.1f} % went as the program says; "
            f"{100 * stated.held / stated.cases:.1f} % are said to"
        )
    return None


def _is_interval(rate: StatedRate) -> bool:
    return bool(np.allclose((rate.low, rate.high), wilson(rate.held, rate.cases), rtol=0, atol=1e-6))


def _own_rates(name: str, parts: Claims) -> tuple[Rate, ...]:
    """How many of how many went on as the program says: with another value, and with an equal one."""
    visits, random, length = parts.visits(), parts.random, parts.record.shape.length
    variable = parts.program.variables.index(name)
    is_fitted = random.integers(0, 2, len(visits.time)) == 0
    subspace = _fitted(visits.chosen(np.flatnonzero(is_fitted)[:_MOST_FITTED]), variable)
    places = np.flatnonzero(~is_fitted)
    if subspace is None or not len(places):
        return ()
    one, other = np.unique(random.choice(places, (2, _PAIRS)), axis=1)
    changed = visits.memory[one]
    changed[:, variable] = visits.memory[other, variable]
    last = np.maximum(earliest(visits, changed, length), np.maximum(visits.time[one], visits.time[other]))
    chosen = last < length - 1
    one, other, changed, remaining = one[chosen], other[chosen], changed[chosen], length - 1 - last[chosen]
    if not len(one):
        return ()
    letters = parts.record.shape.alphabet.draw(random, len(one), int(remaining.max()))
    counts = np.arange(letters.shape[1]) < remaining[:, np.newaxis]
    states = subspace.exchanging(visits.hidden[one], visits.hidden[other])
    expected = outputs(parts.program, changed, letters, parts.deadline)
    departs = differ(expected, parts.network.run_from(states, letters, parts.deadline), counts)
    tells = differ(expected, outputs(parts.program, visits.memory[one], letters, parts.deadline), counts)
    is_equal: IntArray = changed[:, variable] == visits.memory[one, variable]
    return tuple((int((rows & ~departs).sum()), int(rows.sum())) for rows in (tells, is_equal))


def _fitted(visits: Visits, variable: int) -> Subspace | None:
    values, labels, counts = np.unique(visits.memory[:, variable], return_inverse=True, return_counts=True)
    if len(values) < 2 or not np.isfinite(visits.hidden).all():
        return None
    try:
        found = Discriminant.fit(visits.hidden, values, labels.reshape(-1))
        return found.subspace(counts, visits.hidden.shape[1] // 2)
    except np.linalg.LinAlgError:
        return None
