"""The command that a report says makes it again, which people copy: it has to be the one that follows from what else is stated.

Read as a shell reads it: whatever a shell would do something else with than pass it on is in quotes.
"""

import re
from typing import Any, Final

from glassbox.check.record import Record
from glassbox.check.refusal import Refusal
from glassbox.check.untrusted_json import exactly, parse

_PLAIN: Final = r"[\w./:,@%+=-]"
_WORD: Final = re.compile(rf"(?:{_PLAIN}|'[^']*'|\\')+")
_PART: Final = re.compile(rf"({_PLAIN}+)|'([^']*)'|\\(')")
_BUDGET: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?[smh]?", re.ASCII)
_OPTIONS: Final = (
    "cell", "reset", "letters", "numbers", "start", "decision", "answers", "activation", "heads", "epsilon", "tokens", "columns",
    "offset", "words", "separator", "end", "questions", "length", "name",
)  # fmt: skip
"""Of a network, in the order of the command."""


def command_problem(record: Record) -> str | None:
    """Why the command is none that makes this report, as a clause; None where it is one."""
    try:
        words = _words(record.command)
        expected = [[["glassbox", "report"]], *_subject(record)]
    except Refusal as error:
        return str(error)
    for forms in expected:
        found = next((form for form in forms if words[: len(form)] == form), None)
        if found is None:
            return "the command that audit.json tells makes a report of another file, or of one that is read otherwise"
        words = words[len(found) :]
    return None if _is_rest(words, record.seed) else "the command that audit.json tells makes a report of another seed"


def _words(command: str) -> list[str]:
    """The words that a shell passes on; raises `Refusal` where it does anything else."""
    words: list[str] = []
    place = 0
    while match := _WORD.match(command, place):
        words.append("".join(part.group(part.lastindex or 0) for part in _PART.finditer(match.group())))
        place = match.end() + 1
        if place > len(command):
            return words
        if command[match.end()] != " ":
            break
    raise Refusal("the command that audit.json tells has characters outside of quotes that a shell takes for something else")


def _subject(record: Record) -> list[list[list[str]]]:
    """The task's name; or the file's, and how that is read: one after the other, each in the forms that it may have."""
    data = record.data
    if data is None:
        return [_named(record.task)]
    inputs, outputs, kind, network = (*data.arguments, "", "", "", "")[:4]
    found = [_named(data.name)]
    for option, columns in (("--inputs", inputs), ("--outputs", outputs)):
        found += [[[option]], _named(columns)] if columns else []
    found += [[["--wrong-rows"]]] if kind == "wrong-rows" else []
    return found + ([[_network_options(network)]] if network else [])


def _named(text: str) -> list[list[str]]:
    """A name as one word, or as those that Glassbox makes of it without quotes; raises `Refusal` for what would be an option."""
    words = text.split(" ")
    if any(word.startswith("-") or not word for word in words):
        raise Refusal("the command that audit.json tells would take a part of a name for an option")
    return [[text], words]


def _network_options(text: str) -> list[str]:
    """What was said of a network beside its file."""
    stated = exactly(parse(text.encode(errors="replace"), "audit.json.data.arguments"), dict, "audit.json.data.arguments")
    words: list[str] = []
    for key in (key for key in _OPTIONS if stated.get(key) is not None):
        option = "--title" if key == "name" else f"--{key}"
        for value in stated[key] if key == "questions" and isinstance(stated[key], list) else [stated[key]]:
            told = _told(value)
            words += [f"{option}={told}"] if told.startswith("-") else [option, told]
    return words


def _told(value: Any) -> str:
    """`a,b`, `1,2`, `0..9,-1..1`."""
    if not isinstance(value, list):
        return str(value)
    return ",".join("..".join(map(str, part)) if isinstance(part, list) else str(part) for part in value)


def _is_rest(words: list[str], seed: int) -> bool:
    """What it is held against, which only the command tells; the seed; and how much time there was."""
    if words[:1] == ["--against"] and "--seed" in words:
        against, words = words[1 : words.index("--seed")], words[words.index("--seed") :]
        if not against or any(word.startswith("-") for word in against):
            return False
    if words[:2] != ["--seed", str(seed)]:
        return False
    return len(words) == 2 or (len(words) == 4 and words[2] == "--budget" and _BUDGET.fullmatch(words[3]) is not None)
