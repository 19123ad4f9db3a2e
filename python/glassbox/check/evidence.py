"""Checks of what lies in the folder: that the files are the ones meant, fit each other, and say what `audit.json` says."""

import hashlib

import numpy as np

from glassbox.check import bounds
from glassbox.check.command import command_problem
from glassbox.check.comparison import Comparison, compare
from glassbox.check.curve import is_law
from glassbox.check.deadline import Deadline
from glassbox.check.drawing import differs
from glassbox.check.expressions import Expression
from glassbox.check.figures import figures_problem
from glassbox.check.findings import Finding, confirmed, not_checked, refuted
from glassbox.check.machine import Machine
from glassbox.check.network import Network
from glassbox.check.options import Options
from glassbox.check.perceptrons import Perceptrons
from glassbox.check.plain_text import counted
from glassbox.check.program import Assignment, Formula
from glassbox.check.record import MECHANISM, Claim, Record
from glassbox.check.recorded_program import difference, read_recorded_program, same_formula
from glassbox.check.refusal import Refusal
from glassbox.check.report import Report
from glassbox.check.syntax import SourceProgram, read_expressions


def check_files(report: Report) -> Finding:
    """Every file has the stated SHA-256; none is missing, and none of their kind is unstated."""
    record = report.record
    promised = {
        "program.py": record.program is not None,
        "network.safetensors": record.network is not None,
        "machine.json": record.network is not None and record.machine is not None and record.machine.mealy_states is not None,
    }
    names = sorted(record.files.keys() | report.files.keys() | {name for name, is_so in promised.items() if is_so})
    for name in names:
        if problem := _file_problem(report, name, promised.get(name)):
            return refuted("files", problem)
    return confirmed("files", f"{counted(len(names), 'file')} with the stated SHA-256")


def _file_problem(report: Report, name: str, is_promised: bool | None) -> str | None:
    stated, data = report.record.files.get(name), report.files.get(name)
    if name not in bounds.FILE_BYTES:
        return f"audit.json states {name!r}, which is no file of a report"
    if stated is None:
        return f"{name} is not among the files that audit.json states"
    if is_promised is False:
        return f"{name} is stated, but audit.json says that there is none"
    if not isinstance(data, bytes):
        return str(data) if data is not None else f"{name} is missing"
    return None if hashlib.sha256(data).hexdigest() == stated else f"{name} has not the SHA-256 that audit.json states"


def check_network(report: Report) -> Finding:
    """The weights are of the stated shape, and were trained for this task, as the stated command does."""
    record, network = report.record, report.network
    if problem := command_problem(record):
        return refuted("network", problem)
    if record.network is None:
        return not_checked("network", "the report has none")
    if isinstance(network, Refusal):
        return refuted("network", str(network))
    stated = record.network
    if not isinstance(network, Perceptrons):
        return refuted("network", "it is of another kind than audit.json states")
    shapes = (network.hidden, network.widths(network.transition), network.widths(network.readout), network.parameters)
    if shapes != (stated.hidden, stated.f, stated.g, stated.parameters):
        return refuted("network", "audit.json states another shape")
    if (network.input_width, network.output_width) != (record.shape.alphabet.width, record.shape.output_width):
        return refuted("network", "it reads or gives another number of integers than the task")
    if (network.metadata.get("task"), network.metadata.get("seed")) != (record.task, str(record.seed)):
        return refuted("network", "its header names another task or seed")
    return confirmed("network", f"{counted(network.hidden, 'hidden unit')}, {counted(network.parameters, 'parameter')}, as stated")


def check_program(report: Report, random: np.random.Generator) -> Finding:
    """`program.py` is of the emitted forms, and says what `audit.json` says."""
    record, source = report.record, report.source
    if record.program is None:
        return not_checked("program", "none is claimed")
    if isinstance(source, Refusal):
        return refuted("program", str(source))
    title = f"{record.task}: {record.summary}" if record.summary is not None else record.task
    if source.title != title and not (record.summary is None and source.title.startswith(f"{title}: ")):
        return refuted("program", "its docstring names another task")
    if source.heart != record.heart:
        return refuted("program", f"audit.json tells the loop as {record.heart!r}; it is {source.heart!r}")
    try:
        problem = _program_problem(record, source, random)
    except Refusal as error:
        problem = str(error)
    if problem is not None:
        return refuted("program", problem)
    return confirmed("program", f"what audit.json says: {record.heart}")


def _program_problem(record: Record, source: SourceProgram, random: np.random.Generator) -> str | None:
    if record.program_value is None:
        return "audit.json has no explanation.program"
    if found := difference(source.program, read_recorded_program(record.program_value), random):
        return f"it is not explanation.program of audit.json: {found}"
    program = source.program
    if not isinstance(program, Formula):
        return "audit.json tells formulas of a table" if record.formulas else None
    told: dict[str, tuple[Expression, ...]] = {}
    for statement in program.statements:
        if isinstance(statement, Assignment):
            told |= {target: (value,) for target, value in zip(statement.targets, statement.values, strict=True)}
        else:
            told["output"] = statement.values
    if told.keys() != record.formulas.keys():
        return "audit.json tells formulas of other variables"
    for name, values in told.items():
        stated = read_expressions(record.formulas[name])
        if len(stated) != len(values) or not all(same_formula(*pair, random) for pair in zip(stated, values, strict=True)):
            return f"audit.json tells another formula of {name}"
    return None


def check_machine(report: Report, options: Options, random: np.random.Generator, deadline: Deadline) -> Finding:
    """`machine.json` is minimal, has the stated states, and answers like the network within the trained length."""
    machine, network, record = report.machine, report.network, report.record
    if record.machine is None or record.machine.mealy_states is None:
        return not_checked("machine", "the report has none: the network's states do not come to an end")
    if isinstance(machine, Refusal):
        return refuted("machine", str(machine))
    if problem := _machine_problem(report, machine, deadline):
        return refuted("machine", problem)
    if isinstance(network, Refusal) or network.input_width != record.shape.alphabet.width:
        return not_checked("machine", "there is no network to compare it with")
    if network.output_width != machine.output_width:
        return refuted("machine", "it gives another number of integers than the network")
    found, which = _machine_and_network(report, machine, network, options, random, deadline)
    if found.differences:
        text = f"it answers otherwise than the network on {found.differences:,} of {which}"
        return refuted("machine", text, found.word)
    return confirmed("machine", f"{counted(machine.state_count, 'state')}, minimal; answers like the network on {which}")


def _machine_problem(report: Report, machine: Machine, deadline: Deadline) -> str | None:
    record = report.record
    alphabet = record.shape.alphabet
    if alphabet.size > bounds.EXPLORED_LETTERS or not np.array_equal(machine.letters, alphabet.letters()):
        return "its letters are not those of the task"
    if machine.output_width != record.shape.output_width:
        return "it gives another number of integers than the task"
    if record.machine is None or machine.state_count != record.machine.mealy_states:
        return f"it has {counted(machine.state_count, 'state')}; audit.json states another number"
    if unreachable := machine.unreachable():
        return f"no word leads to {counted(unreachable, 'state')}"
    if (classes := machine.classes(deadline)) < machine.state_count:
        return f"it is not minimal: {counted(classes, 'state')} would do"
    return None


def _machine_and_network(
    report: Report, machine: Machine, network: Network, options: Options, random: np.random.Generator, deadline: Deadline
) -> tuple[Comparison, str]:
    alphabet, trained = report.record.shape.alphabet, report.record.shape.length
    if report.record.machine is not None and report.record.machine.length is not None:
        trained = min(trained, report.record.machine.length)
    length = alphabet.longest_listed(options.words, trained)
    words = alphabet.all_words(length) if length else alphabet.draw(random, 1, 1)
    found, which = compare(words, machine.run(words, deadline), network.run(words, deadline)), f"all of length {length}"
    if length < trained:
        fresh = alphabet.draw(random, alphabet.affordable(options.sequences, trained), trained)
        found = found.and_(compare(fresh, machine.run(fresh, deadline), network.run(fresh, deadline)))
        which = f"{which} and fresh ones of length {trained}" if length else f"fresh ones of length {trained}"
    return found, f"{counted(found.words, 'word')}, {which}"


def check_drawing(report: Report) -> Finding:
    """`machine.dot` has the transitions of `machine.json`."""
    data = report.files.get("machine.dot")
    if not isinstance(data, bytes) or isinstance(report.machine, Refusal):
        return not_checked("drawing", "the report has no machine.dot" if data is None else "there is no machine to compare it with")
    try:
        problem = differs(data, report.machine, report.symbols)
    except Refusal as error:
        return not_checked("drawing", str(error))
    if problem is not None:
        return refuted("drawing", problem)
    return confirmed("drawing", "machine.dot has the transitions of machine.json")


def check_verdict(report: Report) -> Finding:
    """The words at the top follow from the claims as stated."""
    record = report.record
    word = ", ".join(part for part in (record.verdict, record.evidence) if part)
    if problem := next((text for claim in record.claims.values() if (text := _claim_problem(claim, record))), None):
        return refuted("verdict", problem)
    if record.verdict == "unsolved":
        if record.evidence is not None or record.failure is None:
            return refuted("verdict", "a task is called unsolved that is said to be explained, or not said why")
        return confirmed("verdict", "unsolved, so that nothing is claimed of a program")
    if problem := _solved_problem(report):
        return refuted("verdict", problem)
    return confirmed("verdict", f"{word}, as follows from the claims")


def _claim_problem(claim: Claim, record: Record) -> str | None:
    if problem := figures_problem(claim, record):
        return problem
    if claim.not_made is not None:
        is_empty = not claim.holds and claim.cases == 0 and claim.errors == 0
        return None if is_empty else f"{claim.level} is said not to be made, and has figures"
    # A program without variables is grounded, though there is nothing to read.
    if claim.holds == (not claim.is_refuted and (claim.cases > 0 or claim.level == "grounded")):
        return None
    word = "hold" if claim.holds else "fail"
    return f"{claim.level} is said to {word} with {counted(claim.errors, 'error')} in {counted(claim.cases, 'case')}"


def _fails(claim: Claim) -> bool:
    return not claim.holds and claim.not_made is None


def _expected_verdict(record: Record, kind: str) -> str:
    """The word for a program of a kind: of a network that departs from it, whether the lengths up to there show a law."""
    limit = next((claim.limit for claim in record.claims.values() if claim.limit is not None), None)
    if limit is None:
        return kind
    return f"{kind}UpTo" if is_law(limit.states) else "approximation"


def _solved_problem(report: Report) -> str | None:
    record, source = report.record, report.source
    if record.program is None or isinstance(source, Refusal):
        return "a program is claimed, but there is none that can be read"
    program = source.program
    is_formula = isinstance(program, Formula)
    if record.verdict != (expected := _expected_verdict(record, "formula" if is_formula else "table")):
        return f"its program and claims make it {expected}"
    if "tested" not in record.claims or record.failure is not None:
        return "no test of the program is stated, or a failure is"
    if any(_fails(record.claims[level]) for level in ("tested", "recorded", "exhaustive") if level in record.claims):
        return "a program that errs in its tests is called one"
    # Of a program without variables there is nothing to be read: what changes of the hidden state do says it all.
    needed = MECHANISM if isinstance(program, Formula) and program.state else ("causal",)
    is_told = record.verdict in ("formula", "formulaUpTo")
    is_mechanism = is_told and all(level in record.claims and record.claims[level].holds for level in needed)
    if record.evidence not in ("mechanistic", "behavioural"):
        return None
    return None if (record.evidence == "mechanistic") == is_mechanism else f"its claims do not make it {record.evidence}"
