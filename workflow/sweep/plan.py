"""What a sweep shall make: a table of subjects × seeds × options, checked and crossed."""

import re
from dataclasses import dataclass
from pathlib import Path

from sweep import bounds
from sweep.csv_plan import csv_cells
from sweep.options import split_options
from sweep.refusal import Place, Refusal, shown
from sweep.row_cells import Cells
from sweep.seeds import read_seeds
from sweep.subject import Subjects
from sweep.yaml_plan import yaml_cells

READERS = {".csv": csv_cells, ".yaml": yaml_cells, ".yml": yaml_cells}
_VARIANT = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{bounds.VARIANT_LETTERS - 1}}}")


@dataclass(frozen=True)
class Job:
    """One report."""

    site: str
    name: str
    subject: str
    seed: int
    options: tuple[str, ...]
    threads: int
    minutes: int
    memory: int


def read_plan(file: Path, subjects: Subjects) -> list[Job]:
    """The reports that a plan asks for, in its order.

    Raises Refusal for the first thing that is wrong.
    """
    reader = READERS.get(file.suffix)
    if reader is None:
        raise Refusal(f"{file}: the name of a plan has to end in .csv, .yaml or .yml; rename the file.")
    jobs: list[Job] = []
    places: dict[tuple[str, str], Place] = {}
    for row in reader(_text(file), str(file)):
        for job in _jobs(row, subjects):
            earlier = places.setdefault((job.site, job.name), row.place)
            if earlier is not row.place:
                problem = f"{shown(job.subject)} makes the report {job.name} of {job.site}, as line {earlier.line} does"
                raise row.place.refuse_all(problem, "give one of the two another seed, or a variant of its own")
            jobs.append(job)
        if len(jobs) > bounds.JOBS:
            raise row.place.refuse_all(f"these are more than {bounds.JOBS:,} reports", "split the plan")
    if not jobs:
        raise Refusal(f"{file}: there is no subject in it; add a line.")
    return jobs


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(bounds.PLAN_BYTES + 1)
    except OSError as error:
        raise Refusal(f"{file}: the plan cannot be read ({error.strerror}); correct the path.") from None
    if len(data) > bounds.PLAN_BYTES:
        raise Refusal(f"{file}: the plan has more than {bounds.PLAN_BYTES:,} bytes; split it.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Place(str(file), line).refuse_all("the text is not UTF-8", "save it as UTF-8") from None


def _jobs(row: Cells, subjects: Subjects) -> list[Job]:
    subject = row.text("subject", "")
    name = subjects.name(subject, row.place)
    variant = row.text("variant", "")
    if variant and not _VARIANT.fullmatch(variant):
        expected = f"a name of small letters, digits and dashes, {bounds.VARIANT_LETTERS} at most"
        raise row.place.refuse("variant", variant, expected, "write for example quick")
    options = split_options(row.text("options", ""), row.place)
    threads = row.number("threads", 1, 1, bounds.THREADS)
    minutes = row.number("minutes", 30, 1, bounds.MINUTES)
    memory = row.number("memory", 2000, 64, bounds.MEMORY_MB)
    prefix = f"{variant}-" if variant else ""
    seeds = read_seeds(row.text("seeds", "1"), row.place)
    return [Job(f"{prefix}seed-{seed}", name, subject, seed, options, threads, minutes, memory) for seed in seeds]
