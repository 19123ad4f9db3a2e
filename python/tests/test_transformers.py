"""The evaluator of transformers beside answers worked out by hand, and what recorded scores detect of wrong conventions."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open
from tiny_transformer import constant, transformer

from glassbox.exporting import description
from glassbox.exporting.evaluation import evaluate
from glassbox.exporting.network import Affine
from glassbox.exporting.recording import write
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.transformer import Block, Norm, Transformer
from glassbox.exporting.transformer_evaluation import ACTIVATION

READING = description.read(letters="abcd", decision="argmax", length=8, name="try")
WORDS = np.random.default_rng(0).integers(0, 4, (6, 12))
ONES, ZEROS = np.ones(2), np.zeros(2)


def by_hand(attention: Affine, perceptron: tuple[Affine, Affine] | None = None, activation: str = "relu") -> Transformer:
    """Width 2, where what is read is (s, -s): an epsilon of 3 makes a LayerNorm of it s / √(s² + 3), so ½ of 1."""
    inner = perceptron or (constant([[0, 0]]), constant([[0], [0]]))
    block = Block(Norm(ONES, ZEROS), attention, constant(np.eye(2)), Norm(ONES, ZEROS), *inner)
    tokens = np.array([[1.0, -1], [-1, 1]])
    return Transformer(tokens, np.zeros((4, 2)), (block,), Norm(ONES, ZEROS), constant([[1, 0]]), 1, 3.0, activation)


def scores(made: Transformer, word: list[int], **keys: Any) -> list[float]:
    found = evaluate(made.tensors(single=False), {"letters": ["a", "b"]} | made.keys() | keys, np.array([word]))
    return [float(score) for score in found[0, :, 0]]


def normalised(value: float) -> float:
    return value / math.sqrt(value**2 + 3)


def test_attention_that_looks_everywhere_alike_averages() -> None:
    """Values are ½ after a and -½ after b; their means 0.5, 0 and -1/6 are added to 1, -1 and -1."""
    made = by_hand(constant([[0, 0]] * 4 + [[1, 0], [0, 1]]))
    assert scores(made, [0, 1, 1]) == pytest.approx([normalised(1.5), normalised(-1), normalised(-7 / 6)], abs=1e-12)


def test_attention_is_scaled_by_the_root_of_the_width() -> None:
    """Queries times √2 · ln 3: b looks at a and b as 1 to 3, so that ¼ · ½ - ¾ · ½ = -¼ is added to -1."""
    query = math.sqrt(2) * math.log(3)
    made = by_hand(constant([[query, 0], [0, query], [1, 0], [0, 1], [1, 0], [0, 1]]))
    assert scores(made, [0, 1]) == pytest.approx([normalised(1.5), normalised(-1.25)], abs=1e-12)


def test_the_perceptron_reads_what_attention_added_to() -> None:
    """ReLU of the normalised 1 is ½, four times which is added; of -1 it is nothing."""
    made = by_hand(constant(np.zeros((6, 2))), (constant([[1, 0]]), constant([[4], [-4]])))
    assert scores(made, [0, 1]) == pytest.approx([normalised(3), normalised(-1)], abs=1e-12)


def test_tokens_offset_and_columns_are_as_described() -> None:
    made = transformer(tokens=6, scores=4)
    tensors, words = made.tensors(single=False), np.array([[0, 1, 1]])
    keys = {"letters": ["a", "b"]} | made.keys()
    skipping = evaluate(tensors, keys | {"start": 0}, words)
    assert np.array_equal(skipping, evaluate(tensors, keys | {"start": 0, "tokens": [1, 2]}, words))
    asked = evaluate(tensors, keys | {"letters": list("abcdef")}, np.array([[0, 1, 2, 2]]))
    assert np.allclose(skipping, asked[:, 1:])
    assert np.allclose(evaluate(tensors, keys | {"start": 0, "columns": [3, 1]}, words), asked[:, 1:, [3, 1]])
    moved = replace(made, positions=np.roll(made.positions, 2, axis=0)).tensors(single=False)
    assert np.allclose(evaluate(moved, keys | {"start": 0, "offset": 2}, words), skipping)
    question = evaluate(tensors, keys | {"start": 5, "separator": 3, "end": 4}, np.array([[1, 2, 0, 3]]))
    assert np.allclose(question, evaluate(tensors, keys | {"letters": list("abcdef")}, np.array([[5, 1, 3, 0, 4]]))[:, 1:])


def test_activations() -> None:
    """Φ(1) = 0.8413447461; the form with tanh differs from it in the fourth digit."""
    one = np.array([1.0, -1.0])
    assert ACTIVATION["gelu"](one) == pytest.approx([0.8413447461, -0.1586552539], abs=1e-10)
    assert ACTIVATION["gelu_new"](one) == pytest.approx([0.8411919906, -0.1588080094], abs=1e-10)
    assert ACTIVATION["relu"](one).tolist() == [1, 0]


@pytest.mark.parametrize("scored", [None, 3])
def test_what_is_written_can_be_read(scored: int | None, tmp_path: Path) -> None:
    made = transformer(scores=scored)
    own = evaluate(made.tensors(single=False), READING.keys() | made.keys(), WORDS)
    path = write(tmp_path / "model.safetensors", made, READING, WORDS, own)
    with safe_open(path, "np") as file:
        keys = json.loads(file.metadata()["glassbox"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    assert (keys["cell"], keys["heads"], keys["activation"], keys["epsilon"]) == ("transformer", 2, "gelu_new", 1e-5)
    assert "columns" not in keys
    assert tensors["h.1.attn.c_attn.weight"].shape == (8, 24)
    assert tensors["h.0.mlp.c_proj.bias"].dtype == np.float32
    assert ("lm_head.weight" in tensors) == (scored is not None)


def test_halves_are_written_where_they_lose_nothing() -> None:
    exact = transformer()
    rough = replace(exact, tokens=exact.tokens / 3)
    tensors = by_hand(constant(np.zeros((6, 2)))).tensors()
    assert {tensor.dtype for tensor in tensors.values()} == {np.dtype(np.float16)}
    assert {tensor.dtype for tensor in rough.tensors().values()} == {np.dtype(np.float32)}
    assert {tensor.dtype for tensor in rough.tensors(single=False).values()} == {np.dtype(np.float64)}


def first_block(change: Callable[[Block], Block]) -> Callable[[Transformer], Transformer]:
    return lambda made: replace(made, blocks=(change(made.blocks[0]), *made.blocks[1:]))


def turned(affine: Affine) -> Affine:
    return Affine(affine.weight.T, affine.bias)


WRONG: dict[str, Callable[[Transformer], Transformer]] = {
    "erf for tanh": lambda made: replace(made, activation="gelu"),
    "turned attention": first_block(lambda block: replace(block, attn_proj=turned(block.attn_proj))),
    "turned perceptron": first_block(lambda block: replace(block, c_fc=turned(block.c_fc))),
    "untied for tied": lambda made: replace(made, head=Affine(np.roll(made.tokens, 1, axis=0), np.zeros(4))),
    "other heads": lambda made: replace(made, heads=4),
    "one head": lambda made: replace(made, heads=1),
    "another epsilon": lambda made: replace(made, epsilon=0.1),
    "exchanged norms": first_block(lambda block: replace(block, ln_1=block.ln_2, ln_2=block.ln_1)),
    "exchanged blocks": lambda made: replace(made, blocks=made.blocks[::-1]),
    "keys before queries": first_block(
        lambda block: replace(block, c_attn=Affine(*(np.roll(array, 8, axis=0) for array in vars(block.c_attn).values())))
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_conventions_are_refused(name: str, tmp_path: Path) -> None:
    made = transformer(scores=None)
    own = evaluate(made.tensors(single=False), READING.keys() | made.keys(), WORDS)
    with pytest.raises(Refusal, match=r"after '.*' the tensors score \[.*\] where the network scored \[.*\], so something in it"):
        write(tmp_path / "model.safetensors", WRONG[name](made), READING, WORDS, own)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "change", "sentence"),
    [
        ({}, lambda made: replace(made, heads=3), "attended by 3 heads; expected 8 numbers, the width, which the heads divide"),
        ({}, first_block(lambda block: replace(block, c_fc=constant(np.ones((8, 7))))), r"h.0.mlp.c_fc.weight is \[7, 8\]"),
        ({"tokens": [0, 1, 2, 7]}, lambda made: made, "the token 7 is read, but 4 are embedded"),
        ({"columns": [0, 3]}, lambda made: made, "the score 3 is named, but the network gives 3; expected 0 to 2"),
        ({}, lambda made: replace(made, tokens=made.tokens * np.inf), "wte.weight has a number that is not finite"),
        ({"decision": "sign", "permitted": True}, lambda made: made, "3 scores are read; expected one or more for each of 4"),
    ],
)
def test_what_does_not_fit_is_refused(options: dict[str, Any], change: Any, sentence: str) -> None:
    reading = description.read(**({"letters": "abcd", "decision": "argmax"} | options))
    with pytest.raises(Refusal, match=sentence):
        change(transformer()).check(reading)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"end": 3}, "the end of answers is 3; expected a separator"),
        ({"separator": 3, "end": 4, "decision": "sign"}, "by argmax; the decision is sign"),
        ({"questions": "distinct"}, "expected 1 to 8 conditions, of a network with a separator"),
        ({"questions": [], "separator": 3, "end": 4}, "expected 1 to 8 conditions"),
        ({"permitted": True}, "for the decision sign; the decision is argmax"),
        ({"tokens": [1]}, "1 tokens are given; expected one for each of 2 letters"),
        ({"tokens": [1, 2], "start": 2}, "expected different numbers, 0 or more"),
        ({"columns": [1, 1]}, "columns are .* expected different numbers"),
        ({"offset": -1}, "the offset is -1; expected the number of the first position"),
    ],
)
def test_descriptions_that_say_nothing_sensible(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        description.read(**({"letters": "ab", "decision": "argmax"} | options))
