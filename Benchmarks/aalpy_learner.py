"""Learns a Mealy machine by AALpy's L*: the machine comes as JSON on standard input, what it took goes to standard output."""

import json
import sys
import time

from aalpy.automata import MealyMachine, MealyState
from aalpy.learning_algs import run_Lstar
from aalpy.oracles import PerfectKnowledgeEqOracle
from aalpy.SULs import AutomatonSUL


def peak_memory() -> int:
    """The most memory that this process has had, in mebibytes; getrusage's would start from its parent's."""
    with open("/proc/self/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM:"))


class TimedOracle(PerfectKnowledgeEqOracle):
    """Knows how long it was asked: AALpy tells seconds to two digits only."""

    seconds = 0.0

    def find_cex(self, hypothesis: MealyMachine) -> tuple[int, ...] | None:
        """Compares the hypothesis with the machine itself."""
        start = time.perf_counter()
        difference = super().find_cex(hypothesis)
        self.seconds += time.perf_counter() - start
        return difference


def main() -> None:
    """Reads, learns, writes."""
    table = json.load(sys.stdin)
    letters = [letter[0] for letter in table["letters"]]
    states = [MealyState(f"s{number}") for number in range(len(table["transitions"]))]
    for state, targets, outputs in zip(states, table["transitions"], table["outputs"], strict=True):
        for letter, target, output in zip(letters, targets, outputs, strict=True):
            state.transitions[letter] = states[target]
            state.output_fun[letter] = output[0]
    machine = MealyMachine(states[0], states)
    sul = AutomatonSUL(machine)
    oracle = TimedOracle(letters, sul, machine)
    start = time.perf_counter()
    learned, told = run_Lstar(
        letters, sul, oracle, automaton_type="mealy", cex_processing="rs", cache_and_non_det_check=False,
        return_data=True, print_level=0,
    )
    seconds = time.perf_counter() - start - oracle.seconds
    json.dump(
        {
            "states": learned.size,
            "queries": told["queries_learning"],
            "seconds": seconds,
            "memory": peak_memory(),
        },
        sys.stdout,
    )


main()
