"""Checks of the claims: each is tried again by means of this check's own, on words of its own."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from glassbox.check import bounds, interchange, linear, probe, reading, visits
from glassbox.check.comparison import Comparison, compare_program
from glassbox.check.deadline import Deadline
from glassbox.check.examples import Examples
from glassbox.check.findings import Finding, confirmed, not_checked, not_claimed, refuted, too_large
from glassbox.check.machine import Machine
from glassbox.check.moves import Mover
from glassbox.check.network import Network
from glassbox.check.options import Options
from glassbox.check.plain_text import counted
from glassbox.check.product import product
from glassbox.check.program import Formula, Program
from glassbox.check.record import Claim, Record
from glassbox.check.refusal import OutOfTime, Refusal, TooLarge
from glassbox.check.unasked import UnaskedDifference
from glassbox.check.visits import Visits
from glassbox.check.words import spelled

_LONGER = 10
_LONGER_SEQUENCES = 1000
_TOLERANCE = 0.01
"""Own probes and exchanges may err in this part of their cases without refuting what the report's found."""


_PARTIAL = " on all sequences that the automaton has, "
"""What a proof says that is of an automaton which lacks transitions."""

_COMPARED_LETTERS = 64
"""With more letters every difference between memories counts."""


@dataclass(frozen=True)
class Claims:
    """The parts of a report that its claims are about. All fit each other: `inspection` sees to it."""

    record: Record
    program: Program
    network: Network
    machine: Machine | None
    examples: Examples | None
    options: Options
    random: np.random.Generator
    deadline: Deadline

    def check(self, claim: Claim) -> Finding:
        """Tries one claim; raises `OutOfTime`."""
        if claim.not_made is not None:
            return not_claimed(claim.level, f"not made, as the report says: {claim.not_made}")
        if not claim.holds:
            return not_claimed(claim.level, f"the report says that it fails: {_stated(claim)}")
        checks = {
            "tested": self._tested,
            "recorded": self._recorded,
            "exhaustive": self._exhaustive,
            "longer": self._longer,
            "proven": self._proven,
            "faithful": self._faithful,
            "grounded": self._grounded,
            "causal": self._causal,
        }
        if claim.level not in checks:
            return not_checked(claim.level, "this check does not know this kind of claim")
        try:
            return checks[claim.level](claim)
        except OutOfTime:
            raise
        except TooLarge as error:
            return too_large(claim.level, str(error))
        except Refusal as error:
            return not_checked(claim.level, str(error))

    # MARK: - Outputs

    def _tested(self, claim: Claim) -> Finding:
        if self.examples is None:
            return not_checked(
                claim.level,
                "what the task asks is defined in Glassbox, not in the report (--examples gives some); faithful says how the "
                "program does beside the network",
            )
        found = self.examples.compare(self.program, self.record.shape, self.deadline)
        return _judged(claim, found, "the program", "the examples", counted(found.words, "example"))

    def _recorded(self, claim: Claim) -> Finding:
        return not_checked(claim.level, "the data are not in the report; glassbox audit --data, with the file, checks it")

    def _exhaustive(self, claim: Claim) -> Finding:
        alphabet, trained = self.record.shape.alphabet, self.record.shape.length
        stated = _length_of(claim.cases, alphabet.size) if alphabet.size > 1 else trained
        if stated is None:
            return refuted(
                claim.level, f"{claim.cases:,} is not how many words of a length there are over {alphabet.size:,} letters"
            )
        length = alphabet.longest_listed(self.options.words, min(trained, stated))
        if not length:
            return not_checked(claim.level, f"there are more than {self.options.words:,} letters (--words)")
        return self._against_network(claim, length, "" if length == stated else f" (stated: of length {stated}, beside the task)")

    def _against_network(self, claim: Claim, length: int, remark: str = "") -> Finding:
        words = self.record.shape.alphabet.all_words(length)
        found = compare_program(self.program, words, self.network.run(words, self.deadline), self.deadline)
        return self._judged_by_network(claim, found, f"all {counted(len(words), 'word')} of length {length}{remark}")

    def _judged_by_network(self, claim: Claim, found: Comparison, which: str) -> Finding:
        if found.differences and self.record.network_errors != 0 and claim.level != "faithful":
            text = f"the program answers otherwise than the network on {found.differences:,} of {which}"
            return not_checked(claim.level, f"{text}, which may be the network's errors")
        return _judged(claim, found, "the program", "the network", which)

    def _longer(self, claim: Claim) -> Finding:
        shape = self.record.shape
        length = shape.length * _LONGER
        words = shape.alphabet.draw(self.random, shape.alphabet.affordable(_LONGER_SEQUENCES, length), length)
        which = f"{counted(len(words), 'fresh word')} of length {length}"
        if self.machine is not None:
            found = compare_program(self.program, words, self.machine.run(words, self.deadline), self.deadline)
            return _judged(claim, found, "the program", "the machine", which)
        found = compare_program(self.program, words, self.network.run(words, self.deadline), self.deadline)
        if found.differences == 0:
            return _judged(claim, found, "the program", "the network", which)
        text = (
            f"there is no machine; the network answers otherwise on {found.differences:,} of {which}, for which it was not trained"
        )
        return not_checked(claim.level, text)

    def _proven(self, claim: Claim) -> Finding:
        if self.machine is not None:
            return self._product(claim, self.machine)
        if linear.is_linear(self.program) and isinstance(self.program, Formula):
            return self._linear(claim, self.program)
        alphabet = self.record.shape.alphabet
        length = _horizon_of(claim.cases, alphabet.size, self.record.shape.length)
        if length is None:
            return refuted(
                claim.level, f"{claim.cases:,} is not how many words up to a length there are over {alphabet.size:,} letters"
            )
        if alphabet.size**length > max(self.options.words, 1):
            return not_checked(claim.level, f"there are more than {self.options.words:,} words of length {length} (--words)")
        return self._against_network(claim, length)

    def _product(self, claim: Claim, machine: Machine) -> Finding:
        if _PARTIAL in claim.statement:
            if self.record.data is None or self.record.data.parts is not None:
                return refuted(claim.level, "it is said of an automaton's words, and the report is of none")
            return not_checked(claim.level, "it is said of some words only, and nothing in the report says of which")
        found = product(self.program, machine, self.deadline)
        if found.word is not None:
            return refuted(claim.level, "the program answers otherwise than the machine", spelled(found.word))
        if found.pairs != claim.cases:
            return refuted(
                claim.level, f"words lead to {counted(found.pairs, 'pair')} of states; audit.json states {claim.cases:,}"
            )
        return confirmed(claim.level, f"equal to the machine at every length: {counted(found.pairs, 'pair')} of states, all alike")

    def _linear(self, claim: Claim, program: Formula) -> Finding:
        shape = self.record.shape
        found = linear.compare_responses(program, self.network, shape.alphabet, shape.length, self.deadline)
        if found.word is not None:
            return refuted(claim.level, "the program responds otherwise than the network", spelled(found.word))
        text = f"the one linear system of order {found.order} or less with the network's {counted(found.responses, 'response')}"
        return confirmed(claim.level, text)

    def _faithful(self, claim: Claim) -> Finding:
        shape = self.record.shape
        words = shape.alphabet.draw(self.random, shape.alphabet.affordable(self.options.sequences, shape.length), shape.length)
        found = compare_program(self.program, words, self.network.run(words, self.deadline), self.deadline)
        return _judged(claim, found, "the program", "the network", f"{counted(len(words), 'fresh word')} of length {shape.length}")

    # MARK: - Mechanism

    def visits(self, *, is_narrow: bool = False) -> Visits:
        shape = self.record.shape
        draw = shape.alphabet.draw_narrow if is_narrow else shape.alphabet.draw
        return visits.visit(self.network, self.program, draw(self.random, self.options.visited, shape.length), self.deadline)

    def unasked(self) -> UnaskedDifference:
        shape = self.record.shape
        letters = shape.alphabet.letters() if shape.alphabet.size <= _COMPARED_LETTERS else None
        return UnaskedDifference(self.program, letters, shape.length, self.deadline)

    def _grounded(self, claim: Claim) -> Finding:
        if not self.program.variables:
            return confirmed(claim.level, "the program has no variables, so that there is nothing to read")
        if claim.grounding is not None:
            if tuple(variable.name for variable in claim.grounding.variables) != self.program.variables:
                return refuted(claim.level, "it tells how other variables are read than the program has")
            if reading.is_by_rate(claim):
                jointly = [told.deciding is told.jointly for told in claim.grounding.variables]
                each = probe.read_each(self.visits(), jointly, self.unasked(), self.random, self.deadline)
                return reading.check_reading(claim, self.program.variables, each, refuting_exact=_TOLERANCE)
        found = probe.read_variables(self.visits(), self.unasked(), self.random, self.deadline)
        if not found.values:
            return not_checked(claim.level, "there are no hidden states to read from")
        text = (
            f"own probes read {found.values - found.errors:,} of {counted(found.values, 'value')} rightly, "
            f"{counted(found.new_states, 'state')} not among those fitted"
        )
        if found.wrong is None:
            return confirmed(claim.level, text)
        prefix, variable = found.wrong
        return _weighed(claim, found.errors / found.values, text, f"{self.program.variables[variable]} after {spelled(prefix)}")

    @cached_property
    def mover(self) -> Mover:
        """Moves hidden states of words of its own."""
        shape = self.record.shape
        return Mover(self.network, self.program, self.visits(), shape.alphabet, shape.length, self.random, self.deadline)

    def _moves_problem(self, claim: Claim) -> str | None:
        """What of the moves that are told is none of own ones."""
        if claim.interventions is None or self.record.is_foreign:
            return None
        shifts, grounded = claim.interventions.shifts, self.record.claims.get("grounded")
        if grounded is not None and grounded.grounding is not None:
            read = [variable.name for variable in grounded.grounding.variables if variable.affine.reads]
            if [shift.variable for shift in shifts] != read:
                return "other variables are moved than an affine probe reads"
        told = (shift for shift in shifts if shift.leaving is not None)
        return next((text for shift in told if (text := self.mover.problem(shift))), None)

    def _causal(self, claim: Claim) -> Finding:
        if problem := self._moves_problem(claim):
            return refuted(claim.level, problem)
        found = self._exchange(is_narrow=False)
        if found.cases < self.options.exchanges // 4:
            found = self._exchange(is_narrow=True)
        if not found.cases:
            return not_checked(claim.level, "no two of the prefixes tried lead the program to one memory")
        text = f"{counted(found.cases, 'exchange')} of hidden states changed {counted(found.errors, 'later output')}"
        if found.contradiction is None:
            return confirmed(claim.level, text)
        first, second, word = (spelled(part) for part in found.contradiction)
        return _weighed(claim, found.errors / found.cases, text, f"after {first} and after {second}, on {word}")

    def _exchange(self, *, is_narrow: bool) -> interchange.Exchange:
        places = self.visits(is_narrow=is_narrow)
        alphabet, count = self.record.shape.alphabet, self.options.exchanges
        return interchange.exchange(self.network, places, alphabet, count, self.random, self.deadline)


def _stated(claim: Claim) -> str:
    return f"{counted(claim.errors, 'error')} in {counted(claim.cases, 'case')}"


def _judged(claim: Claim, found: Comparison, one: str, other: str, which: str) -> Finding:
    if found.differences:
        text = f"{one} answers otherwise than {other} on {found.differences:,} of {which}"
        return refuted(claim.level, text, found.word)
    if found.left_out:
        # What is right of longer words may outgrow any bound; on those that the network was trained on, something was checked.
        if not found.words and claim.level != "longer":
            return refuted(claim.level, f"a number of the program leaves 62 bits on {which}, so that none could be compared")
        raise TooLarge(f"a number of the program leaves 62 bits on {found.left_out:,} of {which}")
    return confirmed(claim.level, f"{one} answers like {other} on {which}")


def _weighed(claim: Claim, rate: float, text: str, word: str) -> Finding:
    if rate > _TOLERANCE:
        return refuted(claim.level, text, word)
    return not_checked(claim.level, f"{text}: too few errors to refute it; the report states {_stated(claim)}")


def _length_of(count: int, base: int) -> int | None:
    """The length of which there are `count` words; None where there is none, or with one letter any."""
    length, words = 1, base
    while base > 1 and words < count:
        length, words = length + 1, words * base
    return length if base > 1 and words == count else None


def _horizon_of(count: int, base: int, longest: int) -> int | None:
    """The length up to which there are `count` words of at least one letter."""
    words = total = 0
    for length in range(1, longest + 1):
        words = base if length == 1 else words * base
        total += words
        if total >= count or total > bounds.NUMBERS_AT_ONCE:
            return length if total == count else None
    return None
