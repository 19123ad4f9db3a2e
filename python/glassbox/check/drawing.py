"""`machine.dot`: the machine for Graphviz and for automata learners, a line for each transition."""

from glassbox.check.machine import Machine
from glassbox.check.refusal import Refusal
from glassbox.check.spelling import spelled_answer, spelled_letter
from glassbox.check.symbols import Symbols


def differs(data: bytes, machine: Machine, symbols: Symbols | None = None) -> str | None:
    """How the drawing differs from the machine, as a clause; None where it has the same transitions and initial state.

    Raises `Refusal` where it is not in the dialect of AALpy and the Automata Wiki, as those of earlier versions.
    """
    lines = data.decode("utf-8", errors="replace").split("\n")
    if not any(line.strip() == "__start0 -> s0;" for line in lines):
        raise Refusal("it has no arrow from __start0 to s0, as the dialect of AALpy has; earlier versions drew otherwise")
    drawn = [line.strip() for line in lines if "->" in line and line.strip() != "__start0 -> s0;"]
    letters = [spelled_letter(tuple(letter), symbols) for letter in machine.letters.tolist()]
    written = {
        f's{state} -> s{target} [label="{_escaped(letters[letter])}/{_escaped(spelled_answer(tuple(output), symbols))}"];'
        for state, (targets, outputs) in enumerate(zip(machine.transitions.tolist(), machine.outputs.tolist(), strict=True))
        for letter, (target, output) in enumerate(zip(targets, outputs, strict=True))
    }
    if len(drawn) != len(written) or set(drawn) != written:
        more, fewer = len(set(drawn) - written), len(written - set(drawn))
        return f"it has other transitions than machine.json: {more} more, {fewer} fewer"
    return None


def _escaped(name: str) -> str:
    """As a label has it, which a quotation mark would end."""
    if not name.isprintable():
        raise Refusal("it has names with characters that are shown in another way")
    return name.replace("\\", "\\\\").replace('"', '\\"')
