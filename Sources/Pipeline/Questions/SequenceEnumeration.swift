/// Bottom-up enumeration of formulas over sequences: all of a grammar, the cheapest first, one for each behaviour on the examples.
///
/// - Complexity: bounded by `Limits`, never by a clock: the same formulas whatever the machine.
struct SequenceEnumeration {
    struct Limits: Sendable {
        /// Values that are kept, an example each.
        var stored = 1 << 22
        /// Values that are computed.
        var computed = 1 << 26
        var cost = 14
    }

    /// A formula that is kept: a step on others.
    private struct Entry {
        let operation: SequenceOperation
        let left: Int32
        let right: Int32
        let cost: Int
    }

    let examples: [Exchange]
    private let letters: Int
    private let grammar: SequenceGrammar
    private let limits: Limits
    private var entries: [Entry] = []
    /// `[entry][example]`
    private var values: [[SequenceValue]] = []
    private var known: Set<UInt64> = []
    /// `[cost][kind]`, entries in the order in which they were found.
    private var levels: [[[Int]]] = []
    private(set) var computed = 0

    /// Enumerates.
    ///
    /// - Parameters:
    ///   - grammar: of formulas.
    ///   - examples: questions with answers so far.
    ///   - letters: how many there are.
    ///   - limits: where it ends.
    init(_ grammar: SequenceGrammar, on examples: [Exchange], letters: Int, limits: Limits = .init()) {
        (self.grammar, self.examples, self.letters, self.limits) = (grammar, examples, letters, limits)
        let nothing = [SequenceValue](repeating: .truth(false), count: examples.count)
        for cost in 0...limits.cost {
            levels.append(Array(repeating: [], count: SequenceOperation.Kind.allCases.count))
            for leaf in grammar.leaves where leaf.cost == cost { meet(leaf, nothing, nothing, -1, -1, cost) }
            for step in grammar.steps where !isFull { combine(step, cost) }
            if isFull { break }
        }
    }

    private var isFull: Bool { computed >= limits.computed || entries.count * examples.count >= limits.stored }

    private mutating func combine(_ step: SequenceOperation, _ cost: Int) {
        let left = cost - step.cost
        guard left >= 1 else { return }
        let nothing = [SequenceValue](repeating: .truth(false), count: examples.count)
        let kinds = step.operands
        guard kinds.count == 2 else {
            for operand in level(left, kinds[0]) where !isFull { meet(step, values[operand], nothing, operand, -1, cost) }
            return
        }
        for first in 1..<max(1, left) {
            if step.isCommutative && first > left - first { break }
            for operand in level(first, kinds[0]) {
                for other in level(left - first, kinds[1]) where operand != other && !isFull {
                    meet(step, values[operand], values[other], operand, other, cost)
                }
            }
        }
    }

    private func level(_ cost: Int, _ kind: SequenceOperation.Kind) -> [Int] {
        cost < levels.count ? levels[cost][kind.rawValue] : []
    }

    /// Keeps a formula if it does on the examples what none before does.
    private mutating func meet(
        _ operation: SequenceOperation, _ left: [SequenceValue], _ right: [SequenceValue], _ first: Int, _ second: Int,
        _ cost: Int
    ) {
        computed += examples.count
        var fingerprint = UInt64(operation.result.rawValue) &+ 0x2545_F491_4F6C_DD1D
        var row: [SequenceValue] = []
        row.reserveCapacity(examples.count)
        for index in examples.indices {
            let value = operation.value(left[index], right[index], in: examples[index], letters: letters)
            fingerprint = (fingerprint ^ value.fingerprint) &* 0x9E37_79B9_7F4A_7C15
            fingerprint ^= fingerprint >> 29
            row.append(value)
        }
        guard known.insert(fingerprint).inserted else { return }
        levels[cost][operation.result.rawValue].append(entries.count)
        entries.append(Entry(operation: operation, left: Int32(first), right: Int32(second), cost: cost))
        values.append(row)
    }

    // MARK: - What was found

    /// Entries of a kind, the cheapest first.
    func entries(of kind: SequenceOperation.Kind) -> [Int] { levels.flatMap { $0[kind.rawValue] } }

    func cost(of entry: Int) -> Int { entries[entry].cost }

    func values(of entry: Int) -> [SequenceValue] { values[entry] }

    func expression(of entry: Int) -> SequenceExpression {
        let entry = entries[entry]
        return SequenceExpression(
            entry.operation, [entry.left, entry.right].filter { $0 >= 0 }.map { expression(of: Int($0)) })
    }

    /// The examples of which an entry's letter is the target's.
    func agreement(of entry: Int, with targets: [Int?]) -> ExampleSet {
        ExampleSet(count: targets.count) { values[entry][$0].letter == targets[$0] }
    }

    /// The examples for which an entry's truth holds.
    func holds(_ entry: Int) -> ExampleSet { ExampleSet(count: examples.count) { values[entry][$0].truth } }
}
