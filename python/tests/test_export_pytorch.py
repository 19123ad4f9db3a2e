"""PyTorch modules of many makes are exported, the written tensors score as they do, and what has no place there is refused."""

import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open

import glassbox
from glassbox.exporting.evaluation import evaluate
from glassbox.exporting.refusal import Refusal

torch = pytest.importorskip("torch")

import torch_modules as modules  # noqa: E402

nn = torch.nn


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(3)


def exported(module: Any, folder: Path, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The description and the tensors of a file that was written just now."""
    path = glassbox.export(module, folder / "model.safetensors", **({"letters": "ab", "decision": "argmax"} | options))
    with safe_open(path, "np") as file:
        return json.loads(file.metadata()["glassbox"]), {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118


def head(*widths: int, between: Any = None) -> Any:
    layers: list[Any] = []
    for first, second in pairwise(widths):
        layers += [between() if between else nn.Identity(), nn.Dropout(0.5), nn.Linear(first, second)]
    return nn.Sequential(*layers[2:])


@pytest.mark.parametrize("seed", range(24))
def test_random_shapes(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)  # noqa: S311
    kind, units, letters = draw.choice(["RNN", "GRU", "LSTM"]), draw.randint(1, 6), draw.randint(2, 5)
    features = draw.randint(1, 4) if (embeds := draw.random() < 0.5) else letters
    options: dict[str, Any] = {"num_layers": draw.randint(1, 3), "bias": draw.random() < 0.7, "batch_first": draw.random() < 0.5}
    if kind == "RNN":
        options["nonlinearity"] = draw.choice(["tanh", "relu"])
    if kind == "LSTM" and units > 1 and draw.random() < 0.5:
        options["proj_size"] = draw.randint(1, units - 1)
    widths = [options.get("proj_size", units), *(draw.randint(2, 5) for _ in range(draw.randint(1, 3)))]
    module = modules.Tagger(
        getattr(nn, kind)(features, units, dropout=0.4 * (options["num_layers"] > 1), **options),
        head(*widths, between=draw.choice([nn.ReLU, nn.Tanh, nn.Sigmoid, None])),
        nn.Embedding(letters, features) if embeds else None,
    )
    names = [f"letter {number}" for number in range(letters)]
    keys, tensors = exported(module, tmp_path, letters=names, length=6, count=12)
    assert keys["letters"] == names
    assert module.training
    words = np.random.default_rng(seed).integers(0, letters, (5, 9))
    module.eval()
    given = torch.tensor(words) if embeds else torch.nn.functional.one_hot(torch.tensor(words), letters).float()
    own = module(given if options["batch_first"] else given.swapaxes(0, 1))
    own = own if options["batch_first"] else own.swapaxes(0, 1)
    recorded = {name: tensor for name, tensor in tensors.items() if not name.startswith("glassbox.")}
    assert np.abs(evaluate(recorded, keys, words) - own.detach().numpy()).max() < 1e-5


@pytest.mark.parametrize("cell", ["RNNCell", "GRUCell", "LSTMCell"])
@pytest.mark.parametrize("layers", [1, 2])
def test_cells_in_a_loop(cell: str, layers: int, tmp_path: Path) -> None:
    cells = [getattr(nn, cell)(3, 3) for _ in range(layers)]
    keys, tensors = exported(modules.Stepped(cells, nn.Linear(3, 2), nn.Embedding(2, 3)), tmp_path)
    assert keys["cell"] == {"RNNCell": "tanh", "GRUCell": "gru", "LSTMCell": "lstm"}[cell]
    assert f"rnn.weight_hh_l{layers - 1}" in tensors


def test_learned_states_and_one_answer_a_word(tmp_path: Path) -> None:
    module = modules.Learned()
    keys, tensors = exported(module, tmp_path, letters="abc", decision="sign", length=5)
    assert np.allclose(tensors["rnn.h0_l1"], module.h0[1, 0].detach())
    assert np.allclose(tensors["rnn.c0_l0"], module.c0[0, 0].detach())
    assert tensors["glassbox.scores"].shape == (64, 10, 1)
    assert "answers" not in keys


def test_functions_in_forward_are_told_by_their_values(tmp_path: Path) -> None:
    keys, tensors = exported(modules.Functional(), tmp_path, answers="xyz")
    assert keys["activation"] == "sigmoid"
    assert tensors["embedding.weight"].mean(axis=1) == pytest.approx(0, abs=1e-6)
    assert (tensors["glassbox.scores"].sum(axis=-1) != 0).all()


def test_numbers_that_are_scaled(tmp_path: Path) -> None:
    module = modules.Numbers()
    keys, tensors = exported(module, tmp_path, letters=None, numbers=[[0, 1], [-2, 2]], decision="round")
    assert keys["numbers"] == [[0, 1], [-2, 2]]
    assert np.allclose(tensors["rnn.weight_ih_l0"], module.rnn.weight_ih_l0.detach() / 2)
    assert tensors["glassbox.words"].shape == (64, 20, 2)


def test_a_letter_that_starts_every_word(tmp_path: Path) -> None:
    module = modules.Tagger(nn.GRU(3, 4), nn.Linear(4, 2), nn.Embedding(4, 3))
    keys, tensors = exported(module, tmp_path, start=3)
    assert keys["start"] == 3
    assert tensors["embedding.weight"].shape == (4, 3)
    assert tensors["glassbox.scores"].shape[:2] == tensors["glassbox.words"].shape == (64, 20)
    assert tensors["glassbox.words"].max() == 1


def test_weight_norm_becomes_weights(tmp_path: Path) -> None:
    linear = nn.utils.parametrizations.weight_norm(nn.Linear(4, 2))
    recurrent = nn.utils.parametrizations.weight_norm(nn.LSTM(3, 4), "weight_hh_l0")
    _, tensors = exported(modules.Tagger(recurrent, linear, nn.Embedding(2, 3)), tmp_path)
    assert np.allclose(tensors["head.0.weight"], linear.weight.detach())


def test_what_is_affine_becomes_part_of_the_head(tmp_path: Path) -> None:
    """A trained BatchNorm1d, two maps with nothing between, an activation before the first."""

    def forward(words: Any) -> Any:
        values = torch.relu(module.recurrent(module.embedding(words))[0])
        return module.head(values.flatten(0, 1)).unflatten(0, words.shape)

    norm = nn.BatchNorm1d(5)
    norm.running_mean.normal_()
    norm.running_var.uniform_(0.5, 2)
    recurrent, embedding = nn.RNN(3, 4, batch_first=True), nn.Embedding(2, 3)
    module = modules.Tagger(recurrent, nn.Sequential(nn.Linear(4, 5), norm, nn.ReLU(), nn.Linear(5, 2, bias=False)), embedding)
    keys, tensors = exported(module, tmp_path, scores=forward)
    assert keys["activation"] == "relu"
    assert tensors["head.0.weight"].tolist() == np.eye(4).tolist()
    assert tensors["head.1.weight"].shape == (5, 4)


def test_without_a_head_units_are_scores(tmp_path: Path) -> None:
    class Bare(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.rnn = nn.RNN(2, 2)

        def forward(self, words: Any) -> Any:
            return self.rnn(words)

    _, tensors = exported(Bare(), tmp_path)
    assert tensors["head.0.weight"].tolist() == np.eye(2).tolist()


def test_recurrent_modules_in_a_row(tmp_path: Path) -> None:
    """What reads letters one by one becomes their embedding; layers may differ in width."""
    module = modules.Stacked(nn.LSTM(3, 4, batch_first=True), nn.LSTM(4, 5, 2, batch_first=True))
    _, tensors = exported(module, tmp_path, scores=module)
    assert tensors["embedding.weight"].shape == (2, 3)
    assert [tensors[f"rnn.weight_hh_l{layer}"].shape[1] for layer in range(3)] == [4, 5, 5]


def test_scores_that_are_all_above_zero(tmp_path: Path) -> None:
    """ReLU of them would be the same, but it runs elsewhere."""
    module = tagger(nn.RNN(3, 3, nonlinearity="relu"), nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)))
    module.head[2].weight.data.abs_()
    module.head[2].bias.data.fill_(1)
    keys, tensors = exported(module, tmp_path, decision="round")
    assert keys["activation"] == "relu"
    assert tensors["head.0.weight"].shape == (4, 3)


@pytest.mark.parametrize("turned", [True, False])
def test_as_many_words_as_letters_in_each(turned: bool, tmp_path: Path) -> None:
    """Where the batch is as large as the time, no shape tells the two apart."""
    module = modules.Turned(nn.GRU(3, 4), nn.Linear(4, 2), nn.Embedding(2, 3)) if turned else tagger()
    exported(module, tmp_path, count=8, length=4)


def test_packed_words(tmp_path: Path) -> None:
    module = modules.Tagger(nn.GRU(3, 4, batch_first=True), nn.Linear(4, 2), nn.Embedding(2, 3))

    def scores(words: Any) -> Any:
        lengths = torch.full((len(words),), words.shape[1])
        packed = nn.utils.rnn.pack_padded_sequence(module.embedding(words), lengths, batch_first=True)
        return module.head(nn.utils.rnn.pad_packed_sequence(module.recurrent(packed)[0], batch_first=True)[0])

    assert exported(module, tmp_path, scores=scores)[0]["cell"] == "gru"


@pytest.mark.parametrize("kind", [torch.float64, torch.bfloat16])
def test_precision(kind: Any, tmp_path: Path) -> None:
    module = modules.Tagger(nn.GRU(3, 4), nn.Linear(4, 2), nn.Embedding(2, 3)).to(kind)
    _, tensors = exported(module, tmp_path, tolerance=1e-9 if kind is torch.float64 else 0.1, length=3, count=4)
    assert tensors["rnn.weight_hh_l0"].dtype == (np.float64 if kind is torch.float64 else np.float32)


def test_examples_are_recorded_first(tmp_path: Path) -> None:
    module = modules.Tagger(nn.GRU(3, 4), nn.Linear(4, 2), nn.Embedding(2, 3))
    _, tensors = exported(module, tmp_path, examples=["ab", "bbab", [1, 0, 1]])
    assert tensors["glassbox.words"].shape == (3, 4)
    assert tensors["glassbox.words"][:, :2].tolist() == [[0, 1], [1, 1], [1, 0]]
    assert tensors["glassbox.words"][1].tolist() == [1, 1, 0, 1]


def tagger(recurrent: Any = None, after: Any = None, kind: Any = modules.Tagger, width: int = 3, embedding: Any = None) -> Any:
    return kind(recurrent or nn.GRU(3, 3), after or nn.Linear(width, 2), embedding or nn.Embedding(2, 3))


REFUSED: dict[str, tuple[Any, dict[str, Any], str]] = {
    "a module without recurrence": (lambda: nn.Linear(2, 2), {}, "has no nn.RNN, nn.GRU, nn.LSTM or cell of these"),
    "no module": (lambda: len, {}, "is no PyTorch module"),
    "bidirectional": (lambda: tagger(nn.GRU(3, 3, bidirectional=True), width=6), {}, "GRU 'recurrent' is bidirectional"),
    "layer norm": (lambda: tagger(after=nn.Sequential(nn.LayerNorm(3), nn.Linear(3, 2))), {}, "LayerNorm 'head.0'"),
    "gelu": (
        lambda: tagger(after=nn.Sequential(nn.Linear(3, 4), nn.GELU(), nn.Linear(4, 2))),
        {},
        "gives what Linear 'head.2' reads: GELU 'head.1' stands between",
    ),
    "two activations": (
        lambda: tagger(after=nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 2))),
        {},
        "relu and tanh stand between",
    ),
    "attention": (modules.Attending, {}, "gives what Linear 'head' reads"),
    "several kinds": (
        lambda: modules.Stacked(nn.LSTM(3, 4, batch_first=True), nn.GRU(4, 5, batch_first=True)),
        {"scores": True},
        "several kinds read one another: gru, lstm",
    ),
    "residual": (
        lambda: tagger(kind=modules.Residual),
        {},
        r"gives what Linear 'head' reads: something in forward\(\) stands between",
    ),
    "positions": (lambda: tagger(kind=modules.Positioned), {}, "not told by the letter alone"),
    "dropout for ever": (lambda: tagger(kind=modules.Unsettled), {}, "otherwise when asked again"),
    "unseen": (lambda: tagger(kind=modules.Bent), {}, "no Linear and no recurrent layer gives the scores"),
    "a dropped state": (
        lambda: tagger(nn.GRU(3, 3, batch_first=True), kind=modules.Forgetful),
        {},
        "not in the state that it gave",
    ),
    "a state of the word": (lambda: tagger(nn.GRU(3, 3, batch_first=True), kind=modules.Noticing), {}, "another state for another"),
    "a changed state": (
        lambda: modules.Stepped([nn.GRUCell(3, 3)], nn.Linear(3, 2), nn.Embedding(2, 3), nn.LayerNorm(3)),
        {},
        "not in the state that it gave",
    ),
    "a sigmoid for a threshold": (
        lambda: tagger(after=nn.Sequential(nn.Linear(3, 1), nn.Sigmoid())),
        {"decision": "sign"},
        "the scores are a sigmoid .* decision sign",
    ),
    "one score for argmax": (lambda: tagger(after=nn.Linear(3, 1)), {}, "gives one score"),
    "too many answers": (lambda: tagger(), {"answers": "xyz"}, "3 answers are named; expected one for each of 2 scores"),
    "another activation": (
        lambda: tagger(after=nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))),
        {"activation": "tanh"},
        "said to be tanh, but relu was found",
    ),
    "letters that are not embedded": (lambda: tagger(), {"letters": "abc"}, "called with words .* raised IndexError.*give scores="),
    "a strange example": (lambda: tagger(), {"examples": ["abc"]}, "something else than the letters a, b"),
    "no example": (lambda: tagger(), {"examples": []}, "expected one word or more"),
    "flat scores": (lambda: tagger(), {"scores": lambda words: torch.zeros(len(words))}, r"expected \[batch, time, score\]"),
    "no scores": (lambda: tagger(), {"scores": lambda words: None}, "a NoneType; expected"),
    "another module's scores": (
        lambda: tagger(),
        {"scores": lambda words: torch.zeros(*words.shape, 2)},
        "no Linear and no recurrent layer gives the scores",
    ),
    "not a number": (lambda: tagger(after=_with_nan(nn.Linear(3, 2))), {}, "not finite|otherwise when asked"),
}


def _with_nan(linear: Any) -> Any:
    linear.bias.data[0] = float("nan")
    return linear


@pytest.mark.parametrize("name", REFUSED)
def test_refusals(name: str, tmp_path: Path) -> None:
    make, options, sentence = REFUSED[name]
    module = make()
    if options.get("scores") is True:
        options = options | {"scores": module}
    with pytest.raises(Refusal, match=sentence):
        exported(module, tmp_path, **options)
    assert not list(tmp_path.iterdir())


def test_what_tracing_cannot_see_the_proof_does(tmp_path: Path) -> None:
    """The module changes its ways on words that only the caller's examples have."""
    module = tagger(nn.GRU(3, 3, batch_first=True))

    def scores(words: Any) -> Any:
        return module(words) * (2 if words.shape[1] == 30 else 1)

    exported(module, tmp_path, scores=scores)
    with pytest.raises(Refusal, match=r"tensors score .* where the network scored"):
        exported(module, tmp_path, scores=scores, examples=["ab" * 15])
