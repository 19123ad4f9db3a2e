"""Claims are tried by means of this check's own: products, linear systems, probes, exchanges, examples."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_foreign
import tiny_report
from tiny_report import MACHINE, TABLE_CODE, TABLE_PROGRAM, edit_json, mend, network_bytes, program_text

from glassbox.check import linear, product
from glassbox.check.command_line import main
from glassbox.check.deadline import Deadline
from glassbox.check.decision import read_decision
from glassbox.check.findings import Finding, Outcome
from glassbox.check.inspection import inspect
from glassbox.check.machine import read_machine
from glassbox.check.options import Options
from glassbox.check.perceptrons import Layer, Perceptrons, read_perceptrons
from glassbox.check.probe import read_each
from glassbox.check.program import Formula, Program
from glassbox.check.refusal import Refusal
from glassbox.check.syntax import read_program
from glassbox.check.unasked import UnaskedDifference
from glassbox.check.visits import Visits
from glassbox.check.words import Alphabet, spelled

BITS = Alphabet(((0, 1),))
DEADLINE = Deadline(3600)


def program(code: str) -> Program:
    return read_program(program_text(code).encode(), 1).program


def loop(state: str, *lines: str) -> Program:
    body = "".join(f"\n        {line}" for line in lines)
    return program(f"def f(xs):\n    ys = []\n    {state}\n    for x in xs:{body}\n    return ys")


def findings(folder: Path) -> dict[str, Finding]:
    return {finding.name: finding for finding in inspect(folder, Options()).findings}


# MARK: - Proofs


def test_the_product_finds_the_shortest_word() -> None:
    machine = read_machine(MACHINE)
    same = product.product(loop("p = 0", "p ^= x", "ys.append(p)"), machine, DEADLINE)
    assert (same.pairs, same.word) == (2, None)
    # It stops at the third 1.
    other = product.product(loop("n = 0", "n += x", "ys.append(0 if 2 < n else n % 2)"), machine, DEADLINE)
    assert other.word is not None
    assert spelled(other.word) == "1 1 1"


def test_a_program_without_end_is_not_proven() -> None:
    with pytest.raises(Refusal, match="16,384 states"):
        product.product(
            loop("n = 0", "n += 1 + x", "ys.append(0)"), read_machine(MACHINE | {"outputs": [[[0], [0]]] * 2}), DEADLINE
        )


@pytest.mark.parametrize(
    ("lines", "is_so"),
    [
        (("s += x", "ys.append(2 * s - 1)"), True),
        (("t = 3", "s = t * s - x", "ys.append(s)"), True),
        (("s = s * x", "ys.append(s)"), False),
        (("s = s * s", "ys.append(s)"), False),
        (("s += x % 2", "ys.append(s)"), False),
        (("ys.append(s)", "s = abs(x)"), False),
    ],
)
def test_what_is_linear(lines: tuple[str, ...], is_so: bool) -> None:
    assert linear.is_linear(loop("s = 0", *lines)) is is_so


def test_responses_tell_linear_systems_apart() -> None:
    layers = (Layer(np.array([[1.0, 1.0]]), np.zeros(1)),)
    total = Perceptrons(layers, (Layer(np.array([[1.0]]), np.zeros(1)),), np.zeros(1), {})
    sums, twice = loop("s = 0", "s += x", "ys.append(s)"), loop("s = 0", "s += x", "ys.append(2 * s)")
    assert isinstance(sums, Formula)
    assert isinstance(twice, Formula)
    assert linear.compare_responses(sums, total, BITS, 10, DEADLINE).word is None
    assert linear.compare_responses(twice, total, BITS, 10, DEADLINE).word is not None
    with pytest.raises(Refusal, match="apart"):
        linear.compare_responses(sums, total, BITS, 2, DEADLINE)


# MARK: - Networks


def test_halves_are_rounded_away_from_zero() -> None:
    network = read_perceptrons(network_bytes())
    states = np.array([[0.5], [1.5], [-0.5], [0.49999999999999994], [1e300], [float("nan")]])
    lowest = np.iinfo(np.int64).min
    assert network.answers(states)[:, 0].tolist() == [1, 2, -1, 0, lowest, lowest]


def test_decisions_are_made_as_the_file_says() -> None:
    scores = np.array([[0.5, 2.0, 2.0], [-1.0, 0.0, 1e-300], [0.0, float("nan"), 9.0], [float("inf"), 3.0, 1.0]])
    lowest = np.iinfo(np.int64).min
    classes = read_decision('{"kind": "greatest", "classes": ["a", "b", "c"]}', 3)
    assert classes(scores).tolist() == [[1], [2], [lowest], [0]]
    assert classes.answer_width(3) == 1
    signs = read_decision('{"kind": "signs"}', 3)
    assert signs(scores).tolist() == [[1, 1, 1], [0, 0, 1], [0, lowest, 1], [1, 1, 1]]
    assert signs.answer_width(3) == 3
    assert read_decision(None, 3)(scores)[0].tolist() == [1, 2, 2]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"kind": "best"}', '{"kind": "greatest"}', '{"kind": "greatest", "classes": ["a"]}', '{"kind": 1}']
)
def test_decisions_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_decision(text, 3)


# MARK: - Words


def test_all_words_are_in_order() -> None:
    assert BITS.all_words(2)[:, :, 0].tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert Alphabet(((-1, 0), (-1, 0))).letters().tolist() == [[-1, -1], [-1, 0], [0, -1], [0, 0]]
    assert Alphabet(((5, 5),)).all_words(40).shape == (1, 40, 1)
    assert Alphabet(((5, 5), (0, 1))).all_words(2).tolist() == [
        [[5, 0], [5, 0]], [[5, 0], [5, 1]], [[5, 1], [5, 0]], [[5, 1], [5, 1]],
    ]  # fmt: skip
    assert BITS.longest_listed(1 << 17, 30) == 17
    assert Alphabet.of(((1, 0), (0, 1))).all_words(2).tolist() == [
        [[1, 0], [1, 0]], [[1, 0], [0, 1]], [[0, 1], [1, 0]], [[0, 1], [0, 1]],
    ]  # fmt: skip


def test_words_may_have_more_letters_than_arrays_have_axes() -> None:
    assert Alphabet.of(((7,),)).all_words(100).tolist() == [[[7]] * 100]
    assert Alphabet(((0, 1), *[(3, 3)] * 90)).all_words(3).shape == (8, 3, 91)


# MARK: - Whole reports


def test_an_honest_report_is_confirmed_in_every_claim_but_the_task(tiny: Path) -> None:
    found = findings(tiny)
    assert found.pop("tested").outcome is Outcome.NOT_CHECKED
    assert {finding.outcome for finding in found.values()} == {Outcome.CONFIRMED}


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (None, Outcome.REFUTED),
        ({"name": "lock.dot", "arguments": []}, Outcome.NOT_CHECKED),
        ({"name": "rows.csv", "parts": {}}, Outcome.REFUTED),
    ],
)
def test_a_proof_for_some_words_only_is_not_checked(tiny: Path, data: dict[str, Any] | None, outcome: Outcome) -> None:
    """Of words that an automaton does not have nothing is right, and the report does not say which these are."""

    def partial(value: dict[str, Any]) -> None:
        (claim,) = (part for part in value["claims"] if part["claim"] == "proven")
        claim.update(statement="is equal, on all sequences that the automaton has, to the machine", cases=3)
        if data is not None:
            value.update(data=data)

    edit_json(tiny, partial)
    mend(tiny)
    assert findings(tiny)["proven"].outcome is outcome


def test_a_table_is_confirmed(tiny: Path) -> None:
    (tiny / "program.py").write_text(program_text(TABLE_CODE, is_table=True))
    edit_json(tiny, lambda value: value.update(verdict="table", evidence="behavioural", heart="table of 2 states"))
    edit_json(tiny, lambda value: value["explanation"].update(program=TABLE_PROGRAM, formulas={}))
    mend(tiny)
    found = findings(tiny)
    assert {finding.outcome for finding in found.values()} == {Outcome.CONFIRMED, Outcome.NOT_CHECKED}
    assert found["proven"].outcome is found["grounded"].outcome is Outcome.CONFIRMED


@pytest.mark.parametrize(
    ("tolerated", "suspects", "outcome"),
    [(1, 3, Outcome.CONFIRMED), (0, 3, Outcome.CONFIRMED), (9, 3, Outcome.REFUTED), (1, 0, Outcome.REFUTED)],
)
def test_errors_are_tolerated_where_data_must_be_wrong(tiny: Path, tolerated: int, suspects: int, outcome: Outcome) -> None:
    """As many as chance explains: some 0.2 of 15, where 3 of 225 are wrong."""

    def change(record: dict[str, Any]) -> None:
        record["data"] = {"name": "data.jsonl", "arguments": ["", "", ""], "suspects": [{}] * suspects}
        record["command"] = "glassbox report data.jsonl --seed 3"
        record["claims"][0].update(cases=15, errors=min(tolerated, 1), tolerated=tolerated)
        record["claims"].insert(1, record["claims"][0] | {"claim": "recorded", "cases": 225, "errors": 0, "tolerated": None})

    edit_json(tiny, change)
    assert findings(tiny)["verdict"].outcome is outcome


def test_a_claim_that_the_report_itself_gives_up_is_none(tiny: Path) -> None:
    edit_json(tiny, lambda value: value["claims"][6].update(errors=3, holds=False))
    edit_json(tiny, lambda value: value.update(evidence="behavioural"))
    assert findings(tiny)["causal"].outcome is Outcome.NOT_CLAIMED
    assert main([str(tiny)]) == 0


def test_an_unsolved_task_claims_nothing(tiny: Path) -> None:
    nothing: dict[str, object] = dict.fromkeys(("evidence", "program", "heart", "network", "machine"))
    nothing |= {"verdict": "unsolved", "failedStage": "train", "failure": "no time", "claims": []}
    edit_json(tiny, lambda value: value.update(nothing))
    for name in ("program.py", "network.safetensors", "machine.json", "machine.dot"):
        (tiny / name).unlink()
    mend(tiny)
    assert main([str(tiny)]) == 0


def test_a_model_that_a_command_serves_is_not_run(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = {
        "name": "touch ran",
        "fingerprint": "0" * 64,
        "arguments": ["", "", "served"],
        "symbols": None,
        "parts": None,
        "suspects": [],
    }
    edit_json(tiny, lambda value: value.update(network=None, data=data))
    mend(tiny)
    assert main([str(tiny)]) == 2
    assert "glassbox audit --model" in capsys.readouterr().err


def test_a_transformer_is_not_run(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_json(tiny, lambda value: value["network"].update(cells=["transformer block of width 24 with 4 heads"] * 2))
    mend(tiny)
    assert main([str(tiny)]) == 2
    printed = capsys.readouterr()
    assert "it is of a transformer, which this check does not run; glassbox audit" in printed.err
    assert "refuted" not in printed.out + printed.err


def test_questions_are_not_asked(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither alone nor in a site such a report is passed over in silence."""
    (tiny / "audit.json").rename(tiny / "questions.json")
    for path in (tiny, tiny.parent):
        assert main([str(path)]) == 2
        assert "it is of a network that answers questions, which this check does not run" in capsys.readouterr().err


def test_two_records_are_no_report(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny / "questions.json").write_bytes((tiny / "audit.json").read_bytes())
    assert main([str(tiny)]) == 2
    assert "it has both an audit.json and a questions.json" in capsys.readouterr().err


def test_mechanisms_that_are_none_are_refuted(tiny: Path) -> None:
    """A second variable counts, which the network's hidden state does not know of."""
    code = "def f(xs):\n    ys = []\n    n = 0\n    for x in xs:\n        n += x\n        ys.append(n % 2)\n    return ys"
    (tiny / "program.py").write_text(program_text(code))
    mend(tiny)
    found = findings(tiny)
    assert found["faithful"].outcome is Outcome.CONFIRMED
    assert found["grounded"].outcome is Outcome.REFUTED
    assert found["grounded"].word is not None


@pytest.mark.parametrize("size", [1.0, 1e150, 1.7e308])
def test_states_of_any_size_are_read(size: float) -> None:
    """Whether a discriminant can be fitted or not, its rate is one."""
    memory = np.arange(40)[:, np.newaxis] % 2
    words, time = np.zeros((40, 9, 1), np.int64), np.arange(40) % 8
    hidden = size * np.random.default_rng(1).choice([-1.0, 1.0], (40, 3))
    visited = Visits(words, np.arange(40), time, hidden, memory)
    unasked = UnaskedDifference(loop("p = 0", "p ^= x", "ys.append(p)"), BITS.letters(), 9, DEADLINE)
    with np.errstate(all="ignore"):
        (found,) = read_each(visited, [False], unasked, np.random.default_rng(1), DEADLINE)
    assert 0 <= found.errors <= found.judged


def test_differences_that_are_not_asked_are_those_of_longer_words_only() -> None:
    """Nine open ones after nine letters of ten can be closed no more; what no word tells apart is another matter."""
    depth = loop("d = 0", "d += 2 * x - 1", "ys.append(int(d == 0))")
    parity = loop("n = 0", "n += x", "ys.append(n % 2)")
    for program, one, other, read, expected in [
        (depth, 9, 7, 9, True),
        (depth, 5, 7, 6, True),
        (depth, 5, 7, 5, False),
        (parity, 1, 3, 9, False),
        (parity, 1, 2, 9, False),
    ]:
        unasked = UnaskedDifference(program, BITS.letters(), 10, DEADLINE)
        found = unasked.between(np.array([[one], [one]]), 0, np.array([other, one]), np.array([read, read]))
        assert found.tolist() == [expected, False]
    assert not UnaskedDifference(depth, None, 10, DEADLINE).between(np.array([[9]]), 0, np.array([7]), np.array([9])).any()


@pytest.mark.parametrize("write", [tiny_report.write, tiny_foreign.write])
def test_a_report_that_needs_more_time_is_not_confirmed(
    write: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "one")
    assert main([str(folder), "--json", "--time-limit", "1e-9"]) == 1
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    found = {finding["check"]: finding["outcome"] for finding in report["findings"]}
    assert not report["confirmed"]
    assert found.pop("time") == "refuted"
    assert {found[level] for level in ("exhaustive", "faithful", "causal")} == {"not checked"}
    assert "refuted" not in found.values(), "nothing is said of what was not looked at"


def test_examples_check_the_task(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    examples = tmp_path / "examples.jsonl"
    examples.write_text('{"input": [1, 0, 1], "output": [1, 1, 0]}\n{"input": [[1], [1]], "output": [[1], [0]]}\n')
    assert main([str(tiny), "--examples", str(examples)]) == 0
    assert "tested       confirmed    the program answers like the examples on 2 examples" in capsys.readouterr().out
    examples.write_text('{"input": [1, 1], "output": [1, 1]}\n')
    assert main([str(tiny), "--examples", str(examples), "--json"]) == 1
    words = [part["word"] for part in json.loads(capsys.readouterr().out)["reports"][0]["findings"] if part["check"] == "tested"]
    assert words == ["1 1: 0 and 1"]
    for text in ("", "{}", '{"input": [1], "output": []}', '{"input": [1.5], "output": [1]}'):
        examples.write_text(text)
        assert main([str(tiny), "--examples", str(examples)]) == 2


def test_a_site(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site"
    for name in ("One", "Two"):
        shutil.copytree(tiny, site / "reports" / name)
    assert main([str(site)]) == 0
    assert capsys.readouterr().out.endswith("2 of 2 reports confirmed\n")
    edit_json(site / "reports" / "One", lambda value: value.update(verdict="table"))
    assert main([str(site)]) == 1
    assert "1 of 2 reports confirmed, 1 refuted" in capsys.readouterr().out
    (site / "reports" / "Two" / "audit.json").write_text("{")
    assert main([str(site)]) == 2


def test_a_flaw_of_this_check_keeps_no_other_report_from_it(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    for name in ("One", "Two"):
        shutil.copytree(tiny, site / "reports" / name)

    def flawed(folder: Path, *rest: Any) -> Any:
        if folder.name == "One":
            raise ValueError("a flaw")
        return inspect(folder, *rest)

    monkeypatch.setattr("glassbox.check.inspection.inspect", flawed)
    assert main([str(site)]) == 2
    printed = capsys.readouterr()
    assert "One: this check failed on it, and says nothing of it (ValueError: a flaw)" in printed.err
    assert printed.out.endswith("1 of 2 reports confirmed, 1 unreadable\n")
