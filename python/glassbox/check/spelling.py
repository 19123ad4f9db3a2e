"""What stands around a program whose letters or answers have names.

`LETTERS` and `ANSWERS`, an `f` that spells what `g` computes with integers, and an end of the file that takes names. A table has
names where it would have integers.

All of it follows from the symbols, and has to be, to the letter, what Glassbox writes.
"""

import re
from collections.abc import Callable
from typing import Final

from glassbox.check.refusal import Refusal
from glassbox.check.symbols import Symbol, Symbols

GAP: Final = "\n\n\n"
_ENTRY: Final = r"\((\d{{1,6}}), ({letters})\): \((\d{{1,6}}), ({answers})\)"


def without_names(code: str, symbols: Symbols) -> str:
    """The code of a program on integers, `f`, that the code with names is made of; raises `Refusal` where it is made of none."""
    if "\nTABLE = {\n" in code:
        return _plain_table(code, symbols)
    before, after = _tables(symbols) + GAP, GAP + _function(symbols)
    if not (code.startswith(before) and code.endswith(after) and len(code) > len(before) + len(after)):
        raise Refusal("program.py does not spell letters and answers by the names that the network's file has for them")
    inner = code[len(before) : -len(after)]
    if not inner.startswith("def g(xs):\n"):
        raise Refusal("program.py defines something else than g(xs) on integers, and an f that spells it")
    return "def f" + inner.removeprefix("def g")


def _tables(symbols: Symbols) -> str:
    parts: list[str] = []
    if symbols.listed is not None:
        entries = [f"    {symbol.literal}: {_code(symbols.letter(symbol))}," for symbol in symbols.listed]
        parts.append("\n".join(["LETTERS = {", *entries, "}"]))
    if symbols.has_named_answers and symbols.answers is not None:
        parts.append(f"ANSWERS = ({', '.join(symbol.literal for symbol in symbols.answers)})")
    return "\n".join(parts)


def _code(letter: tuple[int, ...]) -> str:
    return str(letter[0]) if len(letter) == 1 else f"({', '.join(map(str, letter))})"


def _function(symbols: Symbols) -> str:
    read = "xs" if symbols.listed is None else "[LETTERS[x] for x in xs]"
    body = f"[ANSWERS[y] for y in g({read})]" if symbols.has_named_answers else f"g({read})"
    return f"def f(xs):\n    return {body}"


# MARK: - Tables


def _plain_table(code: str, symbols: Symbols) -> str:
    """The table with integers in the places of names."""
    before, start, rest = code.partition("TABLE = {\n")
    rows, end, after = rest.partition("\n}\n")
    letters = {symbol.literal: _code(letter) for letter, symbol in symbols.letter_names.items()}
    answers = {symbol.literal: str(number) for number, symbol in enumerate(symbols.answers or ())}
    either = [_any_of(letters) or r"(?!)", _any_of(answers) or r"-?\d{1,19}"]
    entry = re.compile(_ENTRY.format(letters=either[0], answers=either[1]))

    def plain(match: re.Match[str]) -> str:
        state, letter, following, answer = match.groups()
        return f"({state}, {letters[letter]}): ({following}, {answers.get(answer, answer)})"

    lines = [_plain_row(row, entry, plain) for row in rows.split("\n")]
    return before + start + "\n".join(lines) + end + after


def _any_of(literals: dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(literals, key=len, reverse=True)))


def _plain_row(row: str, entry: re.Pattern[str], plain: Callable[[re.Match[str]], str]) -> str:
    """A row of entries with commas behind them, which is all that it may have."""
    found: list[re.Match[str]] = []
    place = 4
    while match := entry.match(row, place):
        found.append(match)
        place = match.end() + 2
    if not found or row != "    " + ", ".join(match.group() for match in found) + ",":
        raise Refusal("TABLE has an entry that is none of states, letters and answers")
    return "    " + ", ".join(map(plain, found)) + ","


# MARK: - The end


def command_end(symbols: Symbols, *, is_table: bool) -> str:
    """What stands behind the code of a program with names."""
    letters, parse, expected = "", "int(argument)", 'integers\\n")'
    if symbols.listed is not None:
        known = "{letter for _, letter in TABLE}" if is_table else "LETTERS"
        letters = f"    letters = {{str(letter): letter for letter in sorted({known})}}\n"
        parse, expected = "letters[argument]", 'one of " + ", ".join(letters) + "\\n")'
    return f"""{GAP}if __name__ == "__main__":
    import sys

{letters}    try:
        xs = [{parse} for argument in sys.argv[1:]]
    except (KeyError, ValueError):
        sys.stderr.write("some argument is no letter; expected {expected}
        sys.exit(2)
    try:
        print(*f(xs))
    except {"KeyError" if is_table else "ZeroDivisionError"} as error:
        sys.stderr.write(f"not defined for these inputs: {{error}}\\n")
        sys.exit(2)
"""


def spelled_letter(letter: tuple[int, ...], symbols: Symbols | None) -> str:
    """A letter as a drawing or a word shows it."""
    symbol = None if symbols is None else symbols.letter_names.get(letter)
    return ",".join(map(str, letter)) if symbol is None else symbol.name


def spelled_answer(answer: tuple[int, ...], symbols: Symbols | None) -> str:
    """An answer likewise."""
    names: tuple[Symbol, ...] | None = None if symbols is None else symbols.answers
    if names is None or len(answer) != 1 or not 0 <= answer[0] < len(names):
        return ",".join(map(str, answer))
    return names[answer[0]].name
