"""Served models speak the protocol over a real process, whatever else they print, and end with a sentence where they cannot."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassbox.serving.greeting import Greeting, Refusal
from glassbox.serving.serve import answer

EXAMPLES = Path(__file__).parents[1] / "examples"

NOISY = """
import os, subprocess, sys
import numpy as np
import glassbox

def scores(words):
    print("printed")
    sys.stdout.write("written")
    os.write(1, b"by the number of the file")
    subprocess.run(["echo", "by a child"], check=True)
    counts = np.cumsum(words, axis=1)[..., np.newaxis]
    return counts, counts / 2

glassbox.serve(scores, name="zählt", letters=["nichts", "eins"], decision="round", scores=1, length=7)
"""


def served(script: Path | str, requests: list[Any], *arguments: str) -> tuple[list[Any], subprocess.CompletedProcess[str]]:
    """What a script answers to requests, each line read as JSON."""
    command = [sys.executable, *(["-c", script] if isinstance(script, str) else [str(script)]), *arguments]
    lines = "".join(request if isinstance(request, str) else json.dumps(request) + "\n" for request in requests)
    environment = {"PYTHONPATH": str(EXAMPLES.parent), "PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", env=environment, check=False, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()], done


def test_nothing_printed_breaks_the_protocol() -> None:
    answers, done = served(NOISY, [{"words": [[0, 1, 1], [1, 1, 1]]}, {"words": [[1]]}])
    assert done.returncode == 0
    assert answers[0] == {
        "format": "glassbox.model.1",
        "name": "zählt",
        "letters": ["nichts", "eins"],
        "decision": "round",
        "scores": 1,
        "length": 7,
    }
    assert answers[1] == {"scores": [[[0], [1], [2]], [[1], [2], [3]]], "states": [[[0], [0.5], [1]], [[0.5], [1], [1.5]]]}
    assert answers[2]["scores"] == [[[1]]]
    for noise in ("printed", "written", "by the number of the file", "by a child"):
        assert noise in done.stderr


def test_hidden_vectors_are_left_out_where_they_are_not_wanted() -> None:
    answers, _ = served(NOISY, [{"words": [[1]], "states": False}, {"words": [[1]], "states": True}])
    assert answers[1:] == [{"scores": [[[1]]]}, {"scores": [[[1]]], "states": [[[0.5]]]}]


def test_a_wrong_request_ends_it_with_a_sentence() -> None:
    answers, done = served(NOISY, ['{"words": [[0], [0, 1]]}\n', {"words": [[0]]}])
    assert len(answers) == 1
    assert done.returncode == 1
    assert "asks for nothing; expected" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_error_of_the_function_is_shown_as_it_is() -> None:
    answers, done = served(NOISY.replace('print("printed")', "raise KeyError('mine')"), [{"words": [[0]]}])
    assert len(answers) == 1
    assert done.returncode == 1
    assert "KeyError: 'mine'" in done.stderr


def test_whoever_asks_may_leave() -> None:
    """Answers are read no more while requests go on."""
    requests = (json.dumps({"words": [[0, 1] * 50] * 50}) + "\n") * 20
    process = subprocess.Popen([sys.executable, "-c", NOISY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    process.stdout.close()
    process.stdout = None
    _, errors = process.communicate(requests.encode(), timeout=60)
    assert b"Traceback" not in errors
    assert process.returncode == 0


def test_the_diagonal_recurrence() -> None:
    answers, _ = served(EXAMPLES / "diagonal_recurrence.py", [{"words": [[0, 1, 2]]}])
    assert answers[0]["scores"] == 3
    assert answers[1]["states"] == [[[-1, 1], [-1, -0.5], [-1, -0.25]]]


def test_the_pytorch_lstm() -> None:
    pytest.importorskip("torch")
    words = np.random.default_rng(0).integers(0, 2, (64, 10))
    answers, done = served(EXAMPLES / "pytorch_lstm.py", [{"words": words.tolist()}])
    assert (np.argmax(answers[1]["scores"], axis=-1) == np.cumsum(words, axis=1) % 2).mean() > 0.99
    assert "loss" in done.stderr


def test_the_onnx_session(tmp_path: Path) -> None:
    onnx, _ = pytest.importorskip("onnx"), pytest.importorskip("onnxruntime")
    helper, kind = onnx.helper, onnx.TensorProto.FLOAT
    weights = {"W": np.ones((1, 1, 2)) * [0, 1], "R": np.ones((1, 1, 1))}
    graph = helper.make_graph(
        [
            helper.make_node("RNN", ["x", "W", "R"], ["y"], hidden_size=1, activations=["Relu"]),
            helper.make_node("Squeeze", ["y", "axis"], ["scores"]),
        ],
        "counts ones",
        [helper.make_tensor_value_info("x", kind, ["time", "batch", 2])],
        [helper.make_tensor_value_info("scores", kind, ["time", "batch", 1])],
        [onnx.numpy_helper.from_array(array.astype(np.float32), name) for name, array in weights.items()]
        + [onnx.numpy_helper.from_array(np.array([1]), "axis")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.save(model, tmp_path / "model.onnx")
    words = [[0, 1, 1], [1, 0, 0]]
    answers, _ = served(EXAMPLES / "onnx_session.py", [{"words": words}], str(tmp_path / "model.onnx"), "01", "1")
    assert answers[0]["decision"] == "sign"
    assert answers[1]["scores"] == [[[0], [1], [2]], [[1], [1], [1]]]


GREETING = Greeting("argmax", 2, letters="ab")


def test_numbers_are_asked_by_stream() -> None:
    greeting = Greeting("round", 1, numbers=[[0, 1], [0, 9]])
    assert json.loads(answer('{"words": [[[1, 9], [0, 3]]]}', lambda words: words[..., :1], greeting)) == {"scores": [[[1], [0]]]}


@pytest.mark.parametrize(
    ("line", "scores", "sentence"),
    [
        ("[]", 0, "asks for nothing"),
        ('{"words": []}', 0, "of shape"),
        ('{"words": [[0.5]]}', 0, "of shape"),
        ('{"words": [[[0]]]}', 0, "of shape"),
        ('{"words": [[2]]}', 0, "beyond the 2"),
        ('{"words": [[1]]}', [[1, 2]], r"gave scores \[1, 2\]; expected \[1, 1, 2\]"),
        ('{"words": [[1]]}', [[[1, 2, 3]]], r"gave scores \[1, 1, 3\]"),
        ('{"words": [[1]]}', [[[1, float("nan")]]], "not finite"),
        ('{"words": [[1]]}', ([[[1, 2]]], [1]), r"gave states \[1\]"),
    ],
)
def test_what_the_protocol_does_not_have(line: str, scores: Any, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        answer(line, lambda words: scores, GREETING)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"decision": "best", "scores": 2, "letters": "ab"}, "the decision is 'best'"),
        ({"decision": "argmax", "scores": 1, "letters": "ab"}, "expected 2 or more"),
        ({"decision": "argmax", "scores": 2}, "either letters"),
        ({"decision": "argmax", "scores": 2, "letters": "aa"}, "every one once"),
        ({"decision": "argmax", "scores": 2, "letters": "ab", "answers": ["x"]}, "1 answers are named"),
    ],
)
def test_greetings_that_say_nothing_sensible(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        Greeting(**options)
