"""Whether what `grounded` and `causal` tell of somebody else's network follows from their figures, and what can be tried of it.

Its states are those of cells that saturate, which are seldom equal, so that rates decide.
"""

import math

import numpy as np

from glassbox.check import probe, reading, shown_words
from glassbox.check.claims import Claims
from glassbox.check.figures import moved_problem, read_figures, shift_problem
from glassbox.check.findings import Finding
from glassbox.check.program import Table, run
from glassbox.check.record import Claim
from glassbox.check.shown import Confusion, Contradiction, Departure, Reading, Shift
from glassbox.check.subspaces import subspaces_problem
from glassbox.check.words import FloatArray, IntArray

_ALL_WORDS = 4096
_MOST_STATES = 1 << 14


def grounding_problem(claim: Claim, parts: Claims) -> str | None:
    """What of the figures of `grounded` does not follow from others."""
    grounding = claim.grounding
    if grounding is None:
        return None if claim.not_made is not None else "it does not tell how variables are read"
    variables = grounding.variables
    if tuple(variable.name for variable in variables) != parts.program.variables:
        return "it tells how other variables are read than the program has"
    open_ones = [variable for variable in variables if not variable.is_read and not variable.is_refuted]
    refuted_ones = [variable for variable in variables if variable.is_refuted]
    if (claim.not_made is None) != bool(variables and (refuted_ones or not open_ones)):
        return "it is made though nothing could be judged, or not made though all could be"
    if claim.not_made is None and (claim.cases, claim.errors, claim.tolerated) != read_figures(grounding):
        return "its cases and errors are not those of the probes that decide"
    if any(variable.jointly is not None for variable in variables):
        return "a variable is read with the others, which tells nothing where states do not recur"
    if any(variable.affine.held_out == "lengths" for variable in variables):
        return "an affine function is judged after longer prefixes, as only that of a network whose states recur is"
    found = (_states_problem(variable.states, variable.discriminant, parts) for variable in variables)
    return next((text for text in found if text), None) or next(
        (text for variable in variables if (text := _confusion_problem(variable.name, variable.confusion, parts))), None
    )


def _states_problem(states: int, reading: Reading | None, parts: Claims) -> str | None:
    """Where all words are looked at, how many hidden states there are is known."""
    size, length = parts.record.shape.alphabet.size, parts.record.shape.length
    if size**length > _ALL_WORDS:
        return None
    prefixes = sum(size**time for time in range(1, length))
    if states != min(prefixes, _MOST_STATES):
        return f"hidden states after {states:,} prefixes are told of; there are {prefixes:,}"
    judged = size ** (length - 1) + (size ** (length - 2) if length > 2 else 0)
    if reading is not None and prefixes <= _MOST_STATES and reading.judged + reading.not_judged != judged:
        return f"a probe is judged on other states than the {judged:,} after the longest prefixes"
    return None


def _confusion_problem(name: str, shown: Confusion | None, parts: Claims) -> str | None:
    """Whether two prefixes that are said to be kept close together are, and are told apart by the program."""
    if shown is None:
        return None
    ends = [_after(prefix, parts) for prefix in (shown.first, shown.second)]
    if any(end is None for end in ends):
        return f"a prefix is shown for {name} that is no word"
    (one, first), (other, second) = (end for end in ends if end is not None)
    place = parts.program.variables.index(name)
    distance = float(np.linalg.norm(first - second))
    if [int(one[place]), int(other[place])] != shown.values or not math.isclose(
        distance, shown.distance, rel_tol=1e-6, abs_tol=1e-9
    ):
        return f"{name} has other values after the prefixes that are shown, or their hidden states are {distance:.6g} apart"
    return None


def _after(prefix: IntArray, parts: Claims) -> tuple[IntArray, FloatArray] | None:
    """The program's memory and the network's state after a prefix; None where it is no word."""
    if prefix.shape[1] != parts.record.shape.alphabet.width or not shown_words.is_word(prefix, parts):
        return None
    own = run(parts.program, prefix[np.newaxis], parts.deadline)
    return own.memory[0, -1], parts.network.states(prefix[np.newaxis], parts.deadline)[0, -1]


def check_reading(claim: Claim, parts: Claims) -> Finding:
    """Own probes: of each variable the best of those fitted on half of the words, and one fitted on shorter prefixes."""
    found = probe.read_each(parts.visits(), [False] * len(parts.program.variables), parts.unasked(), parts.random, parts.deadline)
    return reading.check_reading(claim, parts.program.variables, found)


def interventions_problem(claim: Claim, parts: Claims) -> str | None:
    """What of the figures and words of `causal` does not follow from others."""
    found = claim.interventions
    if found is None:
        return None if claim.not_made is not None else "it does not tell of any change of the hidden state"
    if claim.not_made is None and (text := moved_problem(claim, found)):
        return text
    grounded = parts.record.claims.get("grounded")
    read = [] if grounded is None or grounded.grounding is None else grounded.grounding.variables
    if [shift.variable for shift in found.shifts] != [variable.name for variable in read if variable.affine.reads]:
        return "other variables are moved than an affine probe reads"
    if found.errors > found.exchanges or (found.contradiction is not None) != (found.errors > 0):
        return "exchanges change answers, and none is shown, or the other way round"
    if found.contradiction is not None and (text := _contradiction_problem(found.contradiction, parts)):
        return text
    moved = next((text for shift in found.shifts if (text := _shift_problem(shift, parts))), None)
    return moved or subspaces_problem(found, tuple(read), parts)


def _contradiction_problem(shown: Contradiction, parts: Claims) -> str | None:
    ends = [_after(prefix, parts) for prefix in (shown.first, shown.second)]
    if any(end is None for end in ends) or not _is_continuation(shown.continuation, parts):
        return "prefixes are shown that are no words"
    (one, first), (other, second) = (end for end in ends if end is not None)
    if not np.array_equal(one, other):
        return "prefixes are shown that lead the program to two states"
    states, words = np.stack([first, second]), np.stack([shown.continuation, shown.continuation])
    answers = parts.network.run_from(states, words, parts.deadline)
    if not (np.array_equal(answers[0], shown.after_first) and np.array_equal(answers[1], shown.after_second)):
        return "the network answers otherwise than is shown where hidden states were exchanged"
    return None if (answers[0] != answers[1]).any() else "an exchange is shown that changes no answer"


def _is_continuation(word: IntArray, parts: Claims) -> bool:
    return word.shape[1] == parts.record.shape.alphabet.width and shown_words.is_word(word, parts)


def _shift_problem(shift: Shift, parts: Claims) -> str | None:
    name = shift.variable
    if len(shift.direction) != parts.network.hidden:
        return f"moves of {name} are told of without a direction of the hidden state"
    if shift.leaving is not None:
        return f"moves of {name} are said to be left out, where every one counts"
    if text := shift_problem(shift):
        return text
    if (shift.departure is not None) != (shift.errors > 0):
        return f"moves of {name} go wrong, and none is shown, or the other way round"
    if shift.departure is not None and (text := _departure_problem(shift, shift.departure, parts)):
        return text
    return parts.mover.problem(shift)


def _departure_problem(shift: Shift, shown: Departure, parts: Claims) -> str | None:
    """Whether the move that is shown comes to what is shown."""
    end = _after(shown.prefix, parts)
    if end is None or not _is_continuation(shown.continuation, parts):
        return f"a move of {shift.variable} is shown after what is no word"
    memory, hidden = end
    moved = hidden + shown.steps * shift.direction
    answers = parts.network.run_from(moved[np.newaxis], shown.continuation[np.newaxis], parts.deadline)[0]
    if not np.array_equal(answers, shown.network):
        return f"the network answers otherwise than is shown after {shift.variable} was moved"
    memory = memory.copy()
    memory[parts.program.variables.index(shift.variable)] += shown.steps
    for letter, expected in zip(shown.continuation, shown.program, strict=True):
        parts.deadline.look()
        step = parts.program.step(memory[np.newaxis], letter[np.newaxis])
        is_failing = int(step.trouble[0]) != 0
        if not is_failing and not np.array_equal(step.outputs[0], expected):
            return f"the program answers otherwise than is shown with {shift.variable} changed"
        if is_failing and isinstance(parts.program, Table):
            break
        memory = step.memory[0]
    return "a move is shown that does not go wrong" if np.array_equal(shown.program, shown.network) else None
