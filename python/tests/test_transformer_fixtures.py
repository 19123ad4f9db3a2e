"""The transformers in fixtures/ compute the scores that they record, and err where fixtures/README.md says."""

import json
import re
import sys
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open

from glassbox.exporting.evaluation import evaluate

FIXTURES = Path(__file__).parents[1] / "fixtures"
FOLDER = FIXTURES / "networks" / "transformers"
sys.path.insert(0, str(FIXTURES))

from languages import LANGUAGES, Language  # noqa: E402
from questions import QUESTIONS, Question  # noqa: E402
from tasks import ATTENDED, Task  # noqa: E402

ROW = re.compile(
    r"^\| (\w+) \| ([\d,]+) \| ([\d,]+) of ([\d,]+) \| (?:none to \d+|first at (\d+) letters: ([\d,]+)) \|", re.MULTILINE
)
ROWS = ROW.findall((FIXTURES / "README.md").read_text(encoding="utf-8").partition("## Transformers")[2])
NAMES = [row[0] for row in ROWS]
MOST = 5_000
"""Words of a length that are tried here; the table is of all."""
FAINT = ("balanced_parenthesis_stopped_early", "majority", "more_ones", "previous")
"""Their recorded scores differ by less than the tolerance where one GELU is taken for the other."""


def read(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    with safe_open(FOLDER / f"{name}.safetensors", "np") as file:
        return json.loads(file.metadata()["glassbox"]), {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118


def task_of(name: str) -> Task | Language | Question:
    tasks: dict[str, Any] = ATTENDED | LANGUAGES | QUESTIONS
    return next(tasks[key] for key in sorted(tasks, key=len, reverse=True) if name.startswith(key))  # type: ignore[no-any-return]


def number(text: str) -> int:
    return int(text.replace(",", ""))


def scores(name: str, words: Any) -> Any:
    """Some words at a time, as attention takes room."""
    keys, tensors = read(name)
    own = {key: tensor for key, tensor in tensors.items() if not key.startswith("glassbox.")}
    return np.concatenate([evaluate(own, keys, part) for part in np.array_split(words, len(words) // 500 + 1)])


def wrong(name: str, length: int) -> tuple[int, int]:
    """How many words of a length are answered wrongly, after the last letter or anywhere in the answer, and how many there are."""
    keys = read(name)[0]
    task, letters = task_of(name), len(keys["letters"])
    if isinstance(task, Question):
        questions = task.words(length)
        answers = [(*task.answer(word), letters + 1) for word in questions]
        words = np.array([(*word, letters, *answer) for word, answer in zip(questions, answers, strict=True)])
        found = scores(name, words)[:, length:-1].argmax(-1)
        right = np.where(words[:, length + 1 :] > letters, letters, words[:, length + 1 :])
        return int((found != right).any(axis=1).sum()), len(words)
    if isinstance(task, Language):
        words = np.array(list(task.words(length)))
        return int(((scores(name, words)[:, -1] > 0) != task.right(words)[:, -1]).any(axis=1).sum()), len(words)
    words = np.array(list(product(range(letters), repeat=length)))
    return int((scores(name, words)[:, -1].argmax(-1) != task.right(words)[:, -1]).sum()), len(words)


def test_every_file_is_told_of() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(NAMES)
    sizes = [(FOLDER / f"{name}.safetensors").stat().st_size for name in NAMES]
    assert sizes == [number(row[1]) for row in ROWS]
    assert max(sizes) < 60_000
    assert sum(sizes) < 800_000


@pytest.mark.parametrize("name", NAMES)
def test_recorded_scores(name: str) -> None:
    """By other ways of reading the file, the scores are others."""
    keys, tensors = read(name)
    words, recorded = tensors.pop("glassbox.words"), tensors.pop("glassbox.scores")
    assert np.abs(evaluate(tensors, keys, words) - recorded).max() < 1e-4
    assert tuple(keys["letters"]) == task_of(name).letters
    assert words.max() <= len(keys["letters"]) + ("separator" in keys)
    other = {"gelu_new": "relu", "gelu": "relu", "relu": "gelu"}
    for change in ({"activation": other[keys["activation"]]}, {"heads": 2}, {"offset": keys.get("offset", 0) + 1}):
        assert np.abs(evaluate(tensors, keys | change, words) - recorded).max() > 1e-2
    turned = {name: tensor.T if name.endswith("attn.c_proj.weight") else tensor for name, tensor in tensors.items()}
    assert np.abs(evaluate(turned, keys, words) - recorded).max() > 1e-2


@pytest.mark.parametrize("name", [name for name in NAMES if read(name)[0]["activation"] != "relu"])
def test_recorded_scores_tell_one_gelu_from_the_other(name: str) -> None:
    """By more than rounding; of some by less than the tolerance, so that the description has to be right."""
    keys, tensors = read(name)
    words, recorded = tensors.pop("glassbox.words"), tensors.pop("glassbox.scores")
    other = {"gelu_new": "gelu", "gelu": "gelu_new"}[keys["activation"]]
    own, wrong = (np.abs(evaluate(tensors, found, words) - recorded).max() for found in (keys, keys | {"activation": other}))
    assert wrong > 5 * own
    assert (wrong <= keys["tolerance"]) == (name in FAINT)


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_wrong_words(row: tuple[str, ...]) -> None:
    """All words up to the trained length, or to the length of which there are few enough."""
    name, _, errors, words, first, at_first = row
    length = read(name)[0]["length"]
    letters = len(read(name)[0]["letters"])
    tried = {part for part in range(1, length + 1) if isinstance(task_of(name), Language) or letters**part <= MOST}
    if first and int(first) <= length:
        tried.add(int(first))
    counts = {part: wrong(name, part) for part in sorted(tried)}
    if len(tried) == length:
        assert sum(count for count, _ in counts.values()) == number(errors)
        assert sum(count for _, count in counts.values()) == number(words)
    for part, (count, _) in counts.items():
        if not first or part < int(first):
            assert count == 0
        if first and part == int(first):
            assert count == number(at_first)
