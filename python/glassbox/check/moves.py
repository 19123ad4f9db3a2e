"""Hidden states moved along the direction that a report tells of a variable, in own cases.

How often does the network then do what the program does with the variable changed?
"""

from typing import Final

import numpy as np

from glassbox.check.claims import Claims
from glassbox.check.continuations import differ, earliest, is_likely, outputs
from glassbox.check.shown import Shift
from glassbox.check.words import FloatArray

_STEPS: Final = np.array([1, -1, 2, -2, 3, -3, 4, -4])
_MOVES: Final = 4096
_FEWEST: Final = 100


def moves_problem(shift: Shift, parts: Claims) -> str | None:
    """Why the rate that is told of a variable's moves is none of own ones; None where it may be, or these are too few to tell."""
    if shift.held is None or not np.isfinite(shift.direction).all():
        return None
    telling, held = _own_moves(shift, parts)
    if telling < _FEWEST:
        return None
    if is_likely((held, telling), (shift.held, shift.telling)):
        return None
    own, stated = held / telling, shift.held / shift.telling
    return f"of own moves of {shift.variable} {100 * own:.1f} % went as the program says; {100 * stated:.1f} % are said to"


def _own_moves(shift: Shift, parts: Claims) -> tuple[int, int]:
    """Moves that an answer tells, and those of them that went as the program says."""
    visits, random, length = parts.visits(), parts.random, parts.record.shape.length
    if not len(visits.time):
        return 0, 0
    place = random.integers(0, len(visits.time), _MOVES)
    steps = random.choice(_STEPS, _MOVES)
    changed = visits.memory[place]
    changed[:, parts.program.variables.index(shift.variable)] += steps
    # The changed memory is one that a prefix leads to, and both prefixes and what follows are within the length.
    remaining = length - 1 - np.maximum(earliest(visits, changed, length), visits.time[place])
    chosen = remaining > 0
    place, steps, changed, remaining = place[chosen], steps[chosen], changed[chosen], remaining[chosen]
    if not len(place):
        return 0, 0
    letters = parts.record.shape.alphabet.draw(random, len(place), int(remaining.max()))
    counts = np.arange(letters.shape[1]) < remaining[:, np.newaxis]
    moved: FloatArray = visits.hidden[place] + steps[:, np.newaxis] * shift.direction
    expected = outputs(parts.program, changed, letters, parts.deadline)
    tells = differ(expected, outputs(parts.program, visits.memory[place], letters, parts.deadline), counts)
    departs = differ(expected, parts.network.run_from(moved, letters, parts.deadline), counts)
    return int(tells.sum()), int((tells & ~departs).sum())
