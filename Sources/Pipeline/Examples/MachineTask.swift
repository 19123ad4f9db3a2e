import Determinism

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
    fileprivate static func length(of machine: RecordedMachine) -> Int { min(24, max(10, 2 * machine.transitions.count)) }
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

extension Recording {
    /// Words that are drawn of a definition.
    private static let drawn = 6000

    /// What a machine answers to drawn words: examples from which a network can be trained, with the code of all that the machine
    /// reads and answers.
    ///
    /// Every two transitions that follow each other are tried, as far as there are words enough: each word reaches such a pair, in turn, by
    /// the shortest way, and goes on along transitions that there are, as likely one as another. Half of the words are of the task's length, the others shorter.
    public init(_ machine: RecordedMachine) {
        let length = SequenceTask.length(of: machine)
        let ways = machine.waysToPairs
        let sequences = (0..<Self.drawn).map { row in
            var random = CounterRandom(UInt64(row))
            let count = row.isMultiple(of: 2) ? length : random.integer(in: 1..<length + 1)
            var state = machine.initial
            var (letters, answers): ([[Symbol]], [[Symbol]?]) = ([], [])
            var way = ways.isEmpty ? [] : ways[row % ways.count]
            while letters.count < max(count, way.count) || !way.isEmpty {
                let open = machine.letters.indices.filter { machine.transitions[state][$0] != nil }
                guard !open.isEmpty else { break }
                let place = way.isEmpty ? random.choice(open) : way.removeFirst()
                guard let transition = machine.transitions[state][place] else { break }
                letters.append(machine.letters[place])
                answers.append(transition.answer)
                state = transition.target
            }
            return RecordedSequence(letters: letters, answers: answers, line: row + 1)
        }
        self.init(name: machine.name, inputNames: ["input"], outputNames: ["output"], sequences: sequences)
    }
}

extension RecordedMachine {
    /// For every transition that can be reached, and every two that follow each other, the shortest word that ends with them, by the
    /// numbers of its letters.
    fileprivate var waysToPairs: [[Int]] {
        waysToTransitions.flatMap { way -> [[Int]] in
            let end = way.reduce(Int?.some(initial)) { state, letter in state.flatMap { transitions[$0][letter]?.target } }
            let next = letters.indices.filter { letter in end.flatMap { transitions[$0][letter] } != nil }
            return next.isEmpty ? [way] : next.map { way + [$0] }
        }
    }

    /// The first of them.
    ///
    /// - Complexity: O(states · letters · length of the words)
    fileprivate var waysToTransitions: [[Int]] {
        var access: [Int: [Int]] = [initial: []]
        var (queue, ways) = ([initial], [[Int]]())
        var next = 0
        while next < queue.count {
            let state = queue[next]
            next += 1
            for letter in letters.indices {
                guard let transition = transitions[state][letter], let way = access[state] else { continue }
                ways.append(way + [letter])
                if access[transition.target] == nil {
                    access[transition.target] = way + [letter]
                    queue.append(transition.target)
                }
            }
        }
        return ways
    }
}
