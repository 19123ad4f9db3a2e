"""ONNX models from files or memory: made plain for `from_onnx`, and run by onnxruntime."""

import os
from functools import partial
from typing import Any, Final

import numpy as np

from glassbox.exporting import from_onnx
from glassbox.exporting.arrays import Floats, Integers, Tensors
from glassbox.exporting.description import Reading
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.source import Hints, Source, after_every_letter, encoded
from glassbox.exporting.words import draw


def read(model: Any, reading: Reading, hints: Hints) -> Source:
    """The network that an ONNX model, or the file at a path, is; onnxruntime runs it where the caller gives no `scores`."""
    import onnx

    model = onnx.load(os.fspath(model)) if isinstance(model, (str, os.PathLike)) else model
    nodes, constants = plain(model)
    network = from_onnx.network(nodes, constants)
    result = _result(nodes, model, reading)
    scores = hints.scores or _scores(model, result, reading)
    if hints.scores is None and result != model.graph.output[0].name:
        _check_decisions(scores, _scores(model, model.graph.output[0].name, reading), reading)

    def score(words: Integers) -> Floats:
        return after_every_letter(scores, words)

    return Source(network, score)


def plain(model: Any) -> tuple[list[dict[str, Any]], Tensors]:
    """The nodes, in the order in which they are run, and the constants."""
    import onnx

    constants = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    nodes = []
    for node in model.graph.node:
        attributes = {attribute.name: _value(onnx.helper.get_attribute_value(attribute)) for attribute in node.attribute}
        if node.op_type == "Constant" and "value" in attributes:
            constants[node.output[0]] = onnx.numpy_helper.to_array(attributes["value"])
        if node.op_type == "Identity" and node.input[0] in constants:
            constants[node.output[0]] = constants[node.input[0]]
        nodes.append(
            {"op": node.op_type, "name": node.name, "attributes": attributes, "inputs": [*node.input], "outputs": [*node.output]}
        )
    return nodes, constants


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode()
    return [_value(part) for part in value] if isinstance(value, list) else value


def _result(nodes: list[dict[str, Any]], model: Any, reading: Reading) -> str:
    """The name of the scores: those before a softmax, which changes no arg max."""
    for node in nodes:
        if node["op"] in from_onnx.ORDER_KEEPING:
            if reading.decision != "argmax":
                raise Refusal(f"the scores are a {node['op']}; expected those before it (with the decision argmax)")
            return str(node["inputs"][0])
    return str(model.graph.output[0].name)


_EQUAL: Final = 1e-6


def _at(scores: Floats, classes: Integers) -> Floats:
    found: Floats = np.take_along_axis(scores, classes[..., np.newaxis], axis=-1)[..., 0]
    return found


def _check_decisions(scores: Any, given: Any, reading: Reading) -> None:
    """Whether a softmax is over the classes, as one over the time is not: then the model decides as the scores before it do."""
    words = draw(reading, 64, 12, np.random.default_rng(1))
    before, after = (after_every_letter(run, words) for run in (scores, given))
    # In single precision what is nearly equal may become equal.
    if before.shape != after.shape or (after.max(-1) - _at(after, before.argmax(-1)) > _EQUAL).any():
        raise Refusal("the model's softmax changes which score is the greatest; expected one over the classes, at its end")


def _scores(model: Any, result: str, reading: Reading) -> Any:
    """A function that runs the model on words, with the batch or the time first: whichever leaves words to themselves."""
    import onnx
    import onnxruntime

    shown = onnx.ModelProto()
    shown.CopyFrom(model)
    if result not in {output.name for output in shown.graph.output}:
        shown.graph.output.append(onnx.helper.make_empty_tensor_value_info(result))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(shown.SerializeToString(), options, providers=["CPUExecutionProvider"])
    entry = session.get_inputs()[0]
    embeds = "int" in entry.type

    def run(words: Integers, axis: int) -> Any:
        values = np.moveaxis(encoded(words, reading, embeds), 0, axis)
        found = session.run([result], {entry.name: values.astype(np.int32) if entry.type == "tensor(int32)" else values})[0]
        return np.moveaxis(found, axis, 0) if found.ndim == 3 else found

    words = draw(reading, 16, 9, np.random.default_rng(0))
    for axis in (0, 1):
        if _keeps_words_apart(partial(run, axis=axis), words):
            return partial(run, axis=axis)
    raise Refusal("the model runs on words neither as [batch, time] nor as [time, batch]; expected that, or scores=")


def _keeps_words_apart(run: Any, words: Integers) -> bool:
    """Whether a word is scored alike with others and alone, which tells the axis of the words from that of the time."""
    try:
        together, alone = run(words), np.concatenate([run(words[[row]]) for row in range(len(words))])
    except Exception:
        # onnxruntime's exceptions have no base of their own; another axis, or scores=, may be right.
        return False
    # Sums of single precision hardly depend on the batch, while a network's states may differ by little.
    return together.shape == alone.shape and bool(np.allclose(together, alone, rtol=0, atol=2e-6))
