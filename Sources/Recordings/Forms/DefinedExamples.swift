import Determinism
import Pipeline

extension PythonDefinition {
    /// Words that are asked, unless all their letters are more than a recording may have.
    private static let asked = 4000
    /// Letters of a word where the file does not say.
    private static let usualLength = 10

    /// What the definition answers to some words: examples from which a network can be trained.
    ///
    /// Each letter is drawn by itself, as likely as any other; every fourth word is shorter than the others.
    ///
    /// - Throws: `UnreadableRecording` where the file fails on a word; `PythonHarnessError.pythonMissing`.
    public func recording() async throws -> Recording {
        let declared = try await declared()
        let words = Self.words(over: declared.letters, length: declared.length ?? Self.usualLength)
        let answers = try await answers(to: words)
        return Recording(
            name: name, inputNames: declared.letters.indices.map { "x\($0 + 1)" },
            outputNames: (answers.first?.first ?? []).indices.map { "y\($0 + 1)" },
            sequences: zip(words, answers).enumerated().map { index, row in
                RecordedSequence(letters: row.0, answers: row.1, line: index + 1)
            }, isCertain: true)
    }

    private static func words(over letters: [[Symbol]], length: Int) -> [[[Symbol]]] {
        let letterCount = length * letters.count
        return (0..<min(asked, max(1, RecordingBounds.symbols / letterCount))).map { row in
            var random = CounterRandom(UInt64(row))
            let count = row.isMultiple(of: 4) ? random.integer(in: 1..<length + 1) : length
            return (0..<count).map { _ in letters.map { random.choice($0) } }
        }
    }
}
