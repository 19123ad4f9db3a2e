"""Clocks that were set back and homes that are not there."""

import os
import shutil
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from ledger import CannotBeTried, Ledger, expect
from place import EXPERIMENTS, PLACE, Place
from workloads import Workload

NAMES = ("report", "train", "site", "run")
YEAR = 365 * 24 * 3600.0


HOMES = {"none": None, "a-file": "/dev/null", "relative": "home"}


def faults(ledger: Ledger, scratch: Path, made: Mapping[str, Workload]) -> None:
    place = Place(scratch / PLACE)
    for name in NAMES:
        workload = made[name]
        ledger.attempt(f"clock/files-from-the-future/{name}", partial(files_from_the_future, workload, place))
        ledger.attempt(f"clock/set-back-for-the-command/{name}", partial(set_back, workload, place))
        for case, home in HOMES.items():
            ledger.attempt(f"home/{case}/{name}", partial(without_home, workload, place, home))


def files_from_the_future(workload: Workload, place: Place) -> None:
    """The clock was set back after the site, the cache and the compiled experiments were made."""
    workload.prepare(place)
    compiled = [file for entry in EXPERIMENTS.glob("Tortured-*") for file in (entry, *entry.rglob("*"))]
    future = time.time() + YEAR
    for file in [*place.site.rglob("*"), *place.cache.rglob("*"), *compiled]:
        os.utime(file, (future, future))
    try:
        workload.expect_done(place, workload.finish(place))
    finally:
        now = time.time()
        for file in compiled:
            if file.exists():
                os.utime(file, (now, now))


def set_back(workload: Workload, place: Place) -> None:
    """The command itself sees a clock that is a year slow."""
    if not shutil.which("faketime"):
        raise CannotBeTried("faketime is not installed (apt-get install faketime)")
    workload.prepare(place)
    # Clocks that only count must go on: what waits for seconds would else wait for ever.
    environment = place.environment(FAKETIME_DONT_FAKE_MONOTONIC="1")
    ended = place.run(workload.arguments, ["faketime", "-f", "-1y"], environment)
    workload.expect_done(place, ended)


def without_home(workload: Workload, place: Place, home: str | None) -> None:
    """Nothing says where to keep what can be made again.

    Without `HOME` that is the home in the user database, where an entry or two are then kept as they should be.
    """
    workload.prepare(place, cold=True)
    ended = place.run(workload.quietly, environment=place.environment(HOME=home, XDG_CACHE_HOME=None))
    if workload.name == "train" and home == HOMES["a-file"]:
        # Its cache is what a killed run goes on from: better to be told before anything is trained.
        expect(ended.status == 2 and "--cache" in ended.errors, f"it ended with {ended.in_words}")
        ended = place.run(workload.arguments)
    workload.expect_done(place, ended)
    expect(not (place.folder / "home/.cache").exists(), "a relative HOME was taken for a path")
