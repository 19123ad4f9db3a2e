"""The tensors of `network.safetensors`, a file that anybody may have written: doubles of bounded number, and texts beside them."""

import math
import struct
from typing import Any, TypeAlias

import numpy as np
import safetensors.numpy

from glassbox.check import bounds
from glassbox.check.refusal import Refusal
from glassbox.check.untrusted_json import Fields, exactly, integers, parse
from glassbox.check.words import FloatArray

Tensors: TypeAlias = dict[str, FloatArray]


def read_tensors(data: bytes, most_dimensions: int, most_numbers: int) -> tuple[Fields, Tensors]:
    """What the header says beside the tensors, and these; raises `Refusal` where they are none, or beyond bounds."""
    header = _header(data)
    metadata = Fields(header.pop("__metadata__", {}), "the header's __metadata__")
    shapes = {name: _shape(name, entry, most_dimensions, most_numbers) for name, entry in header.items()}
    if sum(math.prod(shape) for shape in shapes.values()) > most_numbers:
        raise Refusal(f"network.safetensors has more than {most_numbers:,} numbers")
    try:
        tensors: dict[str, Any] = dict(safetensors.numpy.load(data))
    except (safetensors.SafetensorError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise Refusal(f"network.safetensors is no safetensors file: {error}") from None
    if not all(np.isfinite(tensor).all() for tensor in tensors.values()):
        raise Refusal("the network has a weight that is not finite")
    return metadata, tensors


def _header(data: bytes) -> dict[str, Any]:
    if len(data) < 8 or (length := struct.unpack("<Q", data[:8])[0]) > len(data) - 8:
        raise Refusal("network.safetensors has no whole header")
    if length > bounds.HEADER_BYTES:
        raise Refusal(f"the header of network.safetensors has {length:,} bytes; expected at most {bounds.HEADER_BYTES:,}")
    return exactly(parse(data[8 : 8 + length], "the header of network.safetensors"), dict, "the header of network.safetensors")


def _shape(name: str, entry: Any, most_dimensions: int, most_numbers: int) -> list[int]:
    fields = Fields(entry, f"the tensor {name}")
    shape = integers(fields.required("shape", list), f"the shape of {name}", most_dimensions)
    if fields.required("dtype", str) != "F64" or not shape or not all(1 <= size <= most_numbers for size in shape):
        raise Refusal(f"the tensor {name} is not made of doubles within bounds, in 1 to {most_dimensions} dimensions")
    return shape
