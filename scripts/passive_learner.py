"""Learns an automaton from labelled rows by AALpy's RPNI or EDSM: the rows come as JSON on standard input, the automaton goes out.

It is run by `glassbox compare` and the study FromExamples, within limits on time and memory.
"""

import json
import sys
import time
import warnings
from typing import Any

from aalpy.learning_algs import run_EDSM, run_RPNI

LEARNERS = {"rpni": run_RPNI, "edsm": run_EDSM}


def labelled_beginnings(rows: list[list[Any]], *, accepts: bool) -> list[tuple[tuple[int, ...], Any]]:
    """Every beginning of a row that has an answer, once, with that answer: what AALpy calls labelled sequences."""
    labels: dict[tuple[int, ...], Any] = {}
    for letters, answers in rows:
        for place, answer in enumerate(answers):
            if answer is not None:
                labels[tuple(letters[: place + 1])] = answer == 1 if accepts else answer
    return list(labels.items())


def step(kind: str, state: Any, letter: int) -> tuple[Any, Any]:
    """The state that a letter leads to, and what is answered; None for what is not known."""
    target = state.transitions.get(letter)
    if target is None:
        return None, None
    if kind == "dfa":
        return target, int(bool(target.is_accepting))
    answer = state.output_fun.get(letter) if kind == "mealy" else target.output
    # AALpy has an object of its own for an answer that no data tell.
    return target, answer if isinstance(answer, int) else None


def main() -> None:
    """Reads, learns, writes."""
    # Of an automaton with answers that no data tell, which are told as null.
    warnings.simplefilter("ignore")
    question = json.load(sys.stdin)
    kind = question["kind"]
    data = labelled_beginnings(question["rows"], accepts=kind == "dfa")
    start = time.perf_counter()
    model = LEARNERS[question["learner"]](data, kind, print_info=False)
    seconds = time.perf_counter() - start
    states = [model.initial_state] + [state for state in model.states if state is not model.initial_state]
    numbers = {id(state): number for number, state in enumerate(states)}
    steps = [[step(kind, state, letter) for letter in range(question["letters"])] for state in states]
    json.dump(
        {
            "targets": [[None if target is None else numbers[id(target)] for target, _ in row] for row in steps],
            "answers": [[answer for _, answer in row] for row in steps],
            "seconds": seconds,
        },
        sys.stdout,
    )


main()
