"""What letters and answers of somebody else's network are called, and which integers stand for them.

Letters that are named by integers without a gap are these integers; one of two names is a bit; one of more names is a bit for each
of them, sorted. Answers of two names are a bit, those of more the number of a class.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from glassbox.check.described import Description
from glassbox.check.refusal import Refusal
from glassbox.check.words import Alphabet

_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,6}", re.ASCII)
_GREATEST: Final = 1 << 20


@dataclass(frozen=True, order=True)
class Symbol:
    """An integer or a text; integers come before texts."""

    is_text: bool
    value: Any

    @property
    def name(self) -> str:
        return str(self.value)

    @property
    def literal(self) -> str:
        """As `program.py` writes it, in ASCII."""
        if not self.is_text:
            return str(self.value)
        return '"' + "".join(_escaped(character) for character in self.value) + '"'


def _escaped(character: str) -> str:
    if character in '\\"':
        return "\\" + character
    if " " <= character <= "~":
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 1 << 8 else f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"


def named(names: tuple[str, ...]) -> tuple[Symbol, ...]:
    """Names as symbols: integers where all are written as such and leave no gap, else texts."""
    if all(_INTEGER.fullmatch(name) and abs(int(name)) <= _GREATEST for name in names):
        values = [int(name) for name in names]
        if max(values) - min(values) == len(values) - 1:
            return tuple(Symbol(False, value) for value in values)
    return tuple(Symbol(True, name) for name in names)


def _is_from_zero(symbols: tuple[Symbol, ...]) -> bool:
    return {symbol.value for symbol in symbols} == set(range(len(symbols)))


@dataclass(frozen=True)
class Symbols:
    """The letters, in the order of the rows that are read for them, and the classes of answers, in that of the scores.

    No letters where numbers are read; no classes where the scores themselves are decided on, `outputs` of them.
    """

    letters: tuple[Symbol, ...] | None
    classes: tuple[Symbol, ...] | None
    outputs: int
    ranges: tuple[tuple[int, int], ...] = ()
    """Of numbers."""

    @property
    def is_plain(self) -> bool:
        """Whether everything is the integers themselves, so that nothing has to be spelled."""
        return self.listed is None and not self.has_named_answers

    @property
    def is_told(self) -> bool:
        """Whether `audit.json` says what they are: unless everything is an integer from 0 on."""
        return self.letters is not None and not (_is_from_zero(self.letters) and not self.has_named_answers)

    @cached_property
    def listed(self) -> tuple[Symbol, ...] | None:
        """The names of letters, sorted; None where letters are integers."""
        if self.letters is None or not self.letters[0].is_text:
            return None
        return tuple(sorted(self.letters))

    @property
    def has_named_answers(self) -> bool:
        return self.classes is not None and self.classes[0].is_text

    @cached_property
    def answers(self) -> tuple[Symbol, ...] | None:
        """The classes by their numbers."""
        return None if self.classes is None else tuple(sorted(self.classes))

    @cached_property
    def order(self) -> list[int]:
        """Which score each class is decided by."""
        return [] if self.classes is None or self.answers is None else [self.classes.index(symbol) for symbol in self.answers]

    def letter(self, symbol: Symbol) -> tuple[int, ...]:
        """The integers of a letter."""
        if self.listed is None:
            return (int(symbol.value),)
        place = self.listed.index(symbol)
        return (place,) if len(self.listed) <= 2 else tuple(int(place == other) for other in range(len(self.listed)))

    @cached_property
    def codes(self) -> tuple[tuple[int, ...], ...]:
        """The integers of each letter, in the order of the rows."""
        return tuple(self.letter(symbol) for symbol in self.letters or ())

    @cached_property
    def alphabet(self) -> Alphabet:
        if self.letters is None:
            return Alphabet(self.ranges)
        if self.listed is not None:
            return Alphabet.of(tuple(self.letter(symbol) for symbol in self.listed))
        values = [int(symbol.value) for symbol in self.letters]
        return Alphabet(((min(values), max(values)),))

    @cached_property
    def letter_names(self) -> dict[tuple[int, ...], Symbol]:
        """By the integers of a letter."""
        return dict(zip(self.codes, self.letters or (), strict=True))

    def told(self) -> dict[str, Any] | None:
        """What `audit.json.data.symbols` has to say; of answers that are integers without names, only how many there are."""
        if not self.is_told or self.letters is None:
            return None
        listed = self.listed
        values = [symbol.value for symbol in self.letters]
        letters = {"integers": [min(values), max(values)]} if listed is None else {"names": [symbol.value for symbol in listed]}
        told: dict[str, Any] = {"letters": [letters], "answers": self._told_answers()}
        return told if listed is None else told | {"listed": [[symbol.value] for symbol in listed]}

    def _told_answers(self) -> dict[str, Any]:
        if self.answers is None:
            return {"streams": self.outputs}
        names = [symbol.value for symbol in self.answers]
        if not self.has_named_answers:
            return {"streams": [{"integers": [min(names), max(names)]}]}
        return {"streams": [{"names": names}]} if len(names) <= 2 else {"classes": [[name] for name in names]}


def described_symbols(description: Description, rows: int, scores: int) -> Symbols:
    """The symbols of a network that has rows for so many letters, and computes so many scores; raises `Refusal`."""
    classes = _classes(description, scores)
    if description.numbers is not None:
        if classes is not None and classes[0].is_text:
            raise Refusal("the network reads numbers, and its answers have names")
        return Symbols(None, classes, scores, description.numbers)
    names = description.letters
    if names is None:
        names = tuple(str(row) for row in range(rows) if row != description.start)
    if not 1 <= len(names) <= rows:
        raise Refusal(f"the network reads {rows} letters, and the description has {len(names)}")
    return Symbols(named(names), classes, scores)


def _classes(description: Description, scores: int) -> tuple[Symbol, ...] | None:
    if description.decision != "argmax":
        return None
    names = description.answers or tuple(str(number) for number in range(scores))
    if len(names) != scores or scores < 2:
        raise Refusal(f"the network has {scores} scores and {len(names)} names of answers; expected as many, and at least 2")
    symbols = named(names)
    # A class's number is its answer: integers that do not begin at 0 are names.
    return symbols if _is_from_zero(symbols) else tuple(Symbol(True, name) for name in names)
