"""A report's folder, read: what it claims, and each piece of evidence or why it cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from glassbox.check import bounds
from glassbox.check.machine import Machine, read_machine
from glassbox.check.network import Network
from glassbox.check.perceptrons import read_perceptrons
from glassbox.check.record import Record, read_record
from glassbox.check.refusal import NoReport, Refusal
from glassbox.check.stack_file import DescribedStack, read_stack
from glassbox.check.symbols import Symbols
from glassbox.check.syntax import SourceProgram, read_program
from glassbox.check.untrusted_folder import UntrustedFolder
from glassbox.check.untrusted_json import parse

Value = TypeVar("Value")


@dataclass(frozen=True)
class Report:
    """Every part is the thing itself or the `Refusal` that says what is wrong with it."""

    record: Record
    files: dict[str, bytes | Refusal]
    """By name, of those that are there or stated."""
    network: Network | Refusal
    source: SourceProgram | Refusal
    machine: Machine | Refusal
    described: DescribedStack | None = None
    """Where somebody else trained the network, and its file can be read: what it says beside the weights."""

    @property
    def symbols(self) -> Symbols | None:
        """What letters and answers are called; None where they are integers."""
        return None if self.described is None or self.described.symbols.is_plain else self.described.symbols


def read_report(path: Path) -> Report:
    """Reads a folder; raises `NoReport` where it has no `audit.json` that can be read."""
    try:
        with UntrustedFolder(path) as folder:
            if {"audit.json", "questions.json"} <= folder.names():
                raise Refusal("it has both an audit.json and a questions.json; expected one of them")
            if "questions.json" in folder.names():
                raise Refusal("it is of a network that answers questions, which this check does not run; glassbox audit checks it")
            record = read_record(parse(folder.read("audit.json", bounds.AUDIT_BYTES), "audit.json"))
            files = {name: _read(folder, name, record) for name in sorted(_wanted(folder, record))}
    except Refusal as error:
        raise NoReport(str(error)) from None
    if record.is_foreign:
        return _foreign(record, files)
    return Report(
        record,
        files,
        network=_part(files, "network.safetensors", read_perceptrons),
        source=_part(files, "program.py", lambda data: read_program(data, record.shape.alphabet.width)),
        machine=_part(files, "machine.json", lambda data: read_machine(parse(data, "machine.json"))),
    )


def _foreign(record: Record, files: dict[str, bytes | Refusal]) -> Report:
    """Letters and answers are those that the network's file describes; where that cannot be read, nothing else can."""
    described = _part(files, "network.safetensors", read_stack)
    machine = _part(files, "machine.json", lambda data: read_machine(parse(data, "machine.json")))
    if isinstance(described, Refusal):
        return Report(record, files, described, Refusal("there is no network that says what its names mean"), machine)
    symbols, alphabet = described.symbols, described.symbols.alphabet
    if record.shape.alphabet.ranges != alphabet.ranges or record.shape.length != described.description.length:
        wrong = Refusal("network.safetensors reads other letters, or words of another length, than audit.json states")
        return Report(record, files, wrong, wrong, machine)
    record = replace(record, shape=replace(record.shape, alphabet=alphabet))
    source = _part(files, "program.py", lambda data: read_program(data, alphabet.width, symbols))
    return Report(record, files, described.network, source, machine, described)


def _wanted(folder: UntrustedFolder, record: Record) -> set[str]:
    return {name for name in bounds.FILE_BYTES if name in record.files} | (folder.names() & bounds.FILE_BYTES.keys())


def _read(folder: UntrustedFolder, name: str, record: Record) -> bytes | Refusal:
    is_foreign = record.is_foreign and name == "network.safetensors"
    try:
        return folder.read(name, bounds.FOREIGN_NETWORK_BYTES if is_foreign else bounds.FILE_BYTES[name])
    except Refusal as error:
        return error


def _part(files: dict[str, bytes | Refusal], name: str, read: Callable[[bytes], Value]) -> Value | Refusal:
    data = files.get(name, Refusal(f"there is no {name}"))
    if isinstance(data, Refusal):
        return data
    try:
        return read(data)
    except Refusal as error:
        return error
