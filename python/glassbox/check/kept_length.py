"""Up to which length a network keeps to its program: all words are tried anew, beside what `exhaustive` states of them."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from glassbox.check.agreement import Agreement, compare_all
from glassbox.check.claims import Claims
from glassbox.check.covers import cover_states
from glassbox.check.findings import Finding, confirmed, not_checked, refuted
from glassbox.check.letter_classes import letter_classes
from glassbox.check.plain_text import counted
from glassbox.check.record import Claim
from glassbox.check.shown import Observation
from glassbox.check.words import Alphabet, IntArray

KEPT_WORDS: Final = 1 << 20
"""Words of a length that Glassbox tries at most."""
_LONGEST: Final = 20
_COVER_WORDS: Final = 1 << 16
_WORK: Final = 1 << 36
"""Steps of the network times its parameters: half a minute."""
_MORE_WORDS: Final = 8
"""More words are tried than of a network that was trained here: that is what such a report is about."""
_OVER: Final = re.compile(r" over (\d{1,5}) letters, for one of which each other was taken in words that were tried")


@dataclass
class KeptLength:
    """What this check finds for one report."""

    parts: Claims
    departs: int | None = None
    """The length at which a word was found that is answered differently."""

    @cached_property
    def letters(self) -> IntArray:
        """All letters; or, of so many that words of the trained length cannot all be tried, one for all that are alike."""
        alphabet, length = self.parts.record.shape.alphabet, self.parts.record.shape.length
        if _longest(alphabet.size) >= length:
            return alphabet.letters()
        classes = letter_classes(self.parts.network, alphabet, length, self.parts.random, self.parts.deadline)
        return (
            alphabet.letters()[[group[0] for group in classes]]
            if _longest(len(classes)) > _longest(alphabet.size)
            else alphabet.letters()
        )

    @property
    def is_standing(self) -> bool:
        """Whether some letters stand for others."""
        return len(self.letters) < self.parts.record.shape.alphabet.size

    @cached_property
    def tried(self) -> int:
        """The length up to which this check tries all words."""
        network, words = self.parts.network, min(KEPT_WORDS, self.parts.options.words * _MORE_WORDS)
        most = max(len(self.letters), min(words, _WORK // (2 * network.parameters)))
        return Alphabet.of(tuple(map(tuple, self.letters.tolist()))).longest_listed(most, _LONGEST)

    @cached_property
    def agreement(self) -> Agreement:
        parts = self.parts
        return compare_all(parts.program, parts.network, self.letters, self.tried, parts.deadline)

    def check(self, claim: Claim) -> Finding:
        """The claim `exhaustive` beside it."""
        stated = _OVER.search(claim.statement)
        count = int(stated[1]) if stated else self.parts.record.shape.alphabet.size
        kept = _longest(count) if claim.limit is None else claim.limit.length
        if problem := self._stated_problem(claim, count, kept, is_standing=stated is not None):
            return refuted(claim.level, problem)
        if stated is not None and count != len(self.letters):
            self.letters = self._shown_letters(claim, count)
        if (count, stated is not None) != (len(self.letters), self.is_standing):
            kinds = counted(len(self.letters), "kind")
            text = f"own words tell {kinds} of letters apart, and the report {count}: which, it does not say"
            return not_checked(claim.level, f"{text}; the words that it shows depart as it says")
        if claim.not_made is not None and kept:
            return refuted(claim.level, "it is said not to be made, and a length that is kept is told")
        return self._tried(claim, kept)

    def _shown_letters(self, claim: Claim, count: int) -> IntArray:
        """The letters of the words that the claim shows, where these are as many as it says; else those of own words."""
        shown = [seen.first_error.word for seen in claim.also_seen if seen.first_error is not None]
        letters = self.parts.record.shape.alphabet.letters()
        read = {tuple(letter) for word in shown for letter in word.tolist()}
        chosen = [number for number, letter in enumerate(letters.tolist()) if tuple(letter) in read]
        return letters[chosen] if len(chosen) == count else self.letters

    def _stated_problem(self, claim: Claim, count: int, kept: int, *, is_standing: bool) -> str | None:
        """What of the claim cannot be, whatever the network does."""
        over = f" over {count} letters, for one of which each other was taken in words that were tried" if is_standing else ""
        statement = f"gives the network’s own outputs on all sequences of length {kept}{over}, and so of every shorter length"
        longest = _longest(count)
        if claim.statement != statement or kept > longest or claim.errors:
            return f"it is not that of all words of length {kept} over {count} letters, at most length {longest} is tried"
        if claim.limit is not None and claim.limit.letters != (count if is_standing else None):
            return "its limit is of another number of letters than it says"
        if claim.cases != (count**kept if kept else 0) or (claim.not_made is None) != (kept > 0):
            return f"{claim.cases:,} is not how many words of length {kept} there are over {count} letters"
        if claim.limit is None:
            return "lengths are told at which it departs, and no limit is" if claim.also_seen else None
        if len(claim.limit.states) != _cover_length(count, kept):
            return "its limit has numbers of states of other lengths than those that are kept"
        first = longest - len(claim.also_seen) + 1
        if first <= kept or (not is_standing and first != kept + 1):
            return f"it does not tell how many words depart at each length from {kept + 1} to {longest}"
        lengths = enumerate(claim.also_seen, start=first)
        return next((text for length, seen in lengths if (text := _seen_problem(seen, length, count, length == first))), None)

    def _tried(self, claim: Claim, kept: int) -> Finding:
        levels = self.agreement.levels
        self.departs = self.agreement.kept + 1 if self.agreement.kept < len(levels) else None
        longest = _longest(len(self.letters))
        stated = {longest - len(claim.also_seen) + 1 + place: seen for place, seen in enumerate(claim.also_seen)}
        for length, level in enumerate(levels, start=1):
            seen = stated.get(length)
            errors = 0 if seen is None else seen.errors
            is_same = level.errors == errors and self._is_first(seen, length)
            if not is_same and level.unsure:
                return not_checked(claim.level, f"{counted(level.unsure, 'word')} of length {length} are decided by rounding")
            if not is_same and length > kept:
                return refuted(claim.level, self._other(length, errors))
            if not is_same:
                return refuted(
                    claim.level, f"{level.errors:,} words of length {length} are answered differently", self._spelled(length)
                )
        if claim.limit is not None and kept:
            parts = self.parts
            states = cover_states(parts.program, self.letters, _cover_length(len(self.letters), kept), parts.deadline)
            if states != claim.limit.states:
                return refuted(claim.level, f"it takes {states} states to answer like the program up to each length")
        return self._judged(claim, kept, longest)

    def _judged(self, claim: Claim, kept: int, longest: int) -> Finding:
        words = sum(level.words for level in self.agreement.levels)
        over = f" over {len(self.letters)} letters, which are said to stand for others," if self.is_standing else ""
        text = f"all {counted(words, 'word')} of up to {self.tried} letters{over} were tried"
        if kept > self.tried:
            return not_checked(claim.level, f"{text}, and answered alike; it is stated up to length {kept} (--words)")
        rest = f" (stated: up to {longest})" if self.tried < longest else ""
        if self.departs is None:
            return confirmed(claim.level, f"{text}{rest}: answered alike")
        return confirmed(
            claim.level, f"{text}{rest}: alike up to length {kept}, and then as many departures as stated at each length"
        )

    def _other(self, length: int, errors: int) -> str:
        level = self.agreement.levels[length - 1]
        if level.errors == errors:
            return f"the first word of length {length} that is answered differently is another one: {self._spelled(length)}"
        return f"{level.errors:,} words of length {length} are answered differently; {errors:,} are stated"

    def _spelled(self, length: int) -> str:
        first = self.agreement.levels[length - 1].first
        return (
            "none"
            if first is None
            else " ".join(",".join(map(str, letter)) for letter in self.agreement.word(length, first).tolist())
        )

    def _is_first(self, seen: Observation | None, length: int) -> bool:
        first = self.agreement.levels[length - 1].first
        if seen is None or seen.first_error is None or first is None:
            return (seen is None or seen.first_error is None) == (first is None)
        return np.array_equal(seen.first_error.word, self.agreement.word(length, first))


def kept_length(parts: Claims) -> KeptLength:
    """For the parts of a report."""
    return KeptLength(parts)


def _longest(count: int) -> int:
    """The length of the words over so many letters of which all are tried."""
    return Alphabet(((0, count - 1),)).longest_listed(KEPT_WORDS, _LONGEST)


def _cover_length(count: int, kept: int) -> int:
    """The length up to which numbers of states are told: where all words, the shorter ones too, are not too many."""
    if count == 1:
        return min(kept, int(_COVER_WORDS**0.5))
    length = total = 0
    while length < kept and count ** (length + 1) <= _COVER_WORDS - total:
        length += 1
        total += count**length
    return length


def _seen_problem(seen: Observation, length: int, count: int, is_first: bool) -> str | None:
    if seen.what != f"the network’s last answer to all words of length {length}" or seen.cases != count**length:
        return f"it does not tell how many of the {count**length:,} words of length {length} depart"
    shown = seen.first_error
    if seen.errors > seen.cases or (shown is not None) != (seen.errors > 0) or (is_first and not seen.errors):
        return f"it tells of {seen.errors:,} words of length {length} that depart, and shows one or none"
    if shown is not None and (len(shown.word) != length or np.array_equal(shown.program[-1], shown.expected[-1])):
        return f"a word is shown whose last answer, at length {length}, does not depart"
    return None
