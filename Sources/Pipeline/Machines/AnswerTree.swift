/// A network's answers to all words up to a length, and which of these words it goes on alike after.
///
/// Words have numbers, in order of length and of one length lexicographically: the empty one is 0, and `k · u + 1 + a` is word u
/// followed by letter a of k.
struct AnswerTree: Sendable {
    let letters: [Letter]
    /// Of the longest words.
    let length: Int
    /// The different answers, in the order in which they were first given.
    let answers: [[Int]]
    /// `[word]`: the number of the answer to its last letter; of the empty word, which has none, 0.
    private let answerNumbers: [Int32]
    /// `[remaining][word]`, of all words that leave so many letters: the class of those which are answered alike on every
    /// continuation of that many letters.
    private let classes: [[Int32]]
    /// `[remaining]`
    private let classCounts: [Int]

    /// The greatest length, at most `limit`, up to which there are no more than `most` words over that many letters; 0 where
    /// the letters themselves are more.
    static func greatestLength(letters count: Int, most: Int, limit: Int) -> Int {
        // Of one letter there are as many words as lengths, and classes for each number of letters left: the square of it.
        if count == 1 { return min(limit, Int(Double(most).squareRoot())) }
        var (length, words, all) = (0, 1, 0)
        while length < limit, words <= (most - all) / count {
            words *= count
            all += words
            length += 1
        }
        return length
    }

    /// Asks the network all words up to a length, and none beyond: length by length, each word from the state that all but its
    /// last letter came to.
    ///
    /// - Complexity: one step of the network a word, and O(words · letters) for the classes: words that leave r letters are fewer by
    ///   the factor lettersʳ. The states of one length are in memory at a time.
    init(_ network: some Network, letters: [Letter], length: Int) {
        precondition(!letters.isEmpty && length >= 0)
        (self.letters, self.length) = (letters, length)
        (answers, answerNumbers) = Self.ask(network, letters, length)
        (classes, classCounts) = Self.classify(answerNumbers, letters: letters.count, length: length)
    }

    // MARK: - Words

    /// How many words were asked: all but the empty one.
    var asked: Int { answerNumbers.count - 1 }

    /// The word that goes on by a letter.
    func word(_ word: Int, followedBy letter: Int) -> Int { letters.count * word + 1 + letter }

    /// The numbers of the words of a length.
    func words(ofLength length: Int) -> Range<Int> {
        let first = (0..<length).reduce(0) { first, _ in word(first, followedBy: 0) }
        return first..<word(first, followedBy: 0)
    }

    /// The letters of a word, by their numbers.
    func letterNumbers(of word: Int) -> [Int] {
        var (rest, result) = (word, [Int]())
        while rest > 0 {
            result.append((rest - 1) % letters.count)
            rest = (rest - 1) / letters.count
        }
        return result.reversed()
    }

    // MARK: - Answers

    /// The number of the answer to the last letter of a word.
    ///
    /// - Precondition: it has one.
    func answerNumber(_ word: Int) -> Int { Int(answerNumbers[word]) }

    /// Words with one class are answered alike on every continuation of `remaining` letters, and so on all shorter ones.
    ///
    /// - Precondition: the word and its continuation are no longer than `length`.
    func classNumber(_ word: Int, remaining: Int) -> Int { Int(classes[remaining][word]) }

    /// How many classes there are.
    func classCount(remaining: Int) -> Int { classCounts[remaining] }

    private static func ask<Asked: Network>(
        _ network: Asked, _ letters: [Letter], _ length: Int
    ) -> (answers: [[Int]], numbers: [Int32]) {
        var number: [[Int]: Int32] = [:]
        var (answers, numbers): ([[Int]], [Int32]) = ([], [0])
        var states = [network.initialState]
        let symbols = letters.flatMap(\.self)
        for _ in 0..<length {
            let steps = Sequences(
                length: 1, width: network.inputWidth, values: states.indices.flatMap { _ in symbols })
            let reading = network.read(steps, from: states.flatMap { repeatElement($0, count: letters.count) })
            for word in 0..<steps.count {
                let answer = reading.answers.answer(word, at: 0)
                let known = number[answer] ?? Int32(answers.count)
                if known == answers.count {
                    number[answer] = known
                    answers.append(answer)
                }
                numbers.append(known)
            }
            states = reading.states
        }
        return (answers, numbers)
    }

    /// Bottom up: a word is what it is answered to each letter, and the class of what follows.
    private static func classify(
        _ answers: [Int32], letters count: Int, length: Int
    ) -> (classes: [[Int32]], counts: [Int]) {
        var (classes, counts) = ([Array(repeating: Int32(0), count: answers.count)], [1])
        var rest = answers.count
        for remaining in 0..<length {
            // All but the longest words, whose numbers are the last ones.
            rest = (rest - 1) / count
            let following = classes[remaining]
            var number: [[Int32]: Int32] = [:]
            var row = Array(repeating: Int32(0), count: 2 * count)
            let numbers = (0..<rest).map { word in
                for letter in 0..<count {
                    let next = count * word + 1 + letter
                    row[2 * letter] = answers[next]
                    row[2 * letter + 1] = following[next]
                }
                if let known = number[row] { return known }
                let new = Int32(number.count)
                number[row] = new
                return new
            }
            classes.append(numbers)
            counts.append(number.count)
        }
        return (classes, counts)
    }
}
