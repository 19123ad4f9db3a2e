"""The command that a report offers for copying is exactly the one that makes it, to a shell too."""

import json
from typing import Any

import pytest
import tiny_foreign

from glassbox.check.command import command_problem
from glassbox.check.record import read_record

AUDIT = json.dumps(tiny_foreign.audit())


def problem(command: str, name: str = "model.safetensors", arguments: tuple[str, ...] = ("", "", "")) -> str | None:
    value = json.loads(AUDIT)
    value["data"].update(name=name, arguments=list(arguments))
    return command_problem(read_record(value | {"command": command}))


def said(**values: Any) -> tuple[str, ...]:
    return "", "", "", json.dumps(values)


@pytest.mark.parametrize(
    ("command", "name", "arguments"),
    [
        ("glassbox report model.safetensors --seed 1", "model.safetensors", ()),
        ("glassbox report model.safetensors --seed 1 --budget 1.5h", "model.safetensors", ("", "", "")),
        ("glassbox report model.safetensors --against Parity_All --seed 1", "model.safetensors", ("", "", "")),
        ("glassbox report données.csv --inputs a,b --outputs c --wrong-rows --seed 1", "données.csv", ("a,b", "c", "wrong-rows")),
        ("glassbox report my data.csv --inputs first name --seed 1", "my data.csv", ("first name", "", "")),
        ("glassbox report 'my data.csv' --seed 1", "my data.csv", ()),
        (
            "glassbox report m.onnx --letters 'a,b,(,)' --start '3' --answers 'it'\\''s,no' --title 'x; y' --seed 1",
            "m.onnx",
            said(answers=["it's", "no"], letters=["a", "b", "(", ")"], name="x; y", start=3),
        ),
        (
            "glassbox report m.onnx --numbers='-1..1,0..9' --decision 'round' --length '12' --seed 1",
            "m.onnx",
            said(decision="round", length=12, numbers=[[-1, 1], [0, 9]]),
        ),
    ],
)
def test_commands_that_make_the_report(command: str, name: str, arguments: tuple[str, ...]) -> None:
    assert problem(command, name, arguments) is None


ENDS = ("; touch x; : --seed 1", " && touch x --seed 1", " | sh --seed 1", " $(touch x) --seed 1", " `touch x` --seed 1")


@pytest.mark.parametrize("end", [*ENDS, " > x --seed 1", "\ntouch x --seed 1", " --model 'touch x' --seed 1", " 'x --seed 1"])
def test_commands_that_do_something_else_are_refuted(end: str) -> None:
    """Whether the file is called so or not."""
    for name in ("model.safetensors", "model.safetensors" + end.removesuffix(" --seed 1")):
        assert problem("glassbox report model.safetensors" + end, name) is not None


@pytest.mark.parametrize(
    "command",
    [
        "",
        "by hand",
        "glassbox report model.safetensors",
        "glassbox report model.safetensors --seed 2",
        "glassbox report model.safetensors --seed 1 --seed 1",
        "glassbox report model.safetensors --seed 1 ",
        "glassbox report model.safetensors  --seed 1",
        "glassbox report model.safetensors --seed 1 --budget",
        "glassbox report model.safetensors --seed 1 --budget --model",
        "glassbox report model.safetensors --seed 1 --model 'touch x'",
        "glassbox report model.safetensors --against --seed 1",
        "glassbox report model.safetensors --against x --model 'touch x' --seed 1",
        "glassbox report model.safetensors --letters 'a' --seed 1",
        "glassbox report model.safetensors another.safetensors --seed 1",
        "glassbox report another.safetensors --seed 1",
        "touch x; glassbox report model.safetensors --seed 1",
    ],
)
def test_commands_of_other_reports_are_refuted(command: str) -> None:
    assert problem(command) is not None


@pytest.mark.parametrize("name", ["", "-x", "--model", "x --model y", "a  b", "$(touch x)", "~/x", "*", "a\tb"])
def test_names_that_a_shell_takes_for_something_else_are_refuted(name: str) -> None:
    assert problem(f"glassbox report {name} --seed 1", name) is not None


@pytest.mark.parametrize("text", ["[]", "{", '"x"'])
def test_what_was_said_of_a_network_is_an_object(text: str) -> None:
    assert problem("glassbox report model.safetensors --seed 1", arguments=("", "", "", text)) is not None
