import Testing

@testable import Pipeline

@Suite("Moore machines")
struct MooreMachineTests {
    @Test("Binary addition has four states: each carry with each digit")
    func addition() throws {
        let moore = try #require(MooreMachine(HandMade.adder, most: .max))
        #expect(moore.stateCount == 4)
        #expect(Set(zip(moore.mealyStates, moore.outputs).map { [$0] + ($1 ?? []) }) == [[0, 0], [0, 1], [1, 0], [1, 1]])
    }

    @Test("With more transitions than are asked for there is none")
    func limit() {
        // Four states of four letters each.
        #expect(MooreMachine(HandMade.adder, most: 16)?.stateCount == 4)
        #expect(MooreMachine(HandMade.adder, most: 15) == nil)
    }

    @Test("An initial state that no letter leads to has no output; one that is reached again shares it")
    func initialState() throws {
        let parity = try #require(MooreMachine(HandMade.counter(2, shown: 2), most: .max))
        #expect(parity.stateCount == 2 && parity.outputs[0] == [0])
        // The first letter is answered 1 from a state that is left for good.
        let starting = MealyMachine(letters: [[0]], transitions: [[1], [1]], outputs: [[[1]], [[0]]])
        let moore = try #require(MooreMachine(starting, most: .max))
        #expect(moore.outputs == [nil, [1], [0]])
        #expect(moore.mealyStates == [0, 1, 1])
    }

    @Test("Random machines: the Moore machine gives the Mealy machine's outputs, with pairs of state and output as states")
    func random() throws {
        let seed: UInt64 = 111
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let mealy = generator.machine(states: Int.random(in: 1...6, using: &generator), letters: 2, outputs: 3).minimised
            let moore = try #require(MooreMachine(mealy, most: .max))
            let word = generator.word(mealy, length: 40)
            var state = 0
            let outputs = word.map { letter -> [Int]? in
                state = moore.transitions[state][mealy.letters.firstIndex(of: letter) ?? 0]
                return moore.outputs[state]
            }
            #expect(outputs == mealy.run(word), "seed \(seed)")
            let pairs = zip(moore.mealyStates, moore.outputs).map { "\($0) \($1 ?? [])" }
            #expect(Set(pairs).count == moore.stateCount, "seed \(seed)")
        }
    }
}
