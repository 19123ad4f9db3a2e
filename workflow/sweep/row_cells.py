"""A row of a plan as text by column, however it was written."""

import unicodedata
from dataclasses import dataclass

from sweep import bounds
from sweep.refusal import Place

COLUMNS = ("subject", "seeds", "options", "variant", "threads", "minutes", "memory")


@dataclass(frozen=True)
class Cells:
    """The cells of one row; an empty one counts as left out."""

    place: Place
    texts: dict[str, str]

    def text(self, column: str, default: str) -> str:
        """A cell without what surrounds it; control characters and line ends are refused, as nothing needs them."""
        value = self.texts.get(column, "").strip(" \t\r\n") or default
        if len(value) > bounds.CELL_LETTERS:
            raise self.place.refuse(column, value, f"at most {bounds.CELL_LETTERS:,} letters", "shorten it")
        if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in value):
            raise self.place.refuse(column, value, "text without control characters or line ends", "take them out")
        return value

    def number(self, column: str, default: int, least: int, most: int) -> int:
        """A cell that holds a whole number."""
        value = self.text(column, str(default))
        if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most):
            raise self.place.refuse(column, value, f"a whole number from {least:,} to {most:,}", f"write for example {default}")
        return int(value)
