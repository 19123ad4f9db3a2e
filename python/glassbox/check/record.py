"""`audit.json`: what a report claims, as far as it can be checked here. Keys that are not known are left alone."""

from dataclasses import dataclass
from typing import Any, Final

from glassbox.check import bounds
from glassbox.check.refusal import Refusal
from glassbox.check.shown import (
    Disagreement,
    Grounding,
    Interventions,
    Limit,
    Observation,
    read_disagreement,
    read_grounding,
    read_interventions,
    read_limit,
    read_observations,
)
from glassbox.check.untrusted_json import Fields, exactly, integers, shown
from glassbox.check.words import Alphabet

SCHEMA: Final = 2
LEVELS: Final = ("tested", "recorded", "exhaustive", "longer", "proven", "faithful", "grounded", "causal")
MECHANISM: Final = ("grounded", "causal")
"""Claims on how the network computes; the others are about the program's outputs."""

WITHIN: Final = ("tested", "exhaustive", "proven", "faithful")
"""Those of them on words that are no longer than those of the training, or that hold at every length."""

VERDICTS: Final = ("formula", "table", "unsolved")
FOREIGN_VERDICTS: Final = ("formula", "table", "formulaUpTo", "tableUpTo", "approximation", "unsolved")
"""Of a network that is itself what is explained."""

COUNT: Final = 1 << 53


@dataclass(frozen=True)
class Shape:
    """What the task's sequences are made of."""

    alphabet: Alphabet
    output_width: int
    length: int
    """Positions in the sequences that the network was trained on."""


@dataclass(frozen=True)
class StatedNetwork:
    """What the report says of `network.safetensors`."""

    hidden: int
    f: list[int]
    g: list[int]
    parameters: int
    cells: list[str] | None
    """A layer each, where somebody else trained it; None else."""


@dataclass(frozen=True)
class Claim:
    """One statement about the program with what came of its check."""

    level: str
    statement: str
    cases: int
    errors: int
    holds: bool
    not_made: str | None
    """Why it could not be checked; None where it was."""
    tolerated: int
    """Errors that do not refute it."""
    first_error: Disagreement | None
    also_seen: tuple[Observation, ...]
    limit: Limit | None
    grounding: Grounding | None
    interventions: Interventions | None

    @property
    def is_refuted(self) -> bool:
        """By its own figures."""
        return self.errors > self.tolerated if self.interventions is None else self.interventions.is_refuted


@dataclass(frozen=True)
class StatedData:
    """The file that the report was made of."""

    name: str
    arguments: list[str]
    """How it was read."""
    symbols: Any
    """As JSON: what letters and answers are called, None where they are the integers themselves."""
    parts: Any
    suspects: Any


@dataclass(frozen=True)
class StatedMachine:
    """What the report says of `machine.json`; None for a count where there is none."""

    mealy_states: int | None
    length: int | None
    """The length up to which it answers like the network, where that is less than the trained one."""


@dataclass(frozen=True)
class Record:
    """What of `audit.json` is used here."""

    task: str
    summary: str | None
    shape: Shape
    seed: int
    verdict: str
    evidence: str | None
    failure: str | None
    program: str | None
    heart: str | None
    network: StatedNetwork | None
    data: StatedData | None
    command: str
    network_errors: int | None
    """Outputs that the network got wrong when it was accepted."""
    machine: StatedMachine | None
    route: str | None
    formulas: dict[str, str]
    program_value: Any
    """`explanation.program`, as JSON; None where there is none."""
    claims: dict[str, Claim]
    files: dict[str, str]

    @property
    def is_foreign(self) -> bool:
        """Whether somebody else trained the network, whose answers are what the report is about."""
        return self.network is not None and self.network.cells is not None

    @property
    def output_claims(self) -> list[Claim]:
        return [claim for claim in self.claims.values() if claim.level not in MECHANISM]


def read_record(value: Any) -> Record:
    """The record in the JSON of an `audit.json`; raises `Refusal` where it is none."""
    fields = Fields(value, "audit.json")
    schema = fields.integer("schema", 0, COUNT)
    if schema != SCHEMA:
        raise Refusal(f"audit.json has the schema {schema}; this check knows {SCHEMA}")
    network = _network(fields.optional_object("network"))
    data = fields.optional_object("data")
    is_foreign = network is not None and network.cells is not None
    if _is_served(data):
        raise Refusal(
            "it is of a model that a command serves, which this check does not run; "
            "glassbox audit --model, with the command, checks it"
        )
    if network is not None and any(cell.startswith("transformer") for cell in network.cells or []):
        raise Refusal("it is of a transformer, which this check does not run; glassbox audit, with the report, checks it")
    if not is_foreign and _has_symbols(data):
        raise Refusal(
            "its letters or answers are symbols of somebody's data, which this check does not read; "
            "glassbox audit --data, with the file, checks it"
        )
    explanation = fields.object("explanation")
    training = fields.object("training")
    return Record(
        task=fields.required("task", str),
        summary=fields.optional("summary", str),
        shape=_shape(fields.object("shape"), is_foreign=is_foreign),
        seed=fields.integer("seed", 0, (1 << 64) - 1),
        verdict=_one_of(fields.required("verdict", str), FOREIGN_VERDICTS if is_foreign else VERDICTS, "verdict"),
        evidence=_one_of(fields.optional("evidence", str), (None, "mechanistic", "behavioural"), "evidence"),
        failure=fields.optional("failure", str),
        program=_one_of(fields.optional("program", str), (None, "program.py"), "program"),
        heart=fields.optional("heart", str),
        network=network,
        data=_data(data),
        command=fields.optional("command", str) or "",
        network_errors=training.optional("testErrors", int),
        machine=_machine(fields.optional_object("machine")),
        route=explanation.optional("route", str),
        formulas=_texts(explanation.optional("formulas", dict) or {}, "audit.json.explanation.formulas"),
        program_value=explanation.optional("program", dict),
        claims=_claims(fields.required("claims", list), details=is_foreign),
        files=_texts(fields.required("files", dict), "audit.json.files"),
    )


def _is_served(data: Fields | None) -> bool:
    arguments = [] if data is None else data.optional("arguments", list) or []
    return len(arguments) > 2 and arguments[2] == "served"


def _has_symbols(data: Fields | None) -> bool:
    """Whether anything that is read or answered is not an integer as it stands."""
    symbols = None if data is None else data.optional_object("symbols")
    if symbols is None:
        return False
    answers = symbols.object("answers").optional("streams", list)
    if answers is None:
        return True
    streams = [*symbols.required("letters", list), *answers]
    return any(not isinstance(stream, dict) or "integers" not in stream for stream in streams)


def _one_of(value: str | None, choices: tuple[str | None, ...], name: str) -> Any:
    if value not in choices:
        raise Refusal(f"audit.json.{name} is {value!r}; expected one of {', '.join(str(choice) for choice in choices)}")
    return value


def _texts(values: dict[str, Any], path: str) -> dict[str, str]:
    if len(values) > 256:
        raise Refusal(f"{path} has more than 256 entries")
    return {name: exactly(text, str, f"{path}.{name}") for name, text in values.items()}


def _shape(fields: Fields, *, is_foreign: bool) -> Shape:
    width, output_width, length = (fields.integer(key, 1, bounds.POSITIONS) for key in ("inputWidth", "outputWidth", "length"))
    if length * max(width, output_width) > (bounds.NAMED_POSITIONS if is_foreign else bounds.POSITIONS):
        raise Refusal(f"audit.json.shape has sequences of more than {bounds.POSITIONS:,} numbers")
    inputs = fields.required("inputs", list)
    if inputs and all(isinstance(ends, list) for ends in inputs):
        if len(inputs) != width:
            raise Refusal(f"audit.json.shape.inputs has {len(inputs)} ranges; expected one for each of {width} inputs")
        ranges = [_range(ends) for ends in inputs]
    else:
        ranges = [_range(inputs)] * width
    return Shape(Alphabet(tuple(ranges)), output_width, length)


def _range(value: list[Any]) -> tuple[int, int]:
    ends = integers(value, "audit.json.shape.inputs", 2)
    if len(ends) != 2 or ends[0] > ends[1] or max(map(abs, ends)) > bounds.LETTER_VALUE:
        raise Refusal("audit.json.shape.inputs is not a least and a greatest value within bounds")
    return ends[0], ends[1]


def _network(fields: Fields | None) -> StatedNetwork | None:
    if fields is None:
        return None
    _one_of(fields.required("file", str), ("network.safetensors",), "network.file")
    widths = [integers(fields.required(key, list), f"audit.json.network.{key}", bounds.LAYERS + 1) for key in ("f", "g")]
    cells = fields.optional("cells", list)
    if cells is not None:
        cells = [exactly(cell, str, "audit.json.network.cells") for cell in cells[: bounds.LAYERS + 1]]
    return StatedNetwork(fields.integer("hidden", 1, COUNT), widths[0], widths[1], fields.integer("parameters", 1, COUNT), cells)


def _data(fields: Fields | None) -> StatedData | None:
    if fields is None:
        return None
    return StatedData(
        fields.optional("name", str) or "",
        [exactly(text, str, "audit.json.data.arguments") for text in (fields.optional("arguments", list) or [])[:4]],
        fields.optional("symbols", dict),
        fields.optional("parts", dict),
        fields.optional("suspects", list),
    )


def _machine(fields: Fields | None) -> StatedMachine | None:
    if fields is None:
        return None
    states = fields.optional("mealyStates", int)
    if states is not None and not 1 <= states <= COUNT:
        raise Refusal(f"audit.json.machine.mealyStates is {shown(states)}")
    length = fields.optional("length", int)
    if length is not None and not 1 <= length <= bounds.POSITIONS:
        raise Refusal(f"audit.json.machine.length is {shown(length)}")
    return StatedMachine(states, length)


def _claims(values: list[Any], *, details: bool) -> dict[str, Claim]:
    """`details`: with what accompanies each, which is looked at of networks that somebody else trained."""
    if len(values) > bounds.CLAIMS:
        raise Refusal(f"audit.json has more than {bounds.CLAIMS} claims")
    claims: dict[str, Claim] = {}
    for number, value in enumerate(values):
        fields = Fields(value, f"audit.json.claims[{number}]")
        level = fields.required("claim", str)
        if level in claims:
            raise Refusal("audit.json makes a claim twice")
        claims[level] = Claim(
            level,
            fields.required("statement", str),
            fields.integer("cases", 0, COUNT),
            fields.integer("errors", 0, COUNT),
            fields.required("holds", bool),
            fields.optional("notMade", str),
            fields.integer("tolerated", 0, COUNT) if fields.optional("tolerated", int) is not None else 0,
            read_disagreement(fields.optional_object("firstError")) if details else None,
            read_observations(fields.optional("alsoSeen", list) or []) if details else (),
            read_limit(fields.optional_object("limit")),
            read_grounding(fields.optional_object("grounding")),
            read_interventions(fields.optional_object("interventions"), details=details),
        )
    return claims
