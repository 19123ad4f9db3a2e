/// A choice among the cards by one of their words, with how many have it.
struct IndexFilter {
    struct Option: Equatable {
        let word: String
        let count: Int
    }

    let options: [Option]

    /// The options in the order of how many cards have them.
    init(_ words: [String]) {
        let counts = words.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        options = counts.map { Option(word: $0.key, count: $0.value) }.sorted { ($1.count, $0.word) < ($0.count, $1.word) }
    }
}
