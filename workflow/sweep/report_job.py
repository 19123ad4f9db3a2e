"""One report: runs one `glassbox report`, puts its folder into the site of its seed, and keeps the verdict.

usage: python -m sweep.report_job <site> <name> <threads>        (in the folder of the sweep)

`glassbox` writes into a site of the job's own, so that no two jobs, on whatever machines, write into one folder or wait for a lock.
Exit status: 0 there is a report, whatever its verdict; else what glassbox ended with.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from sweep import bounds
from sweep.bounded_json import read_json
from sweep.frozen_plan import FrozenPlan
from sweep.glassbox_program import Program
from sweep.plan import Job
from sweep.refusal import Refusal
from sweep.verdict import Verdict

# glassbox's status where a claim fails or a task stays unsolved: a result like any other.
RESULTS = (0, 1)
PARTS = "parts"


def run(sweep: Path, job: Job, plan: FrozenPlan, threads: int, program: Program) -> int:
    """Makes the report, or says with which status glassbox could not."""
    # Under a name of its own, as a cluster may still be running what a killed sweep had submitted.
    own = sweep / PARTS / job.site / f"{job.name}-{secrets.token_hex(8)}"
    ended = subprocess.run(
        command(job, own, threads, program), cwd=plan.folder, env=environment(sweep), stdout=subprocess.PIPE, check=False
    )
    if ended.returncode not in RESULTS:
        return ended.returncode if ended.returncode > 0 else 128 - ended.returncode
    statement = _statement(ended.stdout)
    page = _publish(own / "reports", sweep / "sites" / job.site / "reports" / job.name)
    record = _record(page)
    where = str(page.relative_to(sweep) / "index.html")
    verdict = Verdict(job.site, job.name, where, ended.returncode, _word(record), statement, _processor(record), plan.identity(job))
    verdict.write(sweep)
    shutil.rmtree(own, ignore_errors=True)
    return 0


def command(job: Job, site: Path, threads: int, program: Program) -> list[str]:
    """The command, as words that no shell reads."""
    where = [f"--site={site}", f"--seed={job.seed}", f"--jobs={threads}", "--json"]
    return [str(program.command), "report", job.subject, *job.options, *where]


def environment(sweep: Path) -> dict[str, str]:
    """The user's, with the cache that all jobs share: its entries know the kind of processor, on which last bits depend."""
    return {**os.environ, "XDG_CACHE_HOME": os.environ.get("GLASSBOX_SWEEP_CACHE") or str(sweep / "cache")}


def _statement(said: bytes) -> str:
    """What glassbox concludes, such as “formula, mechanistic, 7 of 7 claims hold”."""
    try:
        result: Any = json.loads(said[: bounds.VERDICT_BYTES])
        statements = [str(conclusion["statement"]) for conclusion in result["conclusions"]]
    except (ValueError, KeyError, TypeError):
        raise Refusal("glassbox report did not say in JSON what it found; build it again with “make build”.") from None
    return "; ".join(statement.partition(": ")[2] or statement for statement in statements)


def _record(page: Path) -> dict[str, Any]:
    """What the report says for programs: a network that answers questions has a record of its own."""
    files = [file for file in (page / "audit.json", page / "questions.json") if file.exists()]
    return read_json(files[0], bounds.AUDIT_BYTES) if files else {}


def _word(record: dict[str, Any]) -> str:
    """The verdict in a word."""
    said = record.get("verdict", record.get("opening"))
    return str(said.get("verdict", "made") if isinstance(said, dict) else said if isinstance(said, str) else "made")


def _processor(record: dict[str, Any]) -> str:
    """The kind of processor that made it, as glassbox says."""
    versions = record.get("versions")
    return str(versions.get("processor", "unknown")) if isinstance(versions, dict) else "unknown"


def _publish(made: Path, place: Path) -> Path:
    """Puts the report that was made in place of an earlier one; returns where it is.

    Glassbox names the folder of a network by the title in its file, which several files may share; the plan's name is its own.
    """
    folders = [folder for folder in sorted(made.iterdir()) if not folder.name.startswith(".")] if made.is_dir() else []
    if len(folders) != 1:
        raise Refusal(f"{made}: one report was expected there, and {len(folders)} are; remove the folder, and run the sweep again.")
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.rename(made / ".replaced")
    folders[0].rename(place)
    return place


def main(arguments: list[str]) -> int:
    """The command line."""
    site, name, threads = arguments
    sweep = Path.cwd()
    try:
        plan = FrozenPlan.read(sweep)
        return run(sweep, plan.job(site, name), plan, int(threads), Program())
    except Refusal as refusal:
        print(f"error: {refusal}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
