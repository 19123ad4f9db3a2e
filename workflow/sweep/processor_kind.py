"""What kind of processor this is, as far as results' last bits depend on it."""

import hashlib
import platform
from pathlib import Path

# OpenBLAS and the training kernels choose code by the instructions that are there, OpenBLAS block sizes by the cache as well.
_DECIDING = ("vendor_id", "cpu family", "model", "cache size", "flags", "CPU implementer", "CPU part", "Features")


def processor_kind(description: Path = Path("/proc/cpuinfo")) -> str:
    """A name such as x86_64-25-17-3f2a… that is the same on processors that compute the same bytes.

    Two that differ in it may still compute the same: then something is computed twice, which is the lesser harm.
    """
    facts: dict[str, str] = {}
    with description.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            key, _, value = line.partition(":")
            if key.strip() in _DECIDING:
                facts.setdefault(key.strip(), " ".join(sorted(value.split())))
    digest = hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()[:12]
    numbers = [facts[key] for key in ("cpu family", "model") if facts.get(key, "").isdigit()]
    return "-".join([platform.machine(), *numbers, digest])
