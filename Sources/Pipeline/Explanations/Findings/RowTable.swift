/// A function known by examples: each different key once, in order of first occurrence, with its values.
///
/// Keys beyond the 20,000th are not taken in: a formula for so many different rows is not going to be refuted by more of them here,
/// and candidates are compared with the network afterwards.
struct RowTable {
    private(set) var keys: [[Int]] = []
    private(set) var values: [[Int]] = []
    /// The first key that came with two values: then it is no function.
    private(set) var contradiction: [Int]?
    private var number: [[Int]: Int] = [:]

    private static let mostRows = 20_000

    mutating func add(_ key: [Int], _ value: [Int]) {
        if let known = number[key] {
            if values[known] != value { contradiction = contradiction ?? key }
        } else if keys.count < Self.mostRows {
            number[key] = keys.count
            keys.append(key)
            values.append(value)
        }
    }

    /// `[value][row]`
    var columns: [[Int]] {
        (0..<(values.first?.count ?? 0)).map { index in values.map { $0[index] } }
    }
}
