"""A sweep's results as data."""

import csv
import io
import json
from dataclasses import replace

from sweep.frozen_plan import FrozenPlan
from sweep.plan import Job
from sweep.result_table import COLUMNS, as_csv, as_json
from sweep.verdict import Verdict

JOBS = (
    Job("seed-1", "A", "A", 1, (), 1, 30, 2000),
    Job("seed-1", "=B", "=B.jsonl", 1, ("--budget", "60s"), 1, 30, 2000),
)
PLAN = FrozenPlan("build", "/", {}, JOBS)
PAGE = "sites/seed-1/reports/A/index.html"
RESULTS = {
    ("seed-1", "A"): Verdict("seed-1", "A", PAGE, 0, "formula", 'A: "formula", 7 of 7', "kind", {}),
    ("seed-1", "=B"): None,
}


def test_a_line_a_report() -> None:
    made, missing = csv.DictReader(io.StringIO(as_csv(PLAN, RESULTS), newline=""))
    assert made["verdict"] == "formula"
    assert made["statement"] == 'A: "formula", 7 of 7'
    assert made["page"] == PAGE
    assert missing == dict.fromkeys(COLUMNS, "") | {
        "site": "seed-1",
        "name": "'=B",
        "subject": "'=B.jsonl",
        "seed": "1",
        "options": "'--budget 60s",
    }


def test_every_key_is_there() -> None:
    reports = json.loads(as_json(PLAN, RESULTS))["reports"]
    assert [set(report) for report in reports] == [set(COLUMNS), set(COLUMNS)]
    assert reports[1]["options"] == ["--budget", "60s"]
    assert reports[1]["verdict"] is None


def test_the_same_plan_gives_the_same_bytes() -> None:
    again = {key: verdict and replace(verdict) for key, verdict in reversed(RESULTS.items())}
    assert as_csv(PLAN, again) == as_csv(PLAN, RESULTS)
    assert as_json(PLAN, again) == as_json(PLAN, RESULTS)
