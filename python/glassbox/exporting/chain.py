"""A network put together part by part, in the order in which its library runs the parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from glassbox.exporting.arrays import Floats
from glassbox.exporting.network import Affine, Layer, Network
from glassbox.exporting.refusal import Refusal


def head(steps: Sequence[tuple[str, Affine]], width: int) -> tuple[tuple[Affine, ...], str]:
    """The head's layers and the one activation between; each step is what is applied before a map, and the map.

    Maps without an activation between become one map; an identity carries an activation before the first.
    """
    layers: list[Affine] = []
    activations: list[str] = []
    for before, affine in steps or (("none", Affine.identity(width)),):
        if before != "none":
            layers += [] if layers else [Affine.identity(width)]
            activations.append(before)
        if before == "none" and layers:
            affine = affine.after(layers.pop())
        layers.append(affine)
    if len(set(activations)) > 1:
        raise Refusal(f"{' and '.join(activations)} stand between the layers of the head; expected one activation")
    return tuple(layers), activations[0] if activations else "none"


@dataclass
class Chain:
    """What was met so far. `pending` is the activation since the last map, `before` a map before the first recurrent layer."""

    embedding: Floats | None = None
    before: Affine | None = None
    layers: list[Layer] = field(default_factory=list)
    kinds: list[tuple[str, str]] = field(default_factory=list)
    steps: list[tuple[str, Affine]] = field(default_factory=list)
    pending: str = "none"

    def embed(self, table: Floats, name: str) -> None:
        if self.embedding is not None or self.before or self.layers:
            raise Refusal(f"{name} does not come first; expected one embedding, or none, before all else")
        self.embedding = table

    def recur(self, cell: str, reset: str, layer: Layer, name: str) -> None:
        if self.steps or self.pending != "none":
            raise Refusal(f"{name} comes after an activation or a layer of the head; expected recurrent layers in a row")
        if self.kinds and self.kinds[0] != (cell, reset):
            raise Refusal(f"{name} is a {cell} layer, resetting {reset}, after others of another kind; expected one kind")
        self.kinds.append((cell, reset))
        self.layers.append(layer if self.layers or self.before is None else layer.reading(self.before))

    def map(self, affine: Affine) -> None:
        """A map of the head, or, before any recurrent layer, one that becomes part of the first."""
        if self.layers:
            self.steps.append((self.pending, affine))
            self.pending = "none"
        elif self.pending == "none":
            self.before = affine if self.before is None else affine.after(self.before)

    def activate(self, activation: str, name: str, known: Sequence[str] = ("relu", "tanh", "sigmoid")) -> None:
        if activation in ("none", "linear"):
            return
        if activation not in known or self.pending != "none":
            raise Refusal(f"{name} applies {activation}; expected one of {', '.join(known)}, once between layers of the head")
        if not self.layers:
            raise Refusal(f"{name} applies {activation} before the first recurrent layer, where the format has no place for it")
        self.pending = activation

    def network(self) -> Network:
        """All together; raises `Refusal` where nothing recurs or an activation comes last."""
        if not self.layers:
            raise Refusal(
                "there is no recurrent layer (simple, GRU or LSTM), which is expected; glassbox.serve takes networks of any kind"
            )
        if self.pending != "none":
            raise Refusal(f"the scores are a {self.pending}; expected those before it (with the decision sign for a threshold)")
        cell, reset = self.kinds[0]
        last = self.layers[-1]
        made, activation = head(self.steps, (last.weight_hh if last.weight_hr is None else last.weight_hr.T).shape[1])
        return Network(cell, tuple(self.layers), made, self.embedding, activation, reset)
