"""A model in an ONNX file, run by onnxruntime: `onnx_session.py <model.onnx> <letters> [<batch axis>]`.

    glassbox report --model "python3 python/examples/onnx_session.py model.onnx 01"

The file's first input is numbers of letters, or one-hot letters where it asks for floats; its first output scores each letter. The
axis of the batch is 0 for `[batch, time]`, and 1 where time goes first, as ONNX's own recurrent nodes have it.
"""

import sys

import numpy as np
import onnxruntime

import glassbox


def main(path: str, letters: str, axis: int = 0) -> None:
    options = onnxruntime.SessionOptions()
    # One thread sums in one order: the same word gets the same scores.
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    entry = session.get_inputs()[0]

    def scores(words: np.ndarray) -> np.ndarray:
        values = np.eye(len(letters), dtype=np.float32)[words] if entry.type == "tensor(float)" else words.astype(np.int64)
        return np.moveaxis(session.run(None, {entry.name: np.moveaxis(values, 0, axis)})[0], axis, 0)

    width = scores(np.zeros((1, 1), np.int64)).shape[-1]
    glassbox.serve(scores, letters=letters, decision="argmax" if width > 1 else "sign", scores=width)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:4]))
