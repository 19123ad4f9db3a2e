"""A report's folder, read: what it claims, and each piece of evidence or why it cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from glassbox.check import bounds
from glassbox.check.machine import Machine, read_machine
from glassbox.check.network import Network, read_network
from glassbox.check.record import Record, read_record
from glassbox.check.refusal import NoReport, Refusal
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


def read_report(path: Path) -> Report:
    """Reads a folder; raises `NoReport` where it has no `audit.json` that can be read."""
    try:
        with UntrustedFolder(path) as folder:
            record = read_record(parse(folder.read("audit.json", bounds.AUDIT_BYTES), "audit.json"))
            files = {name: _read(folder, name) for name in sorted(_wanted(folder, record))}
    except Refusal as error:
        raise NoReport(str(error)) from None
    return Report(
        record,
        files,
        network=_part(files, "network.safetensors", read_network),
        source=_part(files, "program.py", lambda data: read_program(data, record.shape.alphabet.width)),
        machine=_part(files, "machine.json", lambda data: read_machine(parse(data, "machine.json"))),
    )


def _wanted(folder: UntrustedFolder, record: Record) -> set[str]:
    return {name for name in bounds.FILE_BYTES if name in record.files} | (folder.names() & bounds.FILE_BYTES.keys())


def _read(folder: UntrustedFolder, name: str) -> bytes | Refusal:
    try:
        return folder.read(name, bounds.FILE_BYTES[name])
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
