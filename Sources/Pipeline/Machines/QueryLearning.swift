import Determinism

/// Learns the minimal Mealy machine of a network from its answers alone: Angluin's L* (1987) for Mealy machines, with the network as
/// its teacher and Rivest and Schapire's analysis of counterexamples (1993).
///
/// Two states of the network are one state if the network, continued from either of them, answers alike: they are in one class of
/// Myhill and Nerode. What is asked never goes beyond the horizon that the network was trained on, because nobody asked it to be
/// right there.
struct QueryLearning<Teacher: Network> {
    private let mostStates: Int
    private var table: ObservationTable<Teacher>
    /// The rows of prefixes that stand for states, in breadth-first order: the shortest words, first in lexicographic order.
    private var states: [Int] = []
    /// Of each state, what the network answers to all suffixes.
    private var signature: [[Int]] = []
    /// `[state][letter]`
    private var transitions: [[Int]] = []
    /// The states by their rows' kinds.
    private var number: [Int: Int] = [:]
    /// Of the machines that were tried, the one that the network contradicts on the fewest words.
    private(set) var nearest: NearestMachine?
    /// Whether a transition leads so far that not every suffix could be asked within the horizon.
    private var isOpen = false

    /// With more states there is no machine that anybody would read.
    static var mostRead: Int { 256 }
    /// Letters that are suffixes from the beginning; of more, evenly spaced ones.
    private static var mostFirstSuffixes: Int { 64 }
    /// The same where there are more letters than that: each costs a query for every transition.
    private static var fewFirstSuffixes: Int { 8 }
    /// Letters of a suffix where words may be of any length.
    private static var drawnLength: Int { 24 }
    /// Counterexamples that are followed up, where that is more than there may be states.
    private static var mostRefinements: Int { 300 }
    /// Words asked in search of a shorter suffix.
    private static var mostShorter: Int { 4096 }

    /// - Parameters:
    ///   - network: is asked.
    ///   - letters: what it reads.
    ///   - horizon: the length of the longest words that may be asked; nil for no limit.
    ///   - mostStates: with more there is no machine.
    init(_ network: Teacher, letters: [Letter], horizon: Int?, mostStates: Int = Self.mostRead) {
        self.mostStates = mostStates
        table = ObservationTable(
            network, letters: letters, horizon: horizon ?? .max,
            suffixes: horizon == nil ? [Self.prolonged([], letters.count)] : Self.firstLetters(letters.count))
    }

    /// Words that were asked from some state, but for those that the machine is verified on.
    var queries: Int { table.queries }

    /// Short suffixes, because a long one cannot be asked near the horizon: letters, evenly spaced where they are many.
    private static func firstLetters(_ count: Int) -> [[Int]] {
        let most = count <= mostFirstSuffixes ? count : fewFirstSuffixes
        return stride(from: 0, to: count, by: (count - 1) / most + 1).map { [$0] }
    }

    /// A word that goes on from `word` with drawn letters: without a horizon a long suffix costs a query like a short one, and
    /// tells more states apart.
    private static func prolonged(_ word: [Int], _ letters: Int) -> [Int] {
        var random = CounterRandom(0, UInt64(word.count), UInt64(letters))
        return word + (0..<max(0, drawnLength - word.count)).map { _ in random.integer(in: 0..<letters) }
    }

    /// The machine that answers like the network on all of `words`.
    ///
    /// - Parameter words: input sequences of at most the horizon's length.
    /// - Returns: the minimal machine.
    /// - Throws: `MachineNotFound` where the states are too many, or not told apart for certain within the horizon.
    /// - Complexity: as `machine(unless:)`, and a run of the network on the words, and one of each machine that is tried.
    mutating func learn(verifiedOn words: Sequences) throws(MachineNotFound) -> ExtractedMachine {
        guard words.count > 0, words.length > 0 else { throw .noWords }
        let word = MachineWords(words, over: table.letters)
        let answers = table.network.answers(to: words)
        let machine = try machine { learning, machine in
            let differences = word.differences(machine, answers.values)
            guard let (row, time) = differences.first else { return nil }
            let wrong = word.letters(row, through: time)
            if differences.count < learning.nearest?.errors ?? .max {
                learning.nearest = learning.contradiction(wrong, errors: differences.count, of: words.count)
            }
            return wrong
        }
        return ExtractedMachine(machine, signatures: signatures, observations: words.count * words.length)
    }

    /// The machine to which a teacher has no objection.
    ///
    /// - Parameter counterexample: letters, by their numbers, the last of which the machine answers otherwise than the network
    ///   and all before it alike; nil where there are none.
    /// - Returns: the machine, its states in breadth-first order; minimal.
    /// - Throws: `MachineNotFound` where the states are too many, or not told apart for certain within the horizon.
    /// - Complexity: states · letters · suffixes queries, of which there are less than states beside the first ones. Each suffix
    ///   costs a walk over the table, O(states · letters), and a question to the teacher.
    mutating func machine(
        unless counterexample: (inout Self, MealyMachine) -> [Int]?
    ) throws(MachineNotFound) -> MealyMachine {
        for _ in 0..<max(Self.mostRefinements, mostStates) {
            try close()
            let machine = MealyMachine(
                letters: table.letters, transitions: transitions, outputs: states.map(outputs))
            guard let word = counterexample(&self, machine) else {
                guard !isOpen else { throw notSettled }
                return machine
            }
            guard refine(word) else { throw notSettled }
        }
        throw notSettled
    }

    private var signatures: StateSignatures {
        StateSignatures(
            words: table.suffixes.map(table.word),
            number: Dictionary(uniqueKeysWithValues: signature.enumerated().map { ($1, $0) }))
    }

    /// What the network answers to each letter in a state, by its row.
    private func outputs(in state: Int) -> [[Int]] {
        table.letters.indices.map { table.output(of: table.continuation(of: state, by: $0)) }
    }

    private var notSettled: MachineNotFound { .notSettled(states: states.count, letters: table.letters.count) }

    // MARK: - Steps

    /// Explores breadth-first: a letter leads to the state whose row is alike, or to a new one.
    private mutating func close() throws(MachineNotFound) {
        (isOpen, states, signature, transitions, number) = (false, [], [], [], [:])
        take(ObservationTable<Teacher>.empty)
        while transitions.count < states.count {
            let state = states[transitions.count]
            table.explore(state)
            var row: [Int] = []
            row.reserveCapacity(table.letters.count)
            for letter in table.letters.indices { row.append(try target(table.continuation(of: state, by: letter))) }
            transitions.append(row)
        }
    }

    private mutating func target(_ row: Int) throws(MachineNotFound) -> Int {
        if let known = number[table.kind(of: row)] { return known }
        guard table.isComplete(row) else {
            // Told apart only by what may be asked: the first state that agrees so far stands for it.
            isOpen = true
            if let agreeing = firstState(agreeingWith: row) { return agreeing }
            throw notSettled
        }
        guard states.count < mostStates else { throw .tooManyStates(seen: states.count, letters: table.letters.count) }
        take(row)
        return states.count - 1
    }

    private mutating func take(_ row: Int) {
        number[table.kind(of: row)] = states.count
        states.append(row)
        signature.append(table.answers(after: row))
    }

    private func firstState(agreeingWith row: Int) -> Int? {
        let answers = table.answers(after: row)
        return signature.firstIndex { signature in
            zip(signature, answers).allSatisfy { $0 == $1 || $1 == Answers.notAsked || $0 == Answers.notAsked }
        }
    }

    // MARK: - Counterexamples

    /// What the network says to the last letter of `word`, against what it says after the word that stands for the same state.
    private func contradiction(_ word: [Int], errors: Int, of cases: Int) -> NearestMachine {
        let letter = word[word.count - 1]
        let state = states[word.dropLast().reduce(MealyMachine.initial) { transitions[$0][$1] }]
        return NearestMachine(
            states: states.count, cases: cases, errors: errors, word: table.word(of: word),
            rival: table.word(of: table.prefix(state) + [letter]),
            answer: table.network.lastAnswer(to: table.word(of: word)), rivalAnswer: outputs(in: state)[letter])
    }

    /// Finds the suffix that tells the state a prefix really leads to from the one the machine thinks it does.
    ///
    /// - Parameter word: ends with the first letter whose answer the machine gets wrong.
    /// - Returns: false if no suffix is new.
    private mutating func refine(_ word: [Int]) -> Bool {
        var path = [MealyMachine.initial]
        for letter in word { path.append(transitions[path[path.count - 1]][letter]) }
        var known: [Int: [Int]] = [:]
        func answer(_ split: Int) -> [Int] {
            if let answer = known[split] { return answer }
            let answer = table.lastAnswer(to: Array(word[split...]), after: states[path[split]])
            known[split] = answer
            return answer
        }
        // Without a horizon any place where the answer changes will do, and halving finds one.
        let places = table.horizon == .max ? [Self.change(in: word.indices, answer)] : Array(word.indices.dropLast())
        for split in places where answer(split) != answer(split + 1) {
            let rest = Array(word[(split + 1)...])
            let real = table.continuation(of: states[path[split]], by: word[split])
            if table.add(improved(rest, telling: real, from: states[path[split + 1]])) { return true }
        }
        return false
    }

    /// A place after which the answer is another, by halving: it is not the same at both ends.
    private static func change(in places: Range<Int>, _ answer: (Int) -> [Int]) -> Int {
        var (low, high) = (places.lowerBound, places.upperBound - 1)
        let first = answer(low)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if answer(middle) == first { low = middle } else { high = middle }
        }
        return low
    }

    /// A suffix that tells the two states apart as this one does: the shortest there is, which can be asked after longer prefixes;
    /// without a horizon one that tells more.
    private mutating func improved(_ suffix: [Int], telling one: Int, from other: Int) -> [Int] {
        guard table.horizon < .max else { return Self.prolonged(suffix, table.letters.count) }
        return table.firstDifference(after: one, and: other, lengths: 1..<suffix.count, most: Self.mostShorter) ?? suffix
    }
}
