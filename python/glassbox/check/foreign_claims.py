"""Checks of the claims of a report of a network that somebody else trained.

Nobody says what would be right: the network's own answers are, and up to some length it keeps to the program. Each claim is tried
anew, and every word that one shows is read again.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from glassbox.check import mechanism, shown_words, structured_words
from glassbox.check.claims import Claims
from glassbox.check.findings import Finding, Outcome, confirmed, not_checked, not_claimed, refuted, too_large
from glassbox.check.kept_length import KEPT_WORDS, KeptLength, kept_length
from glassbox.check.plain_text import counted
from glassbox.check.record import Claim
from glassbox.check.refusal import OutOfTime, Refusal, TooLarge
from glassbox.check.shown import Limit

TESTED: Final = 100_000
"""Fresh words that Glassbox tests a program on."""
PER_LENGTH: Final = 4000
"""Words that it draws of each length beyond those of which all are tried."""
MULTIPLES: Final = (2, 5, 10)
_OWN: Final = "gives the network’s own outputs on "
_STRUCTURED: Final = "structured words: periodic, sorted, of two letters, and with one other letter"
_RUNS: Final = "the network's own outputs on runs of a single letter"
_DEPARTS: Final = re.compile(
    r"the network departs from the program at length (\d{1,4})(, and all words were tried up to length \d{1,4} only)?"
)
_MACHINE: Final = re.compile(
    r"is equal, on sequences of every length, to the machine of (\d{1,9}) states found in the trained network, by the product "
    r"automaton; the machine answers like the network on (all )?(\d{1,9}) (fresh )?words of length (\d{1,9})"
    r"(?:; by construction, as the program writes out the machine of the simplified network, unless simplifying has changed it)?"
)
_READ: Final = (
    "has only state variables that a probe, fitted on other hidden states, reads from the network's hidden state before the last "
    "position, but for differences that only longer words could show"
)
_USED: Final = (
    "says which hidden states the network treats alike, so that exchanging them changes no later output; and where a variable has "
    "an affine code, states moved along it answer as if the variable were changed, in at least 15 of 16 cases that tell"
)
_BY_RATE: Final = ", or reads rightly after longer prefixes than it was fitted on, in at least 95 % of them"
_FEW: Final = 2
"""Letters up to which all words are answered alike, and nothing is looked into."""


@dataclass(frozen=True)
class ForeignClaims:
    """All claims of one report; `parts` are what they are about."""

    parts: Claims

    def check(self, claim: Claim) -> Finding:
        """Tries one claim; raises `OutOfTime`."""
        checks = {
            "tested": self._tested,
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
            if problem := shown_words.problem(claim, self.parts):
                return refuted(claim.level, problem)
            return checks[claim.level](claim)
        except OutOfTime:
            raise
        except TooLarge as error:
            return too_large(claim.level, str(error))
        except Refusal as error:
            return not_checked(claim.level, str(error))

    # MARK: - Where it departs

    @property
    def _trained(self) -> int:
        return self.parts.record.shape.length

    @property
    def _limit(self) -> Limit | None:
        claim = self.parts.record.claims.get("exhaustive")
        return None if claim is None else claim.limit

    @cached_property
    def _departs(self) -> int | None:
        """The length at which the report says that the network departs; None where it says that it does not.

        Raises `Refusal` where it does not say one that can be.
        """
        if self._limit is None:
            return None
        if (length := self._told_length()) is None:
            raise Refusal("audit.json does not say at which length the network departs")
        return length

    def _told_length(self) -> int | None:
        """The length at which `longer` says that it departs; None where it says none that can be."""
        longer = self.parts.record.claims.get("longer")
        match = _DEPARTS.fullmatch(longer.not_made or "") if longer is not None else None
        kept = 0 if self._limit is None else self._limit.length
        return int(match[1]) if match is not None and kept < int(match[1]) <= bounds_of(self._trained) else None

    def _why(self) -> str:
        """Why nothing is claimed beyond the limit."""
        kept = 0 if self._limit is None else self._limit.length
        tried = f", and all words were tried up to length {kept} only" if kept + 1 < (self._departs or 0) else ""
        return f"the network departs from the program at length {self._departs}{tried}"

    def _stated_problem(self, claim: Claim, statement: str, not_made: str | None, cases: int) -> str | None:
        """How what is said of a claim differs from what follows from the others."""
        if claim.statement != statement:
            return f"it is said to be that the program {claim.statement!r}; expected: {statement}"
        if claim.not_made != not_made:
            return f"{'not made' if claim.not_made else 'made'}, against the other claims; expected: {not_made or 'made'}"
        if claim.not_made is None and claim.cases != cases:
            return f"{claim.cases:,} cases are stated; expected {cases:,}"
        return None

    def _not_claimed(self, claim: Claim) -> Finding:
        shown = "; what is shown beside it is so" if claim.also_seen or claim.first_error else ""
        return not_claimed(claim.level, f"not made, as the report says: {claim.not_made}{shown}")

    # MARK: - Outputs

    @property
    def _is_within(self) -> bool:
        """Whether the trained length is one at which the network keeps to the program."""
        return self._departs is None or self._departs > self._trained

    def _tested(self, claim: Claim) -> Finding:
        statement = f"{_OWN}fresh sequences of length {self._trained}"
        why = None if self._is_within else self._why()
        if problem := self._stated_problem(claim, statement, why, TESTED):
            return refuted(claim.level, problem)
        expected = [] if self._is_within else [(f"the network’s own outputs on fresh words of length {self._trained}", TESTED)]
        if problem := shown_words.rates_problem(claim, expected, self.parts, self._trained):
            return refuted(claim.level, problem)
        return self._not_claimed(claim) if why else self._on_fresh(claim, (self._trained,))

    def _on_fresh(self, claim: Claim, lengths: tuple[int, ...]) -> Finding:
        """The program beside the network on fresh words of each length."""
        if claim.errors:
            return refuted(claim.level, "it is said to hold with errors")
        for length in lengths:
            found = shown_words.on_fresh(self.parts, length)
            if found.differences:
                text = f"the program answers otherwise than the network on {found.differences:,} of {found.words:,} fresh words"
                return refuted(claim.level, f"{text} of length {length}", found.word)
            if not found.words and length == self._trained:
                return refuted(claim.level, f"a number of the program leaves 62 bits on all fresh words of length {length}")
            found.check_whole(f"fresh words of length {length}")
        which = " and ".join(map(str, lengths))
        words = counted(self.parts.options.sequences, "fresh word")
        return confirmed(claim.level, f"the program answers like the network on {words} of length {which}")

    def _longer(self, claim: Claim) -> Finding:
        lengths = tuple(multiple * self._trained for multiple in MULTIPLES)
        runs = len(shown_words.runs(self.parts, 1))
        structured = structured_words.count(self.parts.record.shape.alphabet)
        if self._limit is not None and self._told_length() is None:
            return refuted(claim.level, "the network departs, as is said elsewhere, and it does not say at which length")
        if self._departs is None:
            told = ", ".join(map(str, lengths))
            statement = f"{_OWN}fresh sequences of the lengths {told}, on runs of a single letter, and on {_STRUCTURED}"
            if problem := self._stated_problem(claim, statement, None, len(lengths) * PER_LENGTH + runs + 2 * structured):
                return refuted(claim.level, problem)
            if problem := shown_words.shaped_problem(self.parts, lengths[-1]):
                return refuted(claim.level, problem)
            return self._on_fresh(claim, lengths)
        if problem := self._stated_problem(claim, f"{_OWN}longer sequences", self._why(), 0):
            return refuted(claim.level, problem)
        expected = [(f"the network’s own outputs on drawn words of length {length}", PER_LENGTH) for length in lengths]
        expected.append((f"the network’s own outputs on runs of a single letter of up to {lengths[-1]}", runs))
        for length in (self._trained, lengths[-1]):
            expected.append((f"the network’s own outputs on structured words of length {length}", structured))
        if problem := shown_words.rates_problem(claim, expected, self.parts, *lengths):
            return refuted(claim.level, problem)
        first = self._first_shown()
        if not shown_words.same(claim.first_error, first):
            return refuted(claim.level, "its first disagreement is another one than the first that is shown of all words")
        return self._not_claimed(claim)

    def _first_shown(self) -> shown_words.Shown:
        claims = self.parts.record.claims
        parts = [claims[level] for level in ("exhaustive", "tested", "longer") if level in claims]
        return next((seen.first_error for part in parts for seen in part.also_seen if seen.first_error is not None), None)

    def _faithful(self, claim: Claim) -> Finding:
        why = None if self._is_within else self._why()
        if problem := self._stated_problem(claim, f"{_OWN}fresh sequences of length {self._trained}", why, TESTED):
            return refuted(claim.level, problem)
        expected = [(_RUNS, len(shown_words.runs(self.parts, 1)))] if self._is_within else []
        if problem := shown_words.rates_problem(claim, expected, self.parts, self._trained):
            return refuted(claim.level, problem)
        return self._not_claimed(claim) if why else self._on_fresh(claim, (self._trained,))

    def _proven(self, claim: Claim) -> Finding:
        if self._departs is not None:
            if problem := self._stated_problem(claim, f"{_OWN}sequences of every length", self._why(), 0):
                return refuted(claim.level, problem)
            return self._not_claimed(claim)
        if claim.not_made is not None or not claim.holds:
            return self.parts.check(claim)
        if match := _MACHINE.fullmatch(claim.statement):
            if problem := self._machine_problem(match):
                return refuted(claim.level, problem)
        elif self.parts.machine is not None:
            return not_checked(claim.level, "it is said to be proven in a way that this check does not know")
        return self.parts.check(claim)

    def _machine_problem(self, match: re.Match[str]) -> str | None:
        machine, alphabet = self.parts.machine, self.parts.record.shape.alphabet
        if machine is None or int(match[1]) != machine.state_count:
            return f"a machine of {match[1]} states is told of, which is not the report's"
        if int(match[5]) != self._trained or bool(match[2]) == bool(match[4]):
            return "the machine is said to answer like the network on words of another length"
        if match[2] and int(match[3]) != alphabet.size**self._trained:
            return f"{match[3]} are not all words of length {self._trained} over {counted(alphabet.size, 'letter')}"
        return None

    # MARK: - All words

    @cached_property
    def _kept(self) -> KeptLength:
        return kept_length(self.parts)

    def _exhaustive(self, claim: Claim) -> Finding:
        if self.parts.record.shape.alphabet.size > KEPT_WORDS:
            why = "a single position has too many different inputs to try them all"
            return (
                self._not_claimed(claim) if claim.not_made == why else refuted(claim.level, "it is said to be tried, and cannot be")
            )
        found = self._kept.check(claim)
        if found.outcome is Outcome.REFUTED or self._limit is None:
            return found
        departs = self._departs
        if departs is not None and (earlier := shown_words.earliest(self.parts.record)) is not None and earlier < departs:
            return refuted(claim.level, f"a word of length {earlier} is shown that departs before length {departs}")
        own = self._kept.departs
        # Words over letters that stand for others may depart later than words over these.
        if departs is not None and own is not None and (own < departs or (own > departs and not self._kept.is_standing)):
            return refuted(claim.level, f"the network departs at length {own}, and is said to at length {departs}")
        return found

    # MARK: - Mechanism

    def _looked_into(self, claim: Claim) -> Claims | Finding:
        """The parts with words of the lengths at which the network keeps to the program; or that these are too short."""
        if self._limit is None:
            return self.parts
        length = self._limit.length
        why = f"all words are answered alike up to length {length} only, so that there is too little to look into"
        if length <= _FEW:
            is_so = claim.not_made == why
            return self._not_claimed(claim) if is_so else refuted(claim.level, "it is said to be looked into, and cannot be")
        if claim.not_made == why:
            return refuted(claim.level, "it is said that there is too little to look into, and there is not")
        shape = self.parts.record.shape
        return replace(self.parts, record=replace(self.parts.record, shape=replace(shape, length=min(shape.length, length))))

    def _grounded(self, claim: Claim) -> Finding:
        if claim.statement not in (_READ, _READ + _BY_RATE):
            return refuted(claim.level, "it is said to be that something else is read")
        parts = self._looked_into(claim)
        if isinstance(parts, Finding):
            return parts
        if problem := mechanism.grounding_problem(claim, parts):
            return refuted(claim.level, problem)
        if claim.not_made is not None or not claim.holds:
            return parts.check(claim)
        return mechanism.check_reading(claim, parts)

    def _causal(self, claim: Claim) -> Finding:
        if claim.statement != _USED:
            return refuted(claim.level, "it is said to be that hidden states are changed in another way")
        parts = self._looked_into(claim)
        if isinstance(parts, Finding):
            return parts
        if problem := mechanism.interventions_problem(claim, parts):
            return refuted(claim.level, problem)
        return parts.check(claim)


def bounds_of(trained: int) -> int:
    """The greatest length of a word that was read."""
    return max(20, trained * MULTIPLES[-1])
