"""`machine.dot`: the machine for Graphviz and for automata learners, a line for each transition."""

import re
from typing import Final

from glassbox.check.machine import Machine
from glassbox.check.refusal import Refusal

_EDGE: Final = re.compile(r' *s(\d{1,7}) -> s(\d{1,7}) \[label="([-0-9,]{1,9999})/([-0-9,]{1,9999})"\];')


def differs(data: bytes, machine: Machine) -> str | None:
    """How the drawing differs from the machine, as a clause; None where it has the same transitions and initial state.

    Raises `Refusal` where it is not in the dialect of AALpy and the Automata Wiki, as those of earlier versions.
    """
    lines = data.decode("utf-8", errors="replace").split("\n")
    if not any(line.strip() == "__start0 -> s0;" for line in lines):
        raise Refusal("it has no arrow from __start0 to s0, as the dialect of AALpy has; earlier versions drew otherwise")
    drawn = {match.groups() for line in lines if (match := _EDGE.fullmatch(line))}
    arrows = sum("->" in line for line in lines) - 1
    letters = [",".join(map(str, letter)) for letter in machine.letters.tolist()]
    written = {
        (str(state), str(target), letters[letter], ",".join(map(str, output)))
        for state, (targets, outputs) in enumerate(zip(machine.transitions.tolist(), machine.outputs.tolist(), strict=True))
        for letter, (target, output) in enumerate(zip(targets, outputs, strict=True))
    }
    if arrows != len(drawn) or drawn != written:
        return f"it has other transitions than machine.json: {len(drawn - written)} more, {len(written - drawn)} fewer"
    return None
