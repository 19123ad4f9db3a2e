"""JSON that an earlier step wrote, read within a bound."""

import json
from pathlib import Path
from typing import Any

from sweep.refusal import Refusal


def read_json(file: Path, most: int) -> Any:
    """What the file holds."""
    try:
        with file.open("rb") as opened:
            data = opened.read(most + 1)
        if len(data) > most:
            raise Refusal(f"{file}: there are more than {most:,} bytes in it; remove it, and run the sweep again.")
        return json.loads(data)
    except FileNotFoundError:
        raise Refusal(f"{file}: it is missing; run the sweep again.") from None
    except (OSError, ValueError, RecursionError) as error:
        raise Refusal(f"{file}: it cannot be read ({error}); remove it, and run the sweep again.") from None


def as_text(value: Any) -> str:
    """A value as JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
