"""What a file says of its network beside the tensors: the metadata `glassbox`."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from glassbox.exporting.refusal import Refusal

FORMAT: Final = "glassbox.description.1"
DECISIONS: Final = ("argmax", "round", "sign")
CELLS: Final = ("tanh", "relu", "gru", "lstm")
RESETS: Final = ("after", "before")
ACTIVATIONS: Final = ("relu", "tanh", "sigmoid", "none")


@dataclass(frozen=True)
class Reading:
    """What is read and what is answered: all of a description that no tensor tells."""

    decision: str
    letters: tuple[str, ...] | None = None
    numbers: tuple[tuple[int, int], ...] | None = None
    start: int | None = None
    answers: tuple[str, ...] | None = None
    length: int = 10
    tolerance: float = 1e-3
    name: str | None = None

    @property
    def rows(self) -> int:
        """Numbers of letters that the network is asked with, the one read before every word among them."""
        letters = len(self.letters or ())
        return letters if self.start is None else max(letters, self.start + 1)

    def spelled(self, word: Iterable[Any]) -> str:
        """A word as people read it."""
        if self.letters is None:
            return " ".join(str(list(numbers)) for numbers in word)
        return " ".join(self.letters[int(letter)] for letter in word)

    def keys(self) -> dict[str, Any]:
        """The description's keys and values, without those that say nothing."""
        found = {
            "name": self.name,
            "letters": self.letters,
            "numbers": self.numbers,
            "start": self.start,
            "decision": self.decision,
            "answers": self.answers,
            "length": self.length,
            "tolerance": self.tolerance,
        }
        return {key: value for key, value in found.items() if value is not None}


def read(
    *,
    decision: str,
    letters: str | Sequence[Any] | None = None,
    numbers: Sequence[Sequence[int]] | None = None,
    start: int | None = None,
    answers: Sequence[Any] | None = None,
    length: int | None = None,
    tolerance: float = 1e-3,
    name: str | None = None,
) -> Reading:
    """What the caller says, checked; raises `Refusal`."""
    if decision not in DECISIONS:
        raise Refusal(f"the decision is {decision!r}; expected one of {', '.join(DECISIONS)}")
    if (letters is None) == (numbers is None):
        raise Refusal("expected either letters, the names of what is read, or numbers, the least and the greatest of each stream")
    if answers is not None and decision != "argmax":
        raise Refusal(f"answers name the classes of argmax; the decision is {decision}")
    if length is not None and length < 1:
        raise Refusal(f"the trained length is {length}; expected 1 or more")
    if not tolerance > 0:
        raise Refusal(f"the tolerance is {tolerance}; expected more than 0")
    return Reading(
        decision,
        letters=None if letters is None else _names(letters, "letters"),
        numbers=None if numbers is None else _ranges(numbers),
        start=_start(start, letters),
        answers=None if answers is None else _names(answers, "answers"),
        length=length or 10,
        tolerance=float(tolerance),
        name=name,
    )


def to_json(keys: dict[str, Any]) -> str:
    """The metadata `glassbox`."""
    return json.dumps({"format": FORMAT} | keys, ensure_ascii=False)


def _names(given: str | Sequence[Any], what: str) -> tuple[str, ...]:
    names = tuple(str(name) for name in given)
    if not names or "" in names:
        raise Refusal(f"{what} are {list(names)}; expected one or more names, none of them empty")
    if len(set(names)) < len(names):
        raise Refusal(f"{what} are {list(names)}; expected every name once")
    return names


def _ranges(numbers: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    ranges = tuple((int(stream[0]), int(stream[-1])) for stream in numbers if len(stream) == 2)
    if not ranges or len(ranges) < len(numbers) or any(least > greatest for least, greatest in ranges):
        raise Refusal(f"numbers are {list(numbers)}; expected [least, greatest] for each stream")
    return ranges


def _start(start: int | None, letters: Sequence[Any] | None) -> int | None:
    if start is not None and (letters is None or start < len(letters)):
        raise Refusal(
            f"start is {start}; expected the number of a letter that is none of the letters, hence {len(letters or ())} or more"
        )
    return start
