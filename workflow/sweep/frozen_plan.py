"""A checked plan as `plan.json`, in the sweep's folder: what Snakemake and every job read, on whatever machine.

usage: python -m sweep.frozen_plan <plan.csv or plan.yaml> <folder of the sweep>

Exit status: 0 it is written; 2 the plan is not taken, for the reason given in one sentence on standard error.
"""

import sys
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sweep import bounds
from sweep.atomic_file import write_atomically
from sweep.bounded_json import as_text, read_json
from sweep.glassbox_program import Program, file_digest
from sweep.options import against
from sweep.plan import Job, read_plan
from sweep.refusal import Refusal
from sweep.subject import Subjects

NAME = "plan.json"


@dataclass(frozen=True)
class FrozenPlan:
    """The reports to make, and what they depend on."""

    program: str
    folder: str
    files: dict[str, str]
    jobs: tuple[Job, ...]

    @classmethod
    def read(cls, sweep: Path) -> "FrozenPlan":
        """The one in a sweep's folder."""
        kept = read_json(sweep / NAME, bounds.FROZEN_BYTES)
        try:
            jobs = tuple(Job(**{**job, "options": tuple(job["options"])}) for job in kept["jobs"])
            return cls(kept["program"], kept["folder"], kept["files"], jobs)
        except (KeyError, TypeError):
            raise Refusal(f"{sweep / NAME}: it is of another version; run “make sweep” again.") from None

    def write(self, sweep: Path) -> None:
        """Puts it there; the same plan gives the same bytes."""
        jobs = [asdict(job) for job in self.jobs]
        kept = {"schema": 1, "program": self.program, "folder": self.folder, "files": self.files, "jobs": jobs}
        write_atomically(sweep / NAME, as_text(kept))

    @cached_property
    def sites(self) -> dict[str, dict[str, Job]]:
        """Reports by site and name, both in the order of the plan."""
        sites: dict[str, dict[str, Job]] = {}
        for job in self.jobs:
            sites.setdefault(job.site, {})[job.name] = job
        return sites

    def job(self, site: str, name: str) -> Job:
        """One report."""
        try:
            return self.sites[site][name]
        except KeyError:
            raise Refusal(f"{NAME}: it has no report {name} of {site}; run “make sweep” again.") from None

    def identity(self, job: Job) -> dict[str, Any]:
        """All that decides the bytes of a report, but for the processor: if it changes, the report is made again."""
        files = {file: self.files[file] for file in (job.subject, against(job.options)) if file in self.files}
        return {"program": self.program, "subject": job.subject, "seed": job.seed, "options": list(job.options), "files": files}


def freeze(plan: Path, program: Program, folder: Path) -> FrozenPlan:
    """Reads a plan, and says by checksums what its files hold now."""
    tasks = program.tasks()
    jobs = read_plan(plan, Subjects(tasks, folder))
    named = {word for job in jobs for word in (job.subject, against(job.options)) if word is not None and word not in tasks}
    files = {file: file_digest(folder / file) for file in sorted(named) if (folder / file).is_file()}
    return FrozenPlan(program.fingerprint(), str(folder), files, tuple(jobs))


def main(arguments: list[str]) -> int:
    """The command line."""
    plan, sweep = (Path(argument) for argument in arguments)
    try:
        freeze(plan, Program(), Path.cwd()).write(sweep)
    except Refusal as refusal:
        print(f"error: {refusal}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
