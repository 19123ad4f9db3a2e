/// The Python side of step tables: the body of a program's loop is run once for each state and letter.
///
/// The body itself is taken from the program's syntax tree, as statements, into a function of its own. That this function does what
/// the loop does has to be plain from its form, so that few forms are taken: one loop over the letters, whose statements assign to
/// names, branch, and append one answer; what is called is one of Python's own functions of numbers; what the module says beside it
/// are constants. A name that is not set before the loop is none that a state has: the body fails where it is read before it is
/// assigned, and so nothing is answered.
///
/// Standard input: six little-endian int64 (bytes of program text, letters, input width, output width, length of the words, most
/// states), the text, the letters. Standard output: `s`, the number of states whose steps follow, and for each of them and each letter
/// the number of the next state, then for each the answers, all as int64; states are numbered in the order in which words lead to them.
/// Nothing where there is no such table.
enum StepScript {
    static let text = HarnessScript.prelude + stepping

    private static let stepping = """
        import ast

        NUMERIC = {"abs", "divmod", "int", "max", "min"}
        EXPRESSIONS = (
            ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Subscript, ast.Tuple, ast.Constant,
            ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context,
        )

        class NoSteps(Exception):
            pass

        def require(condition):
            if not condition:
                raise NoSteps

        class WithoutChangesInPlace(ast.NodeTransformer):
            # a += b as a = a + b, which is the same of numbers, and does nothing to a constant that goes by the name of a, too.
            def visit_AugAssign(self, node):
                value = ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value)
                return ast.Assign(targets=[node.target], value=value)

        def is_docstring(node):
            return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)

        def is_main(node):
            return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'" and not node.orelse

        def names(target):
            # Those that an assignment sets; a place in a list or of an object is none.
            if isinstance(target, ast.Tuple):
                return [name for part in target.elts for name in names(part)]
            require(isinstance(target, ast.Name))
            return [target.id]

        def function(module):
            # The definition of f, in a module that has nothing beside it but constants.
            found = []
            for node in module.body:
                if isinstance(node, ast.FunctionDef):
                    found.append(node)
                elif isinstance(node, ast.Assign):
                    require(all(isinstance(target, ast.Name) and target.id not in NUMERIC for target in node.targets))
                    ast.literal_eval(node.value)
                else:
                    require(is_docstring(node) or is_main(node))
            require(len(found) == 1 and found[0].name == "f" and not found[0].decorator_list)
            arguments = found[0].args
            require(len(arguments.args) == 1 and not arguments.defaults)
            require(not (arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg or arguments.kwarg))
            return found[0]

        def check(node, hidden):
            # An expression of numbers that leaves everything as it is and does not see the names that are hidden.
            if isinstance(node, ast.Name):
                require(node.id not in hidden)
            elif isinstance(node, ast.Call):
                require(isinstance(node.func, ast.Name) and node.func.id in NUMERIC and not node.keywords)
                for argument in node.args:
                    check(argument, hidden)
            else:
                require(isinstance(node, EXPRESSIONS))
                for child in ast.iter_child_nodes(node):
                    check(child, hidden)

        def is_answer(node, answers):
            return (
                isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and not node.value.keywords
                and ast.unparse(node.value.func) == answers + ".append" and len(node.value.args) == 1
            )

        def check_body(statements, answers, hidden):
            for node in statements:
                if is_answer(node, answers):
                    check(node.value.args[0], hidden)
                    continue
                if isinstance(node, ast.If):
                    check(node.test, hidden)
                    check_body(node.body, answers, hidden)
                    check_body(node.orelse, answers, hidden)
                    continue
                require(isinstance(node, ast.Assign))
                for target in node.targets:
                    require(not set(names(target)) & (hidden | NUMERIC))
                check(node.value, hidden)

        def comprehension(body, sequence):
            # [E for x in xs] as a loop without a state: what it goes over, and its one statement.
            (loop,) = body.value.generators
            require(not loop.ifs and not loop.is_async and ast.unparse(loop.iter) == sequence)
            check(body.value.elt, {sequence, "_answers"})
            require(not set(names(loop.target)) & NUMERIC)
            append = ast.parse("_answers.append(0)").body
            append[0].value.args = [body.value.elt]
            return loop.target, append

        def loop(definition):
            # What the loop goes over, its statements, what is set before it, and the names of a state and of the answers.
            sequence = definition.args.args[0].arg
            body = [node for node in definition.body if not is_docstring(node)]
            if len(body) == 1 and isinstance(body[0], ast.Return) and isinstance(body[0].value, ast.ListComp):
                return *comprehension(body[0], sequence), [], [], "_answers"
            begin, *before, over, end = body
            require(isinstance(begin, ast.Assign) and len(begin.targets) == 1 and ast.unparse(begin.value) == "[]")
            (answers,) = names(begin.targets[0])
            require(isinstance(end, ast.Return) and isinstance(end.value, ast.Name) and end.value.id == answers)
            require(isinstance(over, ast.For) and not over.orelse and ast.unparse(over.iter) == sequence)
            hidden = {sequence, answers}
            state = []
            for node in before:
                require(isinstance(node, ast.Assign))
                check(node.value, hidden)
                state += [name for target in node.targets for name in names(target)]
            once = state + names(over.target) + [sequence, answers]
            require(len(set(once)) == len(once) and not set(once) & NUMERIC)
            check_body(over.body, answers, hidden)
            return over.target, over.body, before, state, answers

        def compiled(module):
            # _first: the state before the first letter; _step: a state and a letter to the next state and the list of answers.
            used = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
            require(not {"_first", "_step", "_state", "_letter", "_answers"} & used)
            target, body, before, state, answers = loop(function(module))
            values = "(" + "".join(name + ", " for name in state) + ")"
            made = ast.parse(
                f"def _first():\\n return {values}\\n"
                f"def _step(_state, _letter):\\n {values} = _state\\n {answers} = []\\n return {values}, {answers}")
            first, step = made.body
            first.body[:0] = before
            step.body[2:2] = [ast.Assign(targets=[target], value=ast.Name("_letter", ast.Load())), *body]
            return ast.fix_missing_locations(made)

        def integers(values):
            return all(type(value) is int for value in values)

        def table(source, letters, outputs, length, most):
            module = load(source)
            parsed = WithoutChangesInPlace().visit(ast.parse(source.decode("utf-8")))
            exec(compile(compiled(parsed), "program.py", "exec"), module)
            first, step = module["_first"](), module["_step"]
            require(integers(first))
            numbers, following, answers = {first: 0}, array("q"), array("q")
            explored = 0
            for _ in range(length):
                level = list(numbers)[explored:]
                for state in level:
                    for letter in letters:
                        # Integers only: what equals one, as True does, may be answered otherwise.
                        target, (answer,) = step(state, letter)
                        values = answer if outputs > 1 else (answer,)
                        require(integers(target) and type(values) is tuple and len(values) == outputs and integers(values))
                        following.append(numbers.setdefault(target, len(numbers)))
                        answers.extend(values)
                    require(len(numbers) <= most)
                explored += len(level)
            return explored, following, answers

        def main():
            size, count, width, outputs, length, most = words(6)
            source = stdin.read(size)
            letters = words(count * width).tolist()
            if width > 1:
                letters = list(zip(*[iter(letters)] * width))
            explored, following, answers = table(source, letters, outputs, length, most)
            reply.write(b"s" + pack(array("q", [explored])) + pack(following) + pack(answers))
            reply.flush()

        try:
            main()
        finally:
            # Whatever kept it from a table: without one all words are run, and what is wrong with a program is told then.
            os._exit(0)
        """
}
