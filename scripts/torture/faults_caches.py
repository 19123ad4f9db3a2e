"""Damaged entries of every cache: found, made anew and mended, with the same results."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

from ledger import Ledger, expect
from place import EXPERIMENTS, PLACE, Place, remove
from snapshot import expect_same, snapshot
from workloads import Workload


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flipped(file: Path) -> None:
    """One bit in every few hundred bytes, so that wherever it matters something is hit."""
    data = bytearray(file.read_bytes())
    for place in range(len(data) // 2 % 512, len(data), 512):
        data[place] ^= 1 << place % 7
    file.write_bytes(data)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "in the way").touch()


def missing(file: Path) -> None:
    file.unlink()


DAMAGES: list[Callable[[Path], None]] = [truncated, flipped, emptied, a_folder, missing]


def faults(ledger: Ledger, scratch: Path, made: Mapping[str, Workload]) -> None:
    place = Place(scratch / PLACE)
    for damage in DAMAGES:
        kind = damage.__name__.replace("_", "-")
        for name in ("network.safetensors", "training.json", "SHA256SUMS"):
            trial = partial(network_entries, made["train"], place, damage, [name])
            ledger.attempt(f"cache/network/{name}/{kind}", trial)
        for workload in ("report", "run"):
            ledger.attempt(f"cache/stages/{workload}/{kind}", partial(stage_entries, made[workload], place, damage))
        ledger.attempt(f"cache/compiled/{kind}", partial(compiled, made["run"], place, damage))
    ledger.attempt("cache/network/entry-is-a-file", partial(network_entries, made["train"], place, emptied, []))
    ledger.attempt("cache/networks/is-a-file", partial(networks_is_a_file, made["train"], place))
    ledger.attempt("cache/stages/is-a-file", partial(stages_is_a_file, made["report"], place))


def network_entries(workload: Workload, place: Place, damage: Callable[[Path], None], names: Iterable[str]) -> None:
    """Damages the named files of all entries, or, where none is named, puts a file where each entry is."""
    workload.prepare(place)
    entries = [entry for entry in (place.cache / "networks").iterdir() if entry.is_dir()]
    expect(entries, "no network was kept that could be damaged")
    for entry in entries:
        for name in names:
            damage(entry / name)
        if not names:
            remove(entry)
            entry.touch()
    ended = workload.finish(place)
    workload.expect_done(place, ended)
    expect(ended.errors.count("damaged") == 2, f"the damage was not told: {ended.in_words}")
    again = workload.finish(place)
    workload.expect_done(place, again)
    expect("(2 cached)" in again.output, f"the entries were not mended: {again.output}")


def stage_entries(workload: Workload, place: Place, damage: Callable[[Path], None]) -> None:
    workload.prepare(place, cold=True)
    workload.expect_done(place, workload.finish(place))
    kept = sorted((place.cache / "stages").glob("*/*.json"))
    expect(kept, "no stage was kept that could be damaged")
    for file in kept:
        damage(file)
    workload.expect_done(place, workload.finish(place))
    broken = [file.name for file in kept if not is_whole(file)]
    expect(not broken, f"not mended: {', '.join(broken)}")


def is_whole(stage: Path) -> bool:
    """Whether a stage's file has the checksum that its first line states."""
    if not stage.is_file():
        return False
    sum, _, rest = stage.read_bytes().partition(b"\n")
    return sha256(rest).hexdigest().encode() == sum


def compiled(workload: Workload, place: Place, damage: Callable[[Path], None]) -> None:
    workload.prepare(place)
    workload.expect_done(place, workload.finish(place))
    entries = list(EXPERIMENTS.glob("Tortured-*/experiment"))
    expect(entries, f"no compiled experiment was found in {EXPERIMENTS}")
    try:
        for entry in entries:
            damage(entry)
        workload.prepare(place)
        workload.expect_done(place, workload.finish(place))
        workload.prepare(place)
        workload.expect_done(place, workload.finish(place))
    finally:
        # What is left damaged would make every later case fail too.
        for entry in EXPERIMENTS.glob("Tortured-*"):
            remove(entry)


def stages_is_a_file(workload: Workload, place: Place) -> None:
    """Where the folder should be there is a file: nothing can be kept, and everything is made."""
    workload.prepare(place, cold=True)
    place.cache.mkdir(parents=True)
    (place.cache / "stages").touch()
    workload.expect_done(place, workload.finish(place))


def networks_is_a_file(workload: Workload, place: Place) -> None:
    """`train` says so before it trains anything, as its cache is what a killed run goes on from."""
    before = workload.prepare(place, cold=True)
    place.cache.mkdir(parents=True)
    (place.cache / "networks").touch()
    ended = place.run(workload.quietly)
    expect(ended.status == 2 and "--cache" in ended.errors, f"it ended with {ended.in_words}")
    expect_same(snapshot(place.site), before)
    remove(place.cache / "networks")
    workload.expect_done(place, workload.finish(place))
