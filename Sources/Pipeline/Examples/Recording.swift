/// Somebody's data: words, and what was answered to them. Nothing is known of any other word.
public struct Recording: Sendable, Equatable {
    /// What the data are called, without the ending of the file: any text.
    public let name: String
    /// What the streams of the letters are called, one name or more, as the data call them.
    public let inputNames: [String]
    /// The same of the answers.
    public let outputNames: [String]
    /// In the order of the file.
    public let sequences: [RecordedSequence]
    /// Whether none of the answers can be wrong, as a definition gave them.
    public let isCertain: Bool

    public init(
        name: String, inputNames: [String], outputNames: [String], sequences: [RecordedSequence], isCertain: Bool = false
    ) {
        (self.name, self.inputNames, self.outputNames, self.sequences) = (name, inputNames, outputNames, sequences)
        self.isCertain = isCertain
    }

    /// The first two sequences that answer the empty word in two ways; nil where there are none.
    public var contradictionOfNothing: (first: RecordedSequence, second: RecordedSequence)? {
        let asked = sequences.filter { $0.answerToNothing != nil }
        guard let first = asked.first, let second = asked.first(where: { $0.answerToNothing != first.answerToNothing }) else {
            return nil
        }
        return (first, second)
    }

    /// What most sequences answer to the empty word; nil where none does, or as many say otherwise.
    var answerToNothing: [Symbol]? {
        let votes = Dictionary(grouping: sequences.compactMap(\.answerToNothing)) { $0 }.mapValues(\.count)
        let most = votes.values.max()
        let winners = votes.filter { $0.value == most }.keys
        return winners.count == 1 ? winners.first : nil
    }
}

/// One word of the data with its answers.
public struct RecordedSequence: Sendable, Equatable {
    /// What was read, `[time][stream]`.
    public let letters: [[Symbol]]
    /// What was answered after each letter, `[time][stream]`; nil where nothing was asked.
    public let answers: [[Symbol]?]
    /// What was answered before anything was read: the label of the empty word. Nil where that was not asked.
    public let answerToNothing: [Symbol]?
    /// The line of the file that it begins in, from 1.
    public let line: Int

    /// - Precondition: as many answers as letters.
    public init(letters: [[Symbol]], answers: [[Symbol]?], answerToNothing: [Symbol]? = nil, line: Int) {
        precondition(letters.count == answers.count)
        (self.letters, self.answers, self.answerToNothing, self.line) = (letters, answers, answerToNothing, line)
    }

    /// A word with one label, which is the answer after its last letter.
    public init(word: [[Symbol]], label: [Symbol], line: Int) {
        let answers: [[Symbol]?] = word.indices.map { $0 == word.count - 1 ? label : nil }
        self.init(letters: word, answers: answers, answerToNothing: word.isEmpty ? label : nil, line: line)
    }
}
