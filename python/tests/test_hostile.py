"""Whatever a folder holds ends in a sentence and a status of 1 or 2, within seconds and within a GiB."""

import json
import os
import resource
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tiny_foreign
from tiny_report import CODE, edit_json, mend, program_text

GIB = 1 << 30


def check(*arguments: str, seconds: float = 30) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own, which may take a GiB beside what numpy maps."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (GIB, GIB))

    command = [sys.executable, "-m", "glassbox.check.command_line", *arguments]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, preexec_fn=limit, env=environment)


def ends_well(folder: Path, statuses: tuple[int, ...] = (1, 2), *options: str) -> str:
    result = check(str(folder), *options)
    said = result.stdout + result.stderr
    assert result.returncode in statuses, said[-2000:]
    assert "Traceback" not in said
    assert said.strip()
    assert all(character == "\n" or character.isprintable() for character in said)
    return said


def header(value: Any, numbers: bytes = b"") -> bytes:
    text = json.dumps(value).encode()
    return struct.pack("<Q", len(text)) + text + numbers


AUDITS: dict[str, bytes] = {
    "empty": b"",
    "no text": b"\xff\xfe",
    "no object": b"[]",
    "deep": b"[" * 1_000_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "wide": b"[" + b"[]," * 2_700_000 + b"[]]",
    "a long number": b'{"schema": ' + b"9" * 1_000_000 + b"}",
    "a number of many bits": b'{"schema": 1' + b"0" * 4000 + b"}",
    "no number": b'{"schema": NaN}',
    "a repeated key": b'{"schema": 1, "schema": 1}',
    "another schema": b'{"schema": 1}',
    "too many bytes": b" " * (9 << 20),
    "quotes": b'"' * 1_000_001,
    "backslashes": b'"' + b"\\" * 1_000_001,
    "escaped quotes": b'"' + b'\\"' * 4_000_000,
    "escaped quotes that end in a backslash": b'"' + b'\\"' * 4_000_000 + b"\\",
    "strings that end nowhere": b'"\\"x' * 2_000_000,
    "strings of many escapes": b'["' + b"\\n" * 4_000_000 + b'"]',
    "a long string": b'"' + b"x" * 8_000_000 + b'"',
}


@pytest.mark.parametrize("name", AUDITS)
def test_audits_that_are_none(tiny: Path, name: str) -> None:
    (tiny / "audit.json").write_bytes(AUDITS[name])
    said = ends_well(tiny, (2,))
    assert "memory" not in said, "it is read within bounds"


def shape(**values: object) -> Callable[[dict[str, Any]], object]:
    return lambda value: value["shape"].update(values)


RECORDS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a wide alphabet": shape(inputs=[-(1 << 32), 1 << 32], inputWidth=64),
    "the widest": shape(inputWidth=1024, length=1),
    "a long sequence": shape(length=1024),
    "a sequence beyond bounds": shape(length=1 << 40),
    "an alphabet beyond bounds": shape(inputs=[0, 1 << 60]),
    "an alphabet the wrong way round": shape(inputs=[1, 0]),
    "ranges of more inputs than there are": shape(inputs=[[0, 1], [0, 2]]),
    "a range of three numbers": shape(inputs=[[0, 1, 2]]),
    "no range": shape(inputs=[]),
    "true for a number": lambda value: value.update(seed=True),
    "a text for a number": lambda value: value["claims"][0].update(cases="many"),
    "many claims": lambda value: value.update(claims=value["claims"] * 100),
    "an unknown claim": lambda value: value["claims"].append(value["claims"][0] | {"claim": "\u202e\x1b[2J", "errors": 1}),
    "a claim twice": lambda value: value.update(claims=value["claims"] * 2),
    "a verdict that turns the direction": lambda value: value.update(verdict="\u202etable\x07"),
    "a task that moves the cursor": lambda value: value.update(task="\x1b]0;owned\x07\ud800"),
    "a long task": lambda value: value.update(task="x" * 1_000_000),
    "formulas that nest": lambda value: value["explanation"].update(formulas={"parity": "-" * 5000 + "x", "output": "parity"}),
    "a file elsewhere": lambda value: value["files"].update({"../../../etc/passwd": "0"}),
    "no program told": lambda value: value["explanation"].update(program=None),
    "a program of another form": lambda value: value["explanation"].update(program={"inputs": [1], "body": []}),
    "cases beyond bounds": lambda value: value["claims"][3].update(cases=1 << 53),
}


@pytest.mark.parametrize("name", RECORDS)
def test_records_beyond_bounds(tiny: Path, name: str) -> None:
    edit_json(tiny, RECORDS[name])
    # Its network is right at any length, whatever it was trained on.
    ends_well(tiny, (0, 1, 2) if name == "a long sequence" else (1, 2))


F64: dict[str, Any] = {"dtype": "F64", "shape": [1, 1], "data_offsets": [0, 8]}
NETWORKS: dict[str, bytes] = {
    "empty": b"",
    "a header beyond the file": struct.pack("<Q", 1 << 62),
    "no header": header([]),
    "a shape beyond the file": header({"a": F64 | {"shape": [1 << 40, 1 << 40]}}),
    "shapes without numbers": header({"a": F64 | {"shape": [0, 1 << 62], "data_offsets": [0, 0]}}),
    "another type": header({"a": F64 | {"dtype": "BF16"}}, bytes(8)),
    "offsets that overlap": header({"a": F64, "b": F64}, bytes(8)),
    "other tensors": header({"a": F64}, bytes(8)),
    "a layer alone": header({"transition.0.weight": F64}, bytes(8)),
    "metadata that is none": header({"__metadata__": 1, "a": F64}, bytes(8)),
    "too many bytes": bytes(2 << 20),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_networks_that_are_none(tiny: Path, name: str) -> None:
    (tiny / "network.safetensors").write_bytes(NETWORKS[name])
    mend(tiny)
    assert "network      refuted" in ends_well(tiny, (1,))


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    return tiny_foreign.write(tmp_path / tiny_foreign.NAME)


FEW = ("--words", "256")


def claimed(level: int, **values: object) -> Callable[[dict[str, Any]], object]:
    return lambda value: value["claims"][level].update(values)


def limited(**values: object) -> Callable[[dict[str, Any]], object]:
    return lambda value: value["claims"][1]["limit"].update(values)


def word_of(*letters: Any) -> Callable[[dict[str, Any]], object]:
    return claimed(2, firstError={"input": list(letters), "program": [[0]] * len(letters), "expected": [[1]] * len(letters)})


def read_as(**values: object) -> Callable[[dict[str, Any]], object]:
    return lambda value: value["claims"][5]["grounding"]["variables"][0]["affine"].update(values)


def moved(**values: object) -> Callable[[dict[str, Any]], object]:
    return lambda value: value["claims"][6]["interventions"]["shifts"][0].update(values)


MOVE = {"prefix": [[0]], "steps": 1, "continuation": [[0]], "program": [[0]], "network": [[1]]}
FOREIGN_RECORDS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a limit beyond bounds": limited(length=1 << 40),
    "a limit of no length": limited(length=-1),
    "many letters that stand for others": limited(letters=1 << 50),
    "many numbers of states": limited(states=[1] * 5000),
    "states that are none": limited(states=[[1]]),
    "a kept length of many words": claimed(1, statement=tiny_foreign.OWN + "all sequences of length " + "9" * 4000),
    "many rates": claimed(2, alsoSeen=[{"what": "x", "cases": 1, "errors": 0}] * 100),
    "a long word": word_of(*[[0]] * 20_000),
    "a wide letter": word_of([0] * 4000),
    "a ragged word": word_of([0], [0, 1]),
    "a word of letters that there are not": word_of([7], [-3]),
    "a word of wider letters": word_of([0, 1]),
    "a word of nothing": word_of(),
    "a word of greater letters": word_of([1 << 70]),
    "a length of many digits": claimed(2, notMade=f"the network departs from the program at length {'9' * 5000}"),
    "a great length": claimed(2, notMade="the network departs from the program at length 9999"),
    "a probe judged on many states": read_as(judged=1 << 53),
    "a probe of another kind": read_as(heldOut="everything"),
    "a probe that errs more often than it is judged": read_as(errors=1 << 40),
    "many variables": lambda value: value["claims"][5]["grounding"].update(variables=[{}] * 1000),
    "a direction of many numbers": moved(direction=[0.0] * 100_000),
    "a direction of texts": moved(direction=["inf", "x", "y"]),
    "a direction of great numbers": moved(direction=[10**400, 0, 0]),
    "a direction that overflows": moved(direction=[1e308, 1e308, 1e308]),
    "moves that tell without a rate": moved(rate=None),
    "many steps": moved(errors=1, departure=MOVE | {"steps": 1 << 60}),
    "cells that are none": lambda value: value["network"].update(cells=[7]),
    "many cells": lambda value: value["network"].update(cells=["relu"] * 100_000),
    "no cells": lambda value: value["network"].update(cells=None),
    "symbols that are none": lambda value: value["data"].update(symbols={"letters": 7}),
    "answers that nest": lambda value: value["data"]["symbols"].update(answers={"streams": [[[[]]]]}),
    "a wide alphabet": shape(inputs=[-(1 << 32), 1 << 32]),
    "another width": shape(inputWidth=2),
    "a machine of no length": lambda value: value["machine"].update(length=0),
    "an unknown claim": lambda value: value["claims"].append(value["claims"][0] | {"claim": "\u202e\x1b[2J", "errors": 1}),
    "no exhaustive claim": lambda value: value["claims"].pop(1),
    "no claims": lambda value: value.update(claims=[]),
    "a claim about data": lambda value: value["claims"].append(value["claims"][0] | {"claim": "recorded", "errors": 1}),
}


@pytest.mark.parametrize("name", FOREIGN_RECORDS)
def test_records_of_other_networks_beyond_bounds(foreign: Path, name: str) -> None:
    edit_json(foreign, FOREIGN_RECORDS[name])
    ends_well(foreign, (1, 2), *FEW)


GREAT: dict[str, Any] = {"dtype": "F64", "shape": [1 << 12, 1 << 12], "data_offsets": [0, 8 << 24]}
DESCRIBED: dict[str, str] = {"glassbox": json.dumps(tiny_foreign.DESCRIPTION)}
FOREIGN_NETWORKS: dict[str, bytes] = {
    "no description": header({"a": F64}, bytes(8)),
    "a description alone": header({"__metadata__": DESCRIBED}),
    "a description that is none": header({"__metadata__": {"glassbox": "[" * 100_000}}),
    "a great matrix": header({"__metadata__": DESCRIBED, "rnn.weight_ih_l0": GREAT}, bytes(1 << 20)),
    "many tensors": header({"__metadata__": DESCRIBED} | {f"rnn.weight_ih_l{n}": F64 for n in range(9000)}, bytes(8)),
    "a long header": header({"__metadata__": {"glassbox": " " * (2 << 20)}}),
    "a long name": header({"__metadata__": DESCRIBED, "a.1." * 100_000 + "weight": F64}, bytes(8)),
    "numbers of many digits": header({"__metadata__": DESCRIBED, f"rnn.weight_ih_l{'1' * 5000}": F64}, bytes(8)),
    "too many bytes": bytes((32 << 20) + 1),
    "weights of nothing": header({"__metadata__": DESCRIBED, "rnn.weight_ih_l0": F64 | {"shape": [0, 1]}}, bytes(8)),
}


@pytest.mark.parametrize("name", FOREIGN_NETWORKS)
def test_other_networks_that_are_none(foreign: Path, name: str) -> None:
    (foreign / "network.safetensors").write_bytes(FOREIGN_NETWORKS[name])
    mend(foreign)
    assert "network      refuted" in ends_well(foreign, (1,), *FEW)


FOREIGN_PROGRAMS: dict[str, tuple[str, str]] = {
    "a name that ends the text": ('"a": 0', '"a\\": 0'),
    "another name for f": ("def g(xs)", "def h(xs)"),
    "an f that computes": ("[ANSWERS[y]", "[ANSWERS[y - 1]"),
    "another end": ("sys.exit(2)", "sys.exit(3)"),
    "what takes for ever": ("previous = x", "previous = previous * previous + 3"),
    "a table": ("LETTERS = {", "TABLE = {\n}\nLETTERS = {"),
}


@pytest.mark.parametrize("name", FOREIGN_PROGRAMS)
def test_other_programs_with_names(foreign: Path, name: str) -> None:
    text = (foreign / "program.py").read_text()
    assert FOREIGN_PROGRAMS[name][0] in text
    (foreign / "program.py").write_text(text.replace(*FOREIGN_PROGRAMS[name], 1))
    mend(foreign)
    ends_well(foreign, (1,), *FEW)


MACHINES: dict[str, Any] = {
    "nothing": {},
    "no states": {"letters": [[0], [1]], "transitions": [], "outputs": []},
    "sparse letters": {"letters": [[0], [1 << 60]], "transitions": [[0, 0]], "outputs": [[[0], [0]]]},
    "a state that there is not": {"letters": [[0], [1]], "transitions": [[0, 9]], "outputs": [[[0], [0]]]},
    "ragged": {"letters": [[0], [1]], "transitions": [[0]], "outputs": [[[0], [0, 1]]]},
    "a long chain": {
        "letters": [[0], [1]],
        "transitions": [[min(state + 1, 65_534)] * 2 for state in range(65_535)],
        "outputs": [[[int(state == 65_534)]] * 2 for state in range(65_535)],
    },
}


@pytest.mark.parametrize("name", MACHINES)
def test_machines_that_are_none(tiny: Path, name: str) -> None:
    (tiny / "machine.json").write_text(json.dumps(MACHINES[name]))
    edit_json(tiny, lambda value: value["machine"].update(mealyStates=len(MACHINES[name].get("transitions", [1])) or 1))
    mend(tiny)
    result = check(str(tiny), "--time-limit", "5")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Traceback" not in result.stderr


PROGRAMS: dict[str, str] = {
    "a power": CODE.replace("parity ^= x", "parity = 9 ** 9 ** 9"),
    "a shift": CODE.replace("parity ^= x", "parity = 1 << 1 << 60"),
    "repeated squares": CODE.replace("parity ^= x", "parity = (parity + 3) * (parity + 3)"),
    "many operations": CODE.replace("parity ^= x", "\n        ".join(["parity ^= x" + " ^ x" * 390] * 9)),
    "too many operations": CODE.replace("parity ^= x", "\n        ".join(["parity ^= x" + " ^ x" * 390] * 90)),
    "nesting choices": CODE.replace("parity ^= x", "parity ^= " + "x if x else " * 140 + "x"),
    "too deep": CODE.replace("parity ^= x", "parity ^= " + "-" * 399 + "x"),
    "no end": CODE.replace("parity ^= x", "parity += 1"),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_that_take_for_ever(tiny: Path, name: str) -> None:
    (tiny / "program.py").write_text(program_text(PROGRAMS[name]))
    mend(tiny)
    ends_well(tiny, (1,))


def test_links_pipes_and_devices_are_not_read(tiny: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text((tiny / "audit.json").read_text())
    for make in (lambda path: path.symlink_to(secret), lambda path: path.symlink_to("/dev/zero"), os.mkfifo, Path.mkdir):
        (tiny / "audit.json").unlink()
        make(tiny / "audit.json")
        ends_well(tiny, (2,))
        if (tiny / "audit.json").is_dir() and not (tiny / "audit.json").is_symlink():
            (tiny / "audit.json").rmdir()
            (tiny / "audit.json").touch()


def test_folders_that_are_none(tmp_path: Path) -> None:
    assert "no folder" in ends_well(tmp_path / "nothing", (2,))
    assert "no report" in ends_well(tmp_path, (2,))
    (tmp_path / "file").touch()
    ends_well(tmp_path / "file", (2,))
    for arguments in ((), ("--seed", "-1", "x"), ("--words", "0", "x"), ("--time-limit", "nan", "x"), ("--what",)):
        result = check(*arguments)
        assert result.returncode == 2
        assert "Traceback" not in result.stderr


def test_names_that_move_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "site" / "reports" / "\x1b]0;owned\x07\u202eX"
    folder.mkdir(parents=True)
    (folder / "audit.json").write_text("{}")
    ends_well(tmp_path / "site", (2,))


def test_a_link_in_a_site_is_no_report_of_it(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "site" / "reports").mkdir(parents=True)
    (tmp_path / "site" / "reports" / "Link").symlink_to(tiny)
    ends_well(tmp_path / "site", (2,))


def test_what_the_machine_lacks_is_named(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise ImportError('not here', name='numpy')\n")
    command = [sys.executable, "-m", "glassbox.check.command_line", str(tiny)]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (result.returncode, "lacks numpy" in result.stderr) == (3, True), result.stderr
