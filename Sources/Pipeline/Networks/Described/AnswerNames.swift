/// How a network's scores become answers, and what these are called.
struct AnswerNames {
    /// With the classes as the file has them.
    let decisionAsWritten: Decision
    /// With the classes in the order of their symbols, which are their numbers.
    let decision: Decision
    /// Which class of the file each class is; nil where there are none.
    let order: [Int]?
    /// What the classes are called, by their numbers; nil where there are none.
    let symbols: [Symbol]?
    private let width: Int

    /// - Throws: `SafetensorsError` where the decision was not said, or does not fit the scores.
    init(scores: Int, _ description: NetworkDescription) throws(SafetensorsError) {
        width = scores
        guard scores <= SymbolCode.mostClasses else {
            throw SafetensorsError(
                found: "The network has \(scores) scores", expected: "at most \(SymbolCode.mostClasses)")
        }
        guard let choice = description.decision else {
            throw SafetensorsError(
                found:
                    "No tensor tells how \(scores == 1 ? "the score becomes" : "the \(scores) scores become") an answer",
                expected: "“decision” in the description, or --decision: argmax, round or sign")
        }
        guard choice == .argmax else {
            // Bits may have names, which say what each is about.
            guard description.answers == nil || choice == .sign && description.answers?.count == scores else {
                throw SafetensorsError(
                    found:
                        "The description has \(description.answers?.count ?? 0) names of answers for the decision \(choice.rawValue)",
                    expected: choice == .sign ? "a name for each of its \(scores) bits" : "names for argmax only")
            }
            decision = choice == .round ? .nearestInteger : .signs
            (decisionAsWritten, order, symbols) = (decision, nil, nil)
            return
        }
        let names = description.answers ?? (0..<scores).map(String.init)
        guard names.count == scores, (2...SymbolCode.mostClasses).contains(names.count) else {
            throw SafetensorsError(
                found: "The network has \(scores) scores and \(names.count) names of answers",
                expected:
                    "a name for each score, from 2 to \(SymbolCode.mostClasses) of them; one score is decided by sign or round")
        }
        let read = Symbol.symbols(names)
        // A class's number is its answer: integers that do not begin at 0 are names.
        let isFromZero = read.min() == .integer(0)
        let symbols = isFromZero ? read : names.map(Symbol.text)
        let order = symbols.indices.sorted { symbols[$0] < symbols[$1] }
        decisionAsWritten = .greatest(of: names)
        decision = .greatest(of: order.map { names[$0] })
        (self.order, self.symbols) = (order, order.map { symbols[$0] })
    }

    private static let triedWords = 1024
    private static let triedLength = 20

    /// All that may be answered: the classes; else, of bits and integers, what is answered to drawn words.
    func possible(_ network: some Network, _ reading: StackedNetwork.LetterReading) -> Set<[Symbol]> {
        if let symbols { return Set(symbols.map { [$0] }) }
        guard case .table(let read, _) = reading else { return [] }
        let words = InputSpace(Alphabet(letters: read), length: Self.triedLength)
            .sample(Self.triedWords, for: .extraction, seed: 0)
        let answers = network.answers(to: words)
        let ranges = (0..<width).map { output in
            stride(from: output, to: answers.values.count, by: width).reduce(into: (0, 1)) { range, place in
                let value = answers.values[place]
                guard value != .min else { return }
                range = (min(range.0, value), max(range.1, value))
            }
        }
        return [ranges.map { .integer($0.0) }, ranges.map { .integer($0.1) }]
    }
}
