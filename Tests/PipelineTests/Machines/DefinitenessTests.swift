import Testing

@testable import Pipeline

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
