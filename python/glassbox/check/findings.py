"""What came of one check, and the words for it."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a check ended."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    NOT_CHECKED = "not checked"
    NOT_CLAIMED = "not claimed"
    """The report itself says that it does not hold."""


@dataclass(frozen=True)
class Finding:
    """One line of the result: what was checked, how it ended, what was found; and a word that refutes it, if one does."""

    name: str
    outcome: Outcome
    detail: str
    word: str | None = None
    is_beyond: bool = False
    """Whether it was not checked as the program's numbers are too large for this check."""


def confirmed(name: str, detail: str) -> Finding:
    return Finding(name, Outcome.CONFIRMED, detail)


def refuted(name: str, detail: str, word: str | None = None) -> Finding:
    return Finding(name, Outcome.REFUTED, detail, word)


def not_checked(name: str, reason: str) -> Finding:
    return Finding(name, Outcome.NOT_CHECKED, reason)


def too_large(name: str, reason: str) -> Finding:
    return Finding(name, Outcome.NOT_CHECKED, reason, is_beyond=True)


def not_claimed(name: str, detail: str) -> Finding:
    return Finding(name, Outcome.NOT_CLAIMED, detail)
