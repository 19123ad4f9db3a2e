"""Transformers made of drawn numbers, for tests that need no library."""

from typing import Any

import numpy as np

from glassbox.exporting.arrays import Floats
from glassbox.exporting.network import Affine
from glassbox.exporting.transformer import Block, Norm, Transformer


def transformer(
    seed: int = 1,
    *,
    tokens: int = 4,
    positions: int = 30,
    width: int = 8,
    wide: int = 8,
    blocks: int = 2,
    heads: int = 2,
    scores: int | None = 3,
    activation: str = "gelu_new",
    epsilon: float = 1e-5,
) -> Transformer:
    """With `scores` None, the head is tied."""
    random = np.random.default_rng(seed)

    def affine(rows: int, columns: int) -> Affine:
        return Affine(random.normal(0, 0.8, (rows, columns)), random.normal(0, 0.3, rows))

    def norm() -> Norm:
        return Norm(random.normal(1, 0.2, width), random.normal(0, 0.2, width))

    def block() -> Block:
        maps = affine(3 * width, width), affine(width, width), affine(wide, width), affine(width, wide)
        return Block(norm(), maps[0], maps[1], norm(), maps[2], maps[3])

    embeddings: list[Floats] = [random.normal(0, 1, (rows, width)) for rows in (tokens, positions)]
    return Transformer(
        embeddings[0],
        embeddings[1],
        tuple(block() for _ in range(blocks)),
        norm(),
        None if scores is None else affine(scores, width),
        heads,
        epsilon,
        activation,
    )


def constant(rows: Any, bias: Any = None) -> Affine:
    """A map that a test writes out."""
    weight = np.array(rows, np.float64)
    return Affine(weight, np.zeros(len(weight)) if bias is None else np.array(bias, np.float64))
