"""Parameters of Flax (linen) modules as networks of the format: a kernel `[input, output]` for each gate.

Parameters do not say in which order modules are called, nor what stands between: they are taken in the order of their names'
numbers, activations are the caller's to say, and the proof decides.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.chain import Chain
from glassbox.exporting.description import Reading
from glassbox.exporting.gates import ORDER, joined
from glassbox.exporting.network import Affine, Layer, Network
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.source import Hints, Source, after_every_letter

CELLS: Final = {
    "gru": {f"{side}{gate}" for side in "ih" for gate in "rzn"},
    "lstm": {f"{side}{gate}" for side in "ih" for gate in "ifgo"},
    "simple": {"i", "h"},
}

Parameters = Mapping[str, Any]


def read(parameters: Parameters, reading: Reading, hints: Hints) -> Source:
    """The network of parameters, or of variables with these among them; the caller's `scores` applies the module."""
    scores = hints.scores
    if scores is None:
        raise Refusal(
            "parameters of Flax cannot be run alone; expected scores=, such as lambda words: model.apply(variables, words)"
        )

    def score(words: Integers) -> Floats:
        return after_every_letter(scores, words)

    return Source(network(parameters.get("params", parameters), hints.cell or "tanh", hints.activation), score)


def network(parameters: Parameters, simple: str = "tanh", activation: str | None = None) -> Network:
    """From nested parameters. `simple` is what a SimpleCell applies, `activation` what stands between the layers of the head."""
    chain = Chain()
    parts = sorted(_parts(parameters, ()), key=lambda part: (_rank(part[1]), _natural(part[0])))
    last = next((name for name, part in reversed(parts) if "kernel" in part), None)
    dense = sum("kernel" in part for _, part in parts)
    for name, part in parts:
        if "embedding" in part:
            chain.embed(np.asarray(part["embedding"], np.float64), name)
        elif "kernel" in part:
            kernel = np.asarray(part["kernel"], np.float64)
            chain.map(Affine(kernel.T, np.asarray(part.get("bias", np.zeros(kernel.shape[1])), np.float64)))
            if name != last:
                chain.activate(_told(activation, dense), name)
        else:
            chain.recur(*recurrent(part, name, simple), name)
    return chain.network()


def recurrent(gates: Parameters, name: str, simple: str = "tanh") -> tuple[str, str, Layer]:
    """The cell, where its reset gate multiplies, and the layer, from the parameters of a cell's gates."""
    kind = next(kind for kind, keys in CELLS.items() if keys == set(gates))
    cell = simple if kind == "simple" else kind
    order = ORDER[cell]
    sides = {side: [gates[side if kind == "simple" else side + gate] for gate in order] for side in "ih"}
    for part in (*sides["i"], *sides["h"]):
        if unknown := set(part) - {"kernel", "bias"}:
            raise Refusal(f"{name} has {', '.join(sorted(unknown))}; expected a kernel and a bias for each gate")
    weight_ih, weight_hh = (np.concatenate([np.asarray(part["kernel"], np.float64).T for part in sides[side]]) for side in "ih")
    units = weight_hh.shape[1]
    # Which gates have the bias depends on the version of Flax; both are added, but for the GRU's new gate, where they differ.
    bias_ih, bias_hh = (joined([part.get("bias") for part in sides[side]], units) for side in "ih")
    return cell, "after", Layer(weight_ih, weight_hh, bias_ih, bias_hh)


def _parts(parameters: Parameters, path: tuple[str, ...]) -> Iterator[tuple[str, Parameters]]:
    """The embeddings, cells and dense layers, wherever they are nested."""
    name = "/".join(path)
    if set(parameters) in CELLS.values() and all(isinstance(part, Mapping) for part in parameters.values()):
        yield name, parameters
    elif any(not isinstance(part, Mapping) for part in parameters.values()):
        if set(parameters) not in ({"embedding"}, {"kernel"}, {"kernel", "bias"}):
            raise Refusal(
                f"{name or 'the top'} has {', '.join(sorted(parameters))}; expected Embed, {', '.join(CELLS)} cells and Dense"
            )
        if "kernel" in parameters and np.ndim(parameters["kernel"]) != 2:
            raise Refusal(f"{name} has a kernel of {np.ndim(parameters['kernel'])} axes; expected Dense, with two")
        yield name, parameters
    elif {key for key in parameters if len(key) == 2 and key[0] in "ih"} == set(parameters) != set():
        raise Refusal(f"{name} has the gates {', '.join(sorted(parameters))} of no known cell; expected {', '.join(CELLS)} cells")
    else:
        for key, part in parameters.items():
            yield from _parts(part, (*path, key))


def _rank(part: Parameters) -> int:
    return 0 if "embedding" in part else 2 if "kernel" in part else 1


def _natural(name: str) -> list[Any]:
    return [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in re.split(r"(\d+)", name)]


def _told(activation: str | None, dense: int) -> str:
    if activation is None:
        raise Refusal(f"the head has {dense} layers, and parameters of Flax do not say what stands between; expected activation=")
    return activation
