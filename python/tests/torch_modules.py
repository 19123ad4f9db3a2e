"""PyTorch modules as people write them, to be exported or refused."""

from typing import Any

import torch
from torch import nn


class Tagger(nn.Module):
    """An embedding or what is given, a recurrent module, a head."""

    def __init__(self, recurrent: Any, head: Any, embedding: Any = None) -> None:
        super().__init__()
        self.embedding, self.recurrent, self.head = embedding, recurrent, head

    def forward(self, words: Any) -> Any:
        return self.head(self.recurrent(words if self.embedding is None else self.embedding(words))[0])


class Stepped(nn.Module):
    """Cells, one above the other, in a loop of the user's own; words come with the batch first."""

    def __init__(self, cells: Any, head: Any, embedding: Any, between: Any = None) -> None:
        super().__init__()
        self.cells, self.head, self.embedding, self.between = nn.ModuleList(cells), head, embedding, between or nn.Identity()

    def forward(self, words: Any) -> Any:
        states: list[Any] = [None] * len(self.cells)
        scores = []
        for letter in words.unbind(1):
            values = self.embedding(letter)
            for number, cell in enumerate(self.cells):
                states[number] = cell(values, states[number])
                values = states[number][0] if isinstance(states[number], tuple) else states[number]
                states[number] = states[number] if isinstance(states[number], tuple) else self.between(values)
            scores.append(self.head(values))
        return torch.stack(scores, 1), states


class Learned(nn.Module):
    """Initial states that are parameters; answers once, after the last letter."""

    def __init__(self, layers: int = 2) -> None:
        super().__init__()
        self.embedding, self.lstm, self.head = nn.Embedding(3, 4), nn.LSTM(4, 5, layers, batch_first=True), nn.Linear(5, 1)
        self.h0, self.c0 = (nn.Parameter(torch.randn(layers, 1, 5)) for _ in range(2))

    def forward(self, words: Any) -> Any:
        states = tuple(state.expand(-1, len(words), -1).contiguous() for state in (self.h0, self.c0))
        _, (h, _) = self.lstm(self.embedding(words), states)
        return self.head(h[-1])


class Functional(nn.Module):
    """Activations that are no modules, a normalised embedding, scores flattened as a loss likes them."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.norm = nn.Embedding(2, 4), nn.LayerNorm(4)
        self.gru, self.first, self.second = nn.GRU(4, 6), nn.Linear(6, 5), nn.Linear(5, 3)

    def forward(self, words: Any) -> Any:
        values, _ = self.gru(self.norm(self.embedding(words)))
        return torch.log_softmax(self.second(torch.sigmoid(self.first(values))), -1).reshape(-1, 3)


class Numbers(nn.Module):
    """Reads numbers, two at a time, scaled."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn, self.head = nn.RNN(2, 5, batch_first=True, nonlinearity="relu", bias=False), nn.Linear(5, 2)

    def forward(self, numbers: Any) -> Any:
        return self.head(self.rnn(numbers / 2 - 1)[0])


class Residual(Tagger):
    """The head reads the sum of what the recurrent module gives and reads."""

    def forward(self, words: Any) -> Any:
        values = self.embedding(words)
        return self.head(self.recurrent(values)[0] + values)


class Positioned(Tagger):
    """Adds a number for the position to the embedding."""

    def forward(self, words: Any) -> Any:
        return self.head(self.recurrent(self.embedding(words) + torch.arange(words.shape[1])[:, None])[0])


class Unsettled(Tagger):
    """Dropout that evaluation does not end."""

    def forward(self, words: Any) -> Any:
        return self.head(nn.functional.dropout(self.recurrent(self.embedding(words))[0], 0.5))


class Bent(Tagger):
    """Something in the forward that only long words show: sums over time are cut at ten letters."""

    def forward(self, words: Any) -> Any:
        scores = self.head(self.recurrent(self.embedding(words))[0])
        return torch.cat([scores[:, :10], 0.5 * scores[:, 10:]], 1)


class Forgetful(Tagger):
    """Calls its recurrent module letter by letter and drops the state."""

    def forward(self, words: Any) -> Any:
        values = self.embedding(words)
        return self.head(torch.cat([self.recurrent(values[:, [time]])[0] for time in range(words.shape[1])], 1))


class Noticing(Tagger):
    """Begins in a state that the first letter decides."""

    def forward(self, words: Any) -> Any:
        values = self.embedding(words)
        return self.head(self.recurrent(values, values[None, :, 0])[0])


class Turned(Tagger):
    """Reads time first, and gives the batch first."""

    def forward(self, words: Any) -> Any:
        return super().forward(words).swapaxes(0, 1)


class Stacked(Tagger):
    """Two recurrent modules of their own after a projection."""

    def __init__(self, first: Any, second: Any) -> None:
        super().__init__(first, nn.Linear(5, 2))
        self.second, self.projection = second, nn.Linear(2, 3)

    def forward(self, words: Any) -> Any:
        values = self.projection(nn.functional.one_hot(words, 2).float())
        return self.head(self.second(self.recurrent(torch.relu(values))[0])[0])


class Attending(Tagger):
    """Attention between the recurrent module and the head."""

    def __init__(self) -> None:
        super().__init__(nn.GRU(3, 4, batch_first=True), nn.Linear(4, 2), nn.Embedding(2, 3))
        self.attention = nn.MultiheadAttention(4, 1, batch_first=True)

    def forward(self, words: Any) -> Any:
        values = self.recurrent(self.embedding(words))[0]
        return self.head(self.attention(values, values, values)[0])
