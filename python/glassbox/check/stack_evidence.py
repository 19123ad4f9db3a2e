"""What lies in the folder of a report of a network that somebody else trained.

Its file is the one described, says what `audit.json` says of letters, answers and shape, and the scores recorded in it are its own.
"""

from typing import Any

from glassbox.check.command import command_problem
from glassbox.check.deadline import Deadline
from glassbox.check.findings import Finding, confirmed, not_checked, refuted
from glassbox.check.perceptrons import Perceptrons
from glassbox.check.plain_text import counted
from glassbox.check.record import Record
from glassbox.check.refusal import Refusal
from glassbox.check.report import Report
from glassbox.check.stack_file import DescribedStack
from glassbox.check.symbols import Symbols

_SUMMARY = "what the network answers"


def check_described(report: Report, deadline: Deadline) -> Finding:
    """The network is of the stated shape, its letters and answers have the stated names, and it scores as was recorded."""
    described = report.described
    if described is None or isinstance(report.network, Refusal):
        return refuted("network", str(report.network))
    if problem := _shape_problem(report.record, described) or _naming_problem(report.record, described):
        return refuted("network", problem)
    network = described.network
    text = f"{', '.join(cell.description for cell in network.cells)}; {counted(network.parameters, 'parameter')}, as stated"
    if described.recorded is None:
        return confirmed("network", f"{text}; no scores of its own library are in the file")
    if problem := described.recorded.problem(network, described.description.tolerance, deadline):
        return refuted("network", problem)
    return confirmed("network", f"{text}; it scores {counted(len(described.recorded.words), 'recorded word')} as was recorded")


def _shape_problem(record: Record, described: DescribedStack) -> str | None:
    network, stated = described.network, record.network
    if stated is None:
        return "audit.json states none"
    head = [int(network.head[0].weights.shape[1])] + [len(layer.biases) for layer in network.head]
    found: tuple[Any, ...] = (network.hidden, [], head, network.parameters, [cell.description for cell in network.cells])
    if (stated.hidden, stated.f, stated.g, stated.parameters, stated.cells) != found:
        return "audit.json states another shape"
    if (network.input_width, network.output_width) != (record.shape.alphabet.width, record.shape.output_width):
        return "it reads or gives another number of integers than audit.json states"
    return None


def _naming_problem(record: Record, described: DescribedStack) -> str | None:
    if described.description.name != record.task or record.summary != _SUMMARY:
        return "its description has another name, or audit.json says something else of it than that it is what the network answers"
    data = record.data
    if data is None or data.parts is not None or data.suspects:
        return "audit.json names no file that it was in, or data"
    if problem := command_problem(record):
        return problem
    if not _is_told(data.symbols, described.symbols):
        return "audit.json gives letters or answers other names than the file's description does"
    return None


def _is_told(stated: Any, symbols: Symbols) -> bool:
    """Whether names are told as they follow from the description; of answers without names there is a range for each score."""
    told = symbols.told()
    if stated is None or told is None or symbols.classes is not None:
        return bool(_typed(stated) == _typed(told))
    answers = stated.get("answers")
    streams = answers.get("streams") if isinstance(answers, dict) and answers.keys() == {"streams"} else None
    if not isinstance(streams, list) or len(streams) != symbols.outputs:
        return False
    ends = [stream.get("integers") if isinstance(stream, dict) and stream.keys() == {"integers"} else None for stream in streams]
    is_sound = all(isinstance(pair, list) and [type(end) for end in pair] == [int, int] and pair[0] <= 0 < pair[1] for pair in ends)
    return is_sound and bool(_typed(stated | {"answers": None}) == _typed(told | {"answers": None}))


def _typed(value: Any) -> Any:
    """A value in which `1` and `true` differ."""
    if isinstance(value, dict):
        return {key: _typed(part) for key, part in value.items() if part is not None}
    return [_typed(part) for part in value] if isinstance(value, list) else (type(value), value)


def check_origin(report: Report) -> Finding:
    """The docstring of `program.py` says of what network, by which route and with which seed it is."""
    if isinstance(report.source, Refusal) or isinstance(report.network, Refusal | Perceptrons):
        return not_checked("origin", "there is no program, or no network, that could be read")
    record = report.record
    expected = (
        f"{record.task}: {record.summary}\n\n"
        "Recovered by Glassbox from a network that is known by its answers and hidden states "
        f"(hidden size {report.network.hidden}), seed {record.seed}.\nRoute: {record.route}. "
        "What was checked, and what held, is in audit.json.\n"
    )
    if report.source.docstring != expected:
        return refuted("origin", "program.py says in its first lines another origin, route or seed than audit.json does")
    return confirmed("origin", f"program.py names the network, the route and the seed {record.seed} that audit.json does")
