"""Standard output and standard error that take nothing: that loses no work."""

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from ledger import Ledger, expect
from place import PLACE, Place
from snapshot import expect_same, snapshot
from workloads import Workload


def faults(ledger: Ledger, scratch: Path, made: Mapping[str, Workload]) -> None:
    place = Place(scratch / PLACE)
    for name in ("report", "train", "site", "run"):
        workload = made[name]
        for case, trial in {
            "stderr/full": full_errors,
            "stderr/closed": closed_errors,
            "stderr/unread": unread_errors,
            "stdout/full": full_output,
        }.items():
            ledger.attempt(f"{case}/{name}", partial(trial, workload, place))


def full_errors(workload: Workload, place: Place) -> None:
    """Standard error on a full disk, as with `2>log`."""
    workload.prepare(place)
    full = os.open("/dev/full", os.O_WRONLY)
    ended = place.run(workload.arguments, errors=full)
    os.close(full)
    workload.expect_done(place, ended)


def closed_errors(workload: Workload, place: Place) -> None:
    workload.prepare(place)
    ended = place.run(workload.arguments, wrapper=["sh", "-c", 'exec "$@" 2>&-', "sh"])
    workload.expect_done(place, ended)


def unread_errors(workload: Workload, place: Place) -> None:
    """A pipe whose reader has gone, as with `2>&1 | head`."""
    workload.prepare(place)
    reading, writing = os.pipe()
    os.close(reading)
    ended = place.run(workload.arguments, errors=writing)
    os.close(writing)
    workload.expect_done(place, ended)


def full_output(workload: Workload, place: Place) -> None:
    """Results that cannot be told: the status says so, and what was made is there."""
    workload.prepare(place)
    ended = place.run(workload.arguments, wrapper=["sh", "-c", 'exec "$@" >/dev/full', "sh"])
    expect(ended.status == 2 and "standard output" in ended.errors, f"it ended with {ended.in_words}")
    # Of two networks the first one's line is refused already.
    if workload.name != "train":
        expect_same(snapshot(place.site), workload.after)
    workload.expect_done(place, workload.finish(place))
