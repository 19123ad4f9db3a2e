"""What a sweep came to, for programs: `index.csv` and `index.json` beside the table of the page, a line a report."""

import csv
import io
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sweep.bounded_json import as_text
from sweep.frozen_plan import FrozenPlan
from sweep.verdict import Verdict

CSV_NAME = "index.csv"
JSON_NAME = "index.json"
COLUMNS = ("site", "name", "subject", "seed", "options", "verdict", "status", "statement", "page")
# A spreadsheet computes what begins so: an apostrophe before it makes it words.
FORMULAS = ("=", "+", "-", "@")

Results = Mapping[tuple[str, str], Verdict | None]


def lines(plan: FrozenPlan, results: Results) -> list[dict[str, Any]]:
    """A report each, in the order of the plan; what is not made has no verdict."""
    made = []
    for job in plan.jobs:
        kept = results[job.site, job.name]
        verdict = {} if kept is None else asdict(kept)
        told = {"site": job.site, "name": job.name, "subject": job.subject, "seed": job.seed, "options": list(job.options)}
        made.append(told | {key: verdict.get(key) for key in ("status", "statement", "page")} | {"verdict": verdict.get("word")})
    return made


def as_json(plan: FrozenPlan, results: Results) -> str:
    """All lines, with every key in each."""
    return as_text({"schema": 1, "reports": lines(plan, results)})


def as_csv(plan: FrozenPlan, results: Results) -> str:
    """The same, as RFC 4180 has it."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for line in lines(plan, results):
        table.writerow([_field(line[column]) for column in COLUMNS])
    return text.getvalue()


def _field(value: Any) -> Any:
    words = " ".join(value) if isinstance(value, list) else value
    return f"'{words}" if isinstance(words, str) and words.startswith(FORMULAS) else words
