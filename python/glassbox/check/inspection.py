"""Checks one report: reads the folder, tries all that can be tried, and gathers what was found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from glassbox.check import evidence, stack_evidence
from glassbox.check.claims import Claims
from glassbox.check.deadline import Deadline
from glassbox.check.examples import Examples
from glassbox.check.findings import Finding, Outcome, not_checked, refuted
from glassbox.check.foreign_claims import ForeignClaims
from glassbox.check.machine import Machine
from glassbox.check.options import Options
from glassbox.check.record import WITHIN
from glassbox.check.refusal import OutOfTime, Refusal
from glassbox.check.report import Report, read_report


@dataclass(frozen=True)
class Inspection:
    """What was found of one report."""

    folder: Path
    task: str
    verdict: str
    findings: list[Finding]

    @property
    def holds(self) -> bool:
        """Whether nothing is refuted."""
        return all(finding.outcome is not Outcome.REFUTED for finding in self.findings)

    def count(self, outcome: Outcome) -> int:
        return sum(finding.outcome is outcome for finding in self.findings)


# Weights may be of any size: what numbers then come to is compared, and told of by nobody else.
@np.errstate(all="ignore")
def inspect(folder: Path, options: Options, examples: Examples | None = None) -> Inspection:
    """Checks the report in a folder; raises `NoReport` where there is none."""
    deadline = Deadline(options.time_limit)
    report = read_report(folder)
    record = report.record
    findings = list(_evidence(report, options, deadline)) + list(_claims(report, options, examples, deadline))
    if beyond := [finding.name for finding in findings if finding.is_beyond and finding.name in WITHIN]:
        # Glassbox makes no report of a program that leaves 64 bits on words as long as those of the training.
        text = f"{' and '.join(beyond)} could not be checked, as numbers of the program leave 62 bits"
        findings.append(refuted("outputs", f"{text}: what it answers is not confirmed"))
    if deadline.missed is not None:
        findings.append(refuted("time", f"{deadline.missed}, and a report that needs more is not confirmed"))
    verdict = ", ".join(part for part in (record.verdict, record.evidence) if part)
    return Inspection(folder, record.task, verdict, findings)


def _evidence(report: Report, options: Options, deadline: Deadline) -> Iterator[Finding]:
    random = np.random.default_rng([options.seed, 0])
    yield evidence.check_files(report)
    if report.record.is_foreign:
        yield _in_time("network", lambda: stack_evidence.check_described(report, deadline))
        yield stack_evidence.check_origin(report)
    else:
        yield evidence.check_network(report)
    yield evidence.check_program(report, random)
    yield _in_time("machine", lambda: evidence.check_machine(report, options, random, deadline))
    yield evidence.check_drawing(report)
    yield evidence.check_verdict(report)


def _claims(report: Report, options: Options, examples: Examples | None, deadline: Deadline) -> Iterator[Finding]:
    claims = report.record.claims.values()
    parts = _parts(report, options, examples, deadline)
    checked = ForeignClaims(parts) if report.record.is_foreign and isinstance(parts, Claims) else parts
    for claim in claims:
        if not isinstance(checked, Refusal):
            yield _in_time(claim.level, lambda claim=claim: checked.check(claim))  # type: ignore[misc]
        else:
            yield not_checked(claim.level, f"{parts}")


def _parts(report: Report, options: Options, examples: Examples | None, deadline: Deadline) -> Claims | Refusal:
    """What claims are about, or why they cannot be checked."""
    record, source, network = report.record, report.source, report.network
    if isinstance(source, Refusal):
        return Refusal("there is no program that could be read")
    if isinstance(network, Refusal):
        return Refusal("there is no network that could be read")
    machine = report.machine if isinstance(report.machine, Machine) else None
    widths = (record.shape.alphabet.width, record.shape.output_width)
    if (network.input_width, network.output_width) != widths or source.program.output_width != widths[1]:
        return Refusal("network and program do not read and give as many integers as the task")
    if machine is not None and (machine.letters.shape[1], machine.output_width) != widths:
        return Refusal("the machine does not read and give as many integers as the task")
    random = np.random.default_rng([options.seed, 1])
    return Claims(record, source.program, network, machine, examples, options, random, deadline)


def _in_time(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except OutOfTime as error:
        return not_checked(name, str(error))
    except Refusal as error:
        return refuted(name, str(error))
