/// Bottom-up enumeration: all expressions of a grammar, those of fewest nodes first, until each target has been met. Among the
/// formulas met the lightest counts as the best.
///
/// A candidate is checked against the targets before it is kept, and kept only if it is worth something new on the sample. Once
/// the bank is full candidates are only checked.
struct Enumeration {
    /// Why an enumeration ended.
    enum Outcome: Sendable {
        case finished
        /// A candidate agreed with a target on the sample, and not on these rows.
        case refuted(rows: [Int])
    }

    /// A target that is still looked for.
    private struct Goal {
        let target: Int
        let vector: [Float]
        let fingerprint: UInt64
        var isKept = false
        /// Whether a formula of it has been proved in this enumeration, or one that was found earlier has been met again.
        var isMet = false
    }

    /// Candidates that are still tried when everything has been found, for a cheaper or nicer formula.
    static let afterthoughts = 2_000_000
    /// The nodes of the largest enumerated expression.
    private static let greatestCost = 40

    let table: RegressionTable
    let grammar: EnumerationGrammar
    private(set) var bank: ValueBank
    /// `[target]`
    private(set) var found: [FormulaList]
    /// Candidates checked.
    private(set) var checks = 0
    private var goals: [Goal] = []
    /// Their vectors.
    private var wanted: [Float] = []
    private var refuting: [Int]?
    private var checkLimit: Int
    private let afterthoughts: Int
    private let canGrowSample: Bool
    private var buffer = [UInt64](repeating: 0, count: ValueTable.blockCount)
    private var places = [UInt32](repeating: 0, count: ValueTable.blockCount)

    /// Prepares a search of at most `checkLimit` candidates that adds to what is `found` already, `[target]`, and keeps at most
    /// `stored` expressions.
    init(
        _ table: RegressionTable, grammar: EnumerationGrammar, sample: RowSample, found: [FormulaList], checkLimit: Int,
        stored: Int, afterthoughts: Int = Enumeration.afterthoughts
    ) {
        self.table = table
        self.grammar = grammar
        self.found = found
        self.checkLimit = checkLimit
        self.afterthoughts = afterthoughts
        canGrowSample = sample.rows.count < ValueTable.rowLimit
        bank = ValueBank(sample: sample.rows, capacity: stored)
        for (target, values) in table.targets.enumerated() {
            guard let values else { continue }
            let vector = bank.vector(ofTarget: values)
            goals.append(
                Goal(target: target, vector: vector, fingerprint: bank.table.fingerprint(of: vector)))
        }
        wanted = goals.flatMap(\.vector)
    }

    /// Goes from cost to cost.
    mutating func run() -> Outcome {
        for cost in 1...Self.greatestCost where !goals.isEmpty {
            bank.openLevel(cost)
            for leaf in grammar.leaves where leaf.cost == cost { meet(.leaf(leaf.expression)) }
            extend(to: cost)
            if let refuting { return .refuted(rows: refuting) }
            bank.closeLevel()
            if checks >= checkLimit { break }
            retireGoals(after: cost)
        }
        return .finished
    }
}

// MARK: One level

extension Enumeration {
    /// Combines what is there to all expressions of a cost, those of two large operands first: should the bank get full, what
    /// is missing is an operation on a constant.
    private mutating func extend(to cost: Int) {
        for operation in grammar.unaryOperations {
            if let level = level(cost - operation.nodes) { combine(operation, level.all) }
        }
        for smaller in (1..<max(2, cost)).reversed() {
            for operation in grammar.binaryOperations {
                let larger = cost - operation.nodes - smaller
                guard larger >= smaller, let left = level(smaller), let right = level(larger) else {
                    continue
                }
                if operation.isLogical {
                    combine(operation, left.bits, right.bits)
                } else {
                    combine(operation, left.all, right.all)
                }
            }
            for operation in grammar.binaryOperations where operation.isCall {
                if let chains = level(cost - smaller), let operands = level(smaller) {
                    lengthen(operation, chains.all, by: operands.all)
                }
            }
        }
    }

    private func level(_ cost: Int) -> ValueBank.Level? {
        bank.levels.indices.contains(cost) ? bank.levels[cost] : nil
    }

    private mutating func combine(_ operation: Expression.UnaryOperation, _ operands: Range<Int>) {
        for block in operands.blocks where !isOver {
            bank.table.fingerprint(operation, block: block, into: &buffer)
            take(block, bank.known.unknown(buffer, count: block.count, into: &places)) {
                .unary(operation, $0)
            }
        }
    }

    /// All pairs of two levels' expressions; in both orders where that matters.
    private mutating func combine(
        _ operation: Expression.BinaryOperation, _ left: Range<Int>, _ right: Range<Int>
    ) {
        // The inner loop runs over the longer one.
        let (outer, inner) = left.count <= right.count ? (left, right) : (right, left)
        let turnsOuter = left.count > right.count
        // An operation on the same values twice is worth nothing new, unless it doubles or squares.
        let includesSame = operation == .add || operation == .multiply
        for fixed in outer {
            // Leaves are met first in a level, constants first among them, and the two constants that are bits are of a level
            // that has nothing but constants: where the last one is a constant, all are.
            let others = left == right ? (includesSame ? fixed : fixed + 1)..<inner.upperBound : inner
            if others.isEmpty || isConstant(fixed) && isConstant(others.upperBound - 1) { continue }
            combine(operation, fixed: fixed, others, reversed: turnsOuter)
            if !operation.isCommutative {
                combine(operation, fixed: fixed, others, reversed: !turnsOuter)
            }
            if isOver { return }
        }
    }

    private mutating func combine(
        _ operation: Expression.BinaryOperation, fixed: Int, _ others: Range<Int>, reversed: Bool
    ) {
        let place = Int32(fixed)
        for block in others.blocks where !isOver {
            let count: Int
            if bank.isFull {
                count = bank.table.screen(
                    operation, reversed: reversed, fixed: fixed, block: block, wanted: wanted, into: &places)
            } else {
                bank.table.fingerprint(
                    operation, reversed: reversed, fixed: fixed, block: block, into: &buffer)
                count = bank.known.unknown(buffer, count: block.count, into: &places)
            }
            take(block, count) {
                reversed ? .binary(operation, $0, place) : .binary(operation, place, $0)
            }
        }
    }

    /// `min(a, b)` to `min(a, b, c)`, which costs no second call.
    private mutating func lengthen(
        _ operation: Expression.BinaryOperation, _ chains: Range<Int>, by operands: Range<Int>
    ) {
        for chain in chains where isChain(chain, of: operation) && !isOver {
            combine(operation, fixed: chain, operands, reversed: false)
        }
    }

    private func isChain(_ index: Int, of operation: Expression.BinaryOperation) -> Bool {
        if case .binary(operation, _, _) = bank.recipes[index] { true } else { false }
    }

    private func isConstant(_ index: Int) -> Bool {
        if case .leaf(.constant) = bank.recipes[index] { true } else { false }
    }
}

// MARK: One candidate

extension Enumeration {
    private var isOver: Bool { refuting != nil || checks >= checkLimit }

    /// Counts the candidates of a block, and meets the first `count` of those whose places have been noted.
    private mutating func take(
        _ block: Range<Int>, _ count: Int, _ recipe: (Int32) -> ValueBank.Recipe
    ) {
        checks += block.count
        for place in places[..<count] where refuting == nil {
            meet(recipe(Int32(block.lowerBound + Int(place))))
        }
    }

    /// Checks a candidate against the targets; keeps it if it is new.
    private mutating func meet(_ recipe: ValueBank.Recipe) {
        guard let fingerprint = bank.evaluate(recipe, on: table), !bank.known.contains(fingerprint)
        else { return }
        var isGoal = false
        for index in goals.indices where goals[index].fingerprint == fingerprint {
            if !isGoal, !goals[index].isKept, !bank.isFull { bank.keep(recipe, fingerprint: fingerprint) }
            isGoal = true
            goals[index].isKept = true
            verify(recipe, as: index, fingerprint)
        }
        if !isGoal, !bank.isFull {
            bank.keep(recipe, fingerprint: fingerprint)
            bank.close(fingerprint)
        }
    }

    private mutating func verify(_ recipe: ValueBank.Recipe, as goal: Int, _ fingerprint: UInt64) {
        let target = goals[goal].target
        // A detour over the target itself, such as adding 0 to it.
        if found[target].leastNodes != nil,
            recipe.operands.contains(where: { bank.table.fingerprints[$0] == fingerprint })
        {
            return
        }
        let expression = bank.expression(of: recipe)
        let entry = FormulaList.Entry(expression, by: .enumeration)
        guard found[target].admits(entry) else {
            // Found before the sample grew, and proved then.
            if found[target].contains(entry) {
                goals[goal].isMet = true
                if goals.allSatisfy(\.isMet) { endSoon() }
            }
            return
        }
        let wrong = table.disagreements(of: expression, with: target)
        if wrong.isEmpty {
            found[target].insert(entry)
            goals[goal].isMet = true
            if goals.allSatisfy({ found[$0.target].leastNodes != nil }) { endSoon() }
        } else if canGrowSample {
            refuting = wrong
        }
    }

    /// Leaves only the afterthoughts to be tried.
    private mutating func endSoon() { checkLimit = min(checkLimit, checks + afterthoughts) }

    /// Lets go of targets whose best formula has no more nodes than what has been tried: those of fewest nodes come first, and
    /// of the formulas met the one of least weight is the best. A lighter one of more nodes is not waited for.
    private mutating func retireGoals(after cost: Int) {
        let done = goals.filter { found[$0.target].leastNodes.map { $0 <= cost } ?? false }
        for goal in done { bank.close(goal.fingerprint) }
        goals.removeAll { goal in done.contains { $0.target == goal.target } }
        wanted = goals.flatMap(\.vector)
    }
}

extension Range<Int> {
    /// The range in pieces of at most a bank's block.
    fileprivate var blocks: some Sequence<Range<Int>> {
        stride(from: lowerBound, to: upperBound, by: ValueTable.blockCount).lazy.map {
            $0..<Swift.min($0 + ValueTable.blockCount, upperBound)
        }
    }
}
