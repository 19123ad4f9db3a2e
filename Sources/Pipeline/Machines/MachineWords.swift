/// Input sequences as words over a machine's letters.
struct MachineWords {
    private let count: Int
    private let length: Int
    /// `[sequence][time]`, flat: numbers of letters.
    private let numbers: [Int]

    /// - Precondition: the sequences have no other letters.
    init(_ sequences: Sequences, over letters: [Letter]) {
        (count, length) = (sequences.count, sequences.length)
        numbers = LetterNumbers(letters).numbers(of: sequences)
    }

    /// The number of the letter at this position.
    func letter(_ row: Int, at time: Int) -> Int { numbers[row * length + time] }

    /// The word from its beginning to this position.
    func letters(_ row: Int, through time: Int) -> [Int] {
        Array(numbers[row * length...row * length + time])
    }

    /// Compares a machine with the answers to the words.
    ///
    /// - Parameters:
    ///   - machine: over the same letters.
    ///   - answers: `[sequence][time][output]`, flat.
    /// - Returns: how many words the machine answers otherwise, and the first place, of the shortest prefixes first, at which it
    ///   does.
    func differences(_ machine: MealyMachine, _ answers: [Int]) -> (count: Int, first: (row: Int, time: Int)?) {
        let width = answers.count / max(1, numbers.count)
        var states: [Int?] = Array(repeating: MealyMachine.initial, count: count)
        var first: (row: Int, time: Int)?
        for time in 0..<length {
            for row in 0..<count {
                guard let state = states[row] else { continue }
                let place = row * length + time
                let letter = numbers[place]
                let output = machine.outputs[state][letter]
                let isEqual = output.indices.allSatisfy { output[$0] == answers[place * width + $0] }
                states[row] = isEqual ? machine.transitions[state][letter] : nil
                if !isEqual { first = first ?? (row, time) }
            }
        }
        return (states.count { $0 == nil }, first)
    }
}

extension MealyMachine {
    /// Compares the machine with something else.
    ///
    /// - Parameters:
    ///   - answers: the other's, `[sequence][time][output]`, flat.
    ///   - words: sequences over the machine's letters.
    /// - Returns: how many sequences it answers otherwise.
    /// - Complexity: one step for each position.
    public func differences(from answers: [Int], on words: Sequences) -> Int {
        MachineWords(words, over: letters).differences(self, answers).count
    }
}

/// Finds the numbers of letters, without an array for each letter that is read.
private struct LetterNumbers {
    private let letters: [Letter]
    private let least: [Int]
    /// How much one more in each feature adds to a letter's place in `dense`.
    private let strides: [Int]
    /// `[place]`: numbers of letters, `nobody` where none is; nil where letters lie too far apart.
    private let dense: [Int]?

    private static let nobody = -1
    private static let mostDense = 1 << 16

    /// - Precondition: the letters differ, and have one width.
    init(_ letters: [Letter]) {
        self.letters = letters
        let features = letters.first?.indices ?? 0..<0
        let least = features.map { feature in letters.map { $0[feature] }.min() ?? 0 }
        var (size, strides, fits): (Int, [Int], Bool) = (1, [], true)
        for feature in features {
            strides.append(size)
            let greatest = letters.map { $0[feature] }.max() ?? 0
            let (spread, beyond) = greatest.subtractingReportingOverflow(least[feature])
            fits = fits && !beyond && spread < Self.mostDense && size * (spread + 1) <= Self.mostDense
            if fits { size *= spread + 1 }
        }
        (self.least, self.strides) = (least, strides)
        guard fits else {
            dense = nil
            return
        }
        var dense = Array(repeating: Self.nobody, count: size)
        for (number, letter) in letters.enumerated() {
            dense[features.reduce(0) { $0 + (letter[$1] - least[$1]) * strides[$1] }] = number
        }
        self.dense = dense
    }

    /// `[sequence][time]`, flat.
    ///
    /// - Precondition: the sequences have no other letters.
    func numbers(of sequences: Sequences) -> [Int] {
        let sparse = dense == nil ? letters.letterNumbers : [:]
        return (0..<sequences.count * sequences.length).map { position in
            let letter = sequences.values[position * sequences.width..<(position + 1) * sequences.width]
            guard let number = dense.map({ self.number(of: letter, in: $0) }) ?? sparse[Array(letter)],
                letters.indices.contains(number), letters[number].elementsEqual(letter)
            else { preconditionFailure("the machine has no letter \(Array(letter))") }
            return number
        }
    }

    private func number(of letter: ArraySlice<Int>, in dense: [Int]) -> Int {
        var place = 0
        for (feature, value) in letter.enumerated() {
            let (distance, beyond) = value.subtractingReportingOverflow(least[feature])
            guard !beyond, 0..<Self.mostDense ~= distance else { return Self.nobody }
            place += distance * strides[feature]
        }
        return dense.indices.contains(place) ? dense[place] : Self.nobody
    }
}
