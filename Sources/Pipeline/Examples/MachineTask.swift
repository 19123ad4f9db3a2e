/// Somebody's machine as a task: a definition, which says what is right of every word.
extension SequenceTask {
    /// What the machine answers to each letter; nothing is asked after a letter that a state has no transition for.
    ///
    /// - Throws: `SymbolCode.Unsuited` where its letters or answers are beyond what a network learns.
    public init(_ machine: RecordedMachine) throws(SymbolCode.Unsuited) {
        let answers = Set(machine.transitions.flatMap { $0.compactMap { $0?.answer } })
        let code = try SymbolCode(letters: Set(machine.letters), answers: answers)
        let alphabet = code.alphabet
        var next: [Letter: [Int]] = [:]
        var given: [Letter: [[Int]]] = [:]
        for (place, symbols) in machine.letters.enumerated() {
            guard let letter = code.letter(symbols) else { continue }
            next[letter] = machine.transitions.map { $0[place]?.target ?? -1 }
            given[letter] = machine.transitions.map { $0[place].flatMap { code.answer($0.answer) } ?? [] }
        }
        let (transitions, outputs, width, answerWidth) = (next, given, code.width, code.answerWidth)
        let initial = machine.initial
        let reference = FunctionOfWords(outputWidth: answerWidth) { word, answers in
            var state = initial
            for time in 0..<word.count / width {
                let letter = (0..<width).map { word[time * width + $0] }
                let target = state < 0 ? -1 : transitions[letter]?[state] ?? -1
                for output in 0..<answerWidth {
                    answers[time * answerWidth + output] = target < 0 ? Answers.notAsked : outputs[letter]?[state][output] ?? 0
                }
                state = target
            }
        }
        self.init(
            name: machine.name, summary: "what a machine of \(machine.transitions.count) states answers",
            inputs: InputSpace(alphabet, length: Self.length(of: machine), featureNames: code.featureNames),
            reference: reference, symbols: code)
    }

    /// Words that reach every state and tell every two of them apart, within reason.
    private static func length(of machine: RecordedMachine) -> Int { min(24, max(10, 2 * machine.transitions.count)) }
}

/// A function that does not know every answer.
private struct FunctionOfWords: Reference {
    let outputWidth: Int
    let behaviour: FunctionReference.Behaviour

    init(outputWidth: Int, _ behaviour: @escaping FunctionReference.Behaviour) {
        (self.outputWidth, self.behaviour) = (outputWidth, behaviour)
    }

    func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) { behaviour(word, &answers) }
}
