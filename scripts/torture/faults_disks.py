"""Disks that are full or cannot be written: all or nothing, and one sentence."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from ledger import CannotBeTried, Ledger, expect
from place import EXPERIMENTS, PLACE, Ended, Place, remove
from rights import in_namespace
from snapshot import Snapshot, expect_clean, expect_whole
from workloads import Workload

NAMES = ("report", "train", "site", "run")
PAGE = 4096

# Mounts a small disk ($1 bytes) over the site with what the site holds, and shows afterwards what has become of it.
SMALL_DISK = """
mv site found && mkdir site && mount -t tmpfs -o size="$1" tmpfs site && cp -a found/. site/ && shift || exit 99
"$@"; status=$?
mkdir left && cp -a site/. left/
exit $status
"""
READ_ONLY = 'mount --bind site site && mount -o remount,bind,ro site || exit 99; exec "$@"'
# A folder on a disk of its own, full from the start ($2: of bytes, or without room for a folder even).
FULL_FOLDER = 'mount -t tmpfs -o "$2" tmpfs "$1" && shift 2 || exit 99; exec "$@"'
FEW_BYTES = "size=4k"
NO_ROOM = "size=4k,nr_inodes=1"
# Every page of the site lies in an image's layer, as in a container made of one: such a folder cannot be renamed.
OVERLAY = """
mount -t tmpfs tmpfs upper && mkdir upper/new upper/work || exit 99
mount -t overlay -o lowerdir=site,upperdir=upper/new,workdir=upper/work overlay site || exit 98
"$@"; status=$?
mkdir left && cp -a site/. left/
exit $status
"""


def faults(ledger: Ledger, scratch: Path, made: Mapping[str, Workload]) -> None:
    place = Place(scratch / PLACE)
    for name in NAMES:
        for limit in (1 << 10, 1 << 14, 1 << 17):
            ledger.attempt(f"full-disk/file-size-{limit >> 10}k/{name}", partial(small_files, made[name], place, limit))
    ledger.attempt("full-disk/compiling/run", partial(compiling, made["run"], place))


def privileged_faults(ledger: Ledger, scratch: Path, made: Mapping[str, Workload]) -> None:
    place = Place(scratch / PLACE)
    for name in NAMES:
        for free in (0, 2, 16, 64):
            ledger.attempt(f"full-disk/{free}-pages-left/{name}", partial(small_disk, made[name], place, free))
        for case, fault in {
            "read-only-site": read_only,
            "full-cache/after-a-while": full_cache,
            "full-cache/at-once": cache_without_room,
            "full-tmp": full_temporary,
            "overlay": overlay,
        }.items():
            ledger.attempt(f"{case}/{name}", partial(fault, made[name], place))


def small_files(workload: Workload, place: Place, limit: int) -> str:
    """No file may grow beyond a limit, which to a program is the same as a full disk, and needs no right."""
    before = workload.prepare(place)
    ended = place.run(workload.quietly, ["prlimit", f"--fsize={limit}", "--"])
    return all_or_nothing(workload, place, before, ended)


def compiling(workload: Workload, place: Place) -> str:
    """The same while the experiment is compiled: that is no fault of its writer."""
    for entry in EXPERIMENTS.glob("Tortured-*"):
        remove(entry)
    return small_files(workload, place, 1 << 14)


def small_disk(workload: Workload, place: Place, free: int) -> str:
    before = workload.prepare(place)
    for name in ("found", "left"):
        remove(place.folder / name)
    pages = sum(-(-file.stat().st_size // PAGE) for file in place.site.rglob("*") if file.is_file())
    ended = place.run(workload.quietly, in_namespace(SMALL_DISK, str((pages + free) * PAGE)))
    bring_back(place)
    return all_or_nothing(workload, place, before, ended)


def bring_back(place: Place) -> None:
    """Puts what the command left on a disk that is gone now into the place's own site."""
    expect((place.folder / "left").is_dir(), "the disk could not be mounted or looked at")
    remove(place.site)
    (place.folder / "left").rename(place.site)


def all_or_nothing(workload: Workload, place: Place, before: Snapshot, ended: Ended) -> str:
    """The command made everything, or one clear sentence and nothing; without the fault it then makes everything."""
    if ended.status == 0:
        workload.expect_done(place, ended)
        return "it was enough"
    expect_refused(ended)
    expect_whole(place.site, before, workload.after, file_by_file=not workload.target)
    expect_clean(place.site, place.cache)
    workload.expect_done(place, workload.finish(place))
    return "refused"


def expect_refused(ended: Ended) -> None:
    """Status 2 and one sentence, which says what to do."""
    lines = ended.errors.strip().splitlines()
    expect(ended.status == 2, f"it ended with {ended.in_words}")
    expect(len(lines) == 1 and lines[0].startswith("error: "), f"expected one sentence: {ended.in_words}")


def read_only(workload: Workload, place: Place) -> None:
    """A site that may only be read."""
    before = workload.prepare(place)
    ended = place.run(workload.quietly, in_namespace(READ_ONLY))
    expect_refused(ended)
    expect_whole(place.site, before, before, file_by_file=False)
    expect_clean(place.site)
    workload.expect_done(place, workload.finish(place))


def full_cache(workload: Workload, place: Place) -> None:
    """A cache that fills up costs time and no result."""
    workload.prepare(place, cold=True)
    place.cache.mkdir(parents=True)
    ended = place.run(workload.arguments, in_namespace(FULL_FOLDER, "cache/glassbox", FEW_BYTES))
    workload.expect_done(place, ended)


def cache_without_room(workload: Workload, place: Place) -> None:
    """A cache that takes nothing from the start: `train` says so before it trains, the others do without it."""
    workload.prepare(place, cold=True)
    place.cache.mkdir(parents=True)
    ended = place.run(workload.quietly, in_namespace(FULL_FOLDER, "cache/glassbox", NO_ROOM))
    if workload.name == "train":
        expect_refused(ended)
        ended = workload.finish(place)
    workload.expect_done(place, ended)


def full_temporary(workload: Workload, place: Place) -> None:
    """A folder for temporary files that takes nothing is not needed, or is what the sentence is about."""
    before = workload.prepare(place)
    ended = place.run(workload.quietly, in_namespace(FULL_FOLDER, "tmp", NO_ROOM))
    if ended.status != 0:
        expect("space" in ended.errors, f"it ended with {ended.in_words}")
        expect_whole(place.site, before, workload.after, file_by_file=not workload.target)
        ended = workload.finish(place)
    workload.expect_done(place, ended)


def overlay(workload: Workload, place: Place) -> None:
    """Pages in the lower layer of an overlay, whose folders cannot be renamed (EXDEV)."""
    workload.prepare(place)
    for name in ("left", "upper"):
        remove(place.folder / name)
    (place.folder / "upper").mkdir()
    ended = place.run(workload.arguments, in_namespace(OVERLAY))
    if ended.status == 98:
        raise CannotBeTried("this kernel or container permits no overlay to be mounted")
    bring_back(place)
    workload.expect_done(place, ended)
