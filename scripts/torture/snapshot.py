"""What a folder holds, less what is documented to vary, and what must never be seen in it."""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from ledger import Wrong, expect

# Files that hold times and nothing else.
VARYING = {"seconds.js"}
# Hidden files that belong to a page.
KEPT = {".source.swift", ".journal.jsonl", ".run.json", ".nojekyll"}

# The front page says of each report how long it took: on its card, in index.json, and in the last column of index.csv.
FRONT_PAGE = re.compile(r"index(-[a-z0-9]+)?\.(html|json|csv|js)")
SECONDS_OF_A_REPORT = re.compile(rb'(?m) \xc2\xb7 [0-9.,]+ (s|min)(?=</p>)|"seconds" : [0-9.e-]+|,[0-9.e-]*(?=\r?$)')

# By path: the hash of the file.
Snapshot = dict[str, str]


def snapshot(folder: Path) -> Snapshot:
    """All files but the hidden ones that belong to no page."""
    found: Snapshot = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if file.is_file() and file.name not in VARYING and not any(is_leftover(part) for part in path.parts):
            found[str(path)] = hashlib.sha256(_bytes(file)).hexdigest()
    return found


def _bytes(file: Path) -> bytes:
    data = file.read_bytes()
    if FRONT_PAGE.fullmatch(file.name):
        return SECONDS_OF_A_REPORT.sub(b"", data)
    if file.name != "audit.json":
        return data
    try:
        audit = json.loads(data)
        audit.pop("seconds", None)
    except (ValueError, AttributeError):
        return data
    return json.dumps(audit).encode()


def is_leftover(name: str) -> bool:
    return name.startswith(".") and name not in KEPT


def leftovers(*folders: Path) -> list[str]:
    return [str(file) for folder in folders for file in sorted(folder.rglob(".*")) if is_leftover(file.name)]


def expect_same(found: Snapshot, wanted: Snapshot) -> None:
    """Every file is there, no other one, and each has the same bytes."""
    differing = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
    told = [
        f"{name} {'is missing' if name not in found else 'is one too many' if name not in wanted else 'differs'}"
        for name in differing[:4]
    ]
    expect(not differing, f"{', '.join(told)} ({len(differing)} of {len(wanted)} files)")


def expect_clean(*folders: Path) -> None:
    left = leftovers(*folders)
    expect(not left, f"left behind: {', '.join(left[:4])}")


def part(whole: Snapshot, folder: str) -> Snapshot:
    return {name: hash for name, hash in whole.items() if name.startswith(folder + "/")}


def page_folders(whole: Iterable[str]) -> set[str]:
    """The folders that are put in place as a whole: site/<section>/<name>."""
    return {"/".join(name.split("/")[:2]) for name in whole if name.count("/") >= 2 and not name.startswith("assets/")}


def expect_whole(site: Path, before: Snapshot, after: Snapshot, file_by_file: bool) -> None:
    """Whatever is seen is all old or all new: each page folder, or, where pages are rewoven in place, each file."""
    now = snapshot(site)
    for name, hash in now.items():
        if name.split("/")[1:2] and name.split("/")[1].endswith(".failed"):
            continue
        expect(hash in (before.get(name), after.get(name)), f"{name} is neither the old file nor the new one")
    for folder in sorted(page_folders(before.keys() | after.keys())):
        seen, old, new = part(now, folder), part(before, folder), part(after, folder)
        expect(seen or not old, f"{folder} has gone")
        if file_by_file:
            expect(seen.keys() in (old.keys(), new.keys()), f"{folder} has lost files")
        else:
            expect(seen in (old, new), f"{folder} is half old and half new, or half there")
    for page in sorted(site.rglob("index.html")):
        if not any(is_leftover(name) for name in page.relative_to(site).parts):
            expect(page.read_bytes().rstrip().endswith(b"</html>"), f"{page} is cut off")
    for audit in sorted(site.glob("reports/*/audit.json")):
        if not is_leftover(audit.parent.name):
            expect_sums(audit)


def expect_sums(audit: Path) -> None:
    """The files beside audit.json have the hashes that it states."""
    try:
        files = json.loads(audit.read_bytes())["files"]
    except (ValueError, KeyError):
        raise Wrong(f"{audit} is no audit") from None
    for name, hash in files.items():
        file = audit.parent / name
        expect(file.is_file(), f"{file} is missing")
        expect(hashlib.sha256(file.read_bytes()).hexdigest() == hash, f"{file} is not the one that audit.json means")
