/// What a variable means that is updated from itself and the inputs alone.
enum UpdateMeaning: Hashable {
    /// s' = s + k x + c
    case total
    /// s' = s + 1 where the inputs have some property, or (input == number) if there is one.
    case count(of: Int?)
    /// s' = s ± (1 − 2 x): up on one bit, down on the other; with a bound or a test, it is a `depth`.
    case balance(bounded: Bool)
    /// s' = s ^ a bit, the same complemented, or (s + …) % 2
    case parity
    /// s' = (s + …) % m
    case remainder
    case largest, smallest
    /// s' = s + 1 where the inputs have some property, else 0 or 1.
    case run
    /// s' = 0 or 1 where the inputs have some property, else s + 1, also from some beginning on.
    case since
    /// s' = f(x)
    case previous

    /// Reads the meaning off the update; nil where it has none of these.
    ///
    /// - Parameters:
    ///   - update: what the variable becomes.
    ///   - name: the variable's.
    ///   - inputs: their names.
    ///   - areBits: whether they are never anything but 0 and 1.
    init?(_ update: Expression, of name: String, inputs: [String], areBits: Bool) {
        let isFunctionOfInputs = { (part: Expression) in part.variables.allSatisfy(inputs.contains) }
        let bits = areBits ? inputs : []
        guard update.variables.allSatisfy({ $0 == name || inputs.contains($0) }) else { return nil }
        if isFunctionOfInputs(update), !update.variables.isEmpty {
            self = .previous
        } else if Self.isParity(update, of: name, bits: bits, isFunctionOfInputs) {
            self = .parity
        } else if let other = update.otherOperand(of: .maximum, beside: name), isFunctionOfInputs(other) {
            self = .largest
        } else if let other = update.otherOperand(of: .minimum, beside: name), isFunctionOfInputs(other) {
            self = .smallest
        } else if case .binary(.modulo, let sum, .constant) = update, sum.increment(of: name).map(isFunctionOfInputs) == true {
            self = .remainder
        } else if let step = update.increment(of: name), isFunctionOfInputs(step),
            let sum = Self(step, inputs: inputs, bits: bits)
        {
            self = sum
        } else if case .conditional(let test, let then, let otherwise) = update, isFunctionOfInputs(test),
            let stretch = Self(stretch: then, otherwise, of: name)
        {
            self = stretch
        } else if areBits,
            Self.branches(of: update).contains(where: { $0.increment(of: name).map(Self.isUpOrDown) == true })
        {
            self = .balance(bounded: true)
        } else {
            return nil
        }
    }

    /// What goes on in one of two cases, and begins again in the other.
    private init?(stretch then: Expression, _ otherwise: Expression, of name: String) {
        let own = Expression.variable(name)
        let onwards = [own + 1, own + .binary(.less, 0, own)].map(\.canonical)
        if otherwise == 0 || otherwise == 1, onwards.contains(then.canonical) {
            self = .run
        } else if then == 0 || then == 1, onwards.contains(otherwise.canonical) {
            self = .since
        } else {
            return nil
        }
    }

    /// What sums up these steps.
    private init?(_ step: Expression, inputs: [String], bits: [String]) {
        if !bits.isEmpty, Self.isUpOrDown(step) {
            self = .balance(bounded: false)
        } else if let form = LinearForm(step), !form.terms.isEmpty, form.terms.allSatisfy(\.isVariable) {
            self = .total
        } else if step == 1 || (!step.variables.isEmpty && step.isBit(where: bits)) {
            self = .count(of: inputs.count == 1 ? step.numberAsked : nil)
        } else {
            return nil
        }
    }

    var name: String {
        switch self {
        case .total: "total"
        case .count(let number): number.map { $0 < 0 ? "count" : "count_\($0)" } ?? "count"
        case .balance(let bounded): bounded ? "depth" : "balance"
        case .parity: "parity"
        case .remainder: "remainder"
        case .largest: "largest"
        case .smallest: "smallest"
        case .run: "run"
        case .since: "since"
        case .previous: "previous"
        }
    }

    private static func isParity(
        _ update: Expression, of name: String, bits: [String], _ isFree: (Expression) -> Bool
    ) -> Bool {
        if update.canonical == Expression.not(.variable(name)).canonical { return true }
        if case .binary(.modulo, let sum, .constant(2)) = update { return sum.increment(of: name).map(isFree) == true }
        let complement = Expression.not(update).tidied
        return [update, complement].contains { whole in
            whole.otherOperand(of: .exclusiveOr, beside: name).map { isFree($0) && $0.isBit(where: bits) } == true
        }
    }

    private static func isUpOrDown(_ step: Expression) -> Bool {
        guard let form = LinearForm(step), form.terms.count == 1, let term = form.terms.first, term.isVariable else {
            return false
        }
        return form.constant.magnitude == 1 && term.coefficient == -2 * form.constant
    }

    private static func branches(of update: Expression) -> [Expression] {
        switch update {
        case .conditional(_, let then, let otherwise): branches(of: then) + branches(of: otherwise)
        case .binary(.maximum, let left, let right), .binary(.minimum, let left, let right):
            branches(of: left) + branches(of: right)
        default: [update]
        }
    }
}

extension Expression {
    /// Whether the form says that the value is 0 or 1, given that these variables are.
    ///
    /// `isTruthValue` does not do: `max(x == 1, 5)` has a truth value for an operand.
    fileprivate func isBit(where bits: [String]) -> Bool {
        switch self {
        case .constant(let value): return value == 0 || value == 1
        case .variable(let name): return bits.contains(name)
        case .binary(.equal, _, _), .binary(.notEqual, _, _), .binary(.less, _, _), .binary(.lessOrEqual, _, _),
            .binary(.modulo, _, .constant(2)):
            return true
        case .binary(.subtract, .constant(1), let operand): return operand.isBit(where: bits)
        case .binary(.and, let left, let right): return left.isBit(where: bits) || right.isBit(where: bits)
        case .binary(.or, let left, let right), .binary(.exclusiveOr, let left, let right),
            .binary(.multiply, let left, let right), .binary(.minimum, let left, let right),
            .binary(.maximum, let left, let right), .conditional(_, let left, let right):
            return left.isBit(where: bits) && right.isBit(where: bits)
        default: return false
        }
    }

    /// k of `x == k`.
    fileprivate var numberAsked: Int? {
        switch self {
        case .binary(.equal, .variable, .constant(let number)), .binary(.equal, .constant(let number), .variable): number
        default: nil
        }
    }

    /// What is added to the variable; nil where this is not the variable plus something without it.
    fileprivate func increment(of name: String) -> Expression? {
        let step = (self - .variable(name)).tidied
        return step.variables.contains(name) ? nil : step
    }

    /// The other operands of a chain of one associative operation that has the variable as an operand.
    fileprivate func otherOperand(of operation: BinaryOperation, beside name: String) -> Expression? {
        var operands = operands(of: operation)
        guard operands.count > 1, let index = operands.firstIndex(of: .variable(name)) else { return nil }
        operands.remove(at: index)
        return operands.dropFirst().reduce(operands[0]) { .binary(operation, $0, $1) }
    }
}
