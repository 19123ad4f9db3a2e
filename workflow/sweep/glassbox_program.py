"""The `glassbox` of this tree: where it is, which one it is, and what tasks it knows."""

import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from sweep.refusal import Refusal

ROOT = Path(__file__).resolve().parents[2]
# All that decides what a page says: the command, the library, the experiments that make reports, and the theme.
_PARTS = (".build/release/glassbox", ".build/release/libGlassbox.so", "experiments/*Report.swift", "site/theme/*")


@dataclass(frozen=True)
class Program:
    """A build of Glassbox."""

    root: Path = ROOT

    @property
    def command(self) -> Path:
        """The executable."""
        return self.root / ".build/release/glassbox"

    def fingerprint(self) -> str:
        """The same for the same build: what another build made is made again."""
        if not self.command.is_file():
            raise Refusal(f"{self.command}: there is no such command yet; build it with “make build”.")
        files = [file for part in _PARTS for file in sorted(self.root.glob(part)) if file.is_file()]
        return hashlib.sha256("".join(file_digest(file) for file in files).encode()).hexdigest()

    def tasks(self) -> frozenset[str]:
        """The names of the benchmark's tasks."""
        said = subprocess.run([self.command, "tasks", "--json"], capture_output=True, check=True, timeout=60)
        return frozenset(str(task["task"]) for task in json.loads(said.stdout))


def file_digest(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
