"""Modules whose parts have GPT-2's names: those of Hugging Face, and others that are written after them."""

import math
from typing import Any, Final

import numpy as np

from glassbox.exporting.network import Affine
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.source import Hints
from glassbox.exporting.transformer import Block, Transformer
from glassbox.exporting.transformer_parts import activation, affine, agreed, array, check_used, normalisation, the_head

NORMS: Final = ("ln_1", "ln_2")
MAPS: Final = ("attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj")
HEADS: Final = ("n_head", "num_heads", "n_heads", "num_attention_heads", "heads")
"""What the number of heads is called by those who write such modules."""


def has_gpt2_names(module: Any) -> bool:
    """Whether embeddings, blocks and the last norm have GPT-2's names."""
    return any(_is_body(part) for part in module.modules())


def from_gpt2_names(module: Any, hints: Hints) -> Transformer:
    """The network in the parts with these names, wherever they are; raises `Refusal` where others play a part too."""
    body = next(part for part in module.modules() if _is_body(part))
    parts = [{path: _part(block, path, f"h.{number}") for path in (*NORMS, *MAPS)} for number, block in enumerate(body.h)]
    norms = [normalisation(block[name], f"h.{number}.{name}") for number, block in enumerate(parts) for name in NORMS]
    norms.append(normalisation(body.ln_f, "ln_f"))
    head = the_head(module, list(body.h))
    used = [body.wte, body.wpe, body.ln_f, *(part for block in parts for part in block.values())]
    check_used(module, used if head is None else [*used, head], "a decoder with GPT-2's parts and no others")
    heads = agreed("number of heads", _heads(module, body), hints.heads, "heads")
    width = body.wte.weight.shape[1]
    found = [name for number, block in enumerate(body.h) for name in _activations(block.mlp, f"h.{number}.mlp")]
    tied = head is None or (head.bias is None and np.array_equal(array(head.weight), array(body.wte.weight)))
    return Transformer(
        tokens=array(body.wte.weight),
        positions=array(body.wpe.weight),
        blocks=tuple(_block(block, number, _factor(module, number, width // heads)) for number, block in enumerate(parts)),
        norm=norms[-1][0],
        head=None if tied else affine(head, "the head"),
        heads=heads,
        epsilon=agreed("epsilon of LayerNorms", [epsilon for _, epsilon in norms], None, "epsilon"),
        activation=agreed("activation", found, hints.activation, "activation"),
    )


def _is_body(part: Any) -> bool:
    return all(hasattr(part, name) for name in ("wte", "wpe", "h", "ln_f"))


def _part(block: Any, path: str, name: str) -> Any:
    part = block
    for step in path.split("."):
        part = getattr(part, step, None)
    if part is None:
        raise Refusal(f"{name} has no {path}; expected {', '.join((*NORMS, *MAPS))}, the parts of GPT-2's blocks")
    return part


def _block(parts: dict[str, Any], number: int, factor: float) -> Block:
    """A block; `factor` is what queries are multiplied by to be scaled as the format does."""
    attention = parts["attn.c_attn"].weight
    # Which way Conv1D, and classes like it, multiply shows where a map is not square.
    transposed = attention.ndim == 2 and attention.shape[1] == 3 * attention.shape[0]
    maps = {path: affine(parts[path], f"h.{number}.{path}", transposed) for path in MAPS}
    query = maps["attn.c_attn"]
    if factor != 1:
        factors = np.repeat([factor, 1, 1], len(query.bias) // 3)
        query = Affine(query.weight * factors[:, None], query.bias * factors)
    first, second = (normalisation(parts[name], f"h.{number}.{name}")[0] for name in NORMS)
    return Block(first, query, maps["attn.c_proj"], second, maps["mlp.c_fc"], maps["mlp.c_proj"])


def _factor(module: Any, number: int, width: int) -> float:
    """How the configuration scales attention, beside the root of a head's width."""
    config = getattr(module, "config", None)
    factor = 1.0 if getattr(config, "scale_attn_weights", True) else math.sqrt(width)
    return factor / (number + 1) if getattr(config, "scale_attn_by_inverse_layer_idx", False) else factor


def _heads(module: Any, body: Any) -> list[int]:
    """As the attention itself says, or else the configuration."""
    found = [getattr(block.attn, name) for block in body.h for name in HEADS if isinstance(getattr(block.attn, name, None), int)]
    config = getattr(module, "config", None)
    return found or [getattr(config, name) for name in HEADS if isinstance(getattr(config, name, None), int)]


def _activations(perceptron: Any, name: str) -> list[str]:
    """What stands between the two maps, where a part of the perceptron is that; it may be a function in `forward`."""
    import torch

    own = [value for key, value in vars(perceptron).items() if not key.startswith("_") and callable(value)]
    others = [part for key, part in perceptron.named_children() if key not in ("c_fc", "c_proj")]
    idle = (torch.nn.Dropout, torch.nn.Identity)
    return [activation(part, name) for part in (*own, *others) if not isinstance(part, idle)]
