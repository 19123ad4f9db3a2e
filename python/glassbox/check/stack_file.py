"""Reads the file of a network that somebody else trained: tensors by PyTorch's names, whatever stands before these."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from glassbox.check import bounds
from glassbox.check.cells import GATES, Cell
from glassbox.check.decision import Decision
from glassbox.check.described import Description, read_description
from glassbox.check.perceptrons import Layer
from glassbox.check.recorded_scores import RecordedScores, read_scores
from glassbox.check.refusal import Refusal
from glassbox.check.stack import Features, Stack, advance
from glassbox.check.symbols import Symbols, described_symbols
from glassbox.check.tensors import Tensors, read_tensors
from glassbox.check.words import FloatArray

_RECURRENT: Final = re.compile(r"(.*\.)?(weight_ih|weight_hh|bias_ih|bias_hh|weight_hr)((?:_l\d{1,4})?)", re.ASCII | re.DOTALL)
_INITIAL: Final = re.compile(r"(?:.*\.)?(h0|c0)(?:_l(\d{1,4}))?", re.ASCII | re.DOTALL)
_DECISIONS: Final = {"argmax": "greatest", "round": "nearestInteger", "sign": "signs"}


@dataclass(frozen=True)
class DescribedStack:
    """The network, what its letters and answers are called, and the scores that its own library recorded, where there are some."""

    network: Stack
    symbols: Symbols
    description: Description
    recorded: RecordedScores | None


def read_stack(data: bytes) -> DescribedStack:
    """The network in the bytes of a safetensors file; raises `Refusal` where they are none, or one beyond bounds."""
    most = bounds.FOREIGN_PARAMETERS + bounds.FOREIGN_HIDDEN_UNITS + 2 * bounds.RECORDED_NUMBERS
    metadata, tensors = read_tensors(data, 3, most)
    description = read_description(metadata.required("glassbox", str))
    words, scores = tensors.pop("glassbox.words", None), tensors.pop("glassbox.scores", None)
    if sum(tensor.size for tensor in tensors.values()) > bounds.FOREIGN_PARAMETERS:
        raise Refusal(f"network.safetensors has more than {bounds.FOREIGN_PARAMETERS:,} parameters")
    cells = _cells(tensors, description)
    initial = _initial(tensors, cells)
    table = _embedding(tensors, cells)
    head = _head(tensors, cells[-1].outputs, description)
    if tensors:
        raise Refusal(f"the tensor {min(tensors)} of network.safetensors plays no part that is known")
    symbols = described_symbols(description, len(table), len(head[-1].biases))
    network = _begun(cells, head, table, initial, symbols, description)
    return DescribedStack(network, symbols, description, read_scores(words, scores, symbols, network))


def _natural(name: str) -> list[tuple[int, str]]:
    """Digits within names count as numbers: `fc10` comes after `fc2`."""
    parts = re.split(r"([0-9]{1,18})", name)
    return [(int(part), part) if place % 2 else (-1, part) for place, part in enumerate(parts)]


# MARK: - Layers


def _cells(tensors: Tensors, description: Description) -> tuple[Cell, ...]:
    """Takes the recurrent layers out of `tensors`."""
    found: dict[tuple[str, str], Tensors] = {}
    for name in list(tensors):
        if match := _RECURRENT.fullmatch(name):
            found.setdefault((match[1] or "", match[3]), {})[match[2]] = tensors.pop(name)
    if not 1 <= len(found) <= bounds.LAYERS:
        raise Refusal(f"network.safetensors has {len(found)} recurrent layers; expected 1 to {bounds.LAYERS}")
    places = sorted(found, key=lambda place: _natural("".join(place)))
    for prefix in {prefix for prefix, suffix in places if suffix}:
        numbers = [int(suffix[2:]) for own, suffix in places if own == prefix and suffix]
        if numbers != list(range(len(numbers))):
            raise Refusal(f"the recurrent layers of network.safetensors have the numbers {numbers}; expected them from 0 on")
    cells = tuple(_cell("".join(place), found[place], description) for place in places)
    if any(cell.outputs != following.input.shape[1] for cell, following in pairwise(cells)):
        raise Refusal("a recurrent layer of network.safetensors does not read what the layer before it gives")
    if sum(cell.state_size for cell in cells) > bounds.FOREIGN_HIDDEN_UNITS:
        raise Refusal(f"the network has more than {bounds.FOREIGN_HIDDEN_UNITS:,} numbers in its state")
    return cells


def _cell(name: str, parts: Tensors, description: Description) -> Cell:
    if "weight_ih" not in parts or "weight_hh" not in parts or ("bias_ih" in parts) != ("bias_hh" in parts):
        raise Refusal(f"the recurrent layer {name!r} of network.safetensors has not both weights, and both biases or none")
    weights, recurrent, projection = parts["weight_ih"], parts["weight_hh"], parts.get("weight_hr")
    rows = len(weights)
    zero = np.zeros(rows)
    biases = parts.get("bias_ih", zero), parts.get("bias_hh", zero)
    if any(part.ndim != 2 for part in (weights, recurrent, projection) if part is not None):
        raise Refusal(f"the recurrent layer {name!r} of network.safetensors has a weight that is no matrix")
    units = (recurrent if projection is None else projection).shape[1]
    kind = _kind(name, rows, units, description)
    given = units if projection is None else len(projection)
    if recurrent.shape != (rows, given) or any(bias.shape != (rows,) for bias in biases):
        raise Refusal(f"the tensors of the recurrent layer {name!r} of network.safetensors do not fit each other")
    if projection is not None and kind != "lstm":
        raise Refusal(f"the recurrent layer {name!r} of network.safetensors has a projection; expected one in an LSTM only")
    return Cell(kind, description.resets_before, weights, recurrent, *biases, projection)


def _kind(name: str, rows: int, units: int, description: Description) -> str:
    """By the number of gates, and by what is said of one that has no others."""
    gates = rows / units
    kind = {3: "gru", 4: "lstm"}.get(int(gates), description.cell) if gates in (3, 4) else description.cell
    if kind is None or GATES[kind] != gates or description.cell not in (None, kind):
        raise Refusal(f"the recurrent layer {name!r} of network.safetensors has {rows} rows for {units} units, which no cell has")
    return kind


def _initial(tensors: Tensors, cells: tuple[Cell, ...]) -> FloatArray:
    """The state that is begun in, of all layers; takes its tensors out of `tensors`."""
    stated: dict[tuple[str, int], FloatArray] = {}
    for name in sorted(tensors):
        if match := _INITIAL.fullmatch(name):
            place = match[1], int(match[2] or 0)
            if place in stated or place[1] >= len(cells):
                raise Refusal(f"the tensor {name} of network.safetensors is of no layer, or not the only one of its layer")
            stated[place] = tensors.pop(name).reshape(-1)
    parts: list[FloatArray] = []
    for number, cell in enumerate(cells):
        for kind, size in (("h0", cell.outputs), ("c0", cell.state_size - cell.outputs)):
            if size:
                parts.append(_part(stated, kind, number, size, cells))
    if any(kind == "c0" and not cells[number].state_size > cells[number].outputs for kind, number in stated):
        raise Refusal("network.safetensors has an initial c of a cell that has none")
    return np.concatenate(parts)


def _part(stated: dict[tuple[str, int], FloatArray], kind: str, number: int, size: int, cells: tuple[Cell, ...]) -> FloatArray:
    sizes = [cell.outputs if kind == "h0" else cell.state_size - cell.outputs for cell in cells]
    whole = stated.get((kind, 0))
    is_alone = sum(name == kind for name, _ in stated) == 1
    # One tensor for all layers.
    if len(cells) > 1 and is_alone and whole is not None and len(whole) == sum(sizes):
        first = sum(sizes[:number])
        return whole[first : first + size]
    part = stated.get((kind, number), np.zeros(size))
    if len(part) != size:
        raise Refusal(f"{kind} of layer {number} of network.safetensors has {len(part)} numbers; expected {size}")
    return part


# MARK: - Around them


def _matrices(tensors: Tensors) -> list[str]:
    """The names of modules with a weight of two dimensions, in the order of the numbers in them."""
    names = [name.removesuffix(".weight") for name in tensors if name.endswith(".weight") and tensors[name].ndim == 2]
    return sorted(names, key=lambda name: _natural(f"{name}.weight"))


def _embedding(tensors: Tensors, cells: tuple[Cell, ...]) -> FloatArray:
    """What is read for each letter, `[letter, feature]`; takes an embedding out of `tensors`, and is one-hot without."""
    features, given = cells[0].input.shape[1], cells[-1].outputs
    modules = _matrices(tensors)
    fitting = [name for name in modules if f"{name}.bias" not in tensors and tensors[f"{name}.weight"].shape[1] == features]
    chosen = [name for name in fitting if "emb" in name.lower()]
    if not chosen and len(modules) > 1 and features != given:
        chosen = fitting
    if chosen:
        return tensors.pop(f"{chosen[0]}.weight")
    if features > bounds.NAMES + 1:
        raise Refusal(f"the first layer reads {features} features without an embedding; expected at most {bounds.NAMES + 1}")
    return np.eye(features)


def _head(tensors: Tensors, given: int, description: Description) -> tuple[Layer, ...]:
    """Takes the affine layers that score out of `tensors`."""
    head: list[Layer] = []
    for name in _matrices(tensors):
        weights = tensors.pop(f"{name}.weight")
        biases = tensors.pop(f"{name}.bias", np.zeros(len(weights)))
        if weights.shape[1] != given or biases.shape != weights.shape[:1]:
            raise Refusal(f"{name} of network.safetensors does not read what stands before it, or has not a bias for each output")
        head.append(Layer(weights, biases))
        given = len(weights)
    if not 1 <= len(head) <= bounds.LAYERS or given > bounds.NAMES:
        raise Refusal(f"network.safetensors has no head that scores, or one of more than {bounds.NAMES} scores")
    if len(head) > 1 and description.activation is None:
        raise Refusal("nothing says what stands between the layers of the network's head")
    return tuple(head)


def _begun(
    cells: tuple[Cell, ...],
    head: tuple[Layer, ...],
    table: FloatArray,
    initial: FloatArray,
    symbols: Symbols,
    description: Description,
) -> Stack:
    """The network of the parts: its classes in the order of their names, and the letter read that stands before every word."""
    decision = Decision(_DECISIONS[description.decision])
    if symbols.order:
        head = (*head[:-1], Layer(head[-1].weights[symbols.order], head[-1].biases[symbols.order]))
    start = None if description.start is None else _row(description, table)
    if start is not None:
        initial = advance(cells, initial[np.newaxis], cells[0].sums(start[np.newaxis])).reshape(-1)
    if not np.isfinite(initial).all():
        raise Refusal("the start of the network leads to a state that is not finite")
    if symbols.letters is None:
        if len(symbols.ranges) != cells[0].input.shape[1]:
            raise Refusal(f"the network reads {cells[0].input.shape[1]} numbers, and the description has {len(symbols.ranges)}")
        features = Features(None, np.zeros((0, len(symbols.ranges))))
    else:
        features = Features(np.array(symbols.codes, np.int64), table[_rows(description, len(symbols.letters))])
    return Stack(features, cells, head, description.activation or "none", initial, decision)


def _rows(description: Description, count: int) -> list[int]:
    """Which row is read for each letter."""
    if description.letters is not None:
        return list(range(count))
    return [row for row in range(count + 1) if row != description.start][:count]


def _row(description: Description, table: FloatArray) -> FloatArray:
    start = description.start or 0
    if start >= len(table) or (description.letters is not None and start < len(description.letters)):
        raise Refusal(f"the start {start} of the network is the number of a letter, or of no row")
    return np.asarray(table[start], np.float64)
