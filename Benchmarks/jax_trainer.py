"""Trains networks with JAX on one thread, for as long as the benchmark asks.

A hundred steps are one compiled call. How the network is written is left to what is fastest here: sequences as rows or as columns,
time as a scan or unrolled. All four are tried for each shape before anything is measured.
"""

import os
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"
import jax
import jax.numpy as jnp
from peer_loop import serve

STEPS_A_CALL = 100


def drawn(key, rows, columns):
    """Weights and biases as PyTorch draws them."""
    bound = columns**-0.5
    first, second = jax.random.split(key)
    return (
        jax.random.uniform(first, (rows, columns), minval=-bound, maxval=bound),
        jax.random.uniform(second, (rows,), minval=-bound, maxval=bound),
    )


def affine(layer, rows, by_column):
    weights, biases = layer
    return weights @ rows + biases[:, None] if by_column else rows @ weights.T + biases


def loss_of(parameters, inputs, targets, start, by_column, is_unrolled):
    transition, readout = parameters

    def step(state, letters):
        values = jnp.concatenate((state, letters), 0 if by_column else 1)
        for place, layer in enumerate(transition):
            values = affine(layer, values, by_column)
            if place < len(transition) - 1:
                values = jax.nn.relu(values)
        return values, affine(readout, values, by_column)

    _, outputs = jax.lax.scan(step, start, inputs, unroll=inputs.shape[0] if is_unrolled else 1)
    error = outputs - targets
    return (jnp.sqrt(1 + error * error) - 1).mean()


def adam(parameters, moments, gradient, count, rate=1e-3, beta1=0.9, beta2=0.99, epsilon=1e-8):
    first = jax.tree.map(lambda m, g: beta1 * m + (1 - beta1) * g, moments[0], gradient)
    second = jax.tree.map(lambda m, g: beta2 * m + (1 - beta2) * g * g, moments[1], gradient)
    scale1, scale2 = 1 - beta1**count, 1 - beta2**count
    moved = jax.tree.map(
        lambda p, m, v: p - rate * (m / scale1) / (jnp.sqrt(v / scale2) + epsilon), parameters, first, second
    )
    return moved, (first, second)


class Trainer:
    """One network written in one way, its optimiser, and one batch made beforehand: the same data in every step."""

    def __init__(self, hidden, width, layers, batch, length, by_column, is_unrolled):
        sizes = [hidden + 1] + layers * [width] + [hidden]
        keys = jax.random.split(jax.random.key(1), len(sizes) + 1)
        transition = [drawn(key, rows, columns) for key, columns, rows in zip(keys, sizes, sizes[1:])]
        parameters = (transition, drawn(keys[-2], 1, hidden))
        inputs = jax.random.randint(keys[-1], (length, batch, 1), 0, 2).astype(jnp.float32)
        targets = jnp.cumsum(inputs, 0) % 2
        start = jnp.zeros((batch, hidden))
        if by_column:
            inputs, targets, start = inputs.transpose(0, 2, 1), targets.transpose(0, 2, 1), start.T

        def step(index, state):
            parameters, moments, count = state
            gradient = jax.grad(loss_of)(parameters, inputs, targets, start, by_column, is_unrolled)
            return *adam(parameters, moments, gradient, count), count + 1

        zeros = jax.tree.map(jnp.zeros_like, parameters)
        self.state = (parameters, (zeros, zeros), 1.0)
        self.call = jax.jit(lambda state: jax.lax.fori_loop(0, STEPS_A_CALL, step, state))
        self.run()

    def run(self):
        self.state = jax.block_until_ready(self.call(self.state))

    def rate(self, seconds):
        """Steps, and the processor's seconds that they took."""
        steps, start = 0, time.process_time()
        while time.process_time() - start < seconds:
            self.run()
            steps += STEPS_A_CALL
        return steps, time.process_time() - start


def fastest(shape):
    trainers = [Trainer(*shape, by_column, is_unrolled) for by_column in (False, True) for is_unrolled in (False, True)]

    def speed(trainer):
        steps, seconds = trainer.rate(0.2)
        return steps / seconds

    return max(trainers, key=speed)


def main():
    trainers = {}

    def rate(shape, seconds):
        if shape not in trainers:
            trainers[shape] = fastest(shape)
        return trainers[shape].rate(seconds)

    serve(jax.__version__, rate)


main()
