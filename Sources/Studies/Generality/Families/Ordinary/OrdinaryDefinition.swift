import Determinism

/// A rule whose parameters are to be drawn.
struct OrdinaryDefinition: Sendable {
    /// What it is called in tests.
    let name: String
    let draw: @Sendable (inout CounterRandom) -> OrdinaryRule

    init(_ name: String, _ draw: @escaping @Sendable (inout CounterRandom) -> OrdinaryRule) {
        (self.name, self.draw) = (name, draw)
    }
}

extension CounterRandom {
    /// A word whose letters are all uniform.
    mutating func word(_ length: Int, over letters: Int) -> [Int] {
        (0..<length).map { _ in integer(in: 0..<letters) }
    }

    /// The letters 0, 1 and 2 in some order.
    mutating func threeLetters() -> [Int] {
        choice([[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    }

    /// A range that numbers may come from: small or of ten or eleven, with or without a sign.
    mutating func numbers() -> Range<Int> { choice([0..<5, 0..<10, -2..<3, -5..<6]) }
}

extension [Int] {
    /// As it is written in a description.
    var words: String { map(String.init).joined(separator: " ") }
}
