"""Trains networks with PyTorch on one thread, for as long as the benchmark asks: eager, or by torch.compile where the first argument is
"compiled".

Prints its version first. Then each line of standard input, "hidden width layers batch length seconds", trains a network whose
f has that many hidden layers, and is answered by "steps processor-seconds"; "memory" is answered by this process's peak in
kilobytes.
"""

import sys
import time
import warnings

warnings.filterwarnings("ignore")
import torch
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
    print(torch.__version__, flush=True)
    trainers = {}
    for line in sys.stdin:
        if line.strip() == "memory":
            status = open("/proc/self/status").read()
            print(status.split("VmHWM:")[1].split()[0], flush=True)
            continue
        *shape, seconds = line.split()
        key = tuple(map(int, shape))
        if key not in trainers:
            trainers[key] = Trainer(sys.argv[1:] == ["compiled"], *key)
            for _ in range(3):
                trainers[key].step()
        trainer, steps = trainers[key], 0
        start = time.process_time()
        while time.process_time() - start < float(seconds):
            trainer.step()
            steps += 1
        print(steps, time.process_time() - start, flush=True)


main()
