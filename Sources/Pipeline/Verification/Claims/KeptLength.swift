/// Up to which length a network keeps to a program, and whether that is a law.
///
/// ```swift
/// if let limit = result.limit { print("The network keeps to the program up to length", limit.length) }
/// ```
public struct KeptLength: Sendable, Codable, Equatable {
    /// All words of up to so many letters are answered alike; 0 where not even all letters are.
    public let length: Int
    /// How many letters stand for all those that there are; nil where words over all of them were asked.
    public let letters: Int?
    /// The states that it takes to answer like the program, and so like the network, up to each length from 1 on.
    public let states: [Int]

    /// Whether they show a law: over the last three lengths or more they stay, or grow as those of a counter do. Then the program was
    /// found on shorter words than those on which it holds.
    public var isLaw: Bool {
        guard !states.isEmpty else { return false }
        return switch CoverCurve(states: states).reading {
        case .constant, .slope: true
        case .kink, .multiplying, .growing, .tooShort: false
        }
    }

    /// - Parameters:
    ///   - length: up to which all words are answered alike.
    ///   - program: that answers them.
    ///   - letters: over which they are.
    ///   - standing: whether these stand for others, too.
    init(_ length: Int, of program: Program, over letters: [Letter], standing: Bool) {
        self.length = length
        self.letters = standing ? letters.count : nil
        let asked = AnswerTree.greatestLength(letters: letters.count, most: Covers.mostWords, limit: length)
        guard asked > 0 else {
            states = []
            return
        }
        let tree = AnswerTree(ProgramNetwork(program), letters: letters, length: asked)
        states = (1...asked).map { CoverAutomaton(tree, length: $0).stateCount }
    }

    private enum CodingKeys: CodingKey { case length, letters, states }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        length = try values.decode(Int.self, forKey: .length)
        letters = try values.decodeIfPresent(Int.self, forKey: .letters)
        states = try values.decode([Int].self, forKey: .states)
        try decoder.require(
            (0...Self.greatest).contains(length) && states.count <= Self.greatest
                && states.allSatisfy { $0 > 0 && $0 < 1 << 32 }
                && zip(states, states.dropFirst()).allSatisfy(<=),
            "a length up to which a network keeps to a program is none that was checked")
    }

    private static let greatest = 4096
}
