"""The package as a whole: what it costs to import, and that its tools are independent."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import glassbox

ROOT = Path(glassbox.__file__).parent


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import glassbox, sys; print([name for name in sys.modules if name.split('.')[0] in ('torch', 'numpy', 'safetensors')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_unknown_names_are_no_attributes() -> None:
    assert callable(glassbox.export)
    assert not hasattr(glassbox, "nothing")


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/*.py")), ids=lambda path: "/".join(path.parts[-2:]))
def test_tools_import_no_other_tool(path: Path) -> None:
    imported = [
        node.module or "" for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)
    ]
    others = {name.split(".")[1] for name in imported if name.startswith("glassbox.")} - {path.parent.name}
    assert not others
