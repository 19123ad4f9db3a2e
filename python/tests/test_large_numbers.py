"""Where a number leaves 62 bits Python goes on and this check does not: what it then leaves out, it does not confirm."""

from pathlib import Path

import numpy as np
import pytest
from answering import answering
from test_claims import findings
from tiny_report import CODE, mend, program_text

from glassbox.check.command_line import main
from glassbox.check.findings import Outcome
from glassbox.check.recorded_program import same_formula
from glassbox.check.syntax import read_expressions

GREAT = "(2305843009213693952 + 2305843009213693952)"
"""Python goes on with it."""


def test_answers_that_no_word_can_be_compared_of_are_refuted(tiny: Path) -> None:
    answering(f"parity + 0 * {GREAT}")(tiny)
    found = findings(tiny)
    assert found["program"].outcome is Outcome.CONFIRMED
    assert {found[level].outcome for level in ("exhaustive", "faithful", "outputs")} == {Outcome.REFUTED}
    assert {found[level].outcome for level in ("longer", "proven", "grounded", "causal")} == {Outcome.NOT_CHECKED}
    assert main([str(tiny)]) == 1


def test_answers_that_only_some_words_can_be_compared_of_are_not_confirmed(tiny: Path) -> None:
    """It answers 7 where a number is large."""
    answering(f"parity if parity == 0 else 7 + 0 * {GREAT}")(tiny)
    found = findings(tiny)
    levels = ("exhaustive", "faithful", "longer", "proven", "grounded", "causal")
    assert {found[level].outcome for level in levels} == {Outcome.NOT_CHECKED}
    assert found["outputs"].outcome is Outcome.REFUTED
    assert main([str(tiny)]) == 1


def test_numbers_that_only_longer_words_make_large_are_not_held_against_it(tiny: Path) -> None:
    code = CODE.replace("parity = 0", "parity, n = 0, 1").replace("        ys.", "        n *= 3\n        ys.")
    (tiny / "program.py").write_text(program_text(code))
    mend(tiny)
    found = findings(tiny)
    assert found["longer"].outcome is Outcome.NOT_CHECKED
    assert found["faithful"].outcome is found["exhaustive"].outcome is Outcome.CONFIRMED


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("x + y", "y + x", True),
        ("x // y", "x // y + 0", True),
        (f"x + 0 * {GREAT}", f"x + 0 * {GREAT}", True),
        (f"x + 0 * {GREAT}", f"y + 0 * {GREAT}", False),
        (f"x if x != 1 else 5 + 0 * {GREAT}", f"x if x != 1 else 7 + 0 * {GREAT}", False),
        ("1 // (x - x)", "2 // (x - x)", False),
        ("int((-1 - x * x) ** 0.5)", "int((-2 - x * x) ** 0.5)", False),
    ],
)
def test_formulas_are_the_same_where_their_values_show_it(one: str, other: str, is_same: bool) -> None:
    (left,), (right,) = read_expressions(one), read_expressions(other)
    assert same_formula(left, right, np.random.default_rng(1)) is is_same
