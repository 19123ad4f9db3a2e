"""Words that a claim shows, and rates that it tells of: whether program and network answer to them as is said."""

import math
from typing import TypeAlias

import numpy as np

from glassbox.check import structured_words
from glassbox.check.claims import Claims
from glassbox.check.comparison import Comparison, compare_program
from glassbox.check.expressions import Trouble
from glassbox.check.plain_text import counted
from glassbox.check.program import run
from glassbox.check.record import Claim, Record
from glassbox.check.refusal import TooLarge
from glassbox.check.shown import Disagreement, Observation
from glassbox.check.words import IntArray, LetterIndex, spelled

Shown: TypeAlias = Disagreement | None

_RUNS = 1024
_DRAWN_LIKE_THESE = 4
"""Of more letters, Glassbox draws words in which those that are alike are not all equally likely."""
_DEVIATIONS = 6


def same(one: Shown, other: Shown) -> bool:
    """Whether two are one."""
    if one is None or other is None:
        return one is other
    pairs = ((one.word, other.word), (one.program, other.program), (one.expected, other.expected))
    return all(np.array_equal(first, second) for first, second in pairs)


def problem(claim: Claim, parts: Claims) -> str | None:
    """A word that the claim shows, and on which the two do not answer as is said; None where there is none."""
    shown = [claim.first_error, *(seen.first_error for seen in claim.also_seen)]
    found = (disagreement_problem(each, parts) for each in shown if each is not None)
    return next((text for text in found if text is not None), None)


def disagreement_problem(shown: Disagreement, parts: Claims) -> str | None:
    """Why what is shown of one word is not so."""
    shape = parts.record.shape
    if shown.word.shape[1] != shape.alphabet.width or shown.program.shape[1] != shape.output_width:
        return "a word is shown whose letters or answers have another width"
    if not is_word(shown.word, parts):
        return "a word is shown with a letter that there is not"
    words = shown.word[np.newaxis]
    own = run(parts.program, words, parts.deadline)
    if own.trouble[0] == Trouble.TOO_LARGE:
        raise TooLarge(f"a number of the program leaves 62 bits on a word that is shown, {spelled(shown.word)}")
    if own.trouble[0] != Trouble.NONE or not np.array_equal(own.outputs[0], shown.program):
        return f"the program answers otherwise than is shown to {spelled(shown.word)}"
    if not np.array_equal(parts.network.run(words, parts.deadline)[0], shown.expected):
        return f"the network answers otherwise than is shown to {spelled(shown.word)}"
    if np.array_equal(shown.program, shown.expected):
        return f"a word is shown for one that departs, and does not: {spelled(shown.word)}"
    return None


def is_word(word: IntArray, parts: Claims) -> bool:
    """Whether all its letters are those of the task."""
    alphabet = parts.record.shape.alphabet
    if alphabet.listed is None:
        lows, highs = np.array(alphabet.ranges, np.int64).T
        return bool(((word >= lows) & (word <= highs)).all())
    return bool((LetterIndex(alphabet.letters()).numbers(word) >= 0).all())


def earliest(record: Record) -> int | None:
    """The least number of letters of a shown word before an answer differs."""
    claims = record.claims.values()
    shown = [seen.first_error for claim in claims for seen in claim.also_seen] + [claim.first_error for claim in claims]
    differing = [(each.program != each.expected).any(axis=1) for each in shown if each is not None]
    return min((int(np.argmax(row)) + 1 for row in differing if row.any()), default=None)


# MARK: - Rates


def rates_problem(claim: Claim, expected: list[tuple[str, int]], parts: Claims, *lengths: int) -> str | None:
    """How the rates beside a claim differ from those that there have to be.

    They are of fresh words of each of `lengths`, and then of runs of a letter of the greatest, and of structured words.
    """
    if [(seen.what, seen.cases) for seen in claim.also_seen] != expected:
        return (
            f"other rates are told beside it than of {', '.join(f'{cases:,} of {what}' for what, cases in expected) or 'nothing'}"
        )
    for place, seen in enumerate(claim.also_seen):
        if text := _counts_problem(seen):
            return text
        if "runs of a single letter" in seen.what:
            text = _runs_problem(seen, parts, max(lengths))
        elif "structured words" in seen.what:
            text = _structured_problem(seen, parts)
        elif parts.record.shape.alphabet.size <= _DRAWN_LIKE_THESE:
            text = _drawn_problem(seen, parts, lengths[place])
        if text:
            return text
    return None


def _counts_problem(seen: Observation) -> str | None:
    if seen.errors > seen.cases or (seen.first_error is not None) != (seen.errors > 0):
        return f"{counted(seen.errors, 'error')} in {counted(seen.cases, 'case')} of {seen.what}, and a word that shows one or none"
    return None


def runs(parts: Claims, length: int) -> IntArray:
    """One word for each letter, which repeats it; of very many letters, of some."""
    alphabet = parts.record.shape.alphabet
    letters = alphabet.letters() if alphabet.size <= _RUNS else alphabet.draw(parts.random, _RUNS, 1)[:, 0]
    return np.repeat(letters[:, np.newaxis], length, axis=1)


def runs_differ(parts: Claims, length: int) -> int:
    """On how many of these the program answers otherwise than the network."""
    return _differences(runs(parts, length), f"runs of {length} letters", parts)


def _differences(words: IntArray, which: str, parts: Claims) -> int:
    """On how many words the program answers otherwise than the network; raises `TooLarge` where it cannot be said of all."""
    found = compare_program(parts.program, words, parts.network.run(words, parts.deadline), parts.deadline)
    found.check_whole(which)
    return found.differences


def _runs_problem(seen: Observation, parts: Claims, length: int) -> str | None:
    if parts.record.shape.alphabet.size > _RUNS:
        return None
    found = runs_differ(parts, length)
    return (
        None
        if found == seen.errors
        else f"{counted(found, 'run')} of a letter of up to {length} differ; {seen.errors:,} are stated"
    )


def structured_differ(parts: Claims, length: int) -> int | None:
    """On how many structured words the program answers otherwise than the network; None where there are too many letters."""
    words = structured_words.words(parts.record.shape.alphabet, length)
    if words is None:
        return None
    return _differences(words, f"structured words of length {length}", parts)


def _structured_problem(seen: Observation, parts: Claims) -> str | None:
    length = int(seen.what.rsplit(" ", 1)[-1])
    found = structured_differ(parts, length)
    if found is None or found == seen.errors:
        return None
    return f"{counted(found, 'structured word')} of length {length} differ; {seen.errors:,} are stated"


def shaped_problem(parts: Claims, longest: int) -> str | None:
    """On which words that are not drawn the program answers otherwise than the network; None where it answers alike."""
    if runs_differ(parts, longest):
        return f"the program answers otherwise than the network on a run of {longest} letters"
    for length in (parts.record.shape.length, longest):
        if structured_differ(parts, length):
            return f"the program answers otherwise than the network on a structured word of {length} letters"
    return None


def on_fresh(parts: Claims, length: int) -> Comparison:
    """The program beside the network on fresh words of a length."""
    alphabet = parts.record.shape.alphabet
    words = alphabet.draw(parts.random, alphabet.affordable(parts.options.sequences, length), length)
    return compare_program(parts.program, words, parts.network.run(words, parts.deadline), parts.deadline)


def _drawn_problem(seen: Observation, parts: Claims, length: int) -> str | None:
    """Whether the stated rate is beyond what chance explains beside one of own words."""
    if seen.first_error is not None and len(seen.first_error.word) != length:
        return f"a word of another length is shown for {seen.what}"
    found = on_fresh(parts, length)
    found.check_whole(f"fresh words of length {length}")
    pooled = (found.differences + seen.errors + 1) / (found.words + seen.cases + 2)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / found.words + 1 / seen.cases))
    own, stated = found.differences / found.words, seen.errors / seen.cases
    if abs(own - stated) > _DEVIATIONS * spread:
        return f"{100 * own:.2f} % of own words of length {length} differ; {100 * stated:.2f} % of {seen.what} are said to"
    return None
