/// Input sequences as words over a machine's letters.
struct MachineWords {
    private let count: Int
    private let length: Int
    /// `[sequence][time]`, flat: numbers of letters.
    private let numbers: [Int]

    /// - Precondition: the sequences have no other letters.
    init(_ sequences: Sequences, over letters: [Letter]) {
        let number = letters.letterNumbers
        count = sequences.count
        length = sequences.length
        numbers = (0..<sequences.count).flatMap { row in
            (0..<sequences.length).map { time in
                guard let letter = number[sequences.letter(row, at: time)] else {
                    preconditionFailure("the machine has no letter \(sequences.letter(row, at: time))")
                }
                return letter
            }
        }
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
                let isEqual = machine.outputs[state][letter].elementsEqual(answers[place * width..<(place + 1) * width])
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
