"""What a claim of `audit.json` shows beside its counts: words on which answers differ, rates, how variables were read and moved."""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from glassbox.check import bounds
from glassbox.check.refusal import Refusal
from glassbox.check.shown_subspaces import ExchangedSubspace, read_subspaces
from glassbox.check.untrusted_json import Fields, exactly, integers
from glassbox.check.words import FloatArray, IntArray

_COUNT: Final = 1 << 53
_THRESHOLD: Final = 15 / 16
"""Of moves of the hidden state that an answer tells: the rate below which `causal` fails."""
_LEAST_RATE: Final = 0.95
"""Of states after longer prefixes than a probe was fitted on: the rate from which on it reads."""
_QUANTILE: Final = 1.959963984540054


@dataclass(frozen=True)
class Disagreement:
    """A word `[time, feature]`, and what program and network answer to it, `[time, output]`."""

    word: IntArray
    program: IntArray
    expected: IntArray


@dataclass(frozen=True)
class Observation:
    """A rate that is told, and not claimed."""

    what: str
    cases: int
    errors: int
    first_error: Disagreement | None


@dataclass(frozen=True)
class Limit:
    """The length up to which the network keeps to the program; over so many letters that stand for others, or None over all."""

    length: int
    letters: int | None
    states: list[int]


@dataclass(frozen=True)
class Reading:
    """How well one kind of probe reads a variable, and its control on shuffled labels."""

    held_out: str
    judged: int
    errors: int
    unasked: int
    """Errors that only longer words than are asked could show."""
    not_judged: int
    shuffled_judged: int
    shuffled_errors: int

    @property
    def accuracy(self) -> float:
        return 1 - self.errors / self.judged if self.judged else 0.0

    @property
    def counted_errors(self) -> int:
        return self.errors - self.unasked

    @property
    def reads(self) -> bool:
        """Whether the variable is read, and shuffled labels are not."""
        if not self.judged or not self.shuffled_judged:
            return False
        shuffled = 1 - self.shuffled_errors / self.shuffled_judged
        if self.held_out != "lengths" and not self.errors:
            return shuffled < 1
        # Where some errors do not count, that shuffled labels are read worse must be more than chance.
        if wilson(self.judged - self.errors, self.judged)[0] <= shuffled:
            return False
        if self.held_out != "lengths":
            return self.counted_errors == 0
        low = wilson(self.judged - self.counted_errors, self.judged)[0]
        return low >= _LEAST_RATE and 2 * (1 - low) <= 1 - shuffled


@dataclass(frozen=True)
class Confusion:
    """Two prefixes after which a variable differs, though the network keeps them close together."""

    first: IntArray
    second: IntArray
    values: list[int]
    distance: float


@dataclass(frozen=True)
class ReadVariable:
    """How a variable was read, by each kind of probe."""

    name: str
    states: int
    clusters: int
    mixed_clusters: int
    affine: Reading
    nearest: Reading
    discriminant: Reading | None
    jointly: Reading | None
    confusion: Confusion | None

    @property
    def is_read_alone(self) -> bool:
        return self.affine.reads or self.nearest.reads or (self.discriminant is not None and self.discriminant.reads)

    @property
    def is_read(self) -> bool:
        return self.is_read_alone or (self.jointly is not None and self.jointly.reads)

    @property
    def is_refuted(self) -> bool:
        """Neither read nor refuted is a variable of which nothing could be judged."""
        return not self.is_read and self.affine.counted_errors + self.nearest.counted_errors > 0

    @property
    def deciding(self) -> Reading:
        """One that reads it, or else, where only one errs, that one, or the one that errs less often."""
        if self.affine.reads or not self.nearest.judged:
            return self.affine
        if self.nearest.reads:
            return self.nearest
        if self.discriminant is not None and self.discriminant.reads:
            return self.discriminant
        if self.jointly is not None and self.jointly.reads:
            return self.jointly
        if not self.affine.judged:
            return self.nearest
        if (self.affine.counted_errors == 0) != (self.nearest.counted_errors == 0):
            return self.affine if self.affine.counted_errors else self.nearest
        return self.affine if self.affine.accuracy >= self.nearest.accuracy else self.nearest


@dataclass(frozen=True)
class Grounding:
    """Of all variables, in the program's order."""

    variables: tuple[ReadVariable, ...]


@dataclass(frozen=True)
class Contradiction:
    """Two prefixes that lead the program to one state, and a continuation that the network answers differently after them."""

    first: IntArray
    second: IntArray
    continuation: IntArray
    after_first: IntArray
    after_second: IntArray


@dataclass(frozen=True)
class Departure:
    """A prefix after which the hidden state was moved by `steps`, and what network and program then answer to a continuation."""

    prefix: IntArray
    steps: int
    continuation: IntArray
    program: IntArray
    network: IntArray


@dataclass(frozen=True)
class Shift:
    """The hidden state moved along the direction that carries one variable."""

    variable: str
    direction: FloatArray
    leaving: int | None
    """Moves that are left out as they lead to where the network has no states; None where every one counts."""
    cases: int
    errors: int
    telling: int
    held: int | None
    """Of the telling ones, those with which the network did as the program says; None where none tells."""
    low: float
    high: float
    departure: Departure | None

    @property
    def is_unlawful(self) -> bool:
        return self.held is not None and wilson(self.held, self.telling)[1] < _THRESHOLD


@dataclass(frozen=True)
class Interventions:
    """Every kind of change of the hidden state."""

    exchanges: int
    errors: int
    contradiction: Contradiction | None
    shifts: tuple[Shift, ...]
    subspaces: tuple[ExchangedSubspace, ...] | None
    """They decide nothing. None of networks trained here, and in reports of earlier versions."""

    @property
    def is_refuted(self) -> bool:
        """Whether an exchange changed an answer, or a move was taken otherwise than the program says."""
        return self.errors > 0 or any(shift.is_unlawful for shift in self.shifts)


def wilson(held: int, cases: int) -> tuple[float, float]:
    """The rates that a sample does not refute at 95 % (Wilson 1927)."""
    if not cases:
        return 0.0, 1.0
    square, rate = _QUANTILE**2, held / cases
    centre = rate + square / (2 * cases)
    reach = _QUANTILE * math.sqrt((rate * (1 - rate) + square / (4 * cases)) / cases)
    low = 0.0 if held == 0 else max(0.0, (centre - reach) / (1 + square / cases))
    return low, 1.0 if held == cases else min(1.0, (centre + reach) / (1 + square / cases))


# MARK: - Reading


def read_disagreement(fields: Fields | None) -> Disagreement | None:
    """A word on which answers differ; raises `Refusal` where it is none, as all readers here do."""
    if fields is None:
        return None
    found = Disagreement(_word(fields, "input"), _word(fields, "program"), _word(fields, "expected"))
    if not len(found.word) == len(found.program) == len(found.expected) or found.program.shape != found.expected.shape:
        raise Refusal("audit.json shows a word with other answers than one for each letter")
    return found


def read_observations(values: list[Any]) -> tuple[Observation, ...]:
    if len(values) > bounds.OBSERVATIONS:
        raise Refusal(f"audit.json has a claim with more than {bounds.OBSERVATIONS} rates")
    found: list[Observation] = []
    for value in values:
        fields = Fields(value, "audit.json.claims.alsoSeen")
        cases, errors = (fields.integer(key, 0, _COUNT) for key in ("cases", "errors"))
        first = read_disagreement(fields.optional_object("firstError"))
        found.append(Observation(fields.required("what", str), cases, errors, first))
    return tuple(found)


def read_limit(fields: Fields | None) -> Limit | None:
    if fields is None:
        return None
    letters = None if fields.optional("letters", int) is None else fields.integer("letters", 1, bounds.EXPLORED_LETTERS)
    states = integers(fields.required("states", list), "audit.json.claims.limit.states", bounds.KEPT_LENGTH)
    return Limit(fields.integer("length", 0, bounds.KEPT_LENGTH), letters, states)


def read_grounding(fields: Fields | None) -> Grounding | None:
    if fields is None:
        return None
    values = fields.required("variables", list)
    if len(values) > bounds.VARIABLES:
        raise Refusal(f"audit.json tells how more than {bounds.VARIABLES} variables are read")
    return Grounding(tuple(_variable(Fields(value, "audit.json.claims.grounding.variables")) for value in values))


def _variable(fields: Fields) -> ReadVariable:
    discriminant, jointly, confusion = (fields.optional_object(key) for key in ("discriminant", "jointly", "confusion"))
    return ReadVariable(
        name=fields.required("name", str),
        states=fields.integer("states", 0, _COUNT),
        clusters=fields.integer("clusters", 0, _COUNT),
        mixed_clusters=fields.integer("mixedClusters", 0, _COUNT),
        affine=_reading(fields.object("affine"), ("clusters", "prefixes", "lengths")),
        nearest=_reading(fields.object("nearestState"), ("clusters",)),
        discriminant=None if discriminant is None else _reading(discriminant, ("lengths",)),
        jointly=None if jointly is None else _reading(jointly, ("lengths",)),
        confusion=None if confusion is None else _confusion(confusion),
    )


def _reading(fields: Fields, kinds: tuple[str, ...]) -> Reading:
    held_out, shuffled = fields.required("heldOut", str), fields.object("shuffled")
    if held_out not in kinds:
        raise Refusal(f"audit.json tells of a probe with {held_out!r} held out; expected {' or '.join(kinds)}")
    judged, errors, not_judged = (fields.integer(key, 0, _COUNT) for key in ("judged", "errors", "notJudged"))
    # Reports of earlier versions looked for none.
    unasked = fields.integer("unasked", 0, _COUNT) if fields.optional("unasked", int) is not None else 0
    controls = [shuffled.integer(key, 0, _COUNT) for key in ("judged", "errors")]
    if errors > judged or unasked > errors or controls[1] > controls[0]:
        raise Refusal("audit.json tells of a probe that errs on more states than it was judged on")
    return Reading(held_out, judged, errors, unasked, not_judged, *controls)


def _confusion(fields: Fields) -> Confusion:
    values = integers(fields.required("values", list), "audit.json.claims.grounding", 2)
    return Confusion(_word(fields, "first"), _word(fields, "second"), values, fields.number("distance") or 0.0)


def read_interventions(fields: Fields | None, *, details: bool) -> Interventions | None:
    """`details`: with the words that are shown."""
    if fields is None:
        return None
    exchange, shifts = fields.object("exchange"), fields.required("shifts", list)
    if len(shifts) > bounds.VARIABLES:
        raise Refusal(f"audit.json tells of moves of more than {bounds.VARIABLES} variables")
    contradiction = exchange.optional_object("contradiction")
    return Interventions(
        exchange.integer("cases", 0, _COUNT),
        exchange.integer("errors", 0, _COUNT),
        None if contradiction is None or not details else _contradiction(contradiction),
        tuple(_shift(Fields(value, "audit.json.claims.interventions.shifts"), details=details) for value in shifts),
        read_subspaces(fields.optional("subspaces", list)),
    )


def _contradiction(fields: Fields) -> Contradiction:
    words = [_word(fields, key) for key in ("first", "second", "continuation", "outputsAfterFirst", "outputsAfterSecond")]
    if not len(words[2]) == len(words[3]) == len(words[4]):
        raise Refusal("audit.json shows a continuation with other answers than one for each letter")
    return Contradiction(*words)


def _shift(fields: Fields, *, details: bool) -> Shift:
    rate, departure = fields.optional_object("rate"), fields.optional_object("departure")
    telling = fields.integer("telling", 0, _COUNT)
    direction = fields.required("direction", list)
    if len(direction) > bounds.FOREIGN_HIDDEN_UNITS or any(type(number) not in (int, float) for number in direction):
        raise Refusal("audit.json shows a direction that is no vector of numbers within bounds")
    try:
        vector = np.array(direction, np.float64)
    except OverflowError:
        raise Refusal("audit.json shows a direction with a number beyond bounds") from None
    if not np.isfinite(vector).all():
        raise Refusal("audit.json shows a direction with a number that is none")
    held = None if rate is None else rate.integer("held", 0, telling)
    if rate is not None and rate.integer("cases", 0, _COUNT) != telling:
        raise Refusal("audit.json has the rate of another number of moves than those that tell")
    return Shift(
        exactly(fields.required("variable", str), str, "variable"),
        vector,
        None if fields.optional("leaving", int) is None else fields.integer("leaving", 0, _COUNT),
        fields.integer("cases", 0, _COUNT),
        fields.integer("errors", 0, _COUNT),
        telling,
        held,
        (None if rate is None else rate.number("low")) or 0.0,
        (None if rate is None else rate.number("high")) or 0.0,
        None if departure is None or not details else _departure(departure),
    )


def _departure(fields: Fields) -> Departure:
    prefix, continuation, program, network = (_word(fields, key) for key in ("prefix", "continuation", "program", "network"))
    if not len(continuation) == len(program) == len(network):
        raise Refusal("audit.json shows a continuation with other answers than one for each letter")
    return Departure(prefix, fields.integer("steps", -bounds.VARIABLES, bounds.VARIABLES), continuation, program, network)


def _word(fields: Fields, key: str) -> IntArray:
    """Letters or answers, all of one width: at least one."""
    values = fields.required(key, list)
    if not 1 <= len(values) <= bounds.SHOWN_POSITIONS:
        raise Refusal(f"audit.json shows a word of {len(values):,} positions; expected 1 to {bounds.SHOWN_POSITIONS:,}")
    # A score that decides nothing is answered by the least integer, which is no integer of 62 bits.
    rows = [integers([_NONE if number == _LEAST else number for number in _list(row)], key, bounds.POSITIONS) for row in values]
    if len({len(row) for row in rows}) != 1 or not rows[0]:
        raise Refusal("audit.json shows a word whose letters differ in width")
    found = np.array(rows, np.int64)
    found[found == _NONE] = _LEAST
    return found


_LEAST: Final = int(np.iinfo(np.int64).min)
_NONE: Final = 1 - bounds.VALUE


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > bounds.POSITIONS:
        raise Refusal("audit.json shows a word with a letter that is no list of integers")
    return value
