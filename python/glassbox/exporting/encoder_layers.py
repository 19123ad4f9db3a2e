"""Modules of PyTorch's own `nn.TransformerEncoderLayer`, which with a causal mask are the blocks of a decoder."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from glassbox.exporting import words as wording
from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.description import Reading
from glassbox.exporting.network import Affine
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.source import Hints
from glassbox.exporting.trace import evaluating, to_numpy
from glassbox.exporting.transformer import Block, Transformer
from glassbox.exporting.transformer_parts import activation, affine, agreed, array, check_used, normalisation, the_head

LAYER: Final = "TransformerEncoderLayer"
FEW: Final = 4
"""Letters of the words that show what is embedded; too few positions are refused later."""
TOLD: Final = "an embedding of tokens, one of positions, encoder layers, a LayerNorm and a Linear, and nothing else"


def from_encoder_layers(module: Any, ask: Callable[[Integers], Any], reading: Reading, hints: Hints) -> Transformer:
    """The network that such layers are between embeddings and a head; raises `Refusal` where others play a part too."""
    import torch

    layers = {name: part for name, part in module.named_modules() if isinstance(part, torch.nn.TransformerEncoderLayer)}
    for name, layer in layers.items():
        _check(layer, name)
    norm = _last_norm(module, list(layers.values()))
    head = the_head(module, list(layers.values()))
    if head is None:
        raise Refusal(f"{type(module).__name__} has no Linear that gives the scores; expected {TOLD}")
    tokens, positions = _embeddings(module, ask, [*layers.values(), norm, head], reading)
    check_used(module, [*layers.values(), norm, head, tokens, positions], TOLD)
    parts = list(layers.items())
    norms = [normalisation(part, name) for name, layer in parts for part in (layer.norm1, layer.norm2)]
    norms.append(normalisation(norm, "the last norm"))
    found = [activation(layer.activation, f"{LAYER} {name!r}") for name, layer in parts]
    return Transformer(
        tokens=array(tokens.weight),
        positions=_rows(positions),
        blocks=tuple(_block(layer, name) for name, layer in parts),
        norm=norms[-1][0],
        head=affine(head, "the head"),
        heads=agreed("number of heads", [layer.self_attn.num_heads for _, layer in parts], hints.heads, "heads"),
        epsilon=agreed("epsilon of LayerNorms", [epsilon for _, epsilon in norms], None, "epsilon"),
        activation=agreed("activation", found, hints.activation, "activation"),
    )


def _check(layer: Any, name: str) -> None:
    """Refuses what changes the order of a block, or adds to its attention."""
    attention = layer.self_attn
    if not layer.norm_first:
        raise Refusal(f"{LAYER} {name!r} normalises after each part; expected norm_first=True")
    if attention.in_proj_weight is None or attention.bias_k is not None or attention.add_zero_attn:
        raise Refusal(f"{LAYER} {name!r} attends to more than what is read; expected attention as nn.{LAYER} makes it")


def _block(layer: Any, name: str) -> Block:
    attention = layer.self_attn
    weight = array(attention.in_proj_weight)
    bias = np.zeros(len(weight)) if attention.in_proj_bias is None else array(attention.in_proj_bias)
    return Block(
        ln_1=normalisation(layer.norm1, name)[0],
        c_attn=Affine(weight, bias),
        attn_proj=affine(attention.out_proj, name),
        ln_2=normalisation(layer.norm2, name)[0],
        c_fc=affine(layer.linear1, name),
        mlp_proj=affine(layer.linear2, name),
    )


def _last_norm(module: Any, layers: list[Any]) -> Any:
    import torch

    inside = {part for layer in layers for part in layer.modules()}
    found = {name: part for name, part in module.named_modules() if isinstance(part, torch.nn.LayerNorm) and part not in inside}
    if len(found) != 1:
        raise Refusal(f"{len(found)} LayerNorms stand outside the encoder layers; expected one, before the head")
    return next(iter(found.values()))


def _embeddings(module: Any, ask: Callable[[Integers], Any], known: list[Any], reading: Reading) -> tuple[Any, Any]:
    """The embedding that is called with tokens, and what holds positions: an embedding, a parameter or a buffer."""
    import torch

    embeddings = [part for part in module.modules() if isinstance(part, torch.nn.Embedding)]
    read: dict[Any, Any] = {}

    def note(part: Any, arguments: Any, _: Any) -> None:
        read[part] = to_numpy(arguments[0])

    hooks = [part.register_forward_hook(note) for part in embeddings]
    words = wording.started(wording.draw(reading, 3, FEW, np.random.default_rng(1)), reading)
    try:
        with evaluating(module):
            ask(words)
    finally:
        for hook in hooks:
            hook.remove()
    tokens = [part for part in embeddings if part in read and np.array_equal(read[part], words)]
    positions = [part for part in embeddings if part in read and part not in tokens]
    if tokens and not positions:
        positions = _tables(module, [*known, *tokens], tokens[0].embedding_dim)
    if len(tokens) != 1 or len(positions) != 1:
        raise Refusal(
            f"{type(module).__name__} embeds tokens {len(tokens)} times and positions {len(positions)} times; expected {TOLD}"
        )
    return tokens[0], positions[0]


def _tables(module: Any, known: list[Any], width: int) -> list[Any]:
    """Parameters that are of no part `known`, or else buffers, with a row for each position."""
    others = {id(tensor) for part in known for tensor in (*part.parameters(), *part.buffers())}
    for tensors in (module.parameters(), module.buffers()):
        own = [tensor for tensor in tensors if id(tensor) not in others and tensor.ndim > 1 and tensor.shape[-1] == width]
        if found := [tensor for tensor in own if sum(size > 1 for size in tensor.shape[:-1]) == 1]:
            return found
    return []


def _rows(positions: Any) -> Floats:
    tensor = array(getattr(positions, "weight", positions))
    return tensor.reshape(-1, tensor.shape[-1])
