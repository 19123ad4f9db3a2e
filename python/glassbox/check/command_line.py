"""`glassbox-check`: the command."""

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from glassbox.check import bounds
from glassbox.check.options import Options
from glassbox.check.plain_text import counted, plain
from glassbox.check.refusal import Refusal

if TYPE_CHECKING:
    from glassbox.check.examples import Examples
    from glassbox.check.inspection import Inspection

CONFIRMED, REFUTED, NO_REPORT, LACKING = 0, 1, 2, 3

_EPILOGUE = """
A folder that is no report is a site, or a site's folder of reports: all reports in it are checked, with a line each.

exit status: 0 what the report claims of outputs and could be checked is confirmed; 1 a claim is refuted, a file was altered, or
the time was up; 2 there is no readable report, or wrong usage; 3 the machine lacks numpy or safetensors
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # An arrow is not worth a failure where the terminal has none.
    parsed = _parser().parse_args(arguments)
    try:
        return _check(parsed)
    except ImportError as error:
        _tell(f"This machine lacks {error.name}: python3 -m pip install numpy safetensors")
        return LACKING
    except Refusal as error:
        _tell(str(error))
        return NO_REPORT
    except BrokenPipeError:
        # Whoever read the lines has gone; nothing may be said when Python closes the stream either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUTED


def _check(parsed: argparse.Namespace) -> int:
    """Checks all reports; raises `Refusal` where there are none, `ImportError` without numpy or safetensors."""
    from glassbox.check.examples import read_examples

    examples = read_examples(parsed.examples) if parsed.examples else None
    folders = [folder for path in parsed.reports for folder in _reports(path)]
    options = Options(parsed.seed, parsed.sequences, parsed.words, time_limit=parsed.time_limit)
    inspections: list[Inspection] = []
    unreadable: list[tuple[Path, str]] = []
    for folder in folders:
        found = _inspected(folder, options, examples)
        if isinstance(found, str):
            unreadable.append((folder, found))
            _tell(f"{folder}: {found}")
            continue
        inspections.append(found)
        if not parsed.json:
            print("\n".join(_lines(found, is_short=len(folders) > 1 and not parsed.verbose)), flush=True)
    if parsed.json:
        print(json.dumps(_value(inspections, unreadable), indent=2), flush=True)
    elif len(folders) > 1:
        print(_summary(inspections, len(unreadable)), flush=True)
    return _status(inspections, is_unreadable=bool(unreadable))


def _inspected(folder: Path, options: Options, examples: "Examples | None") -> "Inspection | str":
    """What was found, or why there is nothing to be found."""
    from glassbox.check.inspection import inspect

    try:
        return inspect(folder, options, examples)
    except Refusal as error:
        return str(error)
    except (MemoryError, RecursionError):
        # Bounds should keep it from coming to this; if they do not, it is the report's fault and not the others'.
        return "it needs more memory than there is"
    except ImportError:
        raise
    except Exception as error:
        # Nor does one that this check has a flaw for keep it from the others of a site.
        return f"this check failed on it, and says nothing of it ({type(error).__name__}: {error})"


def _status(inspections: "list[Inspection]", *, is_unreadable: bool) -> int:
    if is_unreadable:
        return NO_REPORT
    return CONFIRMED if all(inspection.holds for inspection in inspections) else REFUTED


def _tell(text: str) -> None:
    print(f"glassbox-check: {plain(text)}", file=sys.stderr)


# MARK: - Arguments


def _parser() -> argparse.ArgumentParser:
    defaults = Options()
    parser = argparse.ArgumentParser(
        prog="glassbox-check",
        description="Checks reports of Glassbox independently: shares no code with it, and runs none of a report's.",
        epilog=_EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("reports", nargs="+", type=Path, metavar="report", help="folder of a report, or of a site")
    parser.add_argument("--seed", type=_natural, default=defaults.seed, help="of the words that are drawn (%(default)s)")
    parser.add_argument(
        "--sequences", type=_count, default=defaults.sequences, help="fresh words for each comparison (%(default)s)"
    )
    parser.add_argument(
        "--words", type=_count, default=defaults.words, help="words up to which all of a length are tried (%(default)s)"
    )
    parser.add_argument(
        "--examples", type=Path, metavar="FILE", help='of the task, to check "tested": JSON lines {"input": […], "output": […]}'
    )
    parser.add_argument("--time-limit", type=_seconds, default=defaults.time_limit, help="seconds for each report (%(default)g)")
    parser.add_argument("--verbose", action="store_true", help="print every check of several reports too")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


def _natural(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise argparse.ArgumentTypeError("expected a number that is not negative")
    return int(text)


def _count(text: str) -> int:
    value = _natural(text)
    if not 1 <= value <= bounds.NUMBERS_AT_ONCE:
        raise argparse.ArgumentTypeError(f"expected 1 to {bounds.NUMBERS_AT_ONCE:,}")
    return value


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError("expected seconds, up to a day")
    return value


def _reports(path: Path) -> Iterator[Path]:
    """The reports that a path means: itself, or all of a site; raises `Refusal` where there are none."""
    if _has_record(path) or not path.is_dir():
        yield path
        return
    home = path / "reports" if (path / "reports").is_dir() else path
    try:
        # Links in a site lead elsewhere: what they lead to is named by nobody.
        names = sorted(entry.name for entry in os.scandir(home) if entry.is_dir(follow_symlinks=False))
    except OSError as error:
        raise Refusal(f"{home} cannot be read: {error.strerror}") from None
    folders = [home / name for name in names[: bounds.REPORTS] if _has_record(home / name)]
    if not folders:
        raise Refusal(f"{path} is no report, and has none in it")
    yield from folders


def _has_record(folder: Path) -> bool:
    """Whether there is what a report says, in the one file or the other."""
    return any(os.path.lexists(folder / name) for name in ("audit.json", "questions.json"))


# MARK: - Words


def _lines(inspection: "Inspection", *, is_short: bool) -> Iterator[str]:
    from glassbox.check.findings import Outcome

    shown = [finding for finding in inspection.findings if not is_short or finding.outcome is Outcome.REFUTED]
    title = f"{plain(inspection.task, 60)}: {plain(inspection.verdict, 60)}"
    yield f"{title:48} {_counts(inspection)}" if is_short else title
    for finding in shown:
        yield f"  {plain(finding.name, 12):12} {finding.outcome:12} {plain(finding.detail)}"
        if finding.word is not None:
            yield f"  {'':25} {plain(finding.word)}"
    if not is_short:
        yield f"  {_counts(inspection)}"


def _counts(inspection: "Inspection") -> str:
    from glassbox.check.findings import Outcome

    counts = [(inspection.count(outcome), outcome) for outcome in Outcome]
    return ", ".join(f"{count} {outcome}" for count, outcome in counts if count)


def _summary(inspections: "list[Inspection]", unreadable: int) -> str:
    good = sum(inspection.holds for inspection in inspections)
    total = len(inspections) + unreadable
    rest = [f"{len(inspections) - good} refuted"] * (good < len(inspections)) + [f"{unreadable} unreadable"] * (unreadable > 0)
    return f"{good} of {counted(total, 'report')} confirmed{''.join(', ' + part for part in rest)}"


def _value(inspections: "list[Inspection]", unreadable: list[tuple[Path, str]]) -> dict[str, object]:
    return {
        "reports": [
            {
                "folder": str(inspection.folder),
                "task": plain(inspection.task),
                "verdict": plain(inspection.verdict),
                "confirmed": inspection.holds,
                "findings": [
                    {"check": finding.name, "outcome": finding.outcome, "detail": finding.detail, "word": finding.word}
                    for finding in inspection.findings
                ],
            }
            for inspection in inspections
        ],
        "unreadable": [{"folder": str(folder), "reason": plain(reason)} for folder, reason in unreadable],
    }


if __name__ == "__main__":
    sys.exit(main())
