"""Why a plan, or a file of a sweep, is not taken."""

import unicodedata
from dataclasses import dataclass

from sweep import bounds


def shown(value: str) -> str:
    """A value as a message may say it: cut, and without what would move a terminal's cursor."""
    plain = "".join("�" if unicodedata.category(letter)[0] in "CZ" and letter != " " else letter for letter in value)
    return f"“{plain}”" if len(plain) <= bounds.SHOWN_LETTERS else f"“{plain[: bounds.SHOWN_LETTERS]}…”"


class Refusal(Exception):
    """One sentence that names the file, the line and the value, what was expected, and the mend."""


@dataclass(frozen=True)
class Place:
    """A line of a plan."""

    file: str
    line: int

    def refuse(self, column: str, value: str, expected: str, mend: str) -> Refusal:
        """The refusal of a value."""
        return Refusal(f"{self.file}, line {self.line}: {column} is {shown(value)}, but {expected} is expected; {mend}.")

    def refuse_all(self, problem: str, mend: str) -> Refusal:
        """The refusal of a line, or of what begins there."""
        return Refusal(f"{self.file}, line {self.line}: {problem}; {mend}.")
