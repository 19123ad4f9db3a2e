"""A transformer of a file, evaluated in double precision from its tensors and description alone, as a reader would."""

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from glassbox.exporting.arrays import Floats, Integers, Tensors

_erf: Final = np.vectorize(math.erf, otypes=[np.float64])


def _gelu_new(values: Floats) -> Floats:
    return np.asarray(0.5 * values * (1 + np.tanh(math.sqrt(2 / math.pi) * (values + 0.044715 * values**3))))


ACTIVATION: Final[dict[str, Callable[[Floats], Floats]]] = {
    "gelu_new": _gelu_new,
    "gelu": lambda values: np.asarray(0.5 * values * (1 + _erf(values / math.sqrt(2)))),
    "relu": lambda values: np.maximum(values, 0),
}


def evaluate(tensors: Tensors, description: Mapping[str, Any], words: Integers) -> Floats:
    """The scores `[word, time, score]` after every letter of words `[word, time]`, by places: letters, then separator and end."""
    prefix = next(name for name in tensors if name.endswith("wte.weight")).removesuffix("wte.weight")
    own = {name.removeprefix(prefix): np.asarray(tensor, np.float64) for name, tensor in tensors.items()}
    tokens, start = _tokens(description, words), description.get("start")
    if start is not None:
        tokens = np.concatenate([np.full((len(words), 1), start, np.int64), tokens], axis=1)
    offset = description.get("offset", 0)
    values = own["wte.weight"][tokens] + own["wpe.weight"][offset : offset + tokens.shape[1]]
    epsilon, activation = description.get("epsilon", 1e-5), ACTIVATION[description["activation"]]
    for number in range(len({name.split(".")[1] for name in own if name.startswith("h.")})):
        block = {name.removeprefix(f"h.{number}."): tensor for name, tensor in own.items() if name.startswith(f"h.{number}.")}
        values = values + _attended(block, _normalised(block, "ln_1", values, epsilon), description["heads"])
        inner = activation(_mapped(block, "mlp.c_fc", _normalised(block, "ln_2", values, epsilon)))
        values = values + _mapped(block, "mlp.c_proj", inner)
    head = own.get("lm_head.weight", own["wte.weight"])
    scores = _normalised(own, "ln_f", values, epsilon) @ head.T + own.get("lm_head.bias", 0)
    scores = scores if start is None else scores[:, 1:]
    return np.asarray(scores[..., list(description["scores"])] if "scores" in description else scores)


def _tokens(description: Mapping[str, Any], words: Integers) -> Integers:
    """The token of each place among the letters; separator and end have the places after these."""
    letters, start = len(description["letters"]), description.get("start")
    tokens = list(description.get("tokens") or [token for token in range(letters + 1) if token != start][:letters])
    tokens += [description[key] for key in ("separator", "end") if key in description]
    return np.array(tokens, np.int64)[words]


def _normalised(own: Tensors, name: str, values: Floats, epsilon: float) -> Floats:
    centred = values - values.mean(axis=-1, keepdims=True)
    scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + epsilon)
    return np.asarray(centred / scale * own[f"{name}.weight"] + own[f"{name}.bias"])


def _mapped(own: Tensors, name: str, values: Floats) -> Floats:
    return np.asarray(values @ own[f"{name}.weight"] + own[f"{name}.bias"])


def _attended(block: Tensors, values: Floats, heads: int) -> Floats:
    """What each position gathers from itself and those before it."""
    count, time, width = values.shape
    parts = _mapped(block, "attn.c_attn", values).reshape(count, time, 3, heads, width // heads)
    query, key, value = (parts[:, :, part].swapaxes(1, 2) for part in range(3))
    weights = query @ key.swapaxes(2, 3) / math.sqrt(width // heads)
    weights = np.where(np.tri(time, dtype=bool), weights, -np.inf)
    weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return _mapped(block, "attn.c_proj", (weights @ value).swapaxes(1, 2).reshape(count, time, width))
