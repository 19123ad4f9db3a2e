"""Trains networks with PyTorch on one thread, for as long as the benchmark asks: eager, or by torch.compile where the first argument is
"compiled".
"""

import sys
import time
import warnings

warnings.filterwarnings("ignore")
import torch
from peer_loop import serve
from torch import nn


class Trainer:
    """One network, its optimiser, and one batch made beforehand: the same data in every step."""

    def __init__(self, is_compiled, hidden, width, layers, batch, length):
        sizes = [hidden + 1] + layers * [width] + [hidden]
        transition = []
        for columns, rows in zip(sizes, sizes[1:]):
            transition += [nn.Linear(columns, rows), nn.ReLU()]
        self.transition = nn.Sequential(*transition[:-1])
        self.readout = nn.Linear(hidden, 1)
        parameters = [*self.transition.parameters(), *self.readout.parameters()]
        self.optimiser = torch.optim.Adam(parameters, lr=1e-3, betas=(0.9, 0.99))
        self.start = torch.zeros(batch, hidden)
        self.inputs = torch.randint(0, 2, (length, batch, 1)).float()
        self.targets = torch.cumsum(self.inputs, 0) % 2
        self.loss = torch.compile(self.eager_loss) if is_compiled else self.eager_loss

    def eager_loss(self):
        state, outputs = self.start, []
        for letters in self.inputs:
            state = self.transition(torch.cat((state, letters), 1))
            outputs.append(self.readout(state))
        error = torch.stack(outputs) - self.targets
        return (torch.sqrt(1 + error * error) - 1).mean()

    def step(self):
        loss = self.loss()
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    is_compiled = sys.argv[1:] == ["compiled"]
    trainers = {}

    def rate(shape, seconds):
        if shape not in trainers:
            trainers[shape] = Trainer(is_compiled, *shape)
            for _ in range(3):
                trainers[shape].step()
        trainer, steps = trainers[shape], 0
        start = time.process_time()
        while time.process_time() - start < seconds:
            trainer.step()
            steps += 1
        return steps, time.process_time() - start

    serve(torch.__version__, rate)


main()
