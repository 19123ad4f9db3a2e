"""Two runs on one site at once: neither takes what is the other's, and the site has what both made."""

import os
import signal
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from ledger import Ledger, expect
from place import PATIENCE, PLACE, Place, Run, descendants, reap_orphans
from rights import unshare
from snapshot import Snapshot, expect_clean, expect_same, leftovers, snapshot
from workloads import Workload

# Runs that begin together meet at another place each time.
ROUNDS = 4
PAIRS = [
    ("report", "report"),
    ("report", "report-other"),
    ("report", "site"),
    ("train", "train"),
    ("run", "run"),
    ("run", "report"),
    ("site", "site"),
]


def faults(ledger: Ledger, scratch: Path, made: Mapping[str, Workload]) -> None:
    place = Place(scratch / PLACE)
    for one, other in PAIRS:
        ledger.attempt(f"two-at-once/{one}+{other}", partial(together, made[one], made[other], place))
    for name in ("report", "run"):
        ledger.attempt(f"two-at-once/halted/{name}", partial(halted, made[name], place))
        ledger.attempt(f"two-at-once/halted-and-killed/{name}", partial(halted, made[name], place, kill=True))


def privileged_faults(ledger: Ledger, scratch: Path, made: Mapping[str, Workload]) -> None:
    place = Place(scratch / PLACE)
    for name in ("report", "run"):
        ledger.attempt(f"two-containers/{name}", partial(containers, made[name], place))


def containers(workload: Workload, place: Place) -> None:
    """Two containers on one volume: each has process numbers of its own, and they are the same numbers."""
    halted(workload, place, unshare("pid"))


def together(one: Workload, other: Workload, place: Place) -> str:
    wanted = after_both(one, other, place)
    for _ in range(ROUNDS):
        at_once(one, other, place, wanted)
    return f"{ROUNDS} times"


def after_both(one: Workload, other: Workload, place: Place) -> Snapshot:
    """The site as it is when one has run after the other."""
    site_of(one, other).prepare(place)
    for workload in (one, other):
        ended = place.run(workload.arguments)
        expect(ended.status == 0, f"it ended with {ended.in_words}")
    return snapshot(place.site)


def site_of(one: Workload, other: Workload) -> Workload:
    """Whose site is found: that with pages to be woven again, if one of them does that."""
    return one if one.name == "site" else other


def at_once(one: Workload, other: Workload, place: Place, wanted: Snapshot) -> None:
    site_of(one, other).prepare(place)
    runs = [place.start(workload.arguments) for workload in (one, other)]
    for run in runs:
        ended = run.end()
        expect(ended.status == 0, f"one of two ended with {ended.in_words}")
    expect_same(snapshot(place.site), wanted)
    expect_clean(place.site, place.cache)


def halted(workload: Workload, place: Place, wrapper: Sequence[str] = (), kill: bool = False) -> None:
    """One run is halted half-way, with its page in the making; another makes the same page; then the first goes on, or is killed."""
    # With nothing kept, so that the first one is long at it.
    workload.prepare(place, cold=True)
    first = place.start(workload.arguments, wrapper)
    wait_for_staging(place, workload, first)
    halt(first)
    in_the_making = leftovers(place.site)
    second = place.run(workload.arguments, wrapper)
    lost = [name for name in in_the_making if not Path(name).exists()]
    if kill:
        first.kill_all()
        first.end()
    else:
        for process in descendants(first.process.pid):
            os.kill(process, signal.SIGCONT)
        ended = first.end()
    reap_orphans(kill=False)
    expect(second.status == 0, f"the second one ended with {second.in_words}")
    expect(not lost, f"the second one removed what the first one was making: {', '.join(lost[:4])}")
    if kill:
        workload.expect_done(place, workload.finish(place))
    else:
        workload.expect_done(place, ended)


def wait_for_staging(place: Place, workload: Workload, run: Run) -> None:
    """Waits until the page folder in the making is there.

    The hidden folder around it is there a moment before its owner has locked it, and until then anybody may remove it.
    """
    section, name = workload.target.split("/")
    deadline = time.monotonic() + PATIENCE
    while not list((place.site / section).glob(f".{name}.staging-*/page")):
        if run.ended_within(0.002) or time.monotonic() > deadline:
            ended = run.end()
            expect(False, f"no page was seen in the making: {ended.in_words}")


def halt(run: Run) -> None:
    """Stops every process of a run, and those that were started meanwhile."""
    halted: set[int] = set()
    while new := set(descendants(run.process.pid)) - halted:
        for process in new:
            try:
                os.kill(process, signal.SIGSTOP)
            except ProcessLookupError:
                pass
        halted |= new
