"""How much of a report is tried."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """The defaults take about a second a report."""

    seed: int = 1
    sequences: int = 10_000
    """Fresh words for each comparison."""
    words: int = 1 << 17
    """Words up to which all of a length are tried."""
    exchanges: int = 4096
    visited: int = 1024
    """Words whose hidden states are looked into."""
    time_limit: float = 300
    """Seconds for one report, as many as glassbox audit gives it."""
