/// A function known by examples: each different key once, in order of first occurrence, with its values.
struct RowTable {
    private(set) var keys: [[Int]] = []
    private var values: [[Int]] = []

    /// More rows say nothing that these do not.
    private static let mostRows = 20_000

    /// Collects what `body` adds; nil where one key comes with different values.
    init?(_ body: ((_ key: [Int], _ value: [Int]) -> Void) -> Void) {
        var number: [[Int]: Int] = [:]
        var (keys, values): ([[Int]], [[Int]]) = ([], [])
        var isFunction = true
        body { key, value in
            if let known = number[key] {
                if known < values.count, values[known] != value { isFunction = false }
            } else {
                number[key] = keys.count
                guard keys.count < Self.mostRows else { return }
                keys.append(key)
                values.append(value)
            }
        }
        guard isFunction else { return nil }
        (self.keys, self.values) = (keys, values)
    }

    /// `[value][row]`
    var columns: [[Int]] {
        (0..<(values.first?.count ?? 0)).map { index in values.map { $0[index] } }
    }
}
