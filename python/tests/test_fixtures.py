"""The networks in fixtures/ compute the scores that they record, and err as often as fixtures/README.md says."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open

from glassbox.exporting.evaluation import evaluate

FIXTURES = Path(__file__).parents[1] / "fixtures"
sys.path.insert(0, str(FIXTURES))

from tasks import TASKS, Task  # noqa: E402

TABLE = (FIXTURES / "README.md").read_text(encoding="utf-8").partition("## Transformers")[0]
ROWS = re.findall(r"^\| (\w+) \| ([\d,]+) \| ([\d,]+) of ([\d,]+) \|", TABLE, re.M)


def read(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    with safe_open(FIXTURES / "networks" / f"{name}.safetensors", "np") as file:
        return json.loads(file.metadata()["glassbox"]), {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118


def task_of(name: str) -> Task:
    return next(task for key, task in TASKS.items() if name.startswith(key))


def wrong_answers(name: str, words: Any) -> Any:
    keys, tensors = read(name)
    scores = evaluate({key: tensor for key, tensor in tensors.items() if not key.startswith("glassbox.")}, keys, words)
    first = scores[..., 0]
    answers = {"argmax": scores.argmax(-1), "sign": first > 0, "round": np.rint(first)}[keys["decision"]]
    return answers != task_of(name).right(words)


def test_every_file_is_told_of() -> None:
    assert {path.stem for path in (FIXTURES / "networks").glob("*.safetensors")} == {row[0] for row in ROWS}
    assert sum((FIXTURES / "networks" / f"{row[0]}.safetensors").stat().st_size for row in ROWS) < 400_000


@pytest.mark.parametrize("name", [row[0] for row in ROWS])
def test_recorded_scores(name: str) -> None:
    keys, tensors = read(name)
    words, recorded = tensors.pop("glassbox.words"), tensors.pop("glassbox.scores")
    assert np.abs(evaluate(tensors, keys, words) - recorded).max() < 1e-5
    assert tuple(keys["letters"]) == task_of(name).letters


@pytest.mark.parametrize(("name", "wrong"), [(name, int(wrong)) for name, _, wrong, _ in ROWS])
def test_wrong_answers(name: str, wrong: int) -> None:
    """All words to ten letters of two; of four, words that are drawn."""
    letters = len(task_of(name).letters)
    if letters > 2:
        assert not wrong_answers(name, np.random.default_rng(0).integers(0, letters, (2000, 10))).any()
        return
    words = np.indices((2,) * 10).reshape(10, -1).T
    found = wrong_answers(name, words).sum(axis=0) // 2 ** np.arange(9, -1, -1)
    assert found.sum() == wrong
