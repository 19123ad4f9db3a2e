import Testing

@testable import Pipeline

/// Routes that give the states of a finite machine numbers, or two numbers each.
@Suite("Numbers for states")
struct NumberedStatesTests {
    /// A machine over letters 0, 1, … written as a step of any state.
    private func machine<State: Hashable>(
        letters: Int, from initial: State, _ step: (State, Int) -> (State, Int)
    ) -> MealyMachine {
        var states = [initial]
        var (transitions, outputs): ([[Int]], [[[Int]]]) = ([], [])
        while transitions.count < states.count {
            let results = (0..<letters).map { step(states[transitions.count], $0) }
            for (state, _) in results where !states.contains(state) { states.append(state) }
            transitions.append(results.map { result in states.firstIndex(of: result.0) ?? 0 })
            outputs.append(results.map { [$0.1] })
        }
        return MealyMachine(letters: (0..<letters).map { [$0] }, transitions: transitions, outputs: outputs).minimised
    }

    private func best(_ route: some ExplanationRoute, of machine: MealyMachine) throws -> [String] {
        let programs = try route.programs(for: Findings(of: machine))
        for program in programs {
            let automaton = try #require(MealyMachine(of: program, letters: machine.letters))
            #expect(automaton.distinguishingWord(from: machine) == nil)
        }
        return lines(try #require(programs.min { $0.readingCost < $1.readingCost }))
    }

    @Test("A count with a floor and a ceiling is numbered by what letters add, whatever shows of it")
    func clipped() throws {
        let counter = machine(letters: 3, from: 0) { count, letter in
            let next = min(6, max(0, count + letter - 1))
            return (next, next >= 4 ? 1 : 0)
        }
        #expect(StateNumberings(counter).all.contains { $0.sorted() == Array(0...6) })
        let found = try best(ReachabilityRoute(), of: counter)
        #expect(found.contains { $0.contains("min(") && $0.contains("max(") }, "\(found)")
    }

    @Test("A debouncer is a level, which it answers, and a count")
    func debounce() throws {
        let debouncer = machine(letters: 2, from: (0 << 4)) { packed, letter in
            var (level, count) = (packed >> 4, packed & 15)
            count = letter == level ? 0 : count + 1
            if count == 4 { (level, count) = (letter, 0) }
            return (level << 4 | count, level)
        }
        // About to change, it forgets its level.
        #expect(debouncer.stateCount == 7)
        let found = try best(ProductRoute(), of: debouncer)
        #expect(found.count <= 6, "\(found)")
    }

    @Test("Two congruences that tell all states apart are two variables that know nothing of each other")
    func product() throws {
        let machine = machine(letters: 6, from: [0, 0]) { pair, letter in
            let next = [max(pair[0], letter % 3), (pair[1] + letter / 3) % 3]
            return (next, 10 * next[0] + next[1])
        }
        let congruences = machine.congruences
        let pairs = congruences.indices.flatMap { one in congruences.indices.map { (one, $0) } }
        #expect(machine.stateCount == 9)
        #expect(pairs.contains { congruences[$0].count == 3 && congruences[$1].separates(all: congruences[$0]) })
    }

    @Test("Three bits, each cleared, set and left by letters of its own, are three variables")
    func threeBits() throws {
        let bits = machine(letters: 9, from: [0, 0, 0]) { bits, letter in
            var next = bits
            if letter % 3 < 2 { next[letter / 3] = letter % 3 }
            return (next, next[letter / 3])
        }
        #expect(bits.stateCount == 8)
        let congruences = bits.congruences.filter { $0.count == 2 }
        #expect(congruences.count == 3 && !congruences[0].separates(all: congruences[1]))
        let programs = try ProductRoute().programs(for: Findings(of: bits))
        #expect(programs.contains { $0.state.count == 3 })
    }

    @Test("A congruence goes on by itself")
    func congruences() {
        let seed: UInt64 = 62
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let (states, letters) = (Int.random(in: 2...7, using: &generator), Int.random(in: 1...3, using: &generator))
            let machine = MealyMachine(
                letters: (0..<letters).map { [$0] },
                transitions: (0..<states).map { _ in (0..<letters).map { _ in Int.random(in: 0..<states, using: &generator) } },
                outputs: (0..<states).map { state in (0..<letters).map { _ in [state] } })
            for partition in machine.congruences {
                #expect(!partition.isTrivial)
                for letter in 0..<letters {
                    let ends = Dictionary(
                        grouping: 0..<states, by: { partition.blocks[$0] }
                    ).mapValues { Set($0.map { partition.blocks[machine.transitions[$0][letter]] }) }
                    #expect(ends.values.allSatisfy { $0.count == 1 }, "seed \(seed)")
                }
            }
        }
    }

    @Test("A start that nothing leads back to is chosen by the formulas: there is no greatest number before the first")
    func freeStart() throws {
        // (greatest, least) of −2 … 2, answered by their difference; the initial state is numbered as no number would be.
        var table = RowTable()
        let letters = [-2, -1, 0, 1, 2]
        let pairs = letters.flatMap { high in letters.filter { $0 <= high }.map { [high, $0] } }
        for pair in [[9, 9]] + pairs {
            for letter in letters {
                let next = pair == [9, 9] ? [letter, letter] : [max(pair[0], letter), min(pair[1], letter)]
                table.add(pair + [letter], next + [next[0] - next[1]])
            }
        }
        let columns = table.columns
        let transitions = LabelledTransitions(
            state: [.init("s0", initial: 9), .init("s1", initial: 9)], inputs: ["x"], rows: table.keys,
            next: [.values(columns[0]), .values(columns[1])], outputs: [columns[2]], limits: LabelledTransitions.brief)
        let program = try #require(transitions.programs().min { $0.readingCost < $1.readingCost })
        #expect(program.state.map(\.initial) == [-2, 2], "\(lines(program))")
        #expect(CompiledProgram(program).run([1, 1, -2, 2]) == [0, 0, 3, 4])
    }

    @Test("A start that something leads back to keeps its number")
    func givenStart() {
        let transitions = LabelledTransitions(
            HandMade.counter(3, shown: 3), labels: [0, 1, 2], inputs: ["x"])
        #expect(transitions.withFreeStart == nil)
    }
}
