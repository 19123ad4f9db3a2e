import Pipeline

/// Takes sequence after sequence, holds them to `RecordingBounds` and to each other, and gives the whole.
struct RecordingBuilder {
    private var sequences: [RecordedSequence] = []
    private var inputs = StreamTable("inputs")
    private var outputs = StreamTable("outputs")
    private var symbols = 0
    private var isAsked = false

    /// - Precondition: as many answers as letters.
    /// - Throws: `Flaw` with the line, if it is too much, or does not go with those before.
    mutating func append(
        letters: [[Symbol]], answers: [[Symbol]?], answerToNothing: [Symbol]? = nil, line: Int
    ) throws(Flaw) {
        guard sequences.count < RecordingBounds.sequences else {
            throw Flaw(
                line, "there are more than \(RecordingBounds.sequences.grouped) sequences",
                expected: "no more than that; leave some out")
        }
        try Self.checkLength(letters.count, line: line)
        var (taken, given): ([[Symbol]], [[Symbol]?]) = ([], [])
        taken.reserveCapacity(letters.count)
        given.reserveCapacity(answers.count)
        for letter in letters { taken.append(try inputs.take(letter, line: line)) }
        for answer in answers { given.append(try taking(answer, line: line)) }
        let nothing = try taking(answerToNothing, line: line)
        symbols += letters.count * (inputs.width ?? 0)
        guard symbols <= RecordingBounds.symbols else {
            throw Flaw(
                line, "there are more than \(RecordingBounds.symbols.grouped) letters and answers",
                expected: "no more than that in a file; leave some sequences out")
        }
        sequences.append(RecordedSequence(letters: taken, answers: given, answerToNothing: nothing, line: line))
    }

    /// A word with one label, nil where that is unknown.
    mutating func append(word: [[Symbol]], label: [Symbol]?, line: Int) throws(Flaw) {
        let answers: [[Symbol]?] = word.indices.map { $0 == word.count - 1 ? label : nil }
        try append(letters: word, answers: answers, answerToNothing: word.isEmpty ? label : nil, line: line)
    }

    static func checkLength(_ length: Int, line: Int) throws(Flaw) {
        guard length <= RecordingBounds.length else {
            throw Flaw(
                line, "a sequence has more than \(RecordingBounds.length.grouped) letters",
                expected: "no more than that; cut it into shorter ones")
        }
    }

    private mutating func taking(_ answer: [Symbol]?, line: Int) throws(Flaw) -> [Symbol]? {
        guard let answer else { return nil }
        isAsked = true
        symbols += answer.count
        return try outputs.take(answer, line: line)
    }

    /// All of it.
    ///
    /// - Parameters:
    ///   - name: what the data are called.
    ///   - inputNames: what the streams are called; `input`, or `input1`, `input2` and so on, unless said.
    ///   - outputNames: the same of the answers.
    /// - Returns: the sequences in the order in which they came.
    /// - Throws: `Flaw` if there are no letters or no answers in it.
    func recording(name: String, inputNames: [String]? = nil, outputNames: [String]? = nil) throws(Flaw) -> Recording {
        guard let inputWidth = inputs.width else {
            throw Flaw(nil, "there is no letter in it", expected: "sequences of a letter or more")
        }
        guard isAsked, let outputWidth = outputs.width else {
            throw Flaw(nil, "there is no answer in it", expected: "an answer at some position, or a label of some word")
        }
        let sequences = inputs.isMixed || outputs.isMixed ? sequences.map(asTexts) : sequences
        return Recording(
            name: name, inputNames: inputNames ?? Self.names("input", inputWidth),
            outputNames: outputNames ?? Self.names("output", outputWidth), sequences: sequences)
    }

    private static func names(_ name: String, _ count: Int) -> [String] {
        count == 1 ? [name] : (1...max(1, count)).map { "\(name)\($0)" }
    }

    private func asTexts(_ sequence: RecordedSequence) -> RecordedSequence {
        RecordedSequence(
            letters: sequence.letters.map(inputs.asTexts), answers: sequence.answers.map { $0.map(outputs.asTexts) },
            answerToNothing: sequence.answerToNothing.map(outputs.asTexts), line: sequence.line)
    }
}

/// What was seen in the streams of letters, or of answers: as many each time, and of one kind in each stream. Integers among texts become
/// texts, since `7` beside `water` is a name.
private struct StreamTable {
    private struct Stream {
        var symbols: Set<Symbol> = []
        var firstInteger: Int?
        var firstTruth: Int?
        var firstText: Int?

        var isMixed: Bool { firstInteger != nil && firstText != nil }
    }

    let name: String
    private var streams: [Stream] = []
    private var firstLine: Int?
    /// Equal letters are held once.
    private var known: [[Symbol]: [Symbol]] = [:]
    /// Beyond this many different ones there is little to share.
    private static let mostKnown = 1 << 16

    init(_ name: String) { self.name = name }

    /// Nil before anything is taken.
    var width: Int? { firstLine == nil ? nil : streams.count }
    var isMixed: Bool { streams.contains(where: \.isMixed) }

    mutating func take(_ letter: [Symbol], line: Int) throws(Flaw) -> [Symbol] {
        if let same = known[letter] { return same }
        try checkWidth(letter.count, line: line)
        for index in letter.indices { try note(letter[index], in: index, line: line) }
        if known.count < Self.mostKnown { known[letter] = letter }
        return letter
    }

    private mutating func checkWidth(_ width: Int, line: Int) throws(Flaw) {
        guard let firstLine else {
            guard (1...RecordingBounds.streams).contains(width) else {
                throw Flaw(
                    line, "\(name) of \(width.of("stream"))", expected: "1 to \(RecordingBounds.streams) streams")
            }
            streams = Array(repeating: Stream(), count: width)
            firstLine = line
            return
        }
        guard width == streams.count else {
            throw Flaw(
                line, "\(name) of \(width.of("stream")) here, and of \(streams.count) in line \(firstLine)",
                expected: "as many at every position; fill in what is missing")
        }
    }

    private mutating func note(_ symbol: Symbol, in index: Int, line: Int) throws(Flaw) {
        guard streams[index].symbols.insert(symbol).inserted else { return }
        switch symbol {
        case .integer: streams[index].firstInteger = streams[index].firstInteger ?? line
        case .truth: streams[index].firstTruth = streams[index].firstTruth ?? line
        case .text: streams[index].firstText = streams[index].firstText ?? line
        }
        let stream = streams[index]
        let place = streams.count == 1 ? name : "\(name) of stream \(index + 1)"
        if let truth = stream.firstTruth, let other = stream.firstInteger ?? stream.firstText {
            throw Flaw(
                line, "\(Flaw.shown(symbol.name)) among the \(place): truth values in line \(truth), others in line \(other)",
                expected: "one kind in a stream; write true and false as 1 and 0, or as texts")
        }
        guard stream.symbols.count <= RecordingBounds.alphabet else {
            throw Flaw(
                line, "\(Flaw.shown(symbol.name)) is one more than \(RecordingBounds.alphabet.grouped) different \(place)",
                expected: "no more than that; are they names of few things?")
        }
    }

    func asTexts(_ letter: [Symbol]) -> [Symbol] {
        letter.indices.map { streams[$0].isMixed ? .text(letter[$0].name) : letter[$0] }
    }
}
