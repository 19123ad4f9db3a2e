/// Merges states of a machine as long as the data get shorter to tell by it.
///
/// A network that has learned examples may tell apart what these do not, and what only a wrong one of them does. Two states are
/// merged, then whatever has to be for the machine to stay deterministic; each transition answers what most of the data that
/// pass it say, and the others are exceptions. Of all pairs the one is taken that makes the description shortest, until none does.
struct StateMerging {
    private let machine: MealyMachine
    /// All that the data have, sorted.
    private let answers: [[Int]]
    /// `[state][letter][answer]`, the last two flat: how often the data have each answer there.
    private let tallies: [[Int]]
    private let description: ExampleDescription

    /// A machine that tells the data, and the bits that it takes with its exceptions.
    struct Result {
        let machine: MealyMachine
        let bits: Double
    }

    /// States³ · letters · answers, at most: some seconds.
    private static let most = 1 << 24

    /// - Parameters:
    ///   - machine: over the letters of the data.
    ///   - rows: the data, each answer once.
    init(_ machine: MealyMachine, on rows: [KnownRow]) {
        let answers = Set(rows.flatMap { $0.answers.compactMap(\.self) }).sorted { $0.lexicographicallyPrecedes($1) }
        let numbers = Dictionary(uniqueKeysWithValues: zip(answers, answers.indices))
        let places = Dictionary(uniqueKeysWithValues: zip(machine.letters, machine.letters.indices))
        let none = Array(repeating: 0, count: machine.letters.count * answers.count)
        var tallies = Array(repeating: none, count: machine.stateCount)
        var asked = 0
        for row in rows {
            var state = MealyMachine.initial
            for (letter, answer) in zip(row.letters, row.answers) {
                guard let place = places[letter] else { break }
                if let answer, let number = numbers[answer] {
                    tallies[state][place * answers.count + number] += 1
                    asked += 1
                }
                state = machine.transitions[state][place]
            }
        }
        (self.machine, self.tallies, self.answers) = (machine, tallies, answers)
        description = ExampleDescription(asked: asked, answers: answers.count)
    }

    /// The shortest that was found: the machine itself, with the answers that most of the data have, where nothing is to be merged.
    ///
    /// - Returns: nil of a machine that is too large to be searched.
    /// - Complexity: O(states⁴ · letters · answers) at the most
    func shortest() -> Result? {
        let states = machine.stateCount
        guard states * states * states * (tallies.first?.count ?? 0) <= Self.most else { return nil }
        var best = Array(0..<states)
        var bits = bits(best)
        while true {
            let leaders = Set(best).sorted()
            var shorter: (partition: [Int], bits: Double)?
            for left in leaders {
                for right in leaders where right > left {
                    let merged = merging(left, right, in: best)
                    let length = self.bits(merged)
                    if length < shorter?.bits ?? bits { shorter = (merged, length) }
                }
            }
            guard let shorter else { break }
            (best, bits) = shorter
        }
        return Result(machine: quotient(best).minimised, bits: bits)
    }

    /// The partition, by the least state of each class, after two classes have become one, and all that have to with them.
    private func merging(_ left: Int, _ right: Int, in partition: [Int]) -> [Int] {
        var leader = partition
        var open = [(left, right)]
        while let (first, second) = open.popLast() {
            let (kept, gone) = (min(leader[first], leader[second]), max(leader[first], leader[second]))
            guard kept != gone else { continue }
            for state in leader.indices where leader[state] == gone { leader[state] = kept }
            for letter in machine.letters.indices {
                open.append((machine.transitions[kept][letter], machine.transitions[gone][letter]))
            }
        }
        return leader
    }

    /// The tallies of each class, by its least state; nothing in the places of the others.
    private func sums(_ partition: [Int]) -> [[Int]] {
        var sums = Array(repeating: [Int](), count: tallies.count)
        for (state, leader) in partition.enumerated() {
            if state == leader {
                sums[leader] = tallies[state]
            } else {
                for place in tallies[state].indices { sums[leader][place] += tallies[state][place] }
            }
        }
        return sums
    }

    private func bits(_ partition: [Int]) -> Double {
        let sums = sums(partition)
        var exceptions = 0
        for sum in sums {
            for start in stride(from: 0, to: sum.count, by: max(1, answers.count)) {
                let counts = sum[start..<start + answers.count]
                exceptions += counts.reduce(0, +) - (counts.max() ?? 0)
            }
        }
        return description.bits(states: sums.count { !$0.isEmpty }, letters: machine.letters.count)
            + description.bits(exceptions: exceptions)
    }

    private func quotient(_ partition: [Int]) -> MealyMachine {
        let (sums, leaders) = (sums(partition), Set(partition).sorted())
        let number = Dictionary(uniqueKeysWithValues: zip(leaders, leaders.indices))
        return MealyMachine(
            letters: machine.letters,
            transitions: leaders.map { state in
                machine.transitions[state].map { number[partition[$0]] ?? MealyMachine.initial }
            },
            outputs: leaders.map { state in
                machine.letters.indices.map { answer(sums[state], $0) ?? machine.outputs[state][$0] }
            })
    }

    /// What most of the data say, the first of those in the order of the answers; nil where they say nothing.
    private func answer(_ sum: [Int], _ letter: Int) -> [Int]? {
        let counts = sum[letter * answers.count..<(letter + 1) * answers.count]
        guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else { return nil }
        return answers[place - letter * answers.count]
    }
}
