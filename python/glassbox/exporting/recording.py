"""The file itself: tensors, description, recorded words and their scores, written only once they are proved."""

import json
import os
from pathlib import Path
from typing import Final

import numpy as np
import safetensors
import safetensors.numpy

from glassbox.exporting.arrays import Floats, Integers
from glassbox.exporting.description import Reading, to_json
from glassbox.exporting.evaluation import evaluate
from glassbox.exporting.proof import prove
from glassbox.exporting.refusal import Refusal
from glassbox.exporting.written import Written

METADATA: Final = "glassbox"


def write(
    path: str | os.PathLike[str], network: Written, reading: Reading, words: Integers, scores: Floats, *, single: bool = True
) -> Path:
    """Writes `network`, which scored `scores` after every letter of `words`; raises `Refusal` where its tensors do not."""
    network.check(reading)
    _check_scores(reading, scores)
    tensors = network.tensors(single)
    tensors["glassbox.words"] = np.ascontiguousarray(words, np.int64)
    tensors["glassbox.scores"] = np.ascontiguousarray(scores, np.float32 if single else np.float64)
    data = safetensors.numpy.save(tensors, {METADATA: to_json(reading.keys() | network.keys())})
    _prove(data, reading)
    target = Path(path)
    part = target.with_name(target.name + ".part")
    part.write_bytes(data)
    part.replace(target)
    return target


def _prove(data: bytes, reading: Reading) -> None:
    """What is proved are the bytes: all is read back from them."""
    tensors = dict(safetensors.numpy.load(data))
    words, scores = tensors.pop("glassbox.words"), tensors.pop("glassbox.scores")
    length = int.from_bytes(data[:8], "little")
    description = json.loads(json.loads(data[8 : 8 + length])["__metadata__"][METADATA])
    prove(reading, words, np.asarray(scores, np.float64), evaluate(tensors, description, words))


def _check_scores(reading: Reading, scores: Floats) -> None:
    if not np.isfinite(scores).all():
        raise Refusal("the network gave a score that is not finite")
    width = scores.shape[-1]
    if reading.answers is not None and len(reading.answers) != width:
        raise Refusal(f"{len(reading.answers)} answers are named; expected one for each of {width} scores")
    if reading.decision == "argmax" and width < 2:
        raise Refusal("the network gives one score; the decision of one is sign or round, not argmax")
