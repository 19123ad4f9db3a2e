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
OF_TRANSFORMERS: Final = ("tokens", "offset", "words", "separator", "end", "questions")
MOST_CONDITIONS: Final = 8
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
    tokens: tuple[int, ...] | None = None
    columns: tuple[int, ...] | None = None
    offset: int = 0
    permitted: bool = False
    separator: int | None = None
    end: int | None = None
    questions: tuple[str, ...] | None = None

    @property
    def symbols(self) -> tuple[str, ...]:
        """What words are written with: the letters and, between question and answer and after it, separator and end."""
        marks = (("<separator>", self.separator), ("<end>", self.end))
        return (*(self.letters or ()), *(name for name, token in marks if token is not None))

    @property
    def asked(self) -> tuple[int, ...]:
        """The numbers that the network is asked with, in the order of the symbols, and the one that starts every word."""
        last = (self.separator, self.end, self.start)
        return (*(self.tokens or range(len(self.letters or ()))), *(number for number in last if number is not None))

    @property
    def of_transformers(self) -> list[str]:
        """Which options are given that only transformers have."""
        said = {key: value for key, value in self.keys().items() if key in OF_TRANSFORMERS}
        return [*said, *(() if self.columns is None else ("columns",))]

    @property
    def rows(self) -> int:
        """Numbers of letters that the network is asked with, the one read before every word among them."""
        letters = len(self.letters or ())
        return letters if self.start is None else max(letters, self.start + 1)

    def spelled(self, word: Iterable[Any]) -> str:
        """A word as people read it."""
        if self.letters is None:
            return " ".join(str(list(numbers)) for numbers in word)
        return " ".join(self.symbols[int(letter)] for letter in word)

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
            "tokens": self.tokens,
            "columns": self.columns,
            "offset": self.offset or None,
            "words": "permitted" if self.permitted else None,
            "separator": self.separator,
            "end": self.end,
            "questions": self.questions,
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
    tokens: Sequence[int] | None = None,
    columns: Sequence[int] | None = None,
    offset: int = 0,
    permitted: bool = False,
    separator: int | None = None,
    end: int | None = None,
    questions: str | Sequence[str] | None = None,
) -> Reading:
    """What the caller says, checked; raises `Refusal`."""
    if decision not in DECISIONS:
        raise Refusal(f"the decision is {decision!r}; expected one of {', '.join(DECISIONS)}")
    if (letters is None) == (numbers is None):
        raise Refusal("expected either letters, the names of what is read, or numbers, the least and the greatest of each stream")
    if answers is not None and decision != "argmax" and not permitted:
        raise Refusal(f"answers name the classes of argmax, or bits with permitted=True; the decision is {decision}")
    if length is not None and length < 1:
        raise Refusal(f"the trained length is {length}; expected 1 or more")
    if not tolerance > 0:
        raise Refusal(f"the tolerance is {tolerance}; expected more than 0")
    if offset < 0:
        raise Refusal(f"the offset is {offset}; expected the number of the first position, 0 or more")
    if permitted and decision != "sign":
        raise Refusal(f"words are permitted by bits, for the decision sign; the decision is {decision}")
    reading = Reading(
        decision,
        letters=None if letters is None else _names(letters, "letters"),
        numbers=None if numbers is None else _ranges(numbers),
        start=start if tokens is not None else _start(start, letters),
        answers=None if answers is None else _names(answers, "answers"),
        length=length or 10,
        tolerance=float(tolerance),
        name=name,
        tokens=None if tokens is None else tuple(int(token) for token in tokens),
        columns=None if columns is None else tuple(int(column) for column in columns),
        offset=int(offset),
        permitted=permitted,
        separator=separator,
        end=end,
        questions=None if questions is None else (questions,) if isinstance(questions, str) else tuple(questions),
    )
    _check_tokens(reading)
    return reading


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


def _check_tokens(reading: Reading) -> None:
    """Numbers that a transformer is asked with and answers by."""
    if reading.end is not None and reading.separator is None:
        raise Refusal(f"the end of answers is {reading.end}; expected a separator between questions and answers too")
    if reading.questions is not None and (reading.separator is None or not 1 <= len(reading.questions) <= MOST_CONDITIONS):
        raise Refusal(
            f"questions are {list(reading.questions)}; expected 1 to {MOST_CONDITIONS} conditions, of a network with a separator"
        )
    if reading.separator is not None and reading.decision != "argmax":
        raise Refusal(f"answers to questions are letters and the end, by argmax; the decision is {reading.decision}")
    if reading.tokens is not None and len(reading.tokens) != len(reading.letters or ()):
        raise Refusal(f"{len(reading.tokens)} tokens are given; expected one for each of {len(reading.letters or ())} letters")
    for what, numbers in (("tokens, with start, separator and end,", reading.asked), ("columns", reading.columns or ())):
        if len(set(numbers)) < len(numbers) or min(numbers, default=0) < 0:
            raise Refusal(f"{what} are {list(numbers)}; expected different numbers, 0 or more")
