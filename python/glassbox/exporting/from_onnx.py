"""Graphs of ONNX as networks of the format: gates come as z|r|h and i|o|f|c, and a GRU resets before the product by default.

A graph is first made plain, its constants by their names and a dictionary for each node, `{"op": "GRU", "name": …,
"attributes": {…}, "inputs": […], "outputs": […]}`; what is known of ONNX' conventions works on those alone.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from glassbox.exporting.arrays import Floats, Tensors
from glassbox.exporting.chain import Chain
from glassbox.exporting.gates import reordered
from glassbox.exporting.network import Affine, Layer, Network
from glassbox.exporting.refusal import Refusal

ORDERS: Final = {"RNN": "n", "GRU": "zrn", "LSTM": "iofg"}
APPLIED: Final = {"RNN": ("tanh",), "GRU": ("sigmoid", "tanh"), "LSTM": ("sigmoid", "tanh", "tanh")}
INPUTS: Final = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
ACTIVATIONS: Final = {"Relu": "relu", "Tanh": "tanh", "Sigmoid": "sigmoid"}
MOVING: Final = (
    "Transpose",
    "Squeeze",
    "Unsqueeze",
    "Reshape",
    "Flatten",
    "Slice",
    "Concat",
    "Expand",
    "Identity",
    "Cast",
    "OneHot",
)
IDLE: Final = (*MOVING, "Gather", "Dropout")
"""What moves values about: whether it did only that, the proof decides."""
ORDER_KEEPING: Final = ("Softmax", "LogSoftmax")

Plain = Mapping[str, Any]


def network(nodes: Sequence[Plain], constants: Tensors) -> Network:
    """From plain nodes, in the order in which they are run, up to a softmax that ends them."""
    chain = Chain()
    fixed = {"", *constants}
    end = None
    for node in nodes:
        if node["op"] == "Shape" or fixed.issuperset(node["inputs"]):
            # Shapes, and zeros made for them: nothing that letters have a part in.
            fixed.update(node["outputs"])
        elif end is not None and node["op"] not in IDLE:
            raise Refusal(f"{node['op']} {node['name']!r} comes after the {end}; expected a softmax at the end of the model only")
        elif node["op"] in ORDER_KEEPING:
            end = f"{node['op']} {node['name']!r}"
        elif end is None:
            _meet(chain, node, constants)
    return chain.network()


def _meet(chain: Chain, node: Plain, constants: Tensors) -> None:
    op, name = node["op"], f"{node['op']} {node['name']!r}"
    known = [constants.get(given) for given in node["inputs"]]
    if op in ORDERS:
        chain.recur(*recurrent(node, constants), name)
    elif op in ACTIVATIONS:
        chain.activate(ACTIVATIONS[op], name)
    elif op == "Gather" and known[0] is not None and known[0].ndim == 2:
        chain.embed(known[0], name)
    elif op in AFFINE and (affine := AFFINE[op](node, known)):
        chain.map(affine)
    elif op not in IDLE:
        expected = ", ".join((*ORDERS, "Gather of an embedding", *AFFINE, *ACTIVATIONS))
        raise Refusal(f"{name} has no place in the format; expected {expected}, with constants")


def _product(_: Plain, known: Sequence[Any]) -> Affine | None:
    if known[1] is None or known[1].ndim != 2:
        return None
    return Affine(known[1].T, np.zeros(known[1].shape[1]))


def _sum(_: Plain, known: Sequence[Any]) -> Affine | None:
    bias = known[0] if known[1] is None else known[1]
    return None if bias is None or bias.ndim != 1 else Affine(np.eye(len(bias)), bias)


def _gemm(node: Plain, known: Sequence[Any]) -> Affine | None:
    attributes = node["attributes"]
    if known[1] is None or attributes.get("transA"):
        return None
    weight = attributes.get("alpha", 1.0) * (known[1] if attributes.get("transB") else known[1].T)
    given = known[2] if len(known) > 2 and known[2] is not None else np.zeros(1)
    return Affine(weight, attributes.get("beta", 1.0) * np.broadcast_to(given, len(weight)))


AFFINE: Final[dict[str, Callable[[Plain, Sequence[Any]], Affine | None]]] = {"MatMul": _product, "Add": _sum, "Gemm": _gemm}


def recurrent(node: Plain, constants: Tensors) -> tuple[str, str, Layer]:
    """The cell, where its reset gate multiplies, and the layer in the format's order and orientation."""
    op, attributes, name = node["op"], node["attributes"], f"{node['op']} {node['name']!r}"
    given = {key: value for key, value in zip(INPUTS, node["inputs"], strict=False) if value}
    _check_plain(op, attributes, given, constants, name)
    applied = tuple(text.lower() for text in attributes.get("activations", APPLIED[op]))
    if applied != APPLIED[op] and (op, applied) != ("RNN", ("relu",)):
        raise Refusal(f"{name} applies {', '.join(applied)}; expected {', '.join(APPLIED[op])} (or relu in RNN)")
    cell = applied[0] if op == "RNN" else op.lower()
    weight_ih, weight_hh = (_constant(given, key, constants, name)[0] for key in ("W", "R"))
    read = recalled = None
    if "B" in given:
        read, recalled = (reordered(half, ORDERS[op], cell) for half in np.split(_constant(given, "B", constants, name)[0], 2))
    h0, c0 = (_state(constants.get(given.get(key, "")), attributes, name) for key in ("initial_h", "initial_c"))
    reset = "before" if op == "GRU" and not attributes.get("linear_before_reset", 0) else "after"
    weight_ih, weight_hh = (reordered(weight, ORDERS[op], cell) for weight in (weight_ih, weight_hh))
    return cell, reset, Layer(weight_ih, weight_hh, read, recalled, h0=h0, c0=c0)


def _check_plain(op: str, attributes: Plain, given: Mapping[str, str], constants: Tensors, name: str) -> None:
    """Refuses what ONNX has and the format has not."""
    direction = attributes.get("direction", "forward")
    if direction != "forward":
        raise Refusal(f"{name} is {direction}: its answers wait for what is read later; expected forward")
    peepholes = constants.get(given["P"]) if "P" in given else np.zeros(1)
    if peepholes is None or peepholes.any():
        raise Refusal(f"{name} has peepholes (P): its gates read the cell's state; expected gates that read the output alone")
    for key, idle in (("clip", 0), ("input_forget", 0)):
        if attributes.get(key, idle) != idle:
            raise Refusal(f"{name} has {key}; expected none")
    if "sequence_lens" in given:
        raise Refusal(f"{name} has sequence_lens; expected words of one length at a time")


def _constant(given: Mapping[str, str], key: str, constants: Tensors, name: str) -> Floats:
    found = constants.get(given.get(key, ""))
    if found is None:
        raise Refusal(f"{key} of {name} is computed, or missing; expected a constant in the file")
    return np.asarray(found, np.float64)


def _state(state: Any, attributes: Plain, name: str) -> Floats | None:
    """A constant initial state. One that is computed is taken for zero: where it is not, the proof shows it."""
    if state is None or not state.any():
        return None
    rows = np.asarray(state[:, 0] if attributes.get("layout") else state[0], np.float64)
    if (rows != rows[0]).any():
        raise Refusal(f"{name} begins in another state for another word; expected one state for all")
    return np.array(rows[0])
