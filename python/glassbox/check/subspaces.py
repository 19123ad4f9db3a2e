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

_PAIRS: Final = 4096
_FEWEST: Final = 100
_FEWEST_PREFIXES: Final = 256
"""With fewer, halves that are drawn otherwise differ too much to be compared."""
_MOST_FITTED: Final = 1 << 13


def subspaces_problem(found: Interventions, read: tuple[ReadVariable, ...], parts: Claims) -> str | None:
    """What of them does not follow from others, or is not found again; None also where a report tells of none."""
    if found.subspaces is None:
        return None
    names = [variable.name for variable in read if variable.is_read and variable.discriminant and variable.discriminant.judged]
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
    own = _own_rates(name, parts)
    for what, stated, found in zip(("with another value", "with an equal value"), rates, own, strict=False):
        if stated is None or found is None or found[1] < _FEWEST or is_likely(found, (stated.held, stated.cases)):
            continue
        return (
            f"of own exchanges of the subspace of {name} {what} {100 * found[0] / found[1]:.1f} % went as the program says; "
            f"{100 * stated.held / stated.cases:.1f} % are said to"
        )
    return None


def _is_interval(rate: StatedRate) -> bool:
    return bool(np.allclose((rate.low, rate.high), wilson(rate.held, rate.cases), rtol=0, atol=1e-6))


def _own_rates(name: str, parts: Claims) -> list[tuple[int, int] | None]:
    """How many of how many went on as the program says: with another value, and with an equal one."""
    visits, random, length = parts.visits(), parts.random, parts.record.shape.length
    if len(visits.time) < _FEWEST_PREFIXES:
        return []
    variable = parts.program.variables.index(name)
    is_fitted = random.integers(0, 2, len(visits.time)) == 0
    subspace = _fitted(visits.chosen(np.flatnonzero(is_fitted)[:_MOST_FITTED]), variable)
    places = np.flatnonzero(~is_fitted)
    if subspace is None or not len(places):
        return []
    one, other = random.choice(places, _PAIRS), random.choice(places, _PAIRS)
    changed = visits.memory[one]
    changed[:, variable] = visits.memory[other, variable]
    last = np.maximum(earliest(visits, changed, length), np.maximum(visits.time[one], visits.time[other]))
    chosen = last < length - 1
    one, other, changed, remaining = one[chosen], other[chosen], changed[chosen], length - 1 - last[chosen]
    if not len(one):
        return []
    letters = parts.record.shape.alphabet.draw(random, len(one), int(remaining.max()))
    counts = np.arange(letters.shape[1]) < remaining[:, np.newaxis]
    states = subspace.exchanging(visits.hidden[one], visits.hidden[other])
    expected = outputs(parts.program, changed, letters)
    departs = differ(expected, parts.network.run_from(states, letters, parts.deadline), counts)
    tells = differ(expected, outputs(parts.program, visits.memory[one], letters), counts)
    is_equal: IntArray = changed[:, variable] == visits.memory[one, variable]
    return [(int((rows & ~departs).sum()), int(rows.sum())) for rows in (tells, is_equal)]


def _fitted(visits: Visits, variable: int) -> Subspace | None:
    values, labels, counts = np.unique(visits.memory[:, variable], return_inverse=True, return_counts=True)
    if len(values) < 2 or not np.isfinite(visits.hidden).all():
        return None
    try:
        found = Discriminant.fit(visits.hidden, values, labels.reshape(-1))
        return found.subspace(counts, visits.hidden.shape[1] // 2)
    except np.linalg.LinAlgError:
        return None
