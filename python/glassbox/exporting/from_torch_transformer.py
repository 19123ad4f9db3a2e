"""PyTorch modules that are transformers as networks of the format."""

from typing import Any, Final

import numpy as np

from glassbox.exporting import words as wording
from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.calling import Ask, asking, checked
from glassbox.exporting.description import Reading
from glassbox.exporting.encoder_layers import LAYER, from_encoder_layers
from glassbox.exporting.gpt2_names import from_gpt2_names, has_gpt2_names
from glassbox.exporting.recurrence import equal, is_recurrent
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.source import Hints, Source
from glassbox.exporting.trace import evaluating
from glassbox.exporting.transformer import Transformer

WATCHED: Final = 8
"""Words on which is tried whether scores wait for what is read later."""


def is_transformer(module: Any) -> bool:
    """Whether something in it attends, and nothing recurs."""
    parts = list(module.modules())
    return not any(is_recurrent(part) for part in parts) and (
        has_gpt2_names(module) or any("Attention" in type(part).__name__ for part in parts)
    )


def read(module: Any, reading: Reading, hints: Hints) -> Source:
    """The network that a module is; raises `Refusal` where the format has no place for it."""
    if reading.letters is None:
        raise Refusal("numbers are read; of a transformer letters are expected, which are embedded")
    _check_kind(module)
    ask = asking(module, hints.scores, reading)
    network = from_gpt2_names(module, hints) if has_gpt2_names(module) else from_encoder_layers(module, ask, reading, hints)
    longest = _longest(network, reading)
    with evaluating(module):
        _check_causal(type(module).__name__, ask, reading, longest, hints.random)

    def score(asked: Integers) -> Floats:
        with evaluating(module):
            return checked(ask, asked)

    double = any(str(parameter.dtype) == "torch.float64" for parameter in module.parameters())
    return Source(network, score, single=not double, longest=longest)


def _check_kind(module: Any) -> None:
    """Refuses by name what the format has no place for, as configurations of Hugging Face and PyTorch's own parts tell it."""
    import torch

    config, name = getattr(module, "config", None), type(module).__name__
    kinds = {type(part).__name__ for part in module.modules()}
    decoders = (torch.nn.TransformerDecoderLayer, torch.nn.Transformer)

    def says(*keys: str) -> bool:
        return any(bool(getattr(config, key, None)) for key in keys)

    heads, groups = (getattr(config, key, None) for key in ("num_attention_heads", "num_key_value_heads"))
    if says("rope_theta", "rope_scaling", "rope_parameters", "rotary_dim", "rotary_pct") or any("Rotary" in kind for kind in kinds):
        raise Refusal(f"{name} has rotary positions; expected learned ones, embedded by their numbers")
    if groups not in (None, heads):
        raise Refusal(f"{name} has grouped heads, {groups} of keys for {heads} of queries; expected as many")
    if says("add_cross_attention", "is_encoder_decoder") or any(isinstance(part, decoders) for part in module.modules()):
        raise Refusal(
            f"{name} has cross attention; expected a decoder alone, as nn.TransformerEncoderLayer with a causal mask is one"
        )
    if not has_gpt2_names(module) and LAYER not in kinds:
        raise Refusal(
            f"{name} has neither the parts of GPT-2 by their names (wte, wpe, h, ln_f) nor nn.TransformerEncoderLayer, which are "
            "expected; glassbox.serve takes networks of any kind"
        )


def _longest(network: Transformer, reading: Reading) -> int:
    """How many positions there are for a word."""
    asked = reading.length + int(reading.start is not None) + (0 if reading.separator is None else 2)
    there = len(network.positions) - reading.offset
    if there < asked:
        raise Refusal(
            f"{len(network.positions)} positions are embedded, of which words begin at number {reading.offset}; expected {asked} "
            f"from there on for the trained length of {reading.length}"
        )
    return there


def _check_causal(name: str, ask: Ask, reading: Reading, longest: int, random: np.random.Generator) -> None:
    """Refuses a module whose scores change when it is asked again, or when letters change that come later."""
    words = wording.started(
        wording.draw(reading, WATCHED, min(2 * reading.length, longest - int(reading.start is not None)), random), reading
    )
    found = checked(ask, words)
    if not equal(found, checked(ask, words)):
        raise Refusal(f"{name} scores the same words otherwise when asked again; expected the same scores every time")
    middle = words.shape[1] // 2
    other = words.copy()
    other[:, middle:] = words[::-1, middle:]
    if not equal(found[:, :middle], checked(ask, other)[:, :middle]):
        raise Refusal(f"{name} scores a letter otherwise when other letters follow; expected a causal mask")
