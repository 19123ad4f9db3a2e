import Pipeline

/// Integer linear systems s' = A·s + B·x, y = C·s' of minimal order 1 to 4, in turn, whose outputs stay small: shifts,
/// rotations, integrators and their mixtures.
struct LinearRecipe: TaskRecipe {
    private static let alphabets = [0..<2, -2..<3, -5..<6, 0..<10]
    private static let names = ["p", "q", "r", "s"]
    /// Positions for which the impulse response has to stay small.
    private static let horizon = 10
    private static let greatestOutput = 500

    func proposal(_ number: Int, _ random: inout CounterRandom) throws(ProgramError) -> TaskProposal? {
        let order = 1 + number % 4
        let range = random.choice(Self.alphabets)
        let transition = (0..<order).map { _ in (0..<order).map { _ in Self.coefficient(&random) } }
        let input = (0..<order).map { _ in Self.coefficient(&random) }
        let readout = (0..<order).map { _ in Self.coefficient(&random) }
        let response = Self.impulseResponse(transition, input, readout)
        let largest = max(abs(range.lowerBound), range.upperBound - 1)
        guard response.reduce(0, { $0 + abs($1) }) * largest <= Self.greatestOutput,
            Self.determinant(ofHankelMatrixOf: response, order: order) != 0
        else { return nil }
        let state = Self.names.prefix(order).map(Expression.variable)
        let updates = zip(Self.names, zip(transition, input)).map { name, row in
            Program.Assignment(name, .sum(zip(row.0 + [row.1], state + [.input]).map { ($0, $1) }))
        }.filter { $0.value != .variable($0.target) }
        let truth = try Program(
            inputs: ["x"], state: Self.names.prefix(order).map { .init($0) },
            statements: [.assign(updates), .output([.sum(zip(readout, state).map { ($0, $1) })])])
        return TaskProposal(truth: truth, inputRange: range)
    }

    /// Mostly 0, seldom more than 1 in magnitude.
    private static func coefficient(_ random: inout CounterRandom) -> Int {
        random.choice([0, 0, 0, 0, 1, 1, 1, -1, -1, 2])
    }

    /// C·Aᵏ·B for k from 0.
    static func impulseResponse(_ transition: [[Int]], _ input: [Int], _ readout: [Int]) -> [Int] {
        func product(_ row: [Int], _ column: [Int]) -> Int { zip(row, column).reduce(0) { $0 + $1.0 * $1.1 } }
        var state = input
        return (0..<horizon).map { _ in
            defer { state = transition.map { product($0, state) } }
            return product(readout, state)
        }
    }

    /// Not 0 if and only if no smaller system has the impulse response of this one, which has that order at most.
    static func determinant(ofHankelMatrixOf response: [Int], order: Int) -> Int {
        determinant((0..<order).map { row in (0..<order).map { response[row + $0] } })
    }

    /// By the first row's cofactors: there are at most four rows.
    private static func determinant(_ matrix: [[Int]]) -> Int {
        guard let first = matrix.first else { return 1 }
        return first.indices.reduce(0) { sum, column in
            let minor = matrix.dropFirst().map { row in
                row.indices.filter { $0 != column }.map { row[$0] }
            }
            return sum + (column.isMultiple(of: 2) ? 1 : -1) * first[column] * determinant(minor)
        }
    }
}
