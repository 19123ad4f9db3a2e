/// Scores that the network's own library computed for some words: what proves that a file was read as it was meant.
public struct RecordedScores: Sendable {
    private let words: Sequences
    /// `[word][time][score]`, flat.
    private let scores: [Double]
    private let scoreWidth: Int

    /// What computing them again showed.
    public struct Proof: Sendable, Hashable {
        public let words: Int
        /// Letters of each.
        public let length: Int
        /// The largest difference of a score, where one may be as large as `tolerance`.
        public let difference: Double
        public let tolerance: Double
    }

    static let usualTolerance = 0.001
    static let mostWords = 1 << 16
    static let mostLength = 4096
    /// Letters times parameters of the network: some seconds.
    private static let mostWork = 1 << 34
    /// Letters times numbers of a state: 128 MiB.
    private static let mostNumbers = 1 << 24

    /// Nil where none are in the file.
    ///
    /// - Throws: `SafetensorsError` where the two tensors do not fit each other or the letters.
    init?(_ tensors: RecordedTensors?, _ reading: StackedNetwork.LetterReading) throws(SafetensorsError) {
        guard let (words, scores) = tensors.map({ ($0.words, $0.scores) }) else { return nil }
        let width = if case .numbers(let streams) = reading { streams } else { 1 }
        let shape = words.shape.count == 2 ? words.shape + [1] : words.shape
        guard shape.count == 3, shape[2] == width, shape[0] <= Self.mostWords, shape[1] <= Self.mostLength else {
            throw SafetensorsError(
                tensor: "glassbox.words", found: "has the shape \(words.shape)",
                expected: "[words, time]" + (width > 1 ? " times \(width) streams" : "") + ", of bounded size")
        }
        guard scores.shape.count == 3, Array(scores.shape.prefix(2)) == Array(shape.prefix(2)) else {
            throw SafetensorsError(
                tensor: "glassbox.scores", found: "has the shape \(scores.shape)",
                expected: "[\(shape[0]), \(shape[1]), scores], a score for every letter of the words")
        }
        var letters: [Int] = []
        for number in words.numbers {
            guard let integer = Int(exactly: number) else {
                throw SafetensorsError(tensor: "glassbox.words", found: "holds \(number)", expected: "whole numbers")
            }
            guard case .table(let table, _) = reading else {
                letters.append(integer)
                continue
            }
            guard table.indices.contains(integer) else {
                throw SafetensorsError(
                    tensor: "glassbox.words", found: "holds \(integer)",
                    expected: "numbers of letters, 0 to \(table.count - 1)")
            }
            letters += table[integer]
        }
        self.words = Sequences(
            count: shape[0], length: shape[1], width: reading.inputWidth, values: letters)
        (self.scores, scoreWidth) = (scores.numbers, scores.shape[2])
    }

    /// Computes them again.
    ///
    /// - Throws: `SafetensorsError` with the first difference.
    func prove(
        _ network: some ObservedNetwork, parameters: Int, tolerance: Double?
    ) throws(SafetensorsError) -> Proof {
        let width = network.run(Sequences(count: 0, length: words.length, width: words.width, values: [])).scoreWidth
        guard width == scoreWidth else {
            throw SafetensorsError(
                tensor: "glassbox.scores", found: "has \(scoreWidth) scores for a letter", expected: "\(width)")
        }
        let letters = words.count * words.length
        guard letters <= Self.mostWork / parameters, letters <= Self.mostNumbers / network.hiddenSize else {
            throw SafetensorsError(
                tensor: "glassbox.words", found: "has \(words.count) words of \(words.length) letters",
                expected: "fewer for a network of so many parameters; a few dozen prove as much")
        }
        let tolerance = tolerance ?? Self.usualTolerance
        let run = network.run(words)
        let computed = run.scores
        var worst = 0.0
        for place in stride(from: 0, to: scores.count, by: scoreWidth) {
            let (own, theirs) = (computed[place..<place + scoreWidth], scores[place..<place + scoreWidth])
            let differences = zip(own, theirs).map { abs($0 - $1) / max(1, abs($1)) }
            let difference = differences.max() ?? 0
            let isOther =
                run.decision.answers(to: own, width: scoreWidth) != run.decision.answers(to: theirs, width: scoreWidth)
            guard !(difference > tolerance) && !difference.isNaN, !isOther else {
                throw Self.refusal(place / scoreWidth, Array(own), Array(theirs), isOther, words)
            }
            worst = max(worst, difference)
        }
        return Proof(words: words.count, length: words.length, difference: worst, tolerance: tolerance)
    }

    private static func refusal(
        _ position: Int, _ own: [Double], _ theirs: [Double], _ isOther: Bool, _ words: Sequences
    ) -> SafetensorsError {
        func text(_ scores: [Double]) -> String { scores.prefix(4).map { "\(Float($0))" }.joined(separator: " ") }
        return SafetensorsError(
            found:
                "After letter \(position % words.length + 1) of recorded word \(position / words.length + 1) the network as it was "
                + "read scores \(text(own)) and the recording says \(text(theirs))\(isOther ? ", another decision" : "")",
            expected: "the same scores; are gates in PyTorch's order, biases both there, and is nothing between the layers?")
    }
}

/// What a file records of its network: words, and the scores after their letters.
struct RecordedTensors {
    let words: SafetensorsFile.Tensor
    let scores: SafetensorsFile.Tensor

    private static let names = (words: "glassbox.words", scores: "glassbox.scores")

    /// Takes them out of the others; nil where there are none.
    ///
    /// - Throws: `SafetensorsError` where one is there without the other.
    init?(takenFrom tensors: inout [String: SafetensorsFile.Tensor]) throws(SafetensorsError) {
        let words = tensors.removeValue(forKey: Self.names.words)
        let scores = tensors.removeValue(forKey: Self.names.scores)
        guard words != nil || scores != nil else { return nil }
        guard let words, let scores else {
            throw SafetensorsError(
                tensor: words == nil ? Self.names.words : Self.names.scores, found: "is missing",
                expected: "words and scores, or neither")
        }
        (self.words, self.scores) = (words, scores)
    }
}
