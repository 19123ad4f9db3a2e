import Pipeline

/// Two programs side by side: lines that both have stand beside each other, in their order, as many as can.
struct ProgramLines: Sendable, Codable, Equatable {
    struct Row: Sendable, Codable, Equatable {
        /// Nil where the other has a line more.
        let left: String?
        let right: String?

        var isSame: Bool { left == right }
    }

    let rows: [Row]
    /// Whether there are more lines, which are left out.
    let isCut: Bool
    let areAlike: Bool

    /// Rows that are told.
    private static let most = 400
    /// Pairs of lines that are compared to find the longest common sequence.
    private static let mostCompared = 1 << 20

    /// Nil where one of them is not there.
    init?(_ left: PythonEmission?, _ right: PythonEmission?) {
        guard let left, let right else { return nil }
        self.init(left.function, right.function)
    }

    init(_ left: String, _ right: String) {
        func lines(_ text: String) -> [String] {
            text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        let all = Self.rows(lines(left), lines(right))
        (rows, isCut, areAlike) = (Array(all.prefix(Self.most)), all.count > Self.most, left == right)
    }

    private static func rows(_ left: [String], _ right: [String]) -> [Row] {
        let head = zip(left, right).prefix { $0 == $1 }.count
        let most = min(left.count, right.count) - head
        let tail = zip(left.reversed(), right.reversed()).prefix(most).prefix { $0 == $1 }.count
        let middle = changed(Array(left[head..<left.count - tail]), Array(right[head..<right.count - tail]))
        return left.prefix(head).map { Row(left: $0, right: $0) } + middle + left.suffix(tail).map { Row(left: $0, right: $0) }
    }

    /// - Complexity: O(n · m) in the lines of both, where that is not too many; else no common line is looked for.
    private static func changed(_ left: [String], _ right: [String]) -> [Row] {
        guard left.count * right.count <= mostCompared else { return beside(left[...], right[...]) }
        // The longest common sequence of what begins at each pair of lines.
        var common = Array(repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
        for own in left.indices.reversed() {
            for other in right.indices.reversed() {
                common[own][other] =
                    left[own] == right[other]
                    ? common[own + 1][other + 1] + 1 : max(common[own + 1][other], common[own][other + 1])
            }
        }
        var (rows, own, other, from): ([Row], Int, Int, (Int, Int)) = ([], 0, 0, (0, 0))
        while own < left.count, other < right.count {
            if left[own] == right[other] {
                rows += beside(left[from.0..<own], right[from.1..<other]) + [Row(left: left[own], right: right[other])]
                (own, other) = (own + 1, other + 1)
                from = (own, other)
            } else if common[own + 1][other] >= common[own][other + 1] {
                own += 1
            } else {
                other += 1
            }
        }
        return rows + beside(left[from.0...], right[from.1...])
    }

    /// Lines that have nothing in common.
    private static func beside(_ left: ArraySlice<String>, _ right: ArraySlice<String>) -> [Row] {
        let (own, theirs) = (Array(left), Array(right))
        return (0..<max(own.count, theirs.count)).map { place in
            Row(
                left: own.indices.contains(place) ? own[place] : nil,
                right: theirs.indices.contains(place) ? theirs[place] : nil)
        }
    }
}
