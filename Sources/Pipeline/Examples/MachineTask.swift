import Determinism

/// Somebody's machine as a task: a definition, which says what is right of every word.
extension SequenceTask {
    /// What the machine answers to each letter; nothing is asked after a letter that a state has no transition for.
    ///
    /// - Throws: `SymbolCode.Unsuited` where its letters or answers are beyond what a network learns.
    public init(_ machine: RecordedMachine) throws(SymbolCode.Unsuited) {
        let answers = Set(machine.transitions.flatMap { $0.compactMap { $0?.answer } })
        let code = try SymbolCode(letters: Set(machine.letters), answers: answers)
        self.init(
            name: machine.name, summary: "what a machine of \(machine.transitions.count) states answers",
            inputs: InputSpace(
                code.alphabet, length: Self.length(of: machine),
                sampler: MachineWalk(machine, code)?.sampler,
                featureNames: code.featureNames),
            reference: MachineReference(machine, code), symbols: code)
    }

    /// Words that reach every state and tell every two of them apart, within reason.
    fileprivate static func length(of machine: RecordedMachine) -> Int { min(24, max(10, 2 * machine.transitions.count)) }
}

/// What a machine says is right.
private struct MachineReference: Reference {
    let outputWidth: Int
    private let width: Int
    private let initial: Int
    let isPartial: Bool
    /// By letter, of each state; nil where it has no transition.
    private let steps: [Letter: [(target: Int, answer: [Int])?]]

    init(_ machine: RecordedMachine, _ code: SymbolCode) {
        (outputWidth, width, initial) = (code.answerWidth, code.width, machine.initial)
        var steps: [Letter: [(target: Int, answer: [Int])?]] = [:]
        for (place, symbols) in machine.letters.enumerated() {
            guard let letter = code.letter(symbols) else { continue }
            steps[letter] = machine.transitions.map { row in
                row[place].flatMap { step in code.answer(step.answer).map { (step.target, $0) } }
            }
        }
        self.steps = steps
        // Integers between those that are letters are none of the machine's.
        isPartial = machine.isPartial || code.alphabet.count != steps.count
    }

    func askedWords(over letters: [Letter]) -> AskedWords? {
        guard isPartial else { return nil }
        let rows = letters.map { steps[$0] ?? [] }
        let targets = (0..<(rows.map(\.count).max() ?? 0)).map { state in
            rows.map { $0.isEmpty ? nil : $0[state]?.target }
        }
        return AskedWords(initial: initial, targets: targets)
    }

    func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {
        var state: Int? = initial
        for time in 0..<word.count / width {
            let letter = (0..<width).map { word[time * width + $0] }
            let step = state.flatMap { state in steps[letter]?[state] }
            for output in 0..<outputWidth {
                answers[time * outputWidth + output] = step?.answer[output] ?? Answers.notAsked
            }
            state = step?.target
        }
    }
}

extension Recording {
    /// Words that are drawn of a definition.
    private static let drawn = 6000

    /// What a machine answers to drawn words: examples from which a network can be trained, with the code of all that the machine
    /// reads and answers.
    ///
    /// Every two transitions that follow each other are tried, as far as there are words enough: each word reaches such a pair, in
    /// turn, by the shortest way, and goes on along transitions that there are, as likely one as another. Half of the words are of
    /// the task's length, the others shorter.
    public init(_ machine: RecordedMachine) {
        let length = SequenceTask.length(of: machine)
        let ways = machine.waysToPairs(atMost: Self.drawn)
        let sequences = (0..<Self.drawn).map { row in
            var random = CounterRandom(UInt64(row))
            let count = row.isMultiple(of: 2) ? length : random.integer(in: 1..<length + 1)
            var state = machine.initial
            var (letters, answers): ([[Symbol]], [[Symbol]?]) = ([], [])
            var way = ways.isEmpty ? [] : ways[row % ways.count][...]
            while letters.count < count || !way.isEmpty {
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
        self.init(name: machine.name, inputNames: ["input"], outputNames: ["output"], sequences: sequences, isCertain: true)
    }
}

extension RecordedMachine {
    /// For every two transitions that follow each other, and every one that none follows, the shortest word that ends with them, by
    /// the numbers of its letters: the first so many, the shortest before others.
    ///
    /// - Complexity: O(most · length of the words)
    fileprivate func waysToPairs(atMost most: Int) -> [[Int]] {
        var isReached = Array(repeating: false, count: transitions.count)
        isReached[initial] = true
        var queue: [(way: [Int], state: Int)] = [([], initial)]
        var (ways, next) = ([[Int]](), 0)
        while next < queue.count, ways.count < most {
            let (way, state) = queue[next]
            next += 1
            for letter in letters.indices {
                guard ways.count < most, let target = transitions[state][letter]?.target else { continue }
                let longer = way + [letter]
                let following = letters.indices.filter { transitions[target][$0] != nil }
                ways += following.isEmpty ? [longer] : following.prefix(most - ways.count).map { longer + [$0] }
                if !isReached[target] {
                    isReached[target] = true
                    queue.append((longer, target))
                }
            }
        }
        return ways
    }
}
