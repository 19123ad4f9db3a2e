/// A program without any operation but sums and multiples, as the linear system that it is.
extension IntegerLinearSystem {
    /// Executes one iteration of the program in symbols: every value as a sum of the old state and the inputs.
    ///
    /// - Throws: `NotLinear`, naming what is not such a sum.
    public init(_ program: Program) throws(NotLinear) {
        guard case .formula(let state, let statements) = program.body else {
            throw NotLinear(reason: "the program is a table")
        }
        var values: [String: Expression] = [:]
        var outputs: [LinearForm] = []
        for statement in statements {
            let results = try Self.results(of: statement, given: values)
            if case .output = statement { outputs = results }
            // All values are computed before any variable changes.
            for (target, form) in zip(statement.targets, results) { values[target] = form.expression }
        }
        var next: [LinearForm] = []
        for variable in state {
            next.append(try Self.form(values[variable.name] ?? .variable(variable.name), "next \(variable.name)"))
        }
        let names = state.map(\.name)
        func matrix(_ forms: [LinearForm], _ columns: [String]) -> IntegerMatrix {
            IntegerMatrix(
                forms.map { form in columns.map { form.coefficient(of: .variable($0)) } }, columns: columns.count)
        }
        transition = matrix(next, names)
        input = matrix(next, program.inputs)
        drift = next.map(\.constant)
        readout = matrix(outputs, names)
        feedthrough = matrix(outputs, program.inputs)
        offset = outputs.map(\.constant)
        initial = state.map(\.initial)
    }

    private static func results(
        of statement: Program.Statement, given values: [String: Expression]
    ) throws(NotLinear) -> [LinearForm] {
        if case .divide(_, _, let dividend, let divisor) = statement {
            throw NotLinear(reason: "\((dividend / divisor).python) is not linear")
        }
        var forms: [LinearForm] = []
        for value in statement.values { forms.append(try form(value.substituting(values), value.python)) }
        return forms
    }

    private static func form(_ value: Expression, _ text: String) throws(NotLinear) -> LinearForm {
        // A quotient times 0 would vanish from the form, and yet fail where Python runs it.
        guard value.subexpressions.allSatisfy(\.isSumOrProduct), let form = LinearForm(value),
            form.terms.allSatisfy(\.isVariable)
        else { throw NotLinear(reason: "\(text) is not linear") }
        return form
    }
}

extension Expression {
    fileprivate var isSumOrProduct: Bool {
        switch self {
        case .variable, .constant, .unary(.negate, _), .binary(.add, _, _), .binary(.subtract, _, _),
            .binary(.multiply, _, _):
            true
        default: false
        }
    }
}
