/// How a network's scores, the numbers that it computes at a position, become its answer there.
///
/// A score that is not a number decides nothing: its answer is `Int.min`, which no task asks for.
public enum Decision: Sendable, Hashable {
    /// An integer for every score: the nearest, halves away from zero; `Int.min` beyond ±2⁵³.
    case nearestInteger
    /// The number of the class with the greatest score, the first of equals; a score for each class.
    case greatest(of: [String])
    /// A bit for every score: 1 where it is above zero.
    case signs

    /// Integers in an answer to that many scores.
    public func answerWidth(scores: Int) -> Int {
        if case .greatest = self { 1 } else { scores }
    }

    /// Whether there can be that many scores.
    func fits(scores: Int) -> Bool {
        if case .greatest(let classes) = self { classes.count == scores && scores > 0 } else { true }
    }

    /// The answers to scores, of which there are `width` at every position.
    public func answers(to scores: some RandomAccessCollection<Double>, width: Int) -> [Int] {
        switch self {
        case .nearestInteger: scores.map(Int.init(nearest:))
        case .signs: scores.map { $0.isNaN ? Int.min : $0 > 0 ? 1 : 0 }
        case .greatest:
            stride(from: 0, to: scores.count, by: width).map { Self.greatest(of: scores.dropFirst($0).prefix(width)) }
        }
    }

    /// What stands beside each right answer, to be compared with it: the score that is rounded to it, or else the answer.
    func estimates(_ scores: [Double], width: Int) -> [Double] {
        self == .nearestInteger ? scores : answers(to: scores, width: width).map(Double.init)
    }

    private static func greatest(of scores: some Collection<Double>) -> Int {
        var best: (number: Int, score: Double)?
        for (number, score) in scores.enumerated() {
            if score.isNaN { return .min }
            if best.map({ score > $0.score }) ?? true { best = (number, score) }
        }
        return best?.number ?? .min
    }
}

extension Int {
    /// The nearest integer, halves away from zero; `Int.min` beyond ±2⁵³ or where there is none.
    init(nearest number: Double) {
        self = abs(number) < 0x1p53 ? Int(number.rounded()) : .min
    }
}

/// `{"kind": "greatest", "classes": ["no", "yes"]}`
extension Decision: Codable {
    private enum Kind: String, Codable { case nearestInteger, greatest, signs }
    private enum CodingKeys: CodingKey { case kind, classes }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        switch try fields.decode(Kind.self, forKey: .kind) {
        case .nearestInteger: self = .nearestInteger
        case .greatest: self = .greatest(of: try fields.decode([String].self, forKey: .classes))
        case .signs: self = .signs
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .nearestInteger: try fields.encode(Kind.nearestInteger, forKey: .kind)
        case .signs: try fields.encode(Kind.signs, forKey: .kind)
        case .greatest(let classes):
            try fields.encode(Kind.greatest, forKey: .kind)
            try fields.encode(classes, forKey: .classes)
        }
    }
}

extension SymbolCode {
    /// How the network's scores become answers.
    public var decision: Decision {
        switch answers {
        case .each: .nearestInteger
        case .classes(let classes): .greatest(of: classes.map { $0.map(\.name).joined(separator: ",") })
        }
    }
}
