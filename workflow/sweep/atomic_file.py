"""Files that others see whole or not at all, on any file system that renames."""

import os
import secrets
from pathlib import Path


def write_atomically(file: Path, text: str) -> None:
    """Writes beside the file and renames, once the bytes are on the disk: no lock is needed, on NFS either."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with aside.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
