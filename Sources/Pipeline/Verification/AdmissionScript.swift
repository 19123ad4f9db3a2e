/// The Python side of admission: reads a program, without its last part, on standard input, and says whether all of its syntax tree
/// is of what emitted programs are made of; else what is not. Nothing of it is run.
enum AdmissionScript {
    /// The answer to a program that may run.
    static let admitted = "admitted"

    static let text = """
        import ast, sys

        CALLS = {"abs", "divmod", "int", "max", "min"}
        TAKEN = CALLS | {"f", "xs", "ys", "TABLE"}
        OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod, ast.BitAnd, ast.BitOr, ast.BitXor)
        COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE)

        class Refused(Exception):
            pass

        def need(condition, node, what):
            if not condition:
                raise Refused(f"line {getattr(node, 'lineno', 1)} has {what}, which no emitted program has")

        def is_name(node, name):
            return type(node) is ast.Name and node.id == name

        def is_integer(node):
            if type(node) is ast.UnaryOp and type(node.op) is ast.USub:
                node = node.operand
            return type(node) is ast.Constant and type(node.value) is int and node.value < 1 << 64

        def is_integers(node):
            return type(node) is ast.Tuple and all(map(is_integer, node.elts))

        def targets(node, names):
            # A name that is assigned to in f is local to it, and so none of Python's own.
            for target in node.elts if type(node) is ast.Tuple else [node]:
                need(type(target) is ast.Name, target, "an assignment to something other than a name")
                need(target.id not in TAKEN and not target.id.startswith("__"), target, f"an assignment to {target.id}")
                names.add(target.id)

        def expression(node, names):
            kind = type(node)
            if kind is ast.Name:
                need(node.id in names, node, f"the name {node.id}")
            elif kind is ast.Constant:
                need(is_integer(node), node, "a constant that is no integer of 64 bits")
            elif kind is ast.UnaryOp:
                need(type(node.op) is ast.USub, node, "the operation " + type(node.op).__name__)
                expression(node.operand, names)
            elif kind is ast.BinOp and type(node.op) is ast.Pow:
                half = node.right
                need(type(half) is ast.Constant and type(half.value) is float and half.value == 0.5, node, "a power")
                expression(node.left, names)
            elif kind is ast.BinOp:
                need(type(node.op) in OPERATORS, node, "the operation " + type(node.op).__name__)
                expression(node.left, names)
                expression(node.right, names)
            elif kind is ast.Compare:
                need(all(type(op) in COMPARISONS for op in node.ops), node, "an unusual comparison")
                for part in [node.left] + node.comparators:
                    expression(part, names)
            elif kind is ast.IfExp:
                for part in (node.test, node.body, node.orelse):
                    expression(part, names)
            elif kind is ast.Tuple:
                for part in node.elts:
                    expression(part, names)
            elif kind is ast.Call:
                need(type(node.func) is ast.Name and node.func.id in CALLS, node, "a call of something unusual")
                need(not node.keywords, node, "a call with keywords")
                for part in node.args:
                    expression(part, names)
            elif kind is ast.Subscript:
                need(is_name(node.value, "TABLE"), node, "an index into something other than the table")
                expression(node.slice, names)
            else:
                need(False, node, "the construct " + kind.__name__)

        def collect(statements, names):
            for node in statements:
                if type(node) is ast.Assign:
                    need(len(node.targets) == 1, node, "a chain of assignments")
                    targets(node.targets[0], names)
                elif type(node) is ast.AugAssign:
                    targets(node.target, names)

        def step(node, names):
            kind = type(node)
            if kind is ast.Assign:
                expression(node.value, names)
            elif kind is ast.AugAssign:
                need(type(node.op) in OPERATORS, node, "the operation " + type(node.op).__name__)
                expression(node.value, names)
            elif kind is ast.Expr and type(node.value) is ast.Call:
                call = node.value
                is_append = type(call.func) is ast.Attribute and is_name(call.func.value, "ys") and call.func.attr == "append"
                need(is_append and len(call.args) == 1 and not call.keywords, node, "a call of something unusual")
                expression(call.args[0], names)
            else:
                need(False, node, "the construct " + kind.__name__)

        def comprehension(node):
            value = node.value
            need(type(value) is ast.ListComp and len(value.generators) == 1, node, "an unusual result")
            loop = value.generators[0]
            need(is_name(loop.iter, "xs") and not loop.ifs and not loop.is_async, node, "an unusual loop")
            names = set()
            targets(loop.target, names)
            expression(value.elt, names)

        def function(node):
            need(type(node) is ast.FunctionDef and node.name == "f", node, "the construct " + type(node).__name__)
            given = node.args
            plain = not (given.posonlyargs or given.vararg or given.kwonlyargs or given.kwarg or given.defaults)
            is_plain = plain and [a.arg for a in given.args] == ["xs"] and given.args[0].annotation is None
            is_plain = is_plain and not node.decorator_list and node.returns is None and not getattr(node, "type_params", [])
            need(is_plain, node, "an unusual function")
            body = node.body
            if len(body) == 1 and type(body[0]) is ast.Return:
                return comprehension(body[0])
            need(len(body) in (3, 4) and type(body[-1]) is ast.Return and is_name(body[-1].value, "ys"), node, "an unusual body")
            first, loop = body[0], body[-2]
            is_list = type(first) is ast.Assign and len(first.targets) == 1 and is_name(first.targets[0], "ys")
            need(is_list and type(first.value) is ast.List and not first.value.elts, first, "an unusual beginning")
            names = set()
            if len(body) == 4:
                start = body[1]
                need(type(start) is ast.Assign, start, "the construct " + type(start).__name__)
                need(is_integer(start.value) or is_integers(start.value), start, "an unusual beginning")
                for target in start.targets:
                    targets(target, names)
            need(type(loop) is ast.For and is_name(loop.iter, "xs") and not loop.orelse, loop, "an unusual loop")
            targets(loop.target, names)
            collect(loop.body, names)
            for node in loop.body:
                step(node, names)

        def table(node):
            is_table = type(node) is ast.Assign and len(node.targets) == 1 and is_name(node.targets[0], "TABLE")
            need(is_table and type(node.value) is ast.Dict, node, "an unusual assignment")
            for key, value in zip(node.value.keys, node.value.values):
                is_pair = type(value) is ast.Tuple and len(value.elts) == 2 and is_integer(value.elts[0])
                is_entry = is_pair and (is_integer(value.elts[1]) or is_integers(value.elts[1]))
                need(key is not None and is_integers(key) and is_entry, value, "an unusual entry of the table")

        def module(tree):
            body = tree.body
            first = body[0] if body else None
            if type(first) is ast.Expr and type(first.value) is ast.Constant and type(first.value.value) is str:
                body = body[1:]
            need(1 <= len(body) <= 2, first, "more or fewer parts than a table and a function")
            if len(body) == 2:
                table(body[0])
            function(body[-1])

        try:
            module(ast.parse(sys.stdin.buffer.read().decode("ascii")))
            answer = "\(admitted)"
        except Refused as reason:
            answer = str(reason)
        except SyntaxError as error:
            answer = f"line {error.lineno} is no Python"
        except (RecursionError, MemoryError):
            answer = "it is nested more deeply than any emitted program"
        except ValueError:
            answer = "it is no Python"
        sys.stdout.write(answer)
        """
}
