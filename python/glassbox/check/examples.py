"""Examples of what a task asks, from a file of the user's own: a line of JSON each, `{"input": [1, 0], "output": [1, 1]}`.

Several integers at a position are lists of their own, `{"input": [[1, 0], [1, 1]], "output": [1, 0]}`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from glassbox.check import bounds
from glassbox.check.comparison import Comparison, compare_program
from glassbox.check.deadline import Deadline
from glassbox.check.program import Program
from glassbox.check.record import Shape
from glassbox.check.refusal import Refusal
from glassbox.check.untrusted_json import Fields, integers, parse


@dataclass(frozen=True)
class Examples:
    """Pairs of an input and an output, `[time][feature]` each, as long as each other."""

    pairs: list[tuple[list[list[int]], list[list[int]]]]

    def compare(self, program: Program, shape: Shape, deadline: Deadline) -> Comparison:
        """The program's answers with the examples'; raises `Refusal` where these are of another width."""
        found = Comparison(0, 0, 0, None)
        for length in sorted({len(word) for word, _ in self.pairs}):
            chosen = [pair for pair in self.pairs if len(pair[0]) == length]
            widths = {(len(letter), len(answer)) for pair in chosen for letter, answer in zip(*pair, strict=True)}
            if widths != {(shape.alphabet.width, shape.output_width)}:
                raise Refusal("an example has another number of integers at a position than the task")
            words, answers = (np.array([pair[side] for pair in chosen], np.int64) for side in (0, 1))
            found = found.and_(compare_program(program, words, answers, deadline))
        return found


def read_examples(path: Path) -> Examples:
    """The examples of a file; raises `Refusal` where it has none, or a line that is none."""
    try:
        if not path.is_file() or path.stat().st_size > bounds.EXAMPLE_BYTES:
            raise Refusal(f"{path} is no file of at most {bounds.EXAMPLE_BYTES:,} bytes")
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}") from None
    pairs = [_pair(parse(line, f"line {number} of {path}"), number) for number, line in enumerate(lines, 1) if line.strip()]
    if not pairs:
        raise Refusal(f"{path} has no examples")
    return Examples(pairs)


def _pair(value: Any, number: int) -> tuple[list[list[int]], list[list[int]]]:
    fields = Fields(value, f"line {number}")
    word, answers = (_positions(fields.required(key, list), f"line {number}.{key}") for key in ("input", "output"))
    if not 1 <= len(word) == len(answers):
        raise Refusal(f"line {number} has not an output for each of its inputs")
    return word, answers


def _positions(values: list[Any], path: str) -> list[list[int]]:
    if len(values) > bounds.NUMBERS_AT_ONCE:
        raise Refusal(f"{path} is too long")
    return [integers(value if isinstance(value, list) else [value], path, bounds.POSITIONS) for value in values]
