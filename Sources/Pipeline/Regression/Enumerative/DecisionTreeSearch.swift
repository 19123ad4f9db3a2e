import Foundation

/// A small tree of conditions with terms at its leaves, as nested conditional expressions.
///
/// After Alur, Radhakrishna, Udupa, *Scaling enumerative program synthesis via divide and conquer* (2017): rows are labelled
/// with terms that are right there, and the conditions that tell the labels apart best are tried; the cheapest tree wins. The
/// number of leaves is limited, lest a tree be a table in disguise.
struct DecisionTreeSearch {
    private indirect enum Tree {
        case leaf(BranchTable.Choice)
        case split(BranchTable.Choice, holds: Tree, fails: Tree)

        var nodes: Int {
            switch self {
            case .leaf(let term): term.nodes
            case .split(let test, let holds, let fails): 1 + test.nodes + holds.nodes + fails.nodes
            }
        }

        var leaves: Int {
            switch self {
            case .leaf: 1
            case .split(_, let holds, let fails): holds.leaves + fails.leaves
            }
        }
    }

    /// Conditions tried at the root, below it, and so on.
    private static let breadths = [8, 4, 3, 2]
    /// Sets of rows looked at in all.
    private static let visitLimit = 400

    private let branches: BranchTable
    private var visits = 0

    private init(_ branches: BranchTable) { self.branches = branches }

    /// The cheapest tree found of at most `leaves` leaves that is right on the sample, or nil.
    static func candidate(_ branches: BranchTable, leaves: Int) -> Expression? {
        var search = Self(branches)
        return search.tree(for: branches.allRows, depth: 0, leaves: leaves).map(search.expression)
    }

    private mutating func tree(for rows: UInt128, depth: Int, leaves: Int) -> Tree? {
        if let term = branches.term(for: rows) { return .leaf(term) }
        visits += 1
        guard leaves > 1, visits <= Self.visitLimit, let labels = labels(of: rows, limit: leaves) else {
            return nil
        }
        var best: Tree?
        let breadth = depth < Self.breadths.count ? Self.breadths[depth] : 1
        for test in sharpest(breadth, on: rows, labels) {
            guard let holds = tree(for: rows & test.rows, depth: depth + 1, leaves: leaves - 1),
                let fails = tree(for: rows & ~test.rows, depth: depth + 1, leaves: leaves - holds.leaves)
            else { continue }
            let found = Tree.split(test, holds: holds, fails: fails)
            if found.nodes < best?.nodes ?? .max { best = found }
        }
        return best
    }

    /// The rows in sets on which one term is right, by greedy covering; nil if more than `limit` are needed.
    private func labels(of rows: UInt128, limit: Int) -> [UInt128]? {
        var (rest, labels) = (rows, [UInt128]())
        while rest != 0 {
            var largest: UInt128 = 0
            for term in branches.terms where (term.rows & rest).nonzeroBitCount > largest.nonzeroBitCount {
                largest = term.rows & rest
            }
            if largest == 0 || labels.count == limit { return nil }
            labels.append(largest)
            rest &= ~largest
        }
        return labels
    }

    /// The conditions that leave least uncertainty about the labels; of equal ones the cheaper.
    private func sharpest(_ count: Int, on rows: UInt128, _ labels: [UInt128]) -> [BranchTable.Choice] {
        var best: [(disorder: Int, test: BranchTable.Choice)] = []
        for test in branches.tests {
            if test.rows & rows == 0 || rows & ~test.rows == 0 { continue }
            let disorder =
                Self.disorder(of: labels, in: test.rows) + Self.disorder(of: labels, in: ~test.rows)
            if best.count == count, disorder >= best[count - 1].disorder { continue }
            // Tests come cheapest first, so those of equal disorder stay in the order of cost.
            best.insert((disorder, test), at: best.firstIndex { disorder < $0.disorder } ?? best.count)
            if best.count > count { best.removeLast() }
        }
        return best.map(\.test)
    }

    /// The entropy of the labels among some rows, times their number, in thousandths of a bit: n log n - Σ nₖ log nₖ.
    private static func disorder(of labels: [UInt128], in rows: UInt128) -> Int {
        var (total, sum) = (0, 0)
        for label in labels {
            let count = (label & rows).nonzeroBitCount
            total += count
            sum += weights[count]
        }
        return weights[total] - sum
    }

    /// n log₂ n in thousandths, as integers, so that sums have no order.
    private static let weights: [Int] = (0...ValueTable.rowLimit).map { count in
        count == 0 ? 0 : Int((1000 * Double(count) * log2(Double(count))).rounded())
    }

    /// Short branches first, as a list of cases reads.
    private func expression(of tree: Tree) -> Expression {
        switch tree {
        case .leaf(let term): return branches.expression(of: term)
        case .split(let choice, let holds, let fails):
            let test = branches.expression(of: choice)
            let (then, otherwise) = (expression(of: holds), expression(of: fails))
            if holds.leaves > fails.leaves, let opposite = test.opposite {
                return .conditional(test: opposite, then: otherwise, otherwise: then)
            }
            return .conditional(test: test, then: then, otherwise: otherwise)
        }
    }
}

extension Expression {
    /// The comparison that holds where this one does not; nil for what is no comparison.
    fileprivate var opposite: Expression? {
        guard case .binary(let operation, let left, let right) = self else { return nil }
        switch operation {
        case .less: return .binary(.lessOrEqual, right, left)
        case .lessOrEqual: return .binary(.less, right, left)
        case .equal: return .binary(.notEqual, left, right)
        case .notEqual: return .binary(.equal, left, right)
        default: return nil
        }
    }
}
