import Notebook
import Pipeline

/// A program as JSON that a script can interpret.
///
/// `{"variables": ["carry"], "initial": [0], "statements": [{"targets": […], "values": […]}, {"outputs": […]}]}`, where the values of a
/// statement are all computed before its targets change; or, in place of statements, `"table": {"0,1": [next, output]}`, by state
/// and inputs.
struct ProgramTree: Encodable {
    let program: Program

    init(_ program: Program) {
        self.program = program
    }

    /// What is shown of a program's memory, in the order of `CompiledProgram`'s.
    static func variables(of program: Program) -> [String] {
        program.kind == .table ? ["table’s state"] : program.state.map(\.name)
    }

    private enum CodingKeys: CodingKey { case variables, initial, statements, table }
    private enum StatementKeys: CodingKey { case targets, values, outputs }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.variables(of: program), forKey: .variables)
        switch program.body {
        case .table(let table):
            try container.encode([table.initial], forKey: .initial)
            let rows = table.transitions.map { transition in
                (([transition.state] + transition.input).spelled, [transition.next] + transition.output)
            }
            try container.encode(Dictionary(rows) { first, _ in first }, forKey: .table)
        case .formula(let state, let statements):
            try container.encode(state.map(\.initial), forKey: .initial)
            var list = container.nestedUnkeyedContainer(forKey: .statements)
            for statement in statements {
                var entry = list.nestedContainer(keyedBy: StatementKeys.self)
                let values = Self.values(of: statement).map(ExpressionTree.init)
                if case .output = statement {
                    try entry.encode(values, forKey: .outputs)
                } else {
                    try entry.encode(statement.targets, forKey: .targets)
                    try entry.encode(values, forKey: .values)
                }
            }
        }
    }

    /// One value for each target or output.
    private static func values(of statement: Program.Statement) -> [Pipeline.Expression] {
        switch statement {
        case .assign(let assignments): assignments.map(\.value)
        case .divide(_, _, let dividend, let divisor): [dividend / divisor, dividend % divisor]
        case .output(let values): values
        }
    }
}

/// An expression as JSON: `"x"`, `["constant", "3"]`, `["add", left, right]`, `["if", test, then, otherwise]`.
///
/// Constants are text: JavaScript's numbers do not hold all of Swift's.
struct ExpressionTree: Encodable {
    let expression: Pipeline.Expression

    init(_ expression: Pipeline.Expression) {
        self.expression = expression
    }

    func encode(to encoder: any Encoder) throws {
        if case .variable(let name) = expression {
            var container = encoder.singleValueContainer()
            return try container.encode(name)
        }
        var container = encoder.unkeyedContainer()
        switch expression {
        case .variable: break
        case .constant(let value):
            try container.encode("constant")
            try container.encode(String(value))
        case .unary(let operation, _): try container.encode(operation.rawValue)
        case .binary(let operation, _, _): try container.encode(operation.rawValue)
        case .conditional: try container.encode("if")
        }
        for child in expression.children { try container.encode(ExpressionTree(child)) }
    }
}
