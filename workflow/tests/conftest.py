"""A folder with files to make reports of, and plans that are written on the spot."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sweep.plan import Job, read_plan
from sweep.subject import Subjects

TASKS = frozenset(("Parity_All", "Prev1"))
Reader = Callable[..., list[Job]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    for name in ("work/a b.csv", "work/ones.safetensors", "work/x.py", "work/$(touch mark).jsonl", "work/{n}.txt", "outer.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / "work/dir.csv").mkdir()
    return tmp_path / "work"


@pytest.fixture
def jobs(folder: Path, tmp_path: Path) -> Reader:
    def read(text: str | bytes, name: str = "plan.csv") -> list[Job]:
        plan = tmp_path / name
        plan.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_plan(plan, Subjects(TASKS, folder))

    return read
