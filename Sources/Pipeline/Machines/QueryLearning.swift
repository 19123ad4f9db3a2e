/// Learns the minimal Mealy machine of a network from its answers alone: Angluin's L* (1987) for Mealy machines, with the network as
/// its teacher and Rivest and Schapire's analysis of counterexamples (1993).
///
/// Two hidden states are one state if the network, continued from either of them, answers alike (Myhill and Nerode). What is
/// asked never goes beyond the horizon that the network was trained on, because nobody asked it to be right there.
struct QueryLearning {
    private let network: RecurrentNetwork
    private let letters: [[Int]]
    private let horizon: Int
    /// Words whose answers tell states apart, as numbers of letters.
    private var suffixes: [[Int]]
    private var states: [State] = []
    private var number: [[Int]: Int] = [:]
    /// Of the machines that were tried, the one that the network contradicts on the fewest words.
    private(set) var nearest: NearestMachine?
    /// Whether a transition leads so far that not every suffix could be asked within the horizon.
    private var isOpen = false

    private struct State {
        /// The shortest word that leads to it, first in lexicographic order.
        let word: [Int]
        let hidden: [Double]
        var transitions: [Int] = []
        var outputs: [[Int]] = []
    }

    /// With more states there is no machine to be read.
    private static let mostStates = 256
    /// Letters that are suffixes from the beginning; of more, evenly spaced ones.
    private static let mostFirstSuffixes = 64
    /// The same where there are more letters than that: each costs a query for every transition.
    private static let fewFirstSuffixes = 8
    /// Counterexamples that are followed up.
    private static let mostRefinements = 300
    /// Words asked in search of a shorter suffix.
    private static let mostShorter = 4096

    init(_ network: RecurrentNetwork, letters: [[Int]], horizon: Int) {
        self.network = network
        self.letters = letters
        self.horizon = horizon
        let count = letters.count <= Self.mostFirstSuffixes ? letters.count : Self.fewFirstSuffixes
        let step = (letters.count - 1) / count + 1
        suffixes = stride(from: 0, to: letters.count, by: step).map { [$0] }
    }

    /// The machine that answers like the network on all of `words`.
    ///
    /// - Parameter words: input sequences of at most the horizon's length.
    /// - Returns: the minimal machine.
    /// - Throws: `MachineNotFound` where the states are too many, or not told apart for certain within the horizon.
    /// - Complexity: O(states · letters · suffixes) queries for each suffix that a counterexample adds.
    mutating func learn(verifiedOn words: Sequences) throws(MachineNotFound) -> ExtractedMachine {
        guard words.count > 0, words.length > 0 else { throw .noWords }
        let word = MachineWords(words, over: letters)
        let answers = network.run(words).answers
        for _ in 0..<Self.mostRefinements {
            try close()
            let differences = word.differences(machine, answers)
            guard let (row, time) = differences.first else {
                guard !isOpen else { throw notSettled }
                let signatures = StateSignatures(network: network, words: suffixes.map(word(of:)), number: number)
                return ExtractedMachine(machine, signatures: signatures, observations: words.count * words.length)
            }
            if differences.count < nearest?.errors ?? .max {
                nearest = contradiction(word.letters(row, through: time), errors: differences.count, of: words.count)
            }
            guard refine(word.letters(row, through: time)) else { throw notSettled }
        }
        throw notSettled
    }

    private var machine: MealyMachine {
        MealyMachine(letters: letters, transitions: states.map(\.transitions), outputs: states.map(\.outputs))
    }

    private var notSettled: MachineNotFound { .notSettled(states: states.count, letters: letters.count) }

    // MARK: - Steps

    /// Explores breadth-first: a letter leads to the state with the same signature, or to a new one.
    private mutating func close() throws(MachineNotFound) {
        isOpen = false
        let start = State(word: [], hidden: network.initialState)
        states = [start]
        number = [signature([start.hidden], length: horizon)[0]: MealyMachine.initial]
        var next = 0
        while next < states.count {
            let state = states[next]
            let depth = state.word.count + 1
            let run = network.run(oneStep, from: Array(repeating: state.hidden, count: letters.count))
            let hidden = letters.indices.map { run.state($0, after: 0) }
            states[next].outputs = letters.indices.map { run.answer($0, at: 0) }
            let signatures = signature(hidden, length: horizon - depth)
            for letter in letters.indices {
                let target = try target(signatures[letter]) { State(word: state.word + [letter], hidden: hidden[letter]) }
                states[next].transitions.append(target)
            }
            next += 1
        }
    }

    private mutating func target(_ signature: [Int], _ new: () -> State) throws(MachineNotFound) -> Int {
        if let known = number[signature] { return known }
        guard !signature.contains(Self.unasked) else {
            // Told apart only by what may be asked: the first state that agrees so far stands for it.
            isOpen = true
            let agreeing = number.filter { known in
                zip(known.key, signature).allSatisfy { $0 == $1 || $1 == Self.unasked || $0 == Self.unasked }
            }
            if let first = agreeing.values.min() { return first }
            throw notSettled
        }
        guard states.count < Self.mostStates else { throw .tooManyStates(seen: states.count, letters: letters.count) }
        number[signature] = states.count
        states.append(new())
        return states.count - 1
    }

    /// Stands for the answer to a word that leads beyond the horizon.
    private static let unasked = Int.max

    /// For each hidden state the answers to the suffixes, the last one of each.
    private func signature(_ hidden: [[Double]], length: Int) -> [[Int]] {
        var result = Array(repeating: [Int](), count: hidden.count)
        for suffix in suffixes {
            guard suffix.count <= length else {
                for index in hidden.indices { result[index] += Array(repeating: Self.unasked, count: network.outputWidth) }
                continue
            }
            let answers = network.lastAnswers(to: word(of: suffix), from: hidden)
            for index in hidden.indices { result[index] += answers[index] }
        }
        return result
    }

    private func word(of numbers: [Int]) -> Word { Word(numbers.map { letters[$0] }) }

    private var oneStep: Sequences {
        Sequences(count: letters.count, length: 1, width: network.inputWidth, values: letters.flatMap(\.self))
    }

    /// What the network says to the last letter of `word`, against what it says after the word that stands for the same state.
    private func contradiction(_ word: [Int], errors: Int, of cases: Int) -> NearestMachine {
        let letter = word[word.count - 1]
        let state = states[word.dropLast().reduce(MealyMachine.initial) { states[$0].transitions[$1] }]
        return NearestMachine(
            states: states.count, cases: cases, errors: errors, word: self.word(of: word),
            rival: self.word(of: state.word + [letter]),
            answer: network.lastAnswers(to: self.word(of: word), from: [network.initialState])[0],
            rivalAnswer: state.outputs[letter])
    }

    /// Finds the suffix that tells the state a prefix really leads to from the one the machine thinks it does.
    ///
    /// - Parameter word: ends with the first letter whose answer the machine gets wrong.
    /// - Returns: false if no suffix is new.
    private mutating func refine(_ word: [Int]) -> Bool {
        var path = [MealyMachine.initial]
        for letter in word { path.append(states[path[path.count - 1]].transitions[letter]) }
        let answers = word.indices.map { split in
            network.lastAnswers(to: self.word(of: Array(word[split...])), from: [states[path[split]].hidden])[0]
        }
        for split in word.indices.dropLast() where answers[split] != answers[split + 1] {
            let rest = Array(word[(split + 1)...])
            let real = network.step(states[path[split]].hidden, letters[word[split]])
            let suffix = shortened(rest, telling: real, from: states[path[split + 1]].hidden)
            guard !suffixes.contains(suffix) else { continue }
            suffixes.append(suffix)
            return true
        }
        return false
    }

    /// The first word, no longer than `suffix`, on which the network answers differently from the two hidden states.
    private func shortened(_ suffix: [Int], telling one: [Double], from other: [Double]) -> [Int] {
        var length = 1
        var count = letters.count
        while length < suffix.count, count <= Self.mostShorter {
            let words = Sequences.all(over: letters, length: length)
            let first = network.run(words, from: Array(repeating: one, count: words.count)).answers
            let second = network.run(words, from: Array(repeating: other, count: words.count)).answers
            if let place = zip(first, second).enumerated().first(where: { $1.0 != $1.1 })?.offset {
                let row = place / (length * network.outputWidth)
                return MachineWords(words, over: letters).letters(row, through: length - 1)
            }
            (length, count) = (length + 1, count * letters.count)
        }
        return suffix
    }
}
