import CTemplateSearch

@testable import Pipeline

/// Enumerative regression against a plain template search over the same grammar: one table that both explain, or neither.
struct EnumerationContest {
    /// What one searcher did.
    struct Run {
        let checks: Int
        let seconds: Double

        var rate: Double { Double(checks) / seconds }
    }

    struct Result {
        let contest: EnumerationContest
        /// Ours; nil if none was found.
        let formula: String?
        let ours: Run
        let templates: Run
        /// Whether the template search found one.
        let isFoundByTemplates: Bool
    }

    /// The template search gives up after as many candidates.
    static let templateLimit = 300_000_000

    let name: String
    let variables: [String]
    let rows: [[Int]]
    let target: [Int]

    private init(_ name: String, _ variables: [String], _ ranges: [Range<Int>], _ value: ([Int]) -> Int) {
        self.name = name
        self.variables = variables
        rows = ranges.reduce([[]]) { rows, range in rows.flatMap { row in range.map { row + [$0] } } }
        target = rows.map(value)
    }

    /// The last has no formula: there is nothing but the rates to compare.
    static let all = [
        EnumerationContest("max", ["s", "x"], [0..<100, 0..<100]) { max($0[0], $0[1]) },
        EnumerationContest("sum mod 7", ["s", "x"], [0..<7, 0..<7]) { ($0[0] + $0[1]) % 7 },
        EnumerationContest("clamped sum", ["s", "x"], [-20..<20, -20..<20]) { max(0, min($0[0] + $0[1], 10)) },
        EnumerationContest("alternation", ["q", "p", "x"], [0..<5, 0..<5, 0..<5]) {
            $0[0] != $0[1] && $0[1] != $0[2] ? 1 : 0
        },
        EnumerationContest("base 10 digit", ["a", "b", "c"], [0..<10, 0..<10, 0..<2]) { $0.reduce(0, +) % 10 },
        EnumerationContest("noise", ["s", "x"], [0..<20, 0..<20]) {
            (7919 * $0[0] + 104_729 * $0[1] + 31 * $0[0] * $0[1]) % 101
        },
    ]

    /// Both on this thread, by its processor's time.
    func measured(limit: Int = templateLimit) -> Result {
        let start = Stopwatch.threadSeconds()
        let regression = EnumerativeRegression(variables: variables, rows: rows, targets: [target])
        let (solutions, checks) = regression.search()
        let seconds = Stopwatch.threadSeconds() - start
        let (templates, isFound) = searchTemplates(limit)
        return Result(
            contest: self, formula: solutions[0]?.expressions.first?.python, ours: Run(checks: checks, seconds: seconds),
            templates: templates, isFoundByTemplates: isFound)
    }

    private func searchTemplates(_ limit: Int) -> (run: Run, isFound: Bool) {
        let constants = EnumerationGrammar.constants(
            for: RegressionTable(variables: variables, rows: rows, targets: [target], hints: []))
        let start = Stopwatch.threadSeconds()
        let result = rows.flatMap { $0.map(Int64.init) }.withUnsafeBufferPointer { rows in
            target.map(Int64.init).withUnsafeBufferPointer { target in
                constants.map(Int64.init).withUnsafeBufferPointer { constants in
                    var table = template_table(
                        rows: rows.baseAddress, target: target.baseAddress, row_count: target.count,
                        variable_count: variables.count, constants: constants.baseAddress, constant_count: constants.count)
                    return template_search(&table, Int64(limit))
                }
            }
        }
        return (Run(checks: Int(result.checks), seconds: Stopwatch.threadSeconds() - start), result.found)
    }
}
