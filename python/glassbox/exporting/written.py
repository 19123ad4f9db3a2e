"""What a network of any architecture says of itself to be written."""

from typing import Any, Protocol

from glassbox.exporting.arrays import Tensors
from glassbox.exporting.description import Reading


class Written(Protocol):
    """Tensors by the names of the format, and keys for what they do not tell."""

    def tensors(self, single: bool = True) -> Tensors:
        """In single precision, or less where that loses nothing, unless told otherwise."""

    def keys(self) -> dict[str, Any]:
        """What the description says of the tensors."""

    def check(self, reading: Reading) -> None:
        """Raises `Refusal` where tensors do not fit each other, or what is read and answered."""
