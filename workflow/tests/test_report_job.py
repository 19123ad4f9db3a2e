"""A job runs one command without a shell, publishes what it made, and keeps a verdict or nothing."""

import json
from pathlib import Path

import pytest

from sweep.frozen_plan import FrozenPlan
from sweep.glassbox_program import Program
from sweep.plan import Job
from sweep.report_job import command, run
from sweep.site_job import settle
from sweep.verdict import Verdict

# A glassbox that says how it was called, and makes a report of what it was called with.
PRETENDER = """#!/usr/bin/env python3
import json, os, pathlib, sys
site = next(word for word in sys.argv if word.startswith("--site=")).removeprefix("--site=")
folder = pathlib.Path(site, "reports", "a title")
folder.mkdir(parents=True)
(folder / "index.html").write_text(repr(sys.argv[2:]) + os.environ["XDG_CACHE_HOME"])
record = json.loads(os.environ.get("RECORD", '{"audit.json": {"verdict": "unsolved", "versions": {"processor": "abacus-1"}}}'))
for name, value in record.items():
    (folder / name).write_text(json.dumps(value))
print(json.dumps({"conclusions": [{"statement": "made: unsolved, 1 of 2 claims hold"}]}))
sys.exit(int(os.environ["PRETENDED"]))
"""
JOB = Job("seed-1", "made", "a b; $(touch mark).csv", 1, ("--title", "--x y"), 2, 30, 2000)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    file = tmp_path / "root/.build/release/glassbox"
    file.parent.mkdir(parents=True)
    file.write_text(PRETENDER)
    file.chmod(0o755)
    return Program(tmp_path / "root")


@pytest.fixture
def sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GLASSBOX_SWEEP_CACHE", raising=False)
    folder = tmp_path / "a sweep"
    FrozenPlan("build", str(tmp_path), {}, (JOB,)).write(folder)
    return folder


@pytest.mark.parametrize("status", [0, 1])
def test_a_verdict_is_a_result(sweep: Path, program: Program, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    monkeypatch.setenv("PRETENDED", str(status))
    assert run(sweep, JOB, FrozenPlan.read(sweep), 2, program) == 0
    verdict = Verdict.read(sweep, "seed-1", "made")
    assert verdict is not None
    assert (verdict.status, verdict.word, verdict.statement) == (status, "unsolved", "unsolved, 1 of 2 claims hold")
    assert verdict.processor == "abacus-1"
    page = (sweep / verdict.page).read_text()
    assert repr(JOB.subject) in page
    assert page.endswith(f"{sweep}/cache")
    assert not (sweep / "mark").exists()
    assert not list((sweep / "parts/seed-1").iterdir())


@pytest.mark.parametrize(
    ("record", "word", "processor"),
    [
        ({"questions.json": {"opening": {"verdict": "approximation"}, "versions": {"processor": "x"}}}, "approximation", "x"),
        ({"questions.json": {"opening": 3, "versions": 3}}, "made", "unknown"),
        ({}, "made", "unknown"),
    ],
)
def test_questions_have_a_record_of_their_own(
    sweep: Path, program: Program, monkeypatch: pytest.MonkeyPatch, record: dict[str, object], word: str, processor: str
) -> None:
    monkeypatch.setenv("PRETENDED", "0")
    monkeypatch.setenv("RECORD", json.dumps(record))
    assert run(sweep, JOB, FrozenPlan.read(sweep), 2, program) == 0
    verdict = Verdict.read(sweep, "seed-1", "made")
    assert verdict is not None
    assert (verdict.word, verdict.processor) == (word, processor)


def test_a_failure_keeps_nothing(sweep: Path, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETENDED", "2")
    assert run(sweep, JOB, FrozenPlan.read(sweep), 2, program) == 2
    assert Verdict.read(sweep, "seed-1", "made") is None
    assert not (sweep / "sites").exists()


def test_a_report_takes_the_place_of_an_earlier_one(sweep: Path, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETENDED", "0")
    stale = sweep / "sites/seed-1/reports/made/stale"
    stale.mkdir(parents=True)
    assert run(sweep, JOB, FrozenPlan.read(sweep), 2, program) == 0
    assert not stale.exists()


def test_the_cache_may_be_shared_by_sweeps(sweep: Path, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETENDED", "0")
    monkeypatch.setenv("GLASSBOX_SWEEP_CACHE", "/shared")
    run(sweep, JOB, FrozenPlan.read(sweep), 2, program)
    assert (sweep / "sites/seed-1/reports/made/index.html").read_text().endswith("/shared")


def test_words_stay_words(program: Program) -> None:
    words = command(JOB, Path("/s"), 3, program)[1:]
    assert words == ["report", JOB.subject, "--title", "--x y", "--site=/s", "--seed=1", "--jobs=3", "--json"]


def test_a_site_holds_the_plans_reports_only(sweep: Path, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETENDED", "0")
    plan = FrozenPlan.read(sweep)
    run(sweep, JOB, plan, 2, program)
    other = sweep / "sites/seed-1/reports/other"
    other.mkdir()
    settle(sweep, "seed-1", plan)
    assert [folder.name for folder in other.parent.iterdir()] == ["made"]


def test_what_is_frozen_is_read_again_and_is_the_same_bytes(sweep: Path) -> None:
    before = (sweep / "plan.json").read_bytes()
    plan = FrozenPlan.read(sweep)
    plan.write(sweep)
    assert (sweep / "plan.json").read_bytes() == before
    assert json.loads(before)["jobs"][0]["options"] == ["--title", "--x y"]
    assert [file.name for file in sweep.iterdir()] == ["plan.json"]
