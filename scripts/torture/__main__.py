"""Kills and faults: pulls the plug on Glassbox, fills its disks, damages its caches, and sees that nothing is lost.

usage: scripts/torture [--kills <number>] [--seed <number>] [--only <expression>] [--quick]

Runs the built .build/release/glassbox in scratch folders. A line a case: passed, FAILED or skipped, with the reason. What needs a
right that is not there is skipped by name. --quick tries one case of each kind that needs no right, for machines that check
every change. Exit status: 0 nothing failed, 1 something did, 2 wrong usage or nothing to run.
"""

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

import faults_caches
import faults_disks
import faults_streams
import faults_surroundings
import faults_together
from kills import kills
from ledger import Ledger, Wrong
from place import EXPERIMENTS, GLASSBOX, adopt_orphans, remove
from workloads import workloads

# One case of each kind that needs no right.
QUICK = re.compile(
    r"^kill/|^stderr/.*/(report|train)$|^stdout/full/run$|^full-disk/file-size-16k/|^cache/network/SHA256SUMS/flipped$"
    r"|^cache/(stages/report|compiled)/(flipped|a-folder)$|^two-at-once/(report.report-other|halted/run|halted-and-killed/run)$"
    r"|^clock/files-from-the-future/report$|^home/(none|a-file)/report$"
)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/torture", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200, help="how many runs are killed (200)")
    parser.add_argument("--seed", type=int, default=1, help="of the kills' moments (1)")
    parser.add_argument("--only", type=re.compile, default=None, help="cases in whose names this regular expression is found")
    parser.add_argument("--quick", action="store_true", help="one case of each kind that needs no right")
    return parser.parse_args()


def campaign(chosen: argparse.Namespace, scratch: Path) -> Ledger:
    ledger = Ledger(only=chosen.only or (QUICK if chosen.quick else re.compile("")))
    made = workloads(scratch)
    kills(ledger, scratch, made, chosen.kills, chosen.seed)
    modules = (faults_streams, faults_disks, faults_caches, faults_together, faults_surroundings)
    for module in modules:
        module.faults(ledger, scratch, made)
    if not chosen.quick:
        faults_disks.privileged_faults(ledger, scratch, made)
        faults_together.privileged_faults(ledger, scratch, made)
    return ledger


def main() -> int:
    chosen = options()
    if not GLASSBOX.is_file():
        print(f"error: {GLASSBOX} is missing; build it with: make build", file=sys.stderr)
        return 2
    adopt_orphans()
    scratch = Path(tempfile.mkdtemp(prefix="glassbox-torture-"))
    try:
        ledger = campaign(chosen, scratch)
    except Wrong as reason:
        print(f"error: {reason}", file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        for entry in EXPERIMENTS.glob("Tortured-*"):
            remove(entry)
    print(ledger.summary())
    return 1 if ledger.failures else 0


sys.exit(main())
