"""A decoder-only transformer as the format has it: normalised before each part, with learned positions."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from glassbox.exporting.arrays import Floats, Tensors
from glassbox.exporting.description import Reading
from glassbox.exporting.network import Affine
from glassbox.exporting.refusal import Refusal

ACTIVATIONS: Final = ("gelu_new", "gelu", "relu")
"""With tanh, with the error function, and ReLU."""


@dataclass(frozen=True)
class Norm:
    """What a LayerNorm multiplies by and adds: `[width]` each."""

    weight: Floats
    bias: Floats


@dataclass(frozen=True)
class Block:
    """Attention and a perceptron; `c_attn` gives queries, keys and values of all heads, one after the other."""

    ln_1: Norm
    c_attn: Affine
    attn_proj: Affine
    ln_2: Norm
    c_fc: Affine
    mlp_proj: Affine

    def tensors(self) -> Tensors:
        """By GPT-2's names without the block's number; maps are `[input, output]` there."""
        maps = {
            "attn.c_attn": self.c_attn,
            "attn.c_proj": self.attn_proj,
            "mlp.c_fc": self.c_fc,
            "mlp.c_proj": self.mlp_proj,
        }
        found: Tensors = {f"{name}.weight": affine.weight.T for name, affine in maps.items()}
        found |= {f"{name}.bias": affine.bias for name, affine in maps.items()}
        for name, norm in (("ln_1", self.ln_1), ("ln_2", self.ln_2)):
            found |= {f"{name}.weight": norm.weight, f"{name}.bias": norm.bias}
        return found

    def shapes(self, width: int) -> dict[str, tuple[int, ...]]:
        """What the tensors have to be where so many numbers go from block to block."""
        wide = len(self.c_fc.bias)
        maps = {
            "attn.c_attn": (width, 3 * width),
            "attn.c_proj": (width, width),
            "mlp.c_fc": (width, wide),
            "mlp.c_proj": (wide, width),
        }
        found: dict[str, tuple[int, ...]] = {f"{name}.weight": shape for name, shape in maps.items()}
        found |= {f"{name}.bias": shape[1:] for name, shape in maps.items()}
        return found | {f"{norm}.{name}": (width,) for norm in ("ln_1", "ln_2") for name in ("weight", "bias")}


@dataclass(frozen=True)
class Transformer:
    """`tokens` and `positions` are embeddings `[number, width]`; without a head the scores are products with `tokens`."""

    tokens: Floats
    positions: Floats
    blocks: tuple[Block, ...]
    norm: Norm
    head: Affine | None
    heads: int
    epsilon: float
    activation: str

    def tensors(self, single: bool = True) -> Tensors:
        """By GPT-2's names; in half precision where that changes no number, else in single or double."""
        found: Tensors = {"wte.weight": self.tokens, "wpe.weight": self.positions}
        for number, block in enumerate(self.blocks):
            found |= {f"h.{number}.{name}": tensor for name, tensor in block.tensors().items()}
        found |= {"ln_f.weight": self.norm.weight, "ln_f.bias": self.norm.bias}
        if self.head is not None:
            found["lm_head.weight"] = self.head.weight
            if self.head.bias.any():
                found["lm_head.bias"] = self.head.bias
        kind = _precision(found, single)
        return {name: np.ascontiguousarray(tensor, kind) for name, tensor in found.items()}

    def keys(self) -> dict[str, Any]:
        """What the description says of the tensors."""
        return {"cell": "transformer", "heads": self.heads, "epsilon": self.epsilon, "activation": self.activation}

    def check(self, reading: Reading) -> None:
        """Raises `Refusal` where tensors do not fit each other, or the tokens and scores that the caller names."""
        width = self.tokens.shape[1]
        for number, block in enumerate(self.blocks):
            shapes = block.shapes(width)
            for name, tensor in block.tensors().items():
                if tensor.shape != shapes[name]:
                    raise Refusal(f"h.{number}.{name} is {list(tensor.shape)}; expected {list(shapes[name])}")
        if self.positions.shape[1:] != (width,) or width % self.heads:
            raise Refusal(
                f"positions are embedded in {self.positions.shape[-1]} numbers and attended by {self.heads} heads; "
                f"expected {width} numbers, the width, which the heads divide"
            )
        if self.head is not None and self.head.weight.shape != (len(self.head.bias), width):
            raise Refusal(f"lm_head.weight is {list(self.head.weight.shape)}; expected [{len(self.head.bias)}, {width}]")
        for name, tensor in self.tensors().items():
            if not np.isfinite(tensor).all():
                raise Refusal(f"{name} has a number that is not finite")
        self._check_numbers(reading)

    def _check_numbers(self, reading: Reading) -> None:
        beyond = max(reading.asked)
        if beyond >= len(self.tokens):
            raise Refusal(f"the token {beyond} is read, but {len(self.tokens)} are embedded; expected 0 to {len(self.tokens) - 1}")
        scores = len(self.tokens) if self.head is None else len(self.head.bias)
        columns = reading.columns or range(scores)
        if max(columns) >= scores:
            raise Refusal(f"the score {max(columns)} is named, but the network gives {scores}; expected 0 to {scores - 1}")
        letters = len(reading.letters or ())
        wanted = letters + int(reading.end is not None)
        if reading.separator is not None and len(columns) != wanted:
            end = "" if reading.end is None else " and one for the end"
            raise Refusal(f"{len(columns)} scores are read; expected one for each of {letters} letters{end}: give columns=")
        if reading.permitted and len(columns) < letters:
            raise Refusal(f"{len(columns)} scores are read; expected one or more for each of {letters} letters, which permits it")


def _precision(tensors: Tensors, single: bool) -> type[np.floating[Any]]:
    with np.errstate(over="ignore"):
        if all(np.array_equal(tensor.astype(np.float16), tensor) for tensor in tensors.values()):
            return np.float16
    return np.float32 if single else np.float64
