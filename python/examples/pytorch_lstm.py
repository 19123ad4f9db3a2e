"""A PyTorch LSTM, trained here in some seconds on the parity of the bits read so far, and served as it is.

    glassbox report --model "python3 python/examples/pytorch_lstm.py"

Where only the file is wanted, `glassbox.export(network, "parity.safetensors", letters="01", decision="argmax")` takes its place.
"""

import sys

import torch
from torch import nn

import glassbox


class Network(nn.Module):
    """Scores after every letter of the words `[batch, time]`."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(2, 4)
        self.lstm = nn.LSTM(4, 12, batch_first=True)
        self.head = nn.Linear(12, 2)

    def forward(self, words: torch.Tensor) -> torch.Tensor:
        return self.head(self.lstm(self.embedding(words))[0])


def trained(steps: int = 300) -> Network:
    torch.manual_seed(1)
    torch.set_num_threads(1)
    network = Network()
    optimizer = torch.optim.Adam(network.parameters(), 1e-2)
    for step in range(steps):
        words = torch.randint(0, 2, (128, 10))
        loss = nn.functional.cross_entropy(network(words).flatten(0, 1), (words.cumsum(1) % 2).flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 100 == 99:
            # Standard output belongs to the protocol, also before serve() is called.
            print(f"step {step + 1}: loss {loss.item():.4f}", file=sys.stderr)
    return network


if __name__ == "__main__":
    glassbox.serve(trained(), name="parity", letters="01", decision="argmax", answers=["even", "odd"], scores=2)
