/// How an expression is written in Python, with no parenthesis that its meaning does not need.
enum PythonSyntax {
    /// How tightly Python binds, weakest first. Unlike in C, `&`, `^` and `|` bind tighter than comparisons.
    enum Precedence: Int, Comparable {
        case conditional, comparison, or, exclusiveOr, and, sum, product, sign, power, atom

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

        /// The level an operand needs where an equal level would be read differently.
        var tighter: Self { Self(rawValue: rawValue + 1) ?? .atom }
    }

    /// The expression as source text, in parentheses if it binds more weakly than its context allows.
    static func text(of expression: Expression, in context: Precedence = .conditional) -> String {
        let (text, precedence) = parts(of: expression)
        return precedence < context ? "(\(text))" : text
    }

    private static func parts(of expression: Expression) -> (text: String, precedence: Precedence) {
        switch expression {
        case .variable(let name): return (name, .atom)
        case .constant(let value): return ("\(value)", value < 0 ? .sign : .atom)
        case .unary(.negate, let operand): return ("-" + text(of: operand, in: .sign), .sign)
        case .unary(.absolute, let operand): return ("abs(\(text(of: operand)))", .atom)
        case .unary(.squareRoot, let operand): return ("int(\(text(of: operand, in: .atom)) ** 0.5)", .atom)
        case .binary(let operation, let left, let right):
            guard let symbol = symbol(of: operation) else {
                let arguments = callArguments(of: expression).map { text(of: $0) }
                return ("\(operation == .minimum ? "min" : "max")(\(arguments.joined(separator: ", ")))", .atom)
            }
            let precedence = precedence(of: operation)
            let regroups = rightOperandRegroups(operation, right)
            let leftText = text(of: left, in: precedence == .comparison ? precedence.tighter : precedence)
            let rightText = text(of: right, in: regroups ? precedence : precedence.tighter)
            return ("\(leftText) \(symbol) \(rightText)", precedence)
        case .conditional(let test, let then, let otherwise):
            let choice = "\(text(of: then, in: .comparison)) if \(text(of: test, in: .comparison))"
            return ("\(choice) else \(text(of: otherwise))", .conditional)
        }
    }

    /// The operands of nested `min` or `max` calls: `min(a, min(b, c))` is written `min(a, b, c)`.
    static func callArguments(of expression: Expression) -> [Expression] {
        guard case .binary(let operation, let left, let right) = expression else { return [expression] }
        return [left, right].flatMap { operand -> [Expression] in
            if case .binary(operation, _, _) = operand { return callArguments(of: operand) }
            return [operand]
        }
    }

    /// The infix symbol, or nil for an operation that is a call.
    static func symbol(of operation: Expression.BinaryOperation) -> String? {
        switch operation {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .floorDivide: "//"
        case .modulo: "%"
        case .equal: "=="
        case .notEqual: "!="
        case .less: "<"
        case .lessOrEqual: "<="
        case .and: "&"
        case .or: "|"
        case .exclusiveOr: "^"
        case .minimum, .maximum: nil
        }
    }

    private static func precedence(of operation: Expression.BinaryOperation) -> Precedence {
        switch operation {
        case .add, .subtract: .sum
        case .multiply, .floorDivide, .modulo: .product
        case .equal, .notEqual, .less, .lessOrEqual: .comparison
        case .and: .and
        case .or: .or
        case .exclusiveOr: .exclusiveOr
        case .minimum, .maximum: .atom
        }
    }

    /// Whether `a ∘ (b • c)` may be written `a ∘ b • c`, which Python reads as `(a ∘ b) • c`: the same integer.
    private static func rightOperandRegroups(_ outer: Expression.BinaryOperation, _ right: Expression) -> Bool {
        guard case .binary(let inner, _, _) = right else { return false }
        return switch outer {
        case .add: inner == .add || inner == .subtract
        case .multiply, .and, .or, .exclusiveOr: inner == outer
        default: false
        }
    }
}

extension Expression {
    /// The expression as Python source, on one line.
    public var python: String { PythonSyntax.text(of: self) }
}

extension Expression: CustomStringConvertible {
    public var description: String { python }
}
