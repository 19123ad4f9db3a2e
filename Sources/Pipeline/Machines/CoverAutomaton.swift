/// The smallest Mealy machine that answers like a network to all words up to a length; beyond it, it is one guess of many.
///
/// A minimal cover automaton (Câmpeanu, Păun and Yu 2001), of answers at every letter instead of acceptance. Words are taken in order of
/// length; one becomes a state of its own unless it is similar to one that is a state already: answered alike on every continuation
/// with which neither gets longer than the length in question. So states are pairwise dissimilar, and no machine has fewer, for two
/// words that lead to one state are similar.
///
///     let cover = CoverAutomaton(of: network, letters: [[0], [1]], length: 10)
///     print(cover.stateCount, cover.machine.run([[1], [0], [1]]))
public struct CoverAutomaton: Sendable, Equatable {
    /// Inputs; transitions refer to them by index.
    public let letters: [Letter]
    /// The different answers; outputs refer to them by index.
    private let answers: [[Int]]
    /// `[state][letter]`, flat; states in order of the first words that lead to them.
    private let transitions: [Int32]
    /// `[state][letter]`, flat.
    private let outputs: [Int32]

    public var stateCount: Int { transitions.count / letters.count }

    /// The cover of a network, which is asked all words up to the length and none beyond.
    ///
    /// - Parameters:
    ///   - network: is asked.
    ///   - letters: that it reads.
    ///   - length: at least 1.
    /// - Complexity: as many steps of the network as there are words, and O(words · letters) besides.
    public init(of network: some Network, letters: [Letter], length: Int) {
        self.init(AnswerTree(network, letters: letters, length: length), length: length)
    }

    /// The cover up to a length of what was asked up to that length or beyond.
    ///
    /// - Complexity: O(states · letters), beside an entry for each class at each length.
    init(_ tree: AnswerTree, length: Int) {
        precondition(1...tree.length ~= length)
        var (words, depths) = ([0], [0])
        var (transitions, outputs): ([Int32], [Int32]) = ([], [])
        // `[class]`: the first state of that class, of the words as long as those that are looked at.
        var (depth, first): (Int, [Int32]) = (0, [])
        var state = 0
        while state < words.count {
            if depth != depths[state] + 1 {
                depth = depths[state] + 1
                first = Self.firstStates(of: words, tree, remaining: length - depth)
            }
            for letter in tree.letters.indices {
                let word = tree.word(words[state], followedBy: letter)
                let number = tree.classNumber(word, remaining: length - depth)
                if first[number] == Self.nobody {
                    first[number] = Int32(words.count)
                    words.append(word)
                    depths.append(depth)
                }
                transitions.append(first[number])
                outputs.append(Int32(tree.answerNumber(word)))
            }
            state += 1
        }
        (letters, answers) = (tree.letters, tree.answers)
        (self.transitions, self.outputs) = (transitions, outputs)
    }

    private static let nobody: Int32 = -1

    private static func firstStates(of words: [Int], _ tree: AnswerTree, remaining: Int) -> [Int32] {
        var first = Array(repeating: nobody, count: tree.classCount(remaining: remaining))
        for (state, word) in words.enumerated().reversed() {
            first[tree.classNumber(word, remaining: remaining)] = Int32(state)
        }
        return first
    }

    /// As a machine.
    public var machine: MealyMachine { machine(over: letters, classes: Array(letters.indices)) }

    /// As a machine over other letters, each of which is read as the letter of its class here.
    func machine(over letters: [Letter], classes: [Int]) -> MealyMachine {
        let rows = (0..<stateCount).map { $0 * self.letters.count }
        return MealyMachine(
            letters: letters, transitions: rows.map { row in classes.map { Int(transitions[row + $0]) } },
            outputs: rows.map { row in classes.map { answers[Int(outputs[row + $0])] } })
    }

    /// The answers to the letters of a word, which are given by their numbers.
    func answers(to word: [Int]) -> [[Int]] {
        var state = MealyMachine.initial
        return word.map { letter in
            let place = state * letters.count + letter
            state = Int(transitions[place])
            return answers[Int(outputs[place])]
        }
    }

    /// The words of which the last letter is answered otherwise than by the network.
    ///
    /// - Parameter tree: the network's answers, from which the cover was made.
    /// - Returns: how many, and the first: the shortest, and of these the first lexicographically; nil where there is none.
    /// - Complexity: O(words)
    func departures(in tree: AnswerTree) -> (count: Int, first: Int?) {
        var (count, first) = (0, Int?.none)
        var states = [Int32(MealyMachine.initial)]
        states.reserveCapacity(tree.asked + 1)
        for word in 1..<tree.asked + 1 {
            let parent = (word - 1) / letters.count
            let place = Int(states[parent]) * letters.count + (word - 1 - parent * letters.count)
            states.append(transitions[place])
            guard tree.answerNumber(word) != outputs[place] else { continue }
            count += 1
            first = first ?? word
        }
        return (count, first)
    }
}
