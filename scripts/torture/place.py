"""A scratch folder with a site and a cache of its own, and the command at work in it."""

import ctypes
import os
import selectors
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger import Wrong, expect

ROOT = Path(__file__).resolve().parents[2]
GLASSBOX = ROOT / ".build/release/glassbox"
EXPERIMENTS = ROOT / ".build/experiments"

# Where all commands are run: a compiled experiment knows the path of its source.
PLACE = "place"

# Nothing here takes so long: what does, hangs.
PATIENCE = 300.0

_BECOME_SUBREAPER = 36


def adopt_orphans() -> None:
    """Makes grandchildren whose parent was killed children of this process, so that none goes unseen."""
    ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)


def own_children() -> list[int]:
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return found


def descendants(process: int) -> list[int]:
    """The process and all below it, parents first."""
    found = [process]
    for parent in found:
        try:
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
            for task in Path(f"/proc/{parent}/task").iterdir():
                new = map(int, (task / "children").read_text().split())
                found += [child for child in new if child not in found]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return list(dict.fromkeys(found))


def reap_orphans(kill: bool) -> int:
    """Waits for the end of every adopted process, which `kill` brings about.

    Returns how many there were. Without `kill` they have to end by themselves, which they are given time for.
    """
    count = 0
    deadline = time.monotonic() + PATIENCE
    while children := own_children():
        for child in children:
            if kill:
                os.kill(child, signal.SIGKILL)
            ended, _ = os.waitpid(child, 0 if kill else os.WNOHANG)
            count += ended != 0
        expect(time.monotonic() < deadline, f"a child outlives its killed parent: {children}")
        time.sleep(0.01)
    return count


@dataclass(frozen=True)
class Ended:
    """What a run leaves. A status below zero is the signal that ended it."""

    status: int
    output: str
    errors: str

    @property
    def in_words(self) -> str:
        said = " | ".join(self.errors.strip().splitlines()[-4:])
        return f"status {self.status}, standard error: {said or 'nothing'}"


class Run:
    """The command under way, in a session of its own."""

    def __init__(
        self,
        command: Sequence[str],
        place: "Place",
        environment: Mapping[str, str],
        errors: int | None,
    ) -> None:
        self._errors = place.folder / f"standard-error-{time.monotonic_ns()}"
        with open(self._errors, "wb") as file:
            self.process = subprocess.Popen(
                command,
                cwd=place.folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=file if errors is None else errors,
                start_new_session=True,
            )
        self._output = b""

    def line(self) -> str:
        """Waits for a line of standard output; empty once that has ended."""
        assert self.process.stdout
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            deadline = time.monotonic() + PATIENCE
            while b"\n" not in self._output:
                if not selector.select(max(0, deadline - time.monotonic())):
                    self.kill_all()
                    raise Wrong(f"no line of output in {PATIENCE:.0f} s")
                if not (data := os.read(self.process.stdout.fileno(), 1 << 16)):
                    break
                self._output += data
        line, _, self._output = self._output.partition(b"\n")
        return line.decode()

    def ended_within(self, seconds: float) -> bool:
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def interrupt(self) -> None:
        self.process.send_signal(signal.SIGINT)

    def kill_alone(self) -> None:
        """Kills the command only; what it started lives on for a moment."""
        self.process.kill()
        self.process.wait()

    def kill_all(self) -> None:
        """Kills the command and whatever it started, as a power cut does."""
        self.kill_alone()
        reap_orphans(kill=True)

    def end(self) -> Ended:
        """Waits for the end."""
        assert self.process.stdout
        try:
            output, _ = self.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill_all()
            raise Wrong(f"it hangs: no end in {PATIENCE:.0f} s") from None
        errors = self._errors.read_text(errors="replace")
        self._errors.unlink()
        return Ended(self.process.returncode, (self._output + output).decode(errors="replace"), errors)


@dataclass(frozen=True)
class Place:
    """The folder that a command is run in. Everything that it may write lies below."""

    folder: Path

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def cache(self) -> Path:
        return self.folder / "cache/glassbox"

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"

    def prepare(self, site: Path | None = None, cache: Path | None = None) -> None:
        """Begins anew, with copies of a site and a cache, or without."""
        for name in ("site", "cache", "tmp", "home"):
            remove(self.folder / name)
        self.folder.mkdir(parents=True, exist_ok=True)
        if site:
            shutil.copytree(site, self.site, symlinks=True)
        if cache:
            shutil.copytree(cache, self.cache, symlinks=True)
        for folder in (self.temporary, self.folder / "home"):
            folder.mkdir()

    def environment(self, **changes: str | None) -> dict[str, str]:
        """This process's environment with the place's folders; None takes a variable away."""
        variables: dict[str, str | None] = {
            **os.environ,
            "HOME": str(self.folder / "home"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "TMPDIR": str(self.temporary),
            **changes,
        }
        return {name: value for name, value in variables.items() if value is not None}

    def start(
        self,
        arguments: Sequence[str],
        wrapper: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        errors: int | None = None,
    ) -> Run:
        """Starts the command.

        `wrapper` is a command that runs it; `errors` is where standard error goes, instead of being kept.
        """
        command = [*wrapper, str(GLASSBOX), *arguments]
        return Run(command, self, environment or self.environment(), errors)

    def run(
        self,
        arguments: Sequence[str],
        wrapper: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        errors: int | None = None,
    ) -> Ended:
        """Runs the command to its end."""
        return self.start(arguments, wrapper, environment, errors).end()


def remove(place: Path) -> None:
    """Removes a file, or a folder with all that it holds."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
