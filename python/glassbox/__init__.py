"""What people use of Glassbox beside their own Python: each tool is a package of its own here, and imports no other.

`glassbox.export` writes a trained network to a file that `glassbox report` opens; `glassbox.serve` answers it from a process of
one's own. Nothing of them is loaded before it is asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glassbox.exporting.export import export as export
    from glassbox.serving.serve import serve as serve

_TOOLS = {"export": "glassbox.exporting.export", "serve": "glassbox.serving.serve"}


def __getattr__(name: str) -> Any:
    if name not in _TOOLS:
        raise AttributeError(f"module 'glassbox' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_TOOLS[name]), name)
