"""Transformers as people write them in PyTorch, to be exported or refused."""

import math
from typing import Any

import torch
from torch import nn


class Layered(nn.Module):
    """PyTorch's own encoder layers under a causal mask, between embeddings and a head."""

    def __init__(
        self, tokens: int, width: int, scores: int, layers: Any, positions: int = 30, norm: Any = None, kind: str = "embedding"
    ) -> None:
        super().__init__()
        self.first = 0
        self.embedding, self.layers = nn.Embedding(tokens, width), layers
        self.norm, self.head = nn.LayerNorm(width) if norm is None else norm, nn.Linear(width, scores)
        if kind == "embedding":
            self.positions = nn.Embedding(positions, width)
        elif kind == "parameter":
            self.positions = nn.Parameter(torch.randn(1, positions, width))
        else:
            angles = torch.arange(positions)[:, None] / 10 ** torch.linspace(0, 3, width // 2)
            self.register_buffer("positions", torch.cat([angles.sin(), angles.cos()], dim=1)[:, None])

    def forward(self, words: Any) -> Any:
        time = words.shape[1]
        if isinstance(self.positions, nn.Embedding):
            places = self.positions(self.first + torch.arange(time))
        else:
            places = self.positions.reshape(-1, self.embedding.embedding_dim)[:time]
        values = self.embedding(words) + places
        mask = self.mask(time)
        if isinstance(self.layers, nn.ModuleList):
            for layer in self.layers:
                values = layer(values, mask)
        else:
            values = self.layers(values, mask)
        return self.head(self.norm(values))

    def mask(self, time: int) -> Any:
        return torch.triu(torch.full((time, time), -math.inf), diagonal=1)


class Unmasked(Layered):
    """Reads ahead."""

    def mask(self, time: int) -> Any:
        return torch.zeros(time, time)


class Gated(Layered):
    """Multiplies by parameters of its own."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.gate = nn.Parameter(torch.tensor(2.0))

    def forward(self, words: Any) -> Any:
        return self.gate * super().forward(words)


class Scaled(Layered):
    """Multiplies what it scores by a number that no part holds."""

    def forward(self, words: Any) -> Any:
        return 2 * super().forward(words)


def layer(width: int = 8, heads: int = 2, **options: Any) -> Any:
    chosen = {"dim_feedforward": 12, "norm_first": True, "batch_first": True} | options
    return nn.TransformerEncoderLayer(width, heads, **chosen)


class Turned(nn.Module):
    """Multiplies `[input, output]`, as GPT-2's maps do."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.randn(inputs, outputs) / 2), nn.Parameter(torch.randn(outputs) / 4)

    def forward(self, values: Any) -> Any:
        return values @ self.weight + self.bias


class NamedAttention(nn.Module):
    def __init__(self, width: int, heads: int, linear: Any) -> None:
        super().__init__()
        self.c_attn, self.c_proj, self.parts = linear(width, 3 * width), linear(width, width), heads

    def forward(self, values: Any) -> Any:
        query, key, value = (part.unflatten(-1, (self.parts, -1)).transpose(1, 2) for part in self.c_attn(values).chunk(3, dim=-1))
        mixed = nn.functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.c_proj(mixed.transpose(1, 2).flatten(2))


class NamedPerceptron(nn.Module):
    """The activation is a function in `forward`."""

    def __init__(self, width: int, linear: Any) -> None:
        super().__init__()
        self.c_fc, self.c_proj, self.dropout = linear(width, width), linear(width, width), nn.Dropout(0.2)

    def forward(self, values: Any) -> Any:
        return self.dropout(self.c_proj(nn.functional.gelu(self.c_fc(values))))


class NamedBlock(nn.Module):
    def __init__(self, width: int, heads: int, linear: Any, bias: bool) -> None:
        super().__init__()
        self.ln_1, self.attn = nn.LayerNorm(width, bias=bias), NamedAttention(width, heads, linear)
        self.ln_2, self.mlp = nn.LayerNorm(width, bias=bias), NamedPerceptron(width, linear)

    def forward(self, values: Any) -> Any:
        values = values + self.attn(self.ln_1(values))
        return values + self.mlp(self.ln_2(values))


class Named(nn.Module):
    """Parts by GPT-2's names; scores of the last position only where nobody asks for all."""

    def __init__(self, tokens: int, width: int, heads: int, linear: Any, bias: bool = True, last_only: bool = False) -> None:
        super().__init__()
        self.body = nn.ModuleDict(
            {
                "wte": nn.Embedding(tokens, width),
                "wpe": nn.Embedding(30, width),
                "h": nn.ModuleList(NamedBlock(width, heads, linear, bias) for _ in range(2)),
                "ln_f": nn.LayerNorm(width, bias=bias),
            }
        )
        self.lm_head, self.last_only = nn.Linear(width, tokens, bias=False), last_only
        self.lm_head.weight = self.body.wte.weight

    def forward(self, words: Any) -> Any:
        values = self.body.wte(words) + self.body.wpe(torch.arange(words.shape[1]))
        for block in self.body.h:
            values = block(values)
        values = self.body.ln_f(values)
        return self.lm_head(values[:, [-1]] if self.last_only else values)
