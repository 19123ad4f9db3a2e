"""A recurrent network as the format has it, whatever it was made with."""

from dataclasses import dataclass, replace

import numpy as np

from glassbox.exporting.arrays import Floats, Tensors
from glassbox.exporting.description import Reading
from glassbox.exporting.refusal import Refusal

GATES = {"tanh": 1, "relu": 1, "gru": 3, "lstm": 4}


@dataclass(frozen=True)
class Affine:
    """x ↦ W x + b: `[output, input]` and `[output]`."""

    weight: Floats
    bias: Floats

    def after(self, first: "Affine") -> "Affine":
        """This after that, as one."""
        weight, bias = (np.asarray(array, np.float64) for array in (self.weight, self.bias))
        return Affine(weight @ first.weight, weight @ first.bias + bias)

    @staticmethod
    def identity(width: int) -> "Affine":
        return Affine(np.eye(width), np.zeros(width))


@dataclass(frozen=True)
class Layer:
    """A recurrent layer, in PyTorch's order and orientation: `[gates · units, features]`; gates i|f|g|o or r|z|n."""

    weight_ih: Floats
    weight_hh: Floats
    bias_ih: Floats | None = None
    bias_hh: Floats | None = None
    weight_hr: Floats | None = None
    h0: Floats | None = None
    c0: Floats | None = None

    def tensors(self) -> Tensors:
        """By their names without the layer's number."""
        return {name: tensor for name, tensor in vars(self).items() if tensor is not None}

    def reading(self, affine: Affine) -> "Layer":
        """This layer as one that reads what `affine` reads instead of what it gives."""
        zero = np.zeros(len(self.weight_ih))
        bias = (zero if self.bias_ih is None else self.bias_ih) + self.weight_ih @ affine.bias
        recurrent = zero if self.bias_hh is None else self.bias_hh
        return replace(self, weight_ih=self.weight_ih @ affine.weight, bias_ih=bias, bias_hh=recurrent)

    def check(self, number: int, gates: int, features: int) -> int:
        """How many features the layer gives; raises `Refusal` where its tensors do not fit each other."""
        units, odd = divmod(self.weight_hh.shape[0], gates)
        given = units if self.weight_hr is None else self.weight_hr.shape[0]
        expected = {
            "weight_ih": (gates * units, features),
            "weight_hh": (gates * units, given),
            "bias_ih": (gates * units,),
            "bias_hh": (gates * units,),
            "weight_hr": (given, units),
            "h0": (given,),
            "c0": (units,),
        }
        for name, tensor in self.tensors().items():
            if odd or tensor.shape != expected[name]:
                raise Refusal(f"{name} of layer {number} is {list(tensor.shape)}; expected {list(expected[name])}")
        if (self.bias_ih is None) != (self.bias_hh is None):
            raise Refusal(f"layer {number} has one of its two biases; expected both or none")
        return int(given)


@dataclass(frozen=True)
class Network:
    """Letters are embedded, or one-hot without an embedding; layers read on; the head's affine layers give scores."""

    cell: str
    layers: tuple[Layer, ...]
    head: tuple[Affine, ...]
    embedding: Floats | None = None
    activation: str = "none"
    reset: str = "after"

    def tensors(self, single: bool = True) -> Tensors:
        """By the names of the format, in single precision unless told otherwise."""
        found: Tensors = {} if self.embedding is None else {"embedding.weight": self.embedding}
        for number, layer in enumerate(self.layers):
            found |= {f"rnn.{name}_l{number}": tensor for name, tensor in layer.tensors().items()}
        for number, affine in enumerate(self.head):
            found |= {f"head.{number}.weight": affine.weight, f"head.{number}.bias": affine.bias}
        kind = np.float32 if single else np.float64
        return {name: np.ascontiguousarray(tensor, kind) for name, tensor in found.items()}

    def keys(self) -> dict[str, str]:
        """What the description says of the tensors."""
        keys = {"cell": self.cell}
        if self.cell == "gru":
            keys["reset"] = self.reset
        if len(self.head) > 1:
            keys["activation"] = self.activation
        return keys

    def check(self, reading: Reading) -> None:
        """Raises `Refusal` where layers do not fit each other, or what is read."""
        if reading.of_transformers:
            raise Refusal(
                f"{', '.join(reading.of_transformers)} are said of a recurrent network; expected them of transformers only"
            )
        features = reading.rows or len(reading.numbers or ())
        if self.embedding is not None:
            if len(self.embedding) < features:
                raise Refusal(f"the embedding has {len(self.embedding)} rows; expected one for each of {features} letters")
            features = self.embedding.shape[1]
        for number, layer in enumerate(self.layers):
            features = layer.check(number, GATES[self.cell], features)
        for number, affine in enumerate(self.head):
            if affine.weight.shape != (len(affine.bias), features):
                raise Refusal(
                    f"layer {number} of the head is {list(affine.weight.shape)}; expected [{len(affine.bias)}, {features}]"
                )
            features = len(affine.bias)
        for name, tensor in self.tensors().items():
            if not np.isfinite(tensor).all():
                raise Refusal(f"{name} has a number that is not finite")
