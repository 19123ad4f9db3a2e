import Testing

@testable import Pipeline

@Suite("Mealy machines")
struct MealyMachineTests {
    @Test("Known minimal machines")
    func known() {
        #expect(HandMade.counter(6, shown: 2).minimised == HandMade.counter(2, shown: 2))
        #expect(HandMade.counter(6, shown: 3).minimised == HandMade.counter(3, shown: 3))
        #expect(HandMade.counter(6, shown: 6).minimised.stateCount == 6)
        #expect(HandMade.counter(7, shown: 2).minimised.stateCount == 7)
        #expect(HandMade.counter(5, shown: 1).minimised.stateCount == 1)
        #expect(HandMade.adder.minimised == HandMade.adder)
        #expect(HandMade.adder.run([[1, 1], [0, 0], [1, 0], [1, 1]]) == [[0], [1], [1], [0]])
        #expect(HandMade.adder.run([[1, 1], [7, 0], [1, 0]]) == [[0]])
    }

    @Test("Redundant copies merge, and states that no word reaches go")
    func redundantCopies() {
        let seed: UInt64 = 101
        var generator = SeededGenerator(seed: seed)
        // Five copies of the adder's two states, transitions leading to any copy; then two states out of reach.
        let transitions = (0..<10).map { state in
            HandMade.adder.transitions[state % 2].map { $0 + 2 * Int.random(in: 0..<5, using: &generator) }
        }
        let copies = MealyMachine(
            letters: HandMade.bitPairs, transitions: transitions + [[10, 10, 10, 10], [0, 1, 2, 3]],
            outputs: (0..<10).map { HandMade.adder.outputs[$0 % 2] } + [[[5], [5], [5], [5]], [[6], [6], [6], [6]]])
        #expect(copies.minimised == HandMade.adder, "seed \(seed)")
    }

    /// The number of classes of reachable states by Moore's refinement, round by round: the definition, without cleverness.
    private func bruteForceCount(_ machine: MealyMachine) -> Int {
        var reached: Set = [MealyMachine.initial]
        while true {
            let more = reached.union(reached.flatMap { machine.transitions[$0] })
            if more == reached { break }
            reached = more
        }
        let states = reached.sorted()
        var classes: [Int: [[Int]]] = Dictionary(uniqueKeysWithValues: states.map { ($0, machine.outputs[$0]) })
        while true {
            let names = Array(Set(classes.values)).enumerated().reduce(into: [:]) { $0[$1.element] = $1.offset }
            let refined = Dictionary(
                uniqueKeysWithValues: states.map { state -> (Int, [[Int]]) in
                    let own = names[classes[state] ?? []] ?? 0
                    let next = machine.transitions[state].map { names[classes[$0] ?? []] ?? 0 }
                    return (state, [[own], next])
                })
            if Set(refined.values).count == Set(classes.values).count { return Set(classes.values).count }
            classes = refined
        }
    }

    @Test("Hopcroft agrees with brute force on random machines, and the minimal machine behaves the same")
    func random() {
        let seed: UInt64 = 102
        var generator = SeededGenerator(seed: seed)
        var merged = 0
        for _ in 0..<300 {
            let states = Int.random(in: 1...14, using: &generator)
            let machine = generator.machine(
                states: states, letters: Int.random(in: 1...3, using: &generator),
                outputs: Int.random(in: 1...2, using: &generator))
            let minimal = machine.minimised
            #expect(minimal.stateCount == bruteForceCount(machine), "seed \(seed)")
            #expect(machine.distinguishingWord(from: minimal) == nil, "seed \(seed)")
            #expect(minimal.minimised == minimal)
            let word = generator.word(machine, length: 30)
            #expect(machine.run(word) == minimal.run(word), "seed \(seed)")
            if minimal.stateCount < states { merged += 1 }
        }
        #expect(merged > 100)
    }

    @Test("A large chain is split one state at a time, quickly")
    func chain() {
        // Only the last state's output differs: every state is a class of its own.
        let count = 20_000
        let machine = MealyMachine(
            letters: [[0]], transitions: (0..<count).map { [min($0 + 1, count - 1)] },
            outputs: (0..<count).map { [[$0 == count - 1 ? 1 : 0]] })
        #expect(machine.minimised.stateCount == count)
    }

    @Test("Distinguishing words really distinguish and are shortest")
    func distinguishingWords() throws {
        let word = try #require(HandMade.counter(6, shown: 6).distinguishingWord(from: HandMade.counter(4, shown: 4)))
        // After three ones the counts still agree; the fourth shows 4 against 0.
        #expect(word == [[1], [1], [1], [1]])
        let seed: UInt64 = 103
        var generator = SeededGenerator(seed: seed)
        var differing = 0
        for _ in 0..<100 {
            let left = generator.machine(states: Int.random(in: 1...4, using: &generator), letters: 2, outputs: 2)
            let right = generator.machine(states: Int.random(in: 1...4, using: &generator), letters: 2, outputs: 2)
            let word = left.distinguishingWord(from: right)
            // Two machines of n states together differ within n letters, if they do at all.
            let shortest = (1...7).first { length in
                let words = Sequences.all(over: left.letters, length: length)
                return (0..<words.count).contains { left.run(words[$0]) != right.run(words[$0]) }
            }
            #expect(word?.count == shortest, "seed \(seed)")
            differing += word == nil ? 0 : 1
            if let word { #expect(left.run(word).last != right.run(word).last, "seed \(seed)") }
            #expect(right.distinguishingWord(from: left)?.count == word?.count)
        }
        #expect(differing > 50)
    }

    @Test("A comparison that ends without a word has visited every reachable pair")
    func pairs() {
        #expect(HandMade.adder.comparison(with: HandMade.adder).pairs == 2)
        #expect(HandMade.counter(6, shown: 1).comparison(with: HandMade.counter(4, shown: 1)).pairs == 12)
    }
}

@Suite("Definite machines")
struct DefinitenessTests {
    /// Remembers the last `size` bits.
    private func register(_ size: Int) -> MealyMachine {
        let states = 0..<(1 << size)
        return MealyMachine(
            letters: HandMade.bits, transitions: states.map { s in [0, 1].map { (2 * s + $0) % (1 << size) } },
            outputs: states.map { s in [0, 1].map { _ in [s] } })
    }

    @Test("A shift register is decided by as many letters as it holds")
    func registers() {
        for size in 1...4 { #expect(register(size).definiteness == size) }
        let stateless = MealyMachine(letters: HandMade.bits, transitions: [[0, 0]], outputs: [[[0], [1]]])
        #expect(stateless.definiteness == 0)
    }

    @Test("Parity and a carry depend on the whole past")
    func never() {
        #expect(HandMade.counter(2, shown: 2).definiteness == nil)
        #expect(HandMade.adder.definiteness == nil)
    }

    @Test("For random machines it is the least length after which all starts have become one state")
    func random() {
        let seed: UInt64 = 179
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let machine = generator.machine(states: Int.random(in: 1...4, using: &generator), letters: 2, outputs: 2)
            func isDecided(by length: Int) -> Bool {
                Sequences.all(over: machine.letters, length: length).indices(of: machine).allSatisfy { word in
                    Set(machine.transitions.indices.map { start in word.reduce(start) { machine.transitions[$0][$1] } }).count
                        == 1
                }
            }
            let least = (0...6).first(where: isDecided)
            #expect(machine.definiteness == least, "seed \(seed): \(machine)")
        }
    }
}

extension Sequences {
    /// The words as numbers of the machine's letters.
    fileprivate func indices(of machine: MealyMachine) -> [[Int]] {
        let words = MachineWords(self, over: machine.letters)
        return (0..<count).map { length == 0 ? [] : words.letters($0, through: length - 1) }
    }
}
