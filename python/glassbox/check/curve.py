"""What the numbers of states that it takes up to each length say: whether they show a law, of a finite machine or a counter.

A *stretch* is a row of lengths over which as many states are added for every so many letters.
"""

from dataclasses import dataclass
from typing import Final

_AT_END: Final = 2
"""How often a constant up to the end has to be seen: lengths at which it could have been otherwise."""
_CONFIRMATIONS: Final = 3
"""The same of everything else."""
_PERIODS: Final = 3


@dataclass(frozen=True)
class _Stretch:
    first: int
    last: int
    period: int

    @property
    def lengths(self) -> int:
        return self.last - self.first + 1

    @property
    def confirmations(self) -> int:
        return self.lengths - self.period


def is_law(states: list[int]) -> bool:
    """Whether over the last lengths they stay, or grow as those of a counter do, and nothing before that held for longer."""
    if not states:
        return False
    end = len(states)
    plateau = _stretch(states, 0, 1, end)
    if plateau is not None and plateau.confirmations >= _AT_END:
        others = (_stretch(states, 0, 1, last) for last in range(1, plateau.first))
        if all((other.lengths if other else 1) < plateau.lengths for other in others):
            return True
    slope = _slope(states, end)
    return slope is not None and slope.lengths >= _longest_before(states, end)


def _stretch(states: list[int], step: int, period: int, end: int) -> _Stretch | None:
    """The one that ends at a length; None where it has not two lengths."""
    start = end
    while start > period and states[start - 1] - states[start - period - 1] == step:
        start -= 1
    start -= period - 1
    return _Stretch(start, end, period) if start >= 1 and end - start >= period else None


def _slope(states: list[int], end: int) -> _Stretch | None:
    """A growing one, of the shortest period that there is one of."""
    for period in range(1, _PERIODS + 1):
        if end > period and (step := states[end - 1] - states[end - period - 1]) > 0:
            found = _stretch(states, step, period, end)
            if found is not None and found.confirmations >= max(_CONFIRMATIONS, 2 * period):
                return found
    return None


def _longest_before(states: list[int], end: int) -> int:
    """How many lengths the longest stretch has that ends before; 0 where there is none."""
    found = [stretch for last in range(1, end) for stretch in (_stretch(states, 0, 1, last), _slope(states, last)) if stretch]
    return max((stretch.lengths for stretch in found if stretch.confirmations >= _CONFIRMATIONS), default=0)
