/// An expression made ready for millions of evaluations: names resolved to slots of an integer array.
public struct CompiledExpression: Sendable {
    private let code: RegisterCode
    private let result: Int
    private let slotCount: Int

    /// Translates an expression; fails if it has a variable that is not among `names`.
    ///
    /// - Parameters:
    ///   - expression: the formula.
    ///   - names: the variable each slot of the environment holds; none twice.
    public init?(_ expression: Expression, names: [String]) {
        var builder = RegisterCode.Builder(names: names)
        guard let result = builder.append(expression) else { return nil }
        self.result = result
        code = builder.code
        slotCount = names.count
    }

    /// The value where slot i holds `environment[i]`, or nil where the expression is undefined.
    ///
    /// - Precondition: `environment` has as many values as the expression was compiled for.
    /// - Complexity: a few nanoseconds an operation; no heap allocation.
    public func evaluate(_ environment: [Int]) -> Int? {
        precondition(environment.count == slotCount, "an environment of \(slotCount) values is expected")
        return withUnsafeTemporaryAllocation(of: Int.self, capacity: code.registerCount) { registers in
            code.prepare(registers)
            for slot in 0..<slotCount { registers[slot] = environment[slot] }
            return code.run(registers) ? registers[result] : nil
        }
    }
}

/// Expressions and assignments as one list of three-address instructions over a file of integer registers.
///
/// The first registers are the named slots; the others hold constants and intermediate values.
struct RegisterCode: Sendable {
    private enum Instruction: Sendable {
        case unary(Expression.UnaryOperation, Int, target: Int)
        case binary(Expression.BinaryOperation, Int, Int, target: Int)
        case move(Int, target: Int)
        case jump(to: Int)
        case jumpIfZero(Int, to: Int)
    }

    private var instructions: [Instruction] = []
    private var constants: [(register: Int, value: Int)] = []
    private(set) var registerCount: Int

    /// Clears the registers and writes the constants; once is enough for any number of runs.
    func prepare(_ registers: UnsafeMutableBufferPointer<Int>) {
        registers.initialize(repeating: 0)
        for (register, value) in constants { registers[register] = value }
    }

    /// Executes the instructions.
    ///
    /// - Returns: false if a value was undefined; the registers are then unspecified.
    func run(_ registers: UnsafeMutableBufferPointer<Int>) -> Bool {
        var next = 0
        while next < instructions.count {
            let instruction = instructions[next]
            next += 1
            switch instruction {
            case .binary(let operation, let left, let right, let target):
                guard let value = operation.apply(registers[left], registers[right]) else { return false }
                registers[target] = value
            case .unary(let operation, let operand, let target):
                guard let value = operation.apply(registers[operand]) else { return false }
                registers[target] = value
            case .move(let source, let target): registers[target] = registers[source]
            case .jump(let destination): next = destination
            case .jumpIfZero(let test, let destination): if registers[test] == 0 { next = destination }
            }
        }
        return true
    }

    /// Translates expressions one after the other.
    struct Builder {
        private(set) var code: RegisterCode
        private var slots: [String: Int] = [:]
        private var constantRegisters: [Int: Int] = [:]

        init(names: [String]) {
            for (slot, name) in names.enumerated() { slots[name] = slot }
            code = RegisterCode(registerCount: names.count)
        }

        /// Adds the code of an expression.
        ///
        /// - Returns: the register its value ends up in, or nil if a variable has no slot.
        mutating func append(_ expression: Expression) -> Int? {
            switch expression {
            case .variable(let name): return slots[name]
            case .constant(let value): return register(of: value)
            case .unary(let operation, let operand):
                guard let operand = append(operand) else { return nil }
                let target = newRegister()
                code.instructions.append(.unary(operation, operand, target: target))
                return target
            case .binary(let operation, let left, let right):
                guard let left = append(left), let right = append(right) else { return nil }
                let target = newRegister()
                code.instructions.append(.binary(operation, left, right, target: target))
                return target
            case .conditional(let test, let then, let otherwise):
                return append(test: test, then: then, otherwise: otherwise)
            }
        }

        /// Adds the assignment of one register to another.
        mutating func appendMove(from source: Int, to target: Int) {
            code.instructions.append(.move(source, target: target))
        }

        /// A fresh register, 0 until written.
        mutating func newRegister() -> Int {
            code.registerCount += 1
            return code.registerCount - 1
        }

        private mutating func append(test: Expression, then: Expression, otherwise: Expression) -> Int? {
            guard let test = append(test) else { return nil }
            let branch = code.instructions.count
            code.instructions.append(.jumpIfZero(test, to: branch))
            guard let then = append(then) else { return nil }
            let target = newRegister()
            appendMove(from: then, to: target)
            let exit = code.instructions.count
            code.instructions.append(.jump(to: exit))
            code.instructions[branch] = .jumpIfZero(test, to: code.instructions.count)
            guard let otherwise = append(otherwise) else { return nil }
            appendMove(from: otherwise, to: target)
            code.instructions[exit] = .jump(to: code.instructions.count)
            return target
        }

        private mutating func register(of value: Int) -> Int {
            if let known = constantRegisters[value] { return known }
            let register = newRegister()
            constantRegisters[value] = register
            code.constants.append((register, value))
            return register
        }
    }
}
