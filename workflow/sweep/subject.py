"""What a report is about: a task of the benchmark, or a file of the user."""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from sweep import bounds
from sweep.refusal import Place

ENDINGS = (".jsonl", ".csv", ".txt", ".dat", ".dot", ".py", ".safetensors")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True)
class Subjects:
    """What may be named: the tasks, and files from the folder in which `glassbox` is run."""

    tasks: frozenset[str]
    folder: Path

    def name(self, subject: str, place: Place) -> str:
        """The name of the report's folder, once the subject is known to be there."""
        if subject in self.tasks:
            return subject
        if subject.startswith("-"):
            raise place.refuse("subject", subject, "a task or a file", f"write ./{subject} if it is a file")
        if not subject.endswith(ENDINGS):
            raise place.refuse("subject", subject, f"a task, or a file that ends in {', '.join(ENDINGS)}", self._mend(subject))
        self._check_file(subject, place)
        # Glassbox makes it so itself (FileName.safe); what follows a sweep's own paths never holds anything else.
        name = _UNSAFE.sub("_", Path(subject).stem).lstrip(".")[: bounds.NAME_LETTERS] or "unnamed"
        if name in self.tasks:
            raise place.refuse("subject", subject, "a file that is not called like a task", "rename the file")
        return name

    def _mend(self, subject: str) -> str:
        near = difflib.get_close_matches(subject[: bounds.NAME_LETTERS], sorted(self.tasks), 1)
        return f"did you mean {near[0]}" if near else "see “glassbox tasks”"

    def _check_file(self, subject: str, place: Place) -> None:
        file = self.folder / subject
        try:
            size = file.stat().st_size if file.is_file() else -1
        except (OSError, ValueError):
            size = -1
        if size < 0:
            raise place.refuse("subject", subject, f"a file that is there, seen from {self.folder}", "correct the path")
        if size > bounds.SUBJECT_BYTES:
            raise place.refuse("subject", subject, f"a file of at most {bounds.SUBJECT_BYTES:,} bytes", "take a smaller one")
