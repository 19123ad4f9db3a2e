/// The table of observations of L*: what a network answers to suffixes after prefixes.
///
/// Rows are prefixes, kept as a tree with the network's state at the end of each, so that a prefix is read once; a suffix that is
/// added is asked once of every row. An entry is the answers to all of a suffix and not to its last letter alone: they cost nothing
/// more, and tell more states apart.
struct ObservationTable<Teacher: Network> {
    let network: Teacher
    let letters: [Letter]
    /// The length of the longest words that may be asked.
    let horizon: Int
    /// Words whose answers tell states apart, as numbers of letters.
    private(set) var suffixes: [[Int]]
    /// Words that were asked from some state; the letters that lead to the next rows are among them, the words that a machine is
    /// verified on are not.
    private(set) var queries = 0

    private var rows: [Row] = []
    /// The network's state after each prefix.
    private var hidden: [Teacher.State] = []
    private var answers = AnswerTrie()

    private struct Row {
        let parent: Int
        /// What is read last; nothing for the empty prefix.
        let letter: Int
        let length: Int
        /// The place of its answers to all suffixes so far: rows with equal answers are of one kind.
        var kind = AnswerTrie.root
        /// The first of its continuations by a letter, which follow each other; nil before they were asked.
        var continuations: Int?
    }

    /// What the network answers to the last letter of each prefix; nothing for the empty one.
    private var outputs: [[Int]] = [[]]
    private let letterValues: [Int]

    /// The table of the empty prefix.
    init(_ network: Teacher, letters: [Letter], horizon: Int, suffixes: [[Int]]) {
        (self.network, self.letters, self.horizon, self.suffixes) = (network, letters, horizon, suffixes)
        letterValues = letters.flatMap(\.self)
        rows = [Row(parent: 0, letter: 0, length: 0)]
        hidden = [network.initialState]
        observe(0..<1, suffixes)
    }

    /// The row of the empty prefix.
    static var empty: Int { 0 }

    func kind(of row: Int) -> Int { rows[row].kind }

    /// All answers to the suffixes after a prefix, one after the other; `Answers.notAsked` beyond the horizon.
    func answers(after row: Int) -> [Int] { answers.path(to: rows[row].kind) }

    /// Whether every suffix could be asked after it.
    func isComplete(_ row: Int) -> Bool {
        horizon == .max || suffixes.allSatisfy { $0.count <= horizon - rows[row].length }
    }

    /// The row of a prefix with one letter more.
    ///
    /// - Precondition: the prefix was explored.
    func continuation(of row: Int, by letter: Int) -> Int { (rows[row].continuations ?? 0) + letter }

    /// What the network answers to the last letter of a prefix, which has one.
    func output(of row: Int) -> [Int] { outputs[row] }

    /// The letters of a prefix.
    func prefix(_ row: Int) -> [Int] {
        var (word, row): ([Int], Int) = ([], row)
        while row != Self.empty {
            word.append(rows[row].letter)
            row = rows[row].parent
        }
        return word.reversed()
    }

    func word(of numbers: [Int]) -> Word { Word(numbers.map { letters[$0] }) }

    // MARK: - Asking

    /// Asks for the continuations of a prefix by every letter; once.
    mutating func explore(_ row: Int) {
        guard rows[row].continuations == nil else { return }
        let first = rows.count
        queries += letters.count
        let reading = network.read(
            Sequences(count: letters.count, length: 1, width: network.inputWidth, values: letterValues),
            from: Array(repeating: hidden[row], count: letters.count))
        rows[row].continuations = first
        for letter in letters.indices {
            rows.append(Row(parent: row, letter: letter, length: rows[row].length + 1))
            outputs.append(reading.answers.answer(letter, at: 0))
        }
        hidden += reading.states
        observe(first..<rows.count, suffixes)
    }

    /// Adds a column; false where it is there already.
    mutating func add(_ suffix: [Int]) -> Bool {
        guard !suffixes.contains(suffix) else { return false }
        suffixes.append(suffix)
        observe(rows.indices, [suffix])
        return true
    }

    /// What the network answers to the last letter of a word that is read after a prefix.
    mutating func lastAnswer(to word: [Int], after row: Int) -> [Int] {
        queries += 1
        return network.lastAnswers(to: self.word(of: word), from: [hidden[row]])[0]
    }

    /// The first word of one of the lengths on which the network answers differently after two prefixes; nil where there is none,
    /// or a length has more than `most` words.
    mutating func firstDifference(after one: Int, and other: Int, lengths: Range<Int>, most: Int) -> [Int]? {
        var count = 1
        for length in lengths {
            count *= letters.count
            guard count <= most else { return nil }
            let words = Sequences.all(over: letters, length: length)
            queries += 2 * words.count
            let first = network.answers(to: words, from: Array(repeating: hidden[one], count: words.count))
            let second = network.answers(to: words, from: Array(repeating: hidden[other], count: words.count))
            if let place = first.firstDifference(from: second) {
                return MachineWords(words, over: letters).letters(place.row, through: length - 1)
            }
        }
        return nil
    }

    /// Asks suffixes after some prefixes, and writes the answers into their rows.
    private mutating func observe(_ range: Range<Int>, _ suffixes: [[Int]]) {
        for suffix in suffixes {
            let longest = horizon - suffix.count
            let asked = horizon == .max ? Array(range) : range.filter { rows[$0].length <= longest }
            if !asked.isEmpty { ask(suffix, asked) }
            guard asked.count < range.count else { continue }
            let unasked = Array(repeating: Answers.notAsked, count: suffix.count * network.outputWidth)
            for row in range where rows[row].length > longest {
                rows[row].kind = answers.child(of: rows[row].kind, by: unasked, unasked.indices)
            }
        }
    }

    private mutating func ask(_ suffix: [Int], _ asked: [Int]) {
        queries += asked.count
        let found = network.answers(
            to: Sequences(repeating: word(of: suffix), count: asked.count, width: network.inputWidth),
            from: asked.count == hidden.count ? hidden : asked.map { hidden[$0] })
        let stride = suffix.count * network.outputWidth
        for (index, row) in asked.enumerated() {
            rows[row].kind = answers.child(of: rows[row].kind, by: found.values, index * stride..<(index + 1) * stride)
        }
    }
}

/// Sequences of answers as paths in a trie whose edges are the answers to one suffix: two of them are equal if they end in one node.
private struct AnswerTrie {
    static var root: Int { 0 }

    private struct Edge: Hashable {
        let parent: Int
        /// Of the answers; one more where others have it already.
        var fingerprint: UInt64
    }

    private struct Node {
        let parent: Int
        /// Where in `values` the answers lie that lead to it.
        let answers: Range<Int>
    }

    private var children: [Edge: Int] = [:]
    private var nodes = [Node(parent: Self.root, answers: 0..<0)]
    private var values: [Int] = []

    /// The node after the answers that lie in a range of these.
    mutating func child(of parent: Int, by answers: [Int], _ range: Range<Int>) -> Int {
        var edge = Edge(parent: parent, fingerprint: Self.fingerprint(answers, range))
        while let known = children[edge] {
            let own = nodes[known].answers
            if own.count == range.count, answers[range].elementsEqual(values[own]) {
                return known
            }
            edge.fingerprint &+= 1
        }
        children[edge] = nodes.count
        nodes.append(Node(parent: parent, answers: values.count..<values.count + range.count))
        values += answers[range]
        return nodes.count - 1
    }

    /// The answers that lead to a node.
    func path(to node: Int) -> [Int] {
        var (parts, node): ([Range<Int>], Int) = ([], node)
        while node != Self.root {
            parts.append(nodes[node].answers)
            node = nodes[node].parent
        }
        return parts.reversed().flatMap { values[$0] }
    }

    /// The FNV-1a hash of the answers, an integer at a time.
    private static func fingerprint(_ answers: [Int], _ range: Range<Int>) -> UInt64 {
        range.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64(bitPattern: Int64(answers[$1]))) &* 0x0000_0100_0000_01b3 }
    }
}
