"""What became of each case: a line when it ends, and the counts at the end."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class Wrong(Exception):
    """What is not as it must be, in one sentence."""


class CannotBeTried(Exception):
    """A right or a program that a case needs and this machine lacks."""


def expect(condition: object, sentence: str) -> None:
    if not condition:
        raise Wrong(sentence)


@dataclass
class Ledger:
    """Counts cases. One that raises has failed or was skipped; nothing is skipped without a line that says why."""

    # What is to be found in a case's name; others are not tried.
    only: re.Pattern[str] = re.compile("")
    passed: int = 0
    failures: list[str] = field(default_factory=list)
    skips: list[str] = field(default_factory=list)
    # What passed, by the first word of its name.
    kinds: dict[str, int] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def wants(self, name: str) -> bool:
        return self.only.search(name) is not None

    def attempt(self, name: str, case: Callable[[], str | None]) -> None:
        """Runs a case, if it is wanted. What it returns is said after its name."""
        if self.wants(name):
            with self.case(name) as notes:
                if said := case():
                    notes.append(said)

    @contextmanager
    def case(self, name: str) -> Iterator[list[str]]:
        """Runs one case. What it puts into the list is said after its name."""
        notes: list[str] = []
        kind = name.split("/")[0]
        try:
            yield notes
        except CannotBeTried as reason:
            self.skips.append(name)
            self._say("skipped", f"{name}, because {reason}")
        except Wrong as reason:
            failure = f"{'; '.join([name, *notes])}: {reason}"
            self.failures.append(failure)
            self._say("FAILED", failure)
        else:
            self.passed += 1
            self.kinds[kind] = self.kinds.get(kind, 0) + 1
            self._say("passed", "; ".join([name, *notes]))

    def summary(self) -> str:
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.items())
        lines = [f"\n{self.passed} passed ({kinds}), {len(self.failures)} failed, {len(self.skips)} skipped"]
        lines += [f"FAILED: {failure}" for failure in self.failures]
        lines += [f"skipped: {name}" for name in self.skips]
        return "\n".join(lines) + f"\n{time.monotonic() - self.began:.0f} s"

    @staticmethod
    def _say(word: str, text: str) -> None:
        print(f"{word}: {text}", flush=True)
