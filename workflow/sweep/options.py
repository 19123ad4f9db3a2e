"""Options of `glassbox report` that a plan may give, read as words and never by a shell."""

import shlex

from sweep import bounds
from sweep.refusal import Place

_WITH_VALUE = frozenset(
    (
        "--inputs",
        "--outputs",
        "--cell",
        "--reset",
        "--letters",
        "--numbers",
        "--start",
        "--decision",
        "--answers",
        "--activation",
        "--heads",
        "--epsilon",
        "--tokens",
        "--columns",
        "--offset",
        "--words",
        "--separator",
        "--end",
        "--questions",
        "--length",
        "--title",
        "--against",
        "--time-limit",
        "--budget",
    )
)
_FLAGS = frozenset(("--wrong-rows", "--fresh"))
_MENDS = {
    "--seed": "give it in the column seeds",
    "--jobs": "give it in the column threads",
    "--site": "leave it out, as the sweep has sites of its own",
    "--all": "name the subjects",
    "--model": "leave it out, as a plan runs no commands",
}


def split_options(text: str, place: Place) -> tuple[str, ...]:
    """The words of a cell, split as a shell would split them, with nothing expanded."""
    try:
        words = shlex.split(text)
    except ValueError:
        raise place.refuse("options", text, "a closed quote", "close it") from None
    return check_options(words, place)


def check_options(words: list[str], place: Place) -> tuple[str, ...]:
    """The same words, once each is known to be an option of `glassbox report`, or the value of one."""
    if len(words) > bounds.OPTION_WORDS:
        raise place.refuse("options", " ".join(words), f"at most {bounds.OPTION_WORDS} words", "leave some out")
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name in _FLAGS and not equals:
            continue
        if name not in _WITH_VALUE:
            expected = "an option of “glassbox report” that a plan may give"
            mend = _MENDS.get(name, "see “glassbox help report”, or quote what belongs together")
            raise place.refuse("options", word, expected, mend)
        if equals:
            continue
        value = next(rest, "-")
        if value.startswith("-"):
            raise place.refuse("options", word, f"a value after {name}", f"write {name}=VALUE if it begins with a dash")
    return tuple(words)


def against(options: tuple[str, ...]) -> str | None:
    """What `--against` names, as reports depend on it."""
    for index, word in enumerate(options):
        name, equals, value = word.partition("=")
        if name == "--against":
            return value if equals else options[index + 1]
    return None
