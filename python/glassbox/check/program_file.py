"""The parts of `program.py`: its docstring, the code, and the end, which makes a command of it.

The end is run by whoever tries the program; so it has to be, to the letter, the one that Glassbox writes.
"""

import ast
import re
from typing import Final

from glassbox.check.refusal import Refusal

_DOCSTRING: Final = re.compile(r'"""((?:[^"\\]|\\.|"(?!""))*)"""\n\n\n', re.DOTALL)
_LONGEST_DOCSTRING: Final = 16_384
_END: Final = '\n\n\nif __name__ == "__main__":\n'


class ProgramFile:
    """A `program.py` taken apart; nothing of it was parsed as code yet."""

    def __init__(self, data: bytes) -> None:
        """Raises `Refusal` where it is no printable ASCII, or not made of those parts."""
        text = data.decode("ascii", errors="replace")
        # A tab, a form feed or a carriage return would make Python see other lines than a reader does.
        if not text.isascii() or not text.replace("\n", "").isprintable():
            raise Refusal("program.py has other characters than printable ASCII and line ends")
        docstring = _DOCSTRING.match(text[:_LONGEST_DOCSTRING])
        end = text.find(_END)
        if docstring is None or end < docstring.end():
            raise Refusal("program.py is not a docstring, code, and what makes a command of it")
        self.code: str = text[docstring.end() : end]
        self._end = text[end:]
        self.docstring = _unescaped(docstring[1])
        self.title = self.docstring.split("\n")[0]

    def check_end(self, expected: str) -> None:
        """Raises `Refusal` where the end of the file is another one."""
        if self._end != expected:
            raise Refusal("program.py ends otherwise than Glassbox's programs do: what runs it as a command is not theirs")


def _unescaped(text: str) -> str:
    """A docstring's text; its length is bounded, and a string literal does not nest."""
    try:
        return str(ast.literal_eval(f'"""{text}"""'))
    except (SyntaxError, ValueError):
        raise Refusal("program.py's docstring is not what Python reads as a text") from None


def command_end(inputs: int, outputs: int, *, is_table: bool) -> str:
    """What stands behind the code of a program of these widths."""
    parse = "int(argument)" if inputs == 1 else 'tuple(int(part) for part in argument.split(","))'
    check = "" if inputs == 1 else f"\n        if any(len(x) != {inputs} for x in xs):\n            raise ValueError"
    letters = [",".join(str((feature + time + 1) % 2) for feature in range(inputs)) for time in range(2)]
    example = "1 0 1 1" if inputs == 1 else " ".join(letters)
    expected = "one integer" if inputs == 1 else f"{inputs} integers joined by commas"
    result = "*f(xs)" if outputs == 1 else '*(",".join(map(str, y)) for y in f(xs))'
    return f"""{_END}    import sys

    try:
        xs = [{parse} for argument in sys.argv[1:]]{check}
    except ValueError:
        sys.stderr.write("expected {expected} an argument, for example: python3 program.py {example}\\n")
        sys.exit(2)
    try:
        print({result})
    except {"KeyError" if is_table else "ZeroDivisionError"} as error:
        sys.stderr.write(f"not defined for these inputs: {{error}}\\n")
        sys.exit(2)
"""
