/// A choice among reports by one of their words, with how many have it.
struct IndexFilter {
    struct Option: Equatable {
        let word: String
        let count: Int
    }

    /// More are no choice, but a list; a hostile site might have as many as reports.
    static let mostOptions = 60

    let options: [Option]

    /// The options in the order of how many reports have them.
    init(_ words: [String]) {
        let counts = words.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        let sorted = counts.map { Option(word: $0.key, count: $0.value) }.sorted { ($1.count, $0.word) < ($0.count, $1.word) }
        options = Array(sorted.prefix(Self.mostOptions))
    }
}
