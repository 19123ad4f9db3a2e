"""What a report came to, kept beside the sites: the result that Snakemake waits for."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sweep import bounds
from sweep.atomic_file import write_atomically
from sweep.bounded_json import as_text, read_json
from sweep.refusal import Refusal

FOLDER = "verdicts"


@dataclass(frozen=True)
class Verdict:
    """One report's result. There are no times in it, so that the same plan gives the same bytes."""

    site: str
    name: str
    page: str
    status: int
    word: str
    statement: str
    processor: str
    identity: dict[str, Any]

    @staticmethod
    def place(site: str, name: str) -> str:
        """Where it is kept in the sweep's folder."""
        return f"{FOLDER}/{site}/{name}.json"

    @classmethod
    def read(cls, sweep: Path, site: str, name: str) -> "Verdict | None":
        """The one that is kept; None where the report has not been made."""
        file = sweep / cls.place(site, name)
        if not file.exists():
            return None
        try:
            return cls(**read_json(file, bounds.VERDICT_BYTES))
        except TypeError:
            raise Refusal(f"{file}: it is of another version; remove it, and run the sweep again.") from None

    def write(self, sweep: Path) -> None:
        """Keeps it."""
        write_atomically(sweep / self.place(self.site, self.name), as_text(asdict(self)))
