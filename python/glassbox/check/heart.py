"""What `audit.json` calls the heart of a program: its loop in one line, with an arrow before what is answered."""

import ast


def heart(loop: list[ast.stmt], code: str) -> str:
    """Of the statements of a loop, whose text is in `code`."""
    pieces: list[str] = []
    for index, node in enumerate(loop):
        is_answer = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        text = ast.get_source_segment(code, node) or ""
        if is_answer and isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            text = answer(node.value.args[0], code)
        pieces.append(text if index == 0 else (" " if is_answer else "; ") + text)
    return "".join(pieces)


def answer(node: ast.expr, code: str) -> str:
    """Of what is answered."""
    elements = node.elts if isinstance(node, ast.Tuple) else [node]
    return "→ " + ", ".join(ast.get_source_segment(code, _without_int(element)) or "" for element in elements)


def _without_int(node: ast.expr) -> ast.expr:
    """A truth value is turned into an integer where it is answered, and not where the heart tells of it."""
    match node:
        case ast.Call(ast.Name("int"), [truth], []) if not _is_power(truth):
            return truth
    return node


def _is_power(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)
