"""PyTorch's transformers of many makes are exported, the tensors score as they do, and what has no place there is refused."""

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open

import glassbox
from glassbox.exporting.evaluation import evaluate
from glassbox.exporting.refusal import Refusal

torch = pytest.importorskip("torch")

import transformer_modules as modules  # noqa: E402

nn = torch.nn


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(5)


def exported(module: Any, folder: Path, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The description and the tensors of a file that was written just now."""
    chosen: dict[str, Any] = {"letters": "ab", "decision": "argmax", "count": 8} | options
    path = glassbox.export(module, folder / "model.safetensors", **chosen)
    with safe_open(path, "np") as file:
        return json.loads(file.metadata()["glassbox"]), {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118


def check_scores(module: Any, keys: dict[str, Any], tensors: dict[str, Any], seed: int, start: int | None = None) -> None:
    """On other words than the recorded ones."""
    recorded = {name: tensor for name, tensor in tensors.items() if not name.startswith("glassbox.")}
    letters = len(keys["letters"])
    words = np.random.default_rng(seed).integers(0, letters, (5, 9))
    asked = np.array(keys.get("tokens") or range(letters))[words]
    asked = asked if start is None else np.concatenate([np.full((5, 1), start), asked], axis=1)
    module.eval()
    with torch.no_grad():
        found = module(torch.tensor(asked))
    own = getattr(found, "logits", found).numpy()[:, int(start is not None) :]
    own = own[..., keys["columns"]] if "columns" in keys else own
    assert np.abs(evaluate(recorded, keys, words) - own).max() < 1e-4


@pytest.mark.parametrize("seed", range(12))
def test_random_shapes_of_encoder_layers(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)  # noqa: S311
    heads, letters, count = draw.choice([1, 2, 4]), draw.randint(2, 5), draw.randint(1, 3)
    width = heads * draw.choice([2, 4])
    activation = draw.choice(["relu", "gelu", nn.GELU(approximate="tanh"), nn.ReLU()])
    options = {
        "dim_feedforward": draw.randint(2, 12),
        "activation": activation,
        "bias": draw.random() < 0.7,
        "layer_norm_eps": 1e-3,
    }
    layers: Any = [modules.layer(width, heads, dropout=0.3, **options) for _ in range(count)]
    nested = draw.random() < 0.5
    layers = nn.TransformerEncoder(layers[0], count, enable_nested_tensor=False) if nested else nn.ModuleList(layers)
    kind = draw.choice(["embedding", "parameter", "sines"])
    module = modules.Layered(letters + 1, width, letters, layers, norm=nn.LayerNorm(width, 1e-3), kind=kind)
    start = letters if draw.random() < 0.5 else None
    names = [f"letter {number}" for number in range(letters)]
    keys, tensors = exported(module, tmp_path, letters=names, length=6, start=start)
    assert module.training
    assert (keys["cell"], keys["heads"], keys["epsilon"]) == ("transformer", heads, 1e-3)
    assert f"h.{count - 1}.mlp.c_proj.weight" in tensors
    assert tensors["h.0.attn.c_attn.weight"].shape == (width, 3 * width)
    check_scores(module, keys, tensors, seed, start)


@pytest.mark.parametrize("linear", [nn.Linear, modules.Turned])
@pytest.mark.parametrize("last_only", [False, True])
def test_parts_by_the_names_of_gpt2(linear: Any, last_only: bool, tmp_path: Path) -> None:
    """nn.Linear is turned, what multiplies as GPT-2 does is not, square or not; a tied head is not written."""
    module = modules.Named(6, 8, 4, linear, bias=not last_only, last_only=last_only)
    options = {"heads": 4, "activation": "gelu", "tokens": [3, 1], "columns": [1, 3], "start": 0}
    keys, tensors = exported(module, tmp_path, **options)
    assert keys["tokens"] == [3, 1]
    assert keys["columns"] == [1, 3]
    assert "lm_head.weight" not in tensors
    assert tensors["glassbox.words"].max() == 1
    assert tensors["glassbox.scores"].shape == (8, 20, 2)
    module.last_only = False
    check_scores(module, keys, tensors, 0, start=0)


def test_a_head_that_only_looks_tied(tmp_path: Path) -> None:
    """It has the tokens' numbers and a bias besides."""
    module = modules.Named(6, 8, 4, nn.Linear)
    module.lm_head.bias = nn.Parameter(torch.ones(6))
    _, tensors = exported(module, tmp_path, heads=4, activation="gelu")
    assert tensors["lm_head.bias"].tolist() == [1] * 6
    assert np.array_equal(tensors["lm_head.weight"], tensors["wte.weight"])


def test_drawn_words_end_where_positions_do(tmp_path: Path) -> None:
    _, tensors = exported(layered(positions=14), tmp_path, length=10, start=2)
    assert tensors["glassbox.words"].shape == (8, 13)


def test_an_offset(tmp_path: Path) -> None:
    module = layered(positions=40)
    module.first = 3
    with pytest.raises(Refusal, match="so something in it is not in the tensors"):
        exported(module, tmp_path)
    keys, tensors = exported(module, tmp_path, offset=3)
    assert keys["offset"] == 3
    check_scores(module, keys, tensors, 2)


def test_permitted_letters_and_the_end(tmp_path: Path) -> None:
    keys, _ = exported(layered(scores=3), tmp_path, decision="sign", permitted=True, answers=["a", "b", "end"], start=2)
    assert (keys["words"], keys["answers"]) == ("permitted", ["a", "b", "end"])


def test_questions_and_answers(tmp_path: Path) -> None:
    """Separator and end have the places after the letters; every drawn word has one separator."""
    keys, tensors = exported(layered(tokens=5), tmp_path, start=2, separator=3, end=4, columns=[0, 1, 2], length=4)
    assert (keys["separator"], keys["end"], keys["columns"]) == (3, 4, [0, 1, 2])
    assert "questions" not in keys
    said, _ = exported(layered(tokens=5), tmp_path, start=2, separator=3, end=4, questions="distinct")
    assert said["questions"] == ["distinct"]
    short, answered = exported(layered(tokens=4), tmp_path, start=2, separator=3, columns=[0, 1], length=4)
    assert short["separator"] == 3
    assert "end" not in short
    assert answered["glassbox.words"].max() == 2
    words = tensors["glassbox.words"]
    assert ((words == 2).sum(axis=1) == 1).all()
    assert (words == 3).any()
    _, tensors = exported(layered(tokens=5), tmp_path, start=2, separator=3, end=4, length=4, examples=[[0, 1, 2, 1, 3]])
    assert tensors["glassbox.words"].tolist() == [[0, 1, 2, 1, 3]]


def layered(kind: Any = modules.Layered, layers: Any = None, scores: int = 3, tokens: int = 3, **options: Any) -> Any:
    return kind(tokens, 8, scores, layers or nn.ModuleList([modules.layer()]), **options)


class _Rotary(nn.Module):  # type: ignore[misc, name-defined]
    def __init__(self) -> None:
        super().__init__()
        self.model, self.config = layered(), type("Config", (), {"rope_theta": 10000.0})()


class _Grouped(_Rotary):
    def __init__(self) -> None:
        super().__init__()
        self.config = type("Config", (), {"num_attention_heads": 8, "num_key_value_heads": 2})()


REFUSED: dict[str, tuple[Any, dict[str, Any], str]] = {
    "normalised afterwards": (
        lambda: layered(layers=nn.ModuleList([modules.layer(norm_first=False)])),
        {},
        "normalises after each",
    ),
    "no causal mask": (lambda: layered(modules.Unmasked), {}, "scores a letter otherwise when other letters follow"),
    "rotary positions": (_Rotary, {}, "_Rotary has rotary positions; expected learned ones"),
    "grouped heads": (_Grouped, {}, "has grouped heads, 2 of keys for 8 of queries"),
    "cross attention": (lambda: layered(layers=nn.ModuleList([nn.TransformerDecoderLayer(8, 2)])), {}, "has cross attention"),
    "attention alone": (lambda: nn.MultiheadAttention(4, 2), {}, "has neither the parts of GPT-2 by their names"),
    "another activation": (
        lambda: layered(layers=nn.ModuleList([modules.layer(activation=nn.functional.silu)])),
        {},
        "TransformerEncoderLayer 'layers.0' applies silu; expected one of gelu_new, gelu, relu",
    ),
    "two activations": (
        lambda: layered(layers=nn.ModuleList([modules.layer(), modules.layer(activation="gelu")])),
        {},
        "the activation is gelu in one part and relu in another",
    ),
    "an activation that it has not": (lambda: layered(), {"activation": "gelu"}, "the activation is said to be gelu, but relu was"),
    "heads that it has not": (lambda: layered(), {"heads": 4}, "the number of heads is said to be 4, but 2 was found"),
    "heads that nobody tells": (lambda: modules.Named(4, 8, 2, nn.Linear), {}, "the number of heads; expected it as heads="),
    "an activation that nobody tells": (
        lambda: modules.Named(4, 8, 2, nn.Linear),
        {"heads": 2},
        "activation; expected it as activation=",
    ),
    "wrong heads": (
        lambda: modules.Named(4, 8, 2, nn.Linear),
        {"heads": 4, "activation": "gelu"},
        "so something in it is not in the tensors",
    ),
    "tanh for erf": (
        lambda: modules.Named(4, 8, 2, nn.Linear),
        {"heads": 2, "activation": "gelu_new", "tolerance": 1e-6},
        "so something in it is not in the tensors",
    ),
    "too few positions": (lambda: layered(positions=10), {"start": 2}, "10 positions are embedded.*expected 11 .*length of 10"),
    "an example that is too long": (lambda: layered(positions=12), {"examples": ["ab" * 7]}, "14 letters, but there are .* for 12"),
    "parameters of its own": (lambda: layered(modules.Gated), {}, "gate is a parameter that the format has no place for"),
    "a factor": (lambda: layered(modules.Scaled), {}, "so something in it is not in the tensors"),
    "two norms": (
        lambda: layered(norm=nn.Sequential(nn.LayerNorm(8), nn.LayerNorm(8))),
        {},
        "2 LayerNorms stand outside the encoder layers",
    ),
    "another norm": (lambda: layered(norm=nn.RMSNorm(8)), {}, "0 LayerNorms stand outside the encoder layers"),
    "another epsilon": (
        lambda: layered(norm=nn.LayerNorm(8, 1e-3)),
        {},
        "the epsilon of LayerNorms is 0.001 in one part and 1e-05",
    ),
    "no head": (lambda: _headless(), {}, "has no Linear that gives the scores"),
    "two heads": (lambda: _two_headed(), {}, "head and other stand outside the blocks; expected one Linear"),
    "numbers": (lambda: layered(), {"letters": None, "numbers": [[0, 1]]}, "numbers are read; of a transformer letters"),
    "a token that is not embedded": (lambda: layered(), {"tokens": [0, 3]}, "raised IndexError"),
    "scores that it has not": (lambda: layered(), {"columns": [0, 3]}, "the score 3 is named, but the network gives 3"),
    "no score for the end": (
        lambda: layered(tokens=5, scores=5),
        {"start": 2, "separator": 3, "end": 4},
        "5 scores are read; expected one for each of 2 letters and one for the end: give columns=",
    ),
}


def _headless() -> Any:
    module = layered()
    module.head = nn.Identity()
    return module


def _two_headed() -> Any:
    module = layered()
    module.other = nn.Linear(8, 2)
    return module


@pytest.mark.parametrize("name", REFUSED)
def test_refusals(name: str, tmp_path: Path) -> None:
    make, options, sentence = REFUSED[name]
    with pytest.raises(Refusal, match=sentence):
        exported(make(), tmp_path, **options)
    assert not list(tmp_path.iterdir())


def test_dropout_for_ever_is_refused(tmp_path: Path) -> None:
    module = layered()
    with pytest.raises(Refusal, match="otherwise when asked again"):
        exported(module, tmp_path, scores=lambda words: nn.functional.dropout(module(words), 0.5))


def test_what_only_transformers_have_is_refused_of_others(tmp_path: Path) -> None:
    from torch_modules import Tagger

    module = Tagger(nn.GRU(3, 4), nn.Linear(4, 2), nn.Embedding(4, 3))
    with pytest.raises(Refusal, match="tokens, offset are said of a recurrent network"):
        exported(module, tmp_path, tokens=[1, 0], offset=2)


@pytest.mark.parametrize("tied", [True, False])
@pytest.mark.parametrize(
    "options",
    [
        {"activation_function": "gelu_new"},
        {"activation_function": "gelu", "layer_norm_epsilon": 1e-4},
        {"activation_function": "relu", "scale_attn_weights": False},
        {"activation_function": "gelu_pytorch_tanh", "scale_attn_by_inverse_layer_idx": True},
    ],
)
def test_hugging_face(options: dict[str, Any], tied: bool, tmp_path: Path) -> None:
    """Its configuration may scale attention otherwise, which becomes part of the queries."""
    module = gpt2(tie_word_embeddings=tied, **options)
    keys, tensors = exported(module, tmp_path, letters="abc", tokens=[1, 2, 3], columns=[1, 2, 3, 4], start=0, length=8)
    assert keys["heads"] == 4
    assert keys["activation"] == {"gelu_pytorch_tanh": "gelu_new"}.get(
        options["activation_function"], options["activation_function"]
    )
    assert ("lm_head.weight" in tensors) != tied
    check_scores(module, keys, tensors, 1, start=0)


def test_other_models_of_hugging_face_are_refused_by_name(tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    sizes = {"vocab_size": 4, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
    llama = transformers.LlamaForCausalLM(transformers.LlamaConfig(**sizes, bos_token_id=0, eos_token_id=1))
    with pytest.raises(Refusal, match="LlamaForCausalLM has rotary positions"):
        exported(llama, tmp_path)
    with pytest.raises(Refusal, match="has cross attention"):
        exported(gpt2(add_cross_attention=True), tmp_path)
    with pytest.raises(Refusal, match=r"GPT2Model .*expected a tensor of scores"):
        exported(gpt2().transformer, tmp_path)


def gpt2(**options: Any) -> Any:
    transformers = pytest.importorskip("transformers")
    sizes = {"vocab_size": 6, "n_positions": 24, "n_embd": 16, "n_layer": 2, "n_head": 4, "n_inner": 16}
    module = transformers.GPT2LMHeadModel(transformers.GPT2Config(**sizes, bos_token_id=0, eos_token_id=1, **options))
    for parameter in module.parameters():
        parameter.data += 0.4 * torch.randn_like(parameter)
    return module
