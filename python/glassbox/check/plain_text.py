"""Text that may be shown in a terminal, whoever wrote it."""

import unicodedata

REPLACEMENT = "\ufffd"


def plain(text: str, most: int = 400) -> str:
    """One line of `text`: what moves the cursor, turns the direction or shows nothing becomes U+FFFD, and the rest is cut."""
    line = "".join(REPLACEMENT if _is_unsafe(character) else character for character in text[: most + 1])
    return line if len(line) <= most else line[: most - 1] + "…"


def _is_unsafe(character: str) -> bool:
    # Controls, formats (bidirectional ones too), surrogates, private and unassigned ones, line and paragraph separators.
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def counted(count: int, noun: str) -> str:
    """`1 word`, `1,024 words`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
