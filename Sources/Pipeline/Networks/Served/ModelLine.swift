import Foundation

/// A line that a served model answers a batch of words with.
struct ModelLine {
    /// `[word][time][score]`, flat.
    let scores: [Double]
    /// `[word][time][unit]`, flat; nil where the model shows none.
    let states: [Double]?
    /// Numbers in a state.
    let hidden: Int

    private struct Fields: Decodable { let scores: [[[Double]]], states: [[[Double]]]? }

    /// Numbers in a state at most.
    static let mostHidden = 1024

    /// - Parameters:
    ///   - line: what was printed.
    ///   - words: that were asked.
    ///   - length: of each.
    ///   - width: scores after a letter.
    ///   - command: that printed it.
    /// - Throws: `ModelFailed` where it is no such line, or not of that shape.
    init(_ line: Data, words: Int, length: Int, width: Int, of command: String) throws(ModelFailed) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: line) else {
            throw ModelFailed(
                command, "answered “\(String(decoding: line.prefix(60), as: UTF8.self))”",
                expected: "a line of JSON with finite “scores” [word][time][score], as docs/networks.md has it")
        }
        func flat(_ values: [[[Double]]], _ width: Int, _ what: String) throws(ModelFailed) -> [Double] {
            guard values.count == words, values.allSatisfy({ $0.count == length && $0.allSatisfy { $0.count == width } }) else {
                let shape = "[\(values.count), \(values.first?.count ?? 0), \(values.first?.first?.count ?? 0)]"
                throw ModelFailed(
                    command, "gave \(what) of the shape \(shape), or ragged ones", expected: "[\(words), \(length), \(width)]")
            }
            return values.flatMap { $0.flatMap(\.self) }
        }
        scores = try flat(fields.scores, width, "scores")
        let hidden = fields.states?.first?.first?.count ?? 0
        guard hidden <= Self.mostHidden else {
            throw ModelFailed(
                command, "shows \(hidden) numbers as a state", expected: "at most \(Self.mostHidden)")
        }
        self.hidden = hidden
        guard let shown = fields.states else {
            states = nil
            return
        }
        states = try flat(shown, hidden, "states")
    }

    /// The line that asks for answers to words, by the numbers of their letters.
    ///
    /// - Parameters:
    ///   - letters: `[word][time][stream]`, flat.
    ///   - length: of each word.
    ///   - streams: numbers at a position; nil where these are the numbers of letters.
    ///   - states: whether hidden vectors are wanted, too.
    /// - Returns: JSON, without an end of the line.
    static func question(_ letters: [Int], length: Int, streams: Int?, states: Bool) -> Data {
        let width = length * (streams ?? 1)
        let words = stride(from: 0, to: letters.count, by: width).map { start -> String in
            let word = letters[start..<start + width]
            guard let streams else { return "[\(word.map(String.init).joined(separator: ","))]" }
            let times = stride(from: start, to: start + width, by: streams).map {
                "[\(letters[$0..<$0 + streams].map(String.init).joined(separator: ","))]"
            }
            return "[\(times.joined(separator: ","))]"
        }
        return Data(#"{"words":[\#(words.joined(separator: ","))],"states":\#(states)}"#.utf8)
    }
}
