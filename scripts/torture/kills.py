"""Kills at random moments: what is seen then is whole, and the same command again makes everything right."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ledger import CannotBeTried, Ledger, expect
from place import EXPERIMENTS, PLACE, Place, reap_orphans, remove
from snapshot import expect_whole
from workloads import Workload

# How often each command is killed, of those that end by themselves or by Ctrl-C.
SHARES = {"report": 6, "train": 4, "site": 4, "watch": 6}

# What changes the file system, and how often one thread does it, at most, in a run as short as these.
CALLS = {"rename": 6, "renameat": 6, "renameat2": 3, "fsync": 30, "mkdir": 6, "unlink": 6, "rmdir": 4, "write": 60, "flock": 4}

# What a compiled experiment is kept as, whoever compiled it meanwhile.
COMPILED = r"(?!building-).+-[0-9a-f]{24}"

# By command and whether nothing was kept: how long it takes undisturbed.
Lengths = dict[tuple[str, bool], float]

# A moment after the end of the run kills nothing: then another one is drawn.
TRIES = 12


@dataclass(frozen=True)
class Plan:
    """One kill, as drawn. What it hits depends on the machine, what must hold afterwards does not."""

    workload: Workload
    cold: bool
    first: bool
    uncompiled: bool
    alone: bool
    aimed: bool

    @property
    def words(self) -> list[str]:
        said = {"nothing kept": self.cold, "no earlier page": self.first, "not compiled": self.uncompiled}
        return [word for word, holds in said.items() if holds]


def kills(ledger: Ledger, scratch: Path, made: Mapping[str, Workload], count: int, seed: int) -> None:
    """Kills commands `count` times."""
    chance = random.Random(seed)
    place = Place(scratch / PLACE)
    # Seconds, measured where they are needed first.
    lengths: Lengths = {}
    may_aim = shutil.which("strace") is not None and traces()
    if not may_aim:
        with ledger.case("kill/aimed"):
            raise CannotBeTried("strace is not installed or may not trace; all kills are at random moments instead")
    for number in range(1, count + 1):
        plan = drawn(chance, made, may_aim)
        name = f"kill/{number}/{plan.workload.name}"
        if ledger.wants(name):
            with ledger.case(name) as notes:
                one(plan, place, chance, lengths, notes)


def drawn(chance: random.Random, made: Mapping[str, Workload], may_aim: bool) -> Plan:
    name = chance.choices(list(SHARES), weights=list(SHARES.values()))[0]
    cold, first, alone, aimed, compiling = (chance.random() < share for share in (0.15, 0.3, 0.3, 0.35, 0.15))
    return Plan(
        made[name],
        cold=cold and name != "site",
        first=first and bool(made[name].target),
        uncompiled=compiling and name == "watch",
        alone=alone,
        aimed=aimed and may_aim and not (compiling and name == "watch"),
    )


def length(workload: Workload, place: Place, cold: bool) -> float:
    """Seconds that the command takes when nothing happens."""
    took: list[float] = []
    for _ in range(2):
        workload.prepare(place, cold)
        began = time.monotonic()
        run = place.start(workload.arguments)
        if workload.endless:
            run.line()
            took.append(time.monotonic() - began)
            run.interrupt()
        ended = run.end()
        workload.expect_done(place, ended)
        if not workload.endless:
            took.append(time.monotonic() - began)
    return min(took)


def one(plan: Plan, place: Place, chance: random.Random, lengths: Lengths, notes: list[str]) -> None:
    """Kills once, looks, and runs the same again."""
    workload = plan.workload
    kind = (workload.name, plan.cold)
    if kind not in lengths:
        lengths[kind] = length(workload, place, plan.cold)
    seconds = lengths[kind] + (2 if plan.uncompiled else 0)
    for count in range(TRIES):
        before = workload.prepare(place, plan.cold, plan.first)
        if plan.uncompiled:
            for entry in EXPERIMENTS.glob("Tortured-*"):
                remove(entry)
        built = names(EXPERIMENTS)
        # Not every command makes every call.
        by_call = plan.aimed and count < TRIES // 2
        moment = aimed(workload, place, chance) if by_call else timed(plan, place, chance, seconds)
        if moment:
            break
    expect(moment, f"none of {TRIES} moments came before the end")
    notes += [moment, *plan.words]
    expect_whole(place.site, before, workload.after, file_by_file=workload.name == "site")
    ended = workload.finish(place)
    reap_orphans(kill=False)
    workload.expect_done(place, ended)
    new = [name for name in names(EXPERIMENTS) - built if not re.fullmatch(COMPILED, name)]
    expect(not new, f"left behind in {EXPERIMENTS}: {', '.join(new)}")


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} if folder.is_dir() else set()


def timed(plan: Plan, place: Place, chance: random.Random, seconds: float) -> str:
    """Kills at a random moment; empty if the command ended before. Half the moments are late, when files are put in place."""
    share = chance.uniform(0.6, 1) if chance.random() < 0.5 else chance.uniform(0, 1)
    run = place.start(plan.workload.arguments)
    has_ended = run.ended_within(share * seconds)
    if has_ended:
        run.end()
        return ""
    if plan.alone:
        run.kill_alone()
    else:
        run.kill_all()
    run.end()
    return f"{'alone' if plan.alone else 'with all it started'}, after {share * seconds:.2f} of about {seconds:.1f} s"


def tracer(call: str, number: int) -> list[str]:
    """What kills a process as one of its threads makes a system call for the nth time."""
    quiet = ["-f", "-qq", "-o", "/dev/null", "-e", "signal=none"]
    return ["strace", *quiet, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]


def traces() -> bool:
    """Whether this machine permits a process to be followed."""
    tried = subprocess.run([*tracer("openat", 1), "cat", os.devnull], check=False, capture_output=True)
    return tried.returncode == -signal.SIGKILL


def aimed(workload: Workload, place: Place, chance: random.Random) -> str:
    """Kills the command, or what it started, as it changes the file system; empty if it did not come to that."""
    call = chance.choice(list(CALLS))
    number = chance.randint(1, CALLS[call])
    run = place.start(workload.arguments, wrapper=tracer(call, number))
    if workload.endless:
        # Lives on if only the experiment was hit, or nothing.
        run.line()
        run.kill_all()
    ended = run.end()
    reap_orphans(kill=True)
    is_hit = "signal 9" in ended.errors or (ended.status == -signal.SIGKILL and not ended.output)
    return f"at {call} {number}" if is_hit else ""
