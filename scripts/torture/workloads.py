"""The commands that are tortured, and what each makes of a site when nothing happens to it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger import expect
from place import PLACE, Ended, Place
from snapshot import Snapshot, expect_clean, expect_same, snapshot

EXPERIMENT = """/*:
 # A page to be killed
 It trains a network, draws a figure and writes a file, so that a kill finds something half done.
 */
import Notebook
import Pipeline

let task = try Benchmark.task(["Parity_All"])
let trained = try await Experiment.memory.train(task, seed: Experiment.seed, jobs: Experiment.jobs)
//: ## What is shown
show(TrainingCurves(trained, provenance: Provenance(task: task, seed: Experiment.seed)))
//: ## What is written
Experiment.write(String(repeating: "\\(Experiment.seed) ", count: 1 << 18), to: "numbers.txt")
print("Half a megabyte of", Experiment.seed)
Experiment.conclude(holds: true, "It was written")
"""

# Ends in the middle of nothing: a page of an earlier theme.
EARLIER_THEME = b"<!-- woven with an earlier theme -->"


@dataclass(frozen=True)
class Workload:
    """A command, the site that it finds and the site that it leaves."""

    name: str
    arguments: Sequence[str]
    # The page folder that it makes; empty if it touches all.
    target: str
    # The folders of the site as it finds it, and of what earlier runs kept.
    before: Path
    cache: Path
    after: Snapshot
    # Whether it goes on until Ctrl-C.
    endless: bool = False

    @property
    def quietly(self) -> list[str]:
        """The arguments, saying only what went wrong."""
        return [*self.arguments, "--quiet"]

    def prepare(self, place: Place, cold: bool = False, first: bool = False) -> Snapshot:
        """Sets the place up; `cold` with nothing kept, `first` with no earlier page. Returns what is there."""
        place.prepare(self.before, None if cold else self.cache)
        (place.folder / "Tortured.swift").write_text(EXPERIMENT)
        if first and self.target:
            shutil.rmtree(place.site / self.target)
        return snapshot(place.site)

    def finish(self, place: Place, wrapper: Sequence[str] = ()) -> Ended:
        """Runs the command to its end: an endless one until it has made its page."""
        run = place.start(self.arguments, wrapper)
        if self.endless:
            run.line()
            run.interrupt()
        return run.end()

    def expect_done(self, place: Place, ended: Ended) -> None:
        """The command said that all is well, the site is as it should be and nothing lies about."""
        expect(ended.status == 0, f"it ended with {ended.in_words}")
        expect_same(snapshot(place.site), self.after)
        expect_clean(place.site, place.cache)


REPORT = ["report", "Parity_All"]
TRAIN = ["train", "Parity_All", "Prev1"]
SITE = ["--site", "site", "--jobs", "2"]


def workloads(scratch: Path) -> dict[str, Workload]:
    """Makes a small site with seed 2, and from it, with seed 1, what each command leaves."""
    place = Place(scratch / PLACE)
    place.prepare()
    (place.folder / "Tortured.swift").write_text(EXPERIMENT)
    commands = {
        "report": [*REPORT, *SITE],
        "report-other": ["report", "Sum_Last2", *SITE],
        "train": [*TRAIN, *SITE],
        "run": ["run", "Tortured.swift", *SITE],
        "site": ["site", *SITE],
    }
    for name, arguments in commands.items():
        seeded = arguments if name == "site" else [*arguments, "--seed", "2"]
        ended = place.run(seeded)
        expect(ended.status == 0, f"the reference site could not be made: {ended.in_words}")
    old = scratch / "old-site"
    shutil.copytree(place.site, old)
    aged = scratch / "aged-site"
    shutil.copytree(old, aged)
    for page in aged.rglob("index.html"):
        page.write_bytes(page.read_bytes().replace(b"</html>", EARLIER_THEME + b"</html>"))
    after: dict[str, Snapshot] = {}
    for name, arguments in commands.items():
        # Only the cache goes on from one to the next.
        shutil.rmtree(place.site)
        shutil.copytree(aged if name == "site" else old, place.site)
        ended = place.run(arguments)
        expect(ended.status == 0, f"the reference of {name} could not be made: {ended.in_words}")
        after[name] = snapshot(place.site)
    expect_same(after["site"], snapshot(old))
    cache = scratch / "warm-cache"
    shutil.copytree(place.cache, cache)
    targets = {"report": "reports/Parity_All", "report-other": "reports/Sum_Last2", "run": "experiments/Tortured"}

    def workload(name: str, like: str = "", endless: bool = False) -> Workload:
        like = like or name
        arguments = [name if endless else commands[like][0], *commands[like][1:]]
        before = aged if name == "site" else old
        return Workload(name, arguments, targets.get(like, ""), before, cache, after[like], endless)

    made = [workload(name) for name in commands]
    return {one.name: one for one in [*made, workload("watch", like="run", endless=True)]}
