/// An algorithm as a value: a loop over the input sequence with a few integers of memory.
public struct Program: Hashable, Sendable, Encodable {
    /// Whether the algorithm is explained or merely listed.
    public enum Kind: String, Hashable, Sendable, Codable {
        case formula, table
    }

    /// A variable that lives from one position to the next.
    public struct StateVariable: Hashable, Sendable, Codable {
        public let name: String
        public let initial: Int

        public init(_ name: String, initial: Int = 0) {
            self.name = name
            self.initial = initial
        }
    }

    /// A variable and what it becomes.
    public struct Assignment: Hashable, Sendable, Codable {
        public let target: String
        public let value: Expression

        public init(_ target: String, _ value: Expression) {
            self.target = target
            self.value = value
        }
    }

    /// One line of the loop.
    public enum Statement: Hashable, Sendable, Codable {
        /// All values are computed before any variable changes; a target that is no state variable is a temporary.
        case assign([Assignment])
        /// `quotient, remainder = divmod(dividend, divisor)`
        case divide(quotient: String, remainder: String, dividend: Expression, divisor: Expression)
        /// The outputs of this position; occurs exactly once.
        case output([Expression])
    }

    /// A finite machine, transition by transition.
    public struct Table: Hashable, Sendable, Codable {
        /// What happens in one state on one input.
        public struct Transition: Hashable, Sendable, Codable {
            public let state: Int
            public let input: [Int]
            public let next: Int
            public let output: [Int]

            public init(state: Int, input: [Int], next: Int, output: [Int]) {
                self.state = state
                self.input = input
                self.next = next
                self.output = output
            }
        }

        public let initial: Int
        /// In the order of states, then inputs.
        public let transitions: [Transition]

        /// A machine whose transitions may be given in any order.
        public init(initial: Int, transitions: [Transition]) {
            self.initial = initial
            self.transitions = transitions.sorted { left, right in
                left.state == right.state
                    ? left.input.lexicographicallyPrecedes(right.input) : left.state < right.state
            }
        }

        /// How many states there are.
        public var stateCount: Int { Set(transitions.flatMap { [$0.state, $0.next] } + [initial]).count }
    }

    /// What the loop does.
    public enum Body: Hashable, Sendable, Codable {
        case formula(state: [StateVariable], statements: [Statement])
        case table(Table)
    }

    /// The names of the inputs at one position: `x`, or `a` and `b`.
    public let inputs: [String]
    public let outputCount: Int
    public let body: Body

    public var kind: Kind {
        switch body {
        case .formula: .formula
        case .table: .table
        }
    }

    /// A program of statements.
    ///
    /// - Throws: `ProgramError` if a name cannot be used in Python, a variable is read before it has a value, or the outputs
    ///   are not given exactly once.
    public init(inputs: [String], state: [StateVariable], statements: [Statement]) throws(ProgramError) {
        try Self.checkNames(inputs + state.map(\.name))
        outputCount = try Self.checkFlow(inputs: inputs, state: state, statements: statements)
        self.inputs = inputs
        body = .formula(state: state, statements: statements)
    }

    /// A program that looks everything up.
    ///
    /// - Throws: `ProgramError` if two transitions share state and input, or differ in their widths.
    public init(inputs: [String], table: Table) throws(ProgramError) {
        try Self.checkNames(inputs)
        var keys: Set<[Int]> = []
        outputCount = table.transitions.first?.output.count ?? 1
        for transition in table.transitions {
            guard transition.input.count == inputs.count, transition.output.count == outputCount, outputCount > 0 else {
                throw .transitionWidth(state: transition.state, input: transition.input)
            }
            guard keys.insert([transition.state] + transition.input).inserted else {
                throw .ambiguousTransition(state: transition.state, input: transition.input)
            }
        }
        self.inputs = inputs
        body = .table(table)
    }
}

extension Program: Decodable {
    private enum CodingKeys: String, CodingKey {
        case inputs, outputCount, body
    }

    /// What was written is checked like what is built: a file may have been edited.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let inputs = try container.decode([String].self, forKey: .inputs)
        switch try container.decode(Body.self, forKey: .body) {
        case .formula(let state, let statements): try self.init(inputs: inputs, state: state, statements: statements)
        case .table(let table): try self.init(inputs: inputs, table: table)
        }
    }
}

/// Why something is not a program.
public enum ProgramError: Error, Hashable, Sendable, CustomStringConvertible {
    case noInputs
    case unusableName(String)
    case repeatedName(String)
    case undefinedVariable(String)
    case inputAssigned(String)
    case outputStatements(count: Int)
    case emptyStatement
    case transitionWidth(state: Int, input: [Int])
    case ambiguousTransition(state: Int, input: [Int])

    public var description: String {
        switch self {
        case .noInputs: "a program needs at least one input"
        case .unusableName(let name): "\"\(name)\" cannot name a variable of an emitted Python program"
        case .repeatedName(let name): "the name \(name) is used twice"
        case .undefinedVariable(let name): "the variable \(name) is read before it has a value"
        case .inputAssigned(let name): "the input \(name) must not be assigned to"
        case .outputStatements(let count): "a program gives its outputs exactly once a step, not \(count) times"
        case .emptyStatement: "a statement assigns or outputs nothing"
        case .transitionWidth(let state, let input):
            "the transition from state \(state) on \(input) has another number of inputs or outputs than the program"
        case .ambiguousTransition(let state, let input): "there are two transitions from state \(state) on \(input)"
        }
    }
}

extension Program {
    /// Python's keywords, the built-ins and the names that emitted programs use themselves.
    private static let reservedNames: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
        "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
        "pass", "raise", "return", "try", "while", "with", "yield", "f", "xs", "ys", "abs", "divmod", "int", "max", "min",
        "TABLE",
    ]

    /// Whether a variable of an emitted program may have this name.
    public static func isUsableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !reservedNames.contains(name) else { return false }
        func isLetter(_ byte: UInt8) -> Bool { byte == 95 || (65...90).contains(byte) || (97...122).contains(byte) }
        return isLetter(first) && name.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
    }

    private static func checkNames(_ names: [String]) throws(ProgramError) {
        if names.isEmpty { throw .noInputs }
        var seen: Set<String> = []
        for name in names {
            guard isUsableName(name) else { throw .unusableName(name) }
            guard seen.insert(name).inserted else { throw .repeatedName(name) }
        }
    }

    /// Follows one iteration and returns the number of outputs.
    private static func checkFlow(
        inputs: [String], state: [StateVariable], statements: [Statement]
    ) throws(ProgramError) -> Int {
        if inputs.isEmpty { throw .noInputs }
        var defined = Set(inputs + state.map(\.name))
        var outputs: [[Expression]] = []
        for statement in statements {
            for name in statement.values.flatMap(\.variables) where !defined.contains(name) {
                throw .undefinedVariable(name)
            }
            if case .output(let values) = statement { outputs.append(values) }
            if statement.values.isEmpty { throw .emptyStatement }
            var targets: Set<String> = []
            for target in statement.targets {
                guard isUsableName(target) else { throw .unusableName(target) }
                guard !inputs.contains(target) else { throw .inputAssigned(target) }
                guard targets.insert(target).inserted else { throw .repeatedName(target) }
            }
            defined.formUnion(targets)
        }
        guard outputs.count == 1, let output = outputs.first else { throw .outputStatements(count: outputs.count) }
        return output.count
    }
}

extension Program.Statement {
    /// The variables that change, in order.
    public var targets: [String] {
        switch self {
        case .assign(let assignments): assignments.map(\.target)
        case .divide(let quotient, let remainder, _, _): [quotient, remainder]
        case .output: []
        }
    }

    /// The expressions that are evaluated, in order.
    public var values: [Expression] {
        switch self {
        case .assign(let assignments): assignments.map(\.value)
        case .divide(_, _, let dividend, let divisor): [dividend, divisor]
        case .output(let values): values
        }
    }
}

extension Program {
    /// The lines of a formula program, none for a table.
    public var statements: [Statement] {
        if case .formula(_, let statements) = body { return statements }
        return []
    }

    /// The variables that live from one position to the next, none for a table.
    public var state: [StateVariable] {
        if case .formula(let state, _) = body { return state }
        return []
    }
}
