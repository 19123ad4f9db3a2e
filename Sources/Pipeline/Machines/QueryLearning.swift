/// Learns the minimal Mealy machine of a network from its answers alone: Angluin's L* (1987) for Mealy machines, with the network as
/// its teacher and Rivest and Schapire's analysis of counterexamples (1993).
///
/// Two states of the network are one state if the network, continued from either of them, answers alike: they are in one class of
/// Myhill and Nerode. What is asked never goes beyond the horizon that the network was trained on, because nobody asked it to be
/// right there.
///
/// The table of observations is kept: its rows are prefixes, as a tree; a suffix that a counterexample adds is asked once of each.
struct QueryLearning<Teacher: Network> {
    private let network: Teacher
    private let letters: [Letter]
    private let horizon: Int
    private let mostStates: Int
    /// Words whose answers tell states apart, as numbers of letters.
    private var suffixes: [[Int]]
    /// The rows; the first one is the empty prefix.
    private var prefixes: [Prefix] = []
    /// The prefixes that stand for states, in breadth-first order: the shortest words, first in lexicographic order.
    private var states: [Int] = []
    /// `[state][letter]`
    private var transitions: [[Int]] = []
    /// The states by their rows' kinds.
    private var number: [Int: Int] = [:]
    /// The kind of row that an answer makes of a row of a kind.
    private var kinds: [Observation: Int] = [:]
    /// Of the machines that were tried, the one that the network contradicts on the fewest words.
    private(set) var nearest: NearestMachine?
    /// Words that were asked from some state, but for those that the machine is verified on.
    private(set) var queries = 0
    /// Whether a transition leads so far that not every suffix could be asked within the horizon.
    private var isOpen = false

    /// A row: what is known of the state that a prefix leads to.
    private struct Prefix {
        let parent: Int
        /// What is read last, and what the network answers to it; nothing for the empty prefix.
        let letter: Int
        let output: [Int]
        let length: Int
        let hidden: Teacher.State
        /// The last answer to each suffix, one after the other; `unasked` beyond the horizon.
        var answers: [Int] = []
        /// Prefixes with equal answers are of one kind.
        var kind = 0
        /// The first of its continuations by a letter, which follow each other; nil before they were asked.
        var continuations: Int?
    }

    private struct Observation: Hashable {
        let kind: Int
        let answer: [Int]
    }

    /// With more states there is no machine that anybody would read.
    static var mostRead: Int { 256 }
    /// Letters that are suffixes from the beginning; of more, evenly spaced ones.
    private static var mostFirstSuffixes: Int { 64 }
    /// The same where there are more letters than that: each costs a query for every transition.
    private static var fewFirstSuffixes: Int { 8 }
    /// Counterexamples that are followed up, where that is more than there may be states.
    private static var mostRefinements: Int { 300 }
    /// Words asked in search of a shorter suffix.
    private static var mostShorter: Int { 4096 }
    /// Stands for the answer to a word that leads beyond the horizon.
    private static var unasked: Int { Answers.notAsked }

    /// - Parameters:
    ///   - network: is asked.
    ///   - letters: what it reads.
    ///   - horizon: the length of the longest words that may be asked; nil for no limit.
    ///   - mostStates: with more there is no machine.
    init(_ network: Teacher, letters: [Letter], horizon: Int?, mostStates: Int = Self.mostRead) {
        self.network = network
        self.letters = letters
        self.horizon = horizon ?? .max
        self.mostStates = mostStates
        let count = letters.count <= Self.mostFirstSuffixes ? letters.count : Self.fewFirstSuffixes
        let step = (letters.count - 1) / count + 1
        suffixes = stride(from: 0, to: letters.count, by: step).map { [$0] }
    }

    /// The machine that answers like the network on all of `words`.
    ///
    /// - Parameter words: input sequences of at most the horizon's length.
    /// - Returns: the minimal machine.
    /// - Throws: `MachineNotFound` where the states are too many, or not told apart for certain within the horizon.
    /// - Complexity: states · letters · suffixes queries, of which there are less than states beside the letters. Each suffix
    ///   costs a walk over the table, O(states · letters), and a run of the machine on the words.
    mutating func learn(verifiedOn words: Sequences) throws(MachineNotFound) -> ExtractedMachine {
        guard words.count > 0, words.length > 0 else { throw .noWords }
        let word = MachineWords(words, over: letters)
        let answers = network.answers(to: words)
        prefixes = [Prefix(parent: 0, letter: 0, output: [], length: 0, hidden: network.initialState)]
        observe(0..<1, suffixes)
        for _ in 0..<max(Self.mostRefinements, mostStates) {
            try close()
            let machine = machine
            let differences = word.differences(machine, answers.values)
            guard let (row, time) = differences.first else {
                guard !isOpen else { throw notSettled }
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
        MealyMachine(
            letters: letters, transitions: transitions,
            outputs: states.map { state in letters.indices.map { prefixes[continuation(of: state, by: $0)].output } })
    }

    private var signatures: StateSignatures {
        StateSignatures(
            words: suffixes.map(word(of:)),
            number: Dictionary(uniqueKeysWithValues: states.enumerated().map { (prefixes[$1].answers, $0) }))
    }

    private var notSettled: MachineNotFound { .notSettled(states: states.count, letters: letters.count) }

    // MARK: - Steps

    /// Explores breadth-first: a letter leads to the state whose row is alike, or to a new one.
    private mutating func close() throws(MachineNotFound) {
        isOpen = false
        (states, transitions) = ([0], [])
        number = [prefixes[0].kind: MealyMachine.initial]
        while transitions.count < states.count {
            let state = states[transitions.count]
            if prefixes[state].continuations == nil { explore(state) }
            var row: [Int] = []
            row.reserveCapacity(letters.count)
            for letter in letters.indices { row.append(try target(continuation(of: state, by: letter))) }
            transitions.append(row)
        }
    }

    private mutating func target(_ prefix: Int) throws(MachineNotFound) -> Int {
        let row = prefixes[prefix]
        if let known = number[row.kind] { return known }
        guard !row.answers.contains(Self.unasked) else {
            // Told apart only by what may be asked: the first state that agrees so far stands for it.
            isOpen = true
            let agreeing = states.firstIndex { state in
                zip(prefixes[state].answers, row.answers).allSatisfy { $0 == $1 || $1 == Self.unasked || $0 == Self.unasked }
            }
            if let agreeing { return agreeing }
            throw notSettled
        }
        guard states.count < mostStates else { throw .tooManyStates(seen: states.count, letters: letters.count) }
        number[row.kind] = states.count
        states.append(prefix)
        return states.count - 1
    }

    private func continuation(of prefix: Int, by letter: Int) -> Int { (prefixes[prefix].continuations ?? 0) + letter }

    /// Asks for the continuations of a prefix by every letter.
    private mutating func explore(_ prefix: Int) {
        let first = prefixes.count
        let reading = network.read(
            Sequences(count: letters.count, length: 1, width: network.inputWidth, values: letters.flatMap(\.self)),
            from: Array(repeating: prefixes[prefix].hidden, count: letters.count))
        prefixes[prefix].continuations = first
        for letter in letters.indices {
            prefixes.append(
                Prefix(
                    parent: prefix, letter: letter, output: reading.answers.answer(letter, at: 0),
                    length: prefixes[prefix].length + 1, hidden: reading.states[letter]))
        }
        observe(first..<prefixes.count, suffixes)
    }

    /// Asks some suffixes after some prefixes, and writes the answers into their rows.
    private mutating func observe(_ rows: Range<Int>, _ suffixes: [[Int]]) {
        for suffix in suffixes {
            let asked = rows.filter { suffix.count <= horizon - prefixes[$0].length }
            let answers = lastAnswers(to: suffix, from: asked.map { prefixes[$0].hidden })
            for (row, answer) in zip(asked, answers) { note(answer, at: row) }
            if asked.count < rows.count {
                let unasked = Array(repeating: Self.unasked, count: network.outputWidth)
                for row in rows where suffix.count > horizon - prefixes[row].length { note(unasked, at: row) }
            }
        }
    }

    private mutating func note(_ answer: [Int], at row: Int) {
        prefixes[row].answers += answer
        let observation = Observation(kind: prefixes[row].kind, answer: answer)
        let kind = kinds[observation] ?? kinds.count + 1
        kinds[observation] = kind
        prefixes[row].kind = kind
    }

    private mutating func lastAnswers(to suffix: [Int], from states: [Teacher.State]) -> [[Int]] {
        guard !states.isEmpty else { return [] }
        queries += states.count
        return network.lastAnswers(to: word(of: suffix), from: states)
    }

    private func word(of numbers: [Int]) -> Word { Word(numbers.map { letters[$0] }) }

    /// The letters of a prefix.
    private func spelled(_ prefix: Int) -> [Int] {
        var (word, prefix): ([Int], Int) = ([], prefix)
        while prefix != 0 {
            word.append(prefixes[prefix].letter)
            prefix = prefixes[prefix].parent
        }
        return word.reversed()
    }

    // MARK: - Counterexamples

    /// What the network says to the last letter of `word`, against what it says after the word that stands for the same state.
    private func contradiction(_ word: [Int], errors: Int, of cases: Int) -> NearestMachine {
        let letter = word[word.count - 1]
        let state = states[word.dropLast().reduce(MealyMachine.initial) { transitions[$0][$1] }]
        return NearestMachine(
            states: states.count, cases: cases, errors: errors, word: self.word(of: word),
            rival: self.word(of: spelled(state) + [letter]), answer: network.lastAnswer(to: self.word(of: word)),
            rivalAnswer: prefixes[continuation(of: state, by: letter)].output)
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
            let answer = lastAnswers(to: Array(word[split...]), from: [prefixes[states[path[split]]].hidden])[0]
            known[split] = answer
            return answer
        }
        // Without a horizon any place where the answer changes will do, and halving finds one.
        let places = horizon == .max ? [Self.change(in: word.indices, answer)] : Array(word.indices.dropLast())
        for split in places where answer(split) != answer(split + 1) {
            let rest = Array(word[(split + 1)...])
            let real = prefixes[continuation(of: states[path[split]], by: word[split])].hidden
            let suffix = shortened(rest, telling: real, from: prefixes[states[path[split + 1]]].hidden)
            guard !suffixes.contains(suffix) else { continue }
            suffixes.append(suffix)
            observe(prefixes.indices, [suffix])
            return true
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

    /// The first word, no longer than `suffix`, on which the network answers differently from the two states: a short one can be
    /// asked after longer prefixes. Without a horizon nothing is gained by it.
    private mutating func shortened(_ suffix: [Int], telling one: Teacher.State, from other: Teacher.State) -> [Int] {
        guard horizon < .max else { return suffix }
        var length = 1
        var count = letters.count
        while length < suffix.count, count <= Self.mostShorter {
            let words = Sequences.all(over: letters, length: length)
            queries += 2 * words.count
            let first = network.answers(to: words, from: Array(repeating: one, count: words.count))
            let second = network.answers(to: words, from: Array(repeating: other, count: words.count))
            if let place = first.firstDifference(from: second) {
                return MachineWords(words, over: letters).letters(place.row, through: length - 1)
            }
            (length, count) = (length + 1, count * letters.count)
        }
        return suffix
    }
}
