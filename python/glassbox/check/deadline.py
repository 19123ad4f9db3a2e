"""How long one report may keep its checker busy."""

import time

from glassbox.check.refusal import OutOfTime


class Deadline:
    """A moment after which work on a report stops; bounds on sizes keep what is between two looks at the clock short."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self.missed: str | None = None
        """What there was no time for, in a sentence; None where there was for all."""

    def look(self) -> None:
        """Raises `OutOfTime` once the time is up."""
        if time.monotonic() > self._end:
            self.missed = f"it took more than {self._seconds:g} seconds (--time-limit)"
            raise OutOfTime(self.missed)
