"""The JSON Schemas in docs/schemas describe what reports hold, and refuse what they do not."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest
import tiny_report
from conftest import site_reports
from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def problems(name: str, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(value)]


@pytest.mark.skipif(not site_reports(), reason="GLASSBOX_REPORTS names no site")
def test_reports_of_the_site_are_valid() -> None:
    for folder in site_reports():
        for name in ("audit", "machine"):
            path = folder / f"{name}.json"
            if path.exists():
                assert not problems(name, json.loads(path.read_text(encoding="utf-8")))[:3], path


@pytest.mark.skipif(not site_reports(), reason="GLASSBOX_REPORTS names no site")
def test_the_front_page_of_the_site_is_valid() -> None:
    top = site_reports()[0].parents[1]
    index = json.loads((top / "index.json").read_text(encoding="utf-8"))
    assert not problems("index", index)[:3]
    assert [page["name"] for page in index["reports"]]
    with (top / "index.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    pages = [page for kind in ("reports", "experiments", "comparisons") for page in index[kind]]
    assert [line["link"] for line in lines] == [page["link"] for page in pages]
    assert all(set(line) == set(page) for line, page in zip(lines, pages, strict=True))
    for key, other in (("schema", 2), ("reports", [index["reports"][0] | {"tone": "green"}]), ("experiments", [{}])):
        assert problems("index", index | {key: other}), key


@pytest.mark.skipif(not site_reports(), reason="GLASSBOX_REPORTS names no site")
def test_comparisons_of_the_site_are_valid() -> None:
    paths = sorted((site_reports()[0].parents[1] / "diffs").glob("*/diff.json"))
    assert paths
    for path in paths:
        value = json.loads(path.read_text(encoding="utf-8"))
        assert not problems("diff", value)[:3], path
        for key, other in (("schema", 2), ("left", value["left"] | {"kind": "rumour"}), ("networks", {}), ("claims", [{}])):
            assert problems("diff", value | {key: other}), key


@pytest.mark.skipif("GLASSBOX_TRANSFORMERS" not in os.environ, reason="GLASSBOX_TRANSFORMERS names no site")
def test_reports_of_transformers_are_valid() -> None:
    reports = Path(os.environ["GLASSBOX_TRANSFORMERS"]) / "reports"
    audits, questions = sorted(reports.glob("*/audit.json")), sorted(reports.glob("*/questions.json"))
    assert audits
    assert questions
    for path in audits:
        value = json.loads(path.read_text(encoding="utf-8"))
        assert value["streams"], path
        assert not problems("audit", value)[:3], path
    for path in questions:
        value = json.loads(path.read_text(encoding="utf-8"))
        assert not problems("questions", value)[:3], path
        for key, other in (("schema", 1), ("files", {"../x": "0"}), ("opening", value["opening"] | {"verdict": "proven"})):
            assert problems("questions", value | {key: other}), key


def test_every_key_is_described() -> None:
    for name in ("audit", "machine", "questions", "index", "diff"):
        schema = validator(name).schema
        assert isinstance(schema, dict)
        assert all("description" in part or part.get("$ref") for part in schema["properties"].values())


def test_a_machine() -> None:
    assert not problems("machine", tiny_report.MACHINE)
    assert problems("machine", tiny_report.MACHINE | {"letters": []})
    assert problems("machine", tiny_report.MACHINE | {"transitions": [[0, -1]]})


@pytest.mark.parametrize("program", [tiny_report.PROGRAM, tiny_report.TABLE_PROGRAM])
def test_a_program(program: dict[str, Any]) -> None:
    explanation: dict[str, Any] = {"route": None, "tried": [], "formulas": {}, "cost": 1, "program": program}
    assert not [
        text for text in problems("audit", {"explanation": explanation}) if "explanation" in text and "required" not in text
    ]
    explanation["program"] = program | {"inputs": ["not a name"]}
    assert [text for text in problems("audit", {"explanation": explanation}) if "explanation" in text and "required" not in text]


@pytest.mark.parametrize(
    ("key", "value"),
    [("schema", 1), ("seed", -1), ("verdict", "true"), ("files", {"../x": "0"}), ("claims", [{}]), ("network", {"hidden": 1})],
)
def test_a_known_key_of_another_kind_is_refused(key: str, value: object) -> None:
    assert [text for text in problems("audit", {key: value}) if text.startswith(f"$.{key}")]


def test_a_key_that_is_not_known_is_left_alone() -> None:
    assert not [text for text in problems("audit", {"another": 1}) if "another" in text]
