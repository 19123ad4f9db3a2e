"""Hidden states moved along the direction that a report tells of a variable, in own cases.

How often does the network then do what the program does with the variable changed? And where the report leaves out moves that
lead to where the network has no hidden states: how many do?
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from glassbox.check.continuations import differ, earliest, is_likely, outputs
from glassbox.check.deadline import Deadline
from glassbox.check.network import Network
from glassbox.check.probe import nearest
from glassbox.check.program import Program
from glassbox.check.shown import Shift
from glassbox.check.visits import Visits
from glassbox.check.words import Alphabet, BoolArray, FloatArray, IntArray

_STEPS: Final = np.array([1, -1, 2, -2, 3, -3, 4, -4])
_MOVES: Final = 4096
_FEWEST: Final = 100
_PROBED: Final = 64
"""States whose nearest one of another memory is looked for."""
_FRACTION: Final = 0.25
"""Of the median distance at which the memory changes: a state so near to a visited one is where the network has states."""
_LEAVING: Final = 0.15
"""Own cases are drawn otherwise than those of the report, so that the share that leaves may be so far from a half."""


@dataclass(frozen=True)
class Mover:
    """Where moves start, and what goes on from where they end; `length` is the trained one."""

    network: Network
    program: Program
    visits: Visits
    alphabet: Alphabet
    length: int
    random: np.random.Generator
    deadline: Deadline

    def problem(self, shift: Shift) -> str | None:
        """Why what is told of a variable's moves is none of own ones; None where it may be, or these are too few to tell.

        Where moves are told to leave, own ones go along the direction of an own regression: along another one all would leave.
        """
        if shift.variable not in self.program.variables or len(shift.direction) != self.network.hidden:
            return f"moves of {shift.variable} are told of, which is no variable, or without a direction of the hidden state"
        if shift.leaving is None:
            drawn = None if shift.held is None else self._drawn(shift, shift.direction)
            return None if drawn is None or not len(drawn.moved) else self._rate_problem(shift, drawn)
        direction = self._directions[1 + self.program.variables.index(shift.variable)]
        drawn = self._drawn(shift, direction)
        if drawn is None or len(drawn.moved) < _FEWEST:
            return None
        stays = self._is_visited(drawn.moved)
        if text := _leaving_problem(shift, float(np.mean(~stays))):
            return text
        drawn = drawn.chosen(stays)
        return self._rate_problem(shift, drawn) if shift.leaving <= shift.cases and len(drawn.moved) else None

    @cached_property
    def _directions(self) -> FloatArray:
        """What a step of each variable adds, `[1 + variable, unit]`: the regression of hidden states on 1 and the variables."""
        rows = np.concatenate([np.ones((len(self.visits.time), 1)), self.visits.memory.astype(np.float64)], axis=1)
        try:
            found: FloatArray = np.linalg.lstsq(rows, self.visits.hidden, rcond=None)[0]
        except np.linalg.LinAlgError:
            return np.full((rows.shape[1], self.network.hidden), np.nan)
        return found

    def _drawn(self, shift: Shift, direction: FloatArray) -> "Moves | None":
        visits, random = self.visits, self.random
        if not len(visits.time) or not np.isfinite(direction).all():
            return None
        place = random.integers(0, len(visits.time), _MOVES)
        variable, first = self.program.variables.index(shift.variable), random.integers(0, len(_STEPS), _MOVES)
        steps, remaining = np.zeros(_MOVES, np.int64), np.zeros(_MOVES, np.int64)
        for turn in range(len(_STEPS)):
            # The first of eight steps, from one that is drawn on, that leads to a memory which a prefix leads to; both prefixes and
            # what follows are within the length.
            self.deadline.look()
            tried = _STEPS[(first + turn) % len(_STEPS)]
            changed = visits.memory[place]
            changed[:, variable] += tried
            left = self.length - 1 - np.maximum(earliest(visits, changed, self.length), visits.time[place])
            chosen = (remaining <= 0) & (left > 0)
            steps[chosen], remaining[chosen] = tried[chosen], left[chosen]
        changed = visits.memory[place]
        changed[:, variable] += steps
        moved: FloatArray = visits.hidden[place] + steps[:, np.newaxis] * direction
        return Moves(visits.memory[place], changed, remaining, moved).chosen(remaining > 0)

    @cached_property
    def _region(self) -> tuple[FloatArray, float]:
        """States that stand for all that were visited, and how near to one of them the network has states."""
        hidden = self.visits.hidden
        labels = np.unique(self.visits.memory, axis=0, return_inverse=True)[1].reshape(-1)
        distances: list[float] = []
        for place in range(0, len(hidden), max(1, len(hidden) // _PROBED)):
            self.deadline.look()
            others = hidden[labels != labels[place]]
            if len(others):
                distances.append(float(np.sqrt(np.min(np.sum((others - hidden[place]) ** 2, axis=1)))))
        tolerance = _FRACTION * sorted(distances)[len(distances) // 2] if distances else np.inf
        if not 0 < tolerance < np.inf:
            return np.unique(hidden, axis=0), tolerance
        cells = np.floor(hidden / (tolerance / (4 * np.sqrt(hidden.shape[1]))))
        return hidden[np.unique(cells, axis=0, return_index=True)[1]], tolerance

    def _is_visited(self, states: FloatArray) -> BoolArray:
        """Which states lie where the network has some."""
        known, tolerance = self._region
        found = nearest(known, states, self.deadline)
        return np.asarray(np.linalg.norm(known[found] - states, axis=1) <= tolerance, np.bool_)

    def _rate_problem(self, shift: Shift, moves: "Moves") -> str | None:
        letters = self.alphabet.draw(self.random, len(moves.moved), int(moves.remaining.max()))
        counts = np.arange(letters.shape[1]) < moves.remaining[:, np.newaxis]
        expected = outputs(self.program, moves.changed, letters, self.deadline)
        tells = differ(expected, outputs(self.program, moves.memory, letters, self.deadline), counts)
        departs = differ(expected, self.network.run_from(moves.moved, letters, self.deadline), counts)
        telling, held = int(tells.sum()), int((tells & ~departs).sum())
        if telling < _FEWEST:
            return None
        if shift.held is None:
            return f"of {len(tells):,} own moves of {shift.variable} an answer tells {telling:,}; none is said to be told"
        if is_likely((held, telling), (shift.held, shift.telling)):
            return None
        own, stated = held / telling, shift.held / shift.telling
        return f"of own moves of {shift.variable} {100 * own:.1f} % went as the program says; {100 * stated:.1f} % are said to"


@dataclass(frozen=True)
class Moves:
    """Places: the program's memory without and with the change `[place, variable]`, letters that may follow, the moved state."""

    memory: IntArray
    changed: IntArray
    remaining: IntArray
    moved: FloatArray

    def chosen(self, places: BoolArray) -> "Moves":
        return Moves(self.memory[places], self.changed[places], self.remaining[places], self.moved[places])


def _leaving_problem(shift: Shift, own: float) -> str | None:
    """Whether moves are said to lead elsewhere that do not, or the other way round."""
    leaving = shift.leaving or 0
    is_said_to = leaving > shift.cases
    if is_said_to and shift.cases:
        return f"most moves of {shift.variable} are said to lead to where the network has no states, and others were tried"
    if (own < 0.5 - _LEAVING) if is_said_to else (own > 0.5 + _LEAVING):
        said = "most are said to" if is_said_to else "most are said not to"
        return f"{100 * own:.1f} % of own moves of {shift.variable} lead to where the network has no states; {said}"
    return None
