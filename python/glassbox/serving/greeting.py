"""The first line of a served model: what it reads and how its scores become answers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

FORMAT: Final = "glassbox.model.1"
DECISIONS: Final = ("argmax", "round", "sign")


class Refusal(Exception):
    """Says in one sentence what was found and what is expected."""


@dataclass(frozen=True)
class Greeting:
    """What is read are numbers of letters, or integers of as many streams as `numbers` has ranges."""

    decision: str
    scores: int
    letters: Sequence[str] | None = None
    numbers: Sequence[Sequence[int]] | None = None
    answers: Sequence[str] | None = None
    name: str | None = None
    length: int | None = None

    def __post_init__(self) -> None:
        if self.decision not in DECISIONS:
            raise Refusal(f"the decision is {self.decision!r}; expected one of {', '.join(DECISIONS)}")
        if (self.letters is None) == (self.numbers is None):
            raise Refusal("expected either letters, the names of what is read, or numbers, [least, greatest] for each stream")
        if self.scores < (least := 2 if self.decision == "argmax" else 1):
            raise Refusal(f"the model is said to give {self.scores} scores; expected {least} or more for {self.decision}")
        if self.answers is not None and (self.decision != "argmax" or len(self.answers) != self.scores):
            raise Refusal(f"{len(self.answers)} answers are named; expected one for each of {self.scores} classes of argmax")
        if self.letters is not None and (not self.letters or len(set(self.letters)) < len(self.letters)):
            raise Refusal(f"letters are {list(self.letters)}; expected one or more names, every one once")

    def line(self) -> str:
        """As JSON; names as texts."""
        keys: dict[str, Any] = {key: value for key, value in vars(self).items() if value is not None}
        for names in keys.keys() & {"letters", "answers"}:
            keys[names] = [str(name) for name in keys[names]]
        return json.dumps({"format": FORMAT} | keys, ensure_ascii=False)
