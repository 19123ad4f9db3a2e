import Determinism
import Testing

@testable import Pipeline

@Suite("The part of hidden states in which a variable is read, exchanged")
struct SubspaceExchangeTests {
    private func state(_ random: inout CounterRandom, _ value: Int, width: Int) -> [Double] {
        (0..<width).map { $0 == 0 ? 3 * Double(value) + random.unit() : random.unit() }
    }

    @Test("A probe reads of the exchanged state what it reads of the other one, and what is no part of the subspace stays")
    func exchanging() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = CounterRandom(seed)
        let values = (0..<300).map { $0 % 4 }
        // Value 3 has a direction of its own, so that the means lie in a plane.
        let states = values.map { value in
            var state = state(&random, value % 3, width: 6)
            if value == 3 { state[1] += 5 }
            return state
        }
        let probe = try #require(LinearDiscriminant(reading: values, from: states))
        let subspace = try #require(ReadSubspace(of: probe, most: 3))
        #expect(subspace.dimensions == 3)
        #expect(try #require(ReadSubspace(of: probe, most: 2)).dimensions == 2)
        for (one, other) in zip(states, states.reversed()) {
            let changed = subspace.exchanging(one, with: other)
            #expect(probe(changed) == probe(other), "seed \(seed)")
            // Exchanged once more it is what it was, and exchanged with itself nothing happens.
            let back = subspace.exchanging(changed, with: one)
            #expect(zip(back, one).allSatisfy { abs($0 - $1) < 1e-9 }, "seed \(seed)")
            #expect(zip(subspace.exchanging(one, with: one), one).allSatisfy { abs($0 - $1) < 1e-12 }, "seed \(seed)")
        }
    }

    @Test("The projection is orthogonal in the metric of one value's states: correlated noise does not come along")
    func noise() throws {
        // h = (value + n, n): the value is h₁ − h₂, and moves h₁ alone.
        let states = (0..<200).map { index in
            let noise = Double(index % 7) - 3
            return [Double(index % 2) + noise, noise]
        }
        let values = (0..<200).map { $0 % 2 }
        let probe = try #require(LinearDiscriminant(reading: values, from: states))
        let subspace = try #require(ReadSubspace(of: probe, most: 3))
        let changed = subspace.exchanging([0 + 2, 2], with: [1 - 3, -3])
        #expect(subspace.dimensions == 1 && abs(changed[0] - 3.0) < 0.02 && abs(changed[1] - 2.0) < 0.02)
    }

    @Test("Directions at random are orthonormal, the same for the same seed, and move a state by what lies along them")
    func random() {
        let subspace = ReadSubspace(random: 3, units: 5, CounterRandom(7))
        let (zero, one) = (Array(repeating: 0.0, count: 5), [1.0, 2, 3, 4, 5])
        let moved = subspace.exchanging(zero, with: one)
        #expect(moved == ReadSubspace(random: 3, units: 5, CounterRandom(7)).exchanging(zero, with: one))
        let again = subspace.exchanging(moved, with: one)
        #expect(zip(moved, again).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(Vector.squaredDistance(moved, one) < Vector.squaredDistance(zero, one))
        let all = ReadSubspace(random: 5, units: 5, CounterRandom(8)).exchanging(zero, with: one)
        #expect(zip(all, one).allSatisfy { abs($0 - $1) < 1e-9 })
    }

    private func exchanged(
        _ network: some VectorNetwork, _ program: Program, _ task: SequenceTask, variable: Int
    ) throws -> Interventions.Subspace {
        let visits = try #require(
            SideBySide(network, CompiledProgram(program), on: Sequences(visiting: task, most: 4096, seed: 1)))
        let test = SubspaceExchange(network, CompiledProgram(program), visits, seed: 1)
        let found = try #require(test.exchange(variable, named: "s", task, most: 400))
        #expect(found == test.exchange(variable, named: "s", task, most: 400))
        return found
    }

    @Test("Of two variables that lie in two units each is followed alone, and random directions are not")
    func twoVariables() throws {
        // t' = s, s' = x, y = s + 2 t before them.
        let network = RecurrentNetwork(
            hidden: [[0, 0, 0], [1, 0, 0], [1, 2, 0]], input: [[1], [0], [0]], readout: [[0, 0, 1]])
        let t: Pipeline.Expression = .variable("t")
        let program = try HandMade.program(state: ["s", "t"], next: [HandMade.x, HandMade.s], outputs: [HandMade.s + 2 * t])
        let task = HandMade.task(0..<2, length: 7)
        for variable in 0..<2 {
            let found = try exchanged(network, program, task, variable: variable)
            #expect(found.dimensions == 1 && found.units == 3 && found.cases == 400)
            #expect(found.followed?.value == 1 && found.kept?.value == 1 && found.carries == true)
            #expect((found.random?.value ?? 1) < 0.9)
            let telling = try #require(found.followed?.cases)
            #expect(telling == found.random?.cases && telling + (found.kept?.cases ?? 0) <= 400)
        }
    }

    @Test("Three values have a subspace of two dimensions, which changes nothing between prefixes of one value")
    func threeValues() throws {
        let machine = MealyMachine(
            letters: HandMade.bits, transitions: [[0, 1], [1, 2], [2, 0]], outputs: [[[0], [0]], [[0], [1]], [[1], [0]]])
        let network = HandMade.network(of: machine)
        let (x, s) = (HandMade.x, HandMade.s)
        let isTwo: Pipeline.Expression = .binary(.equal, (s + x) % 3, 2)
        let right = try HandMade.program(
            state: ["s"], next: [(s + x) % 3], outputs: [.conditional(test: isTwo, then: 1, otherwise: 0)])
        let found = try exchanged(network, right, HandMade.task(0..<2, length: 7), variable: 0)
        #expect(found.dimensions == 2)
        // One unit for each transition, of which two lead to each state.
        #expect(try #require(found.followed).cases > 100 && found.kept?.value == 1)
    }

    @Test("No pair counts twice: of few prefixes there are few cases, however many are asked for")
    func differentPairs() throws {
        let network = RecurrentNetwork(hidden: [[0, 0], [1, 0]], input: [[1], [0]], readout: [[0, 1]])
        let program = try HandMade.program(state: ["s"], next: [HandMade.x], outputs: [HandMade.s])
        // Of 14 prefixes of one to three bits, one half exchanges.
        let found = try exchanged(network, program, HandMade.task(0..<2, length: 4), variable: 0)
        #expect(found.cases > 0 && found.cases <= 14 * 14 && found.followed?.value == 1)
    }

    @Test("Of a variable with one value nothing is fitted; where words are too short there is nothing to exchange")
    func nothing() throws {
        let network = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        let constant = try HandMade.program(state: ["s"], next: [0], outputs: [HandMade.x])
        let task = HandMade.task(0..<2, length: 5)
        let visits = try #require(HandMade.sideBySide(network, constant, task))
        let test = SubspaceExchange(network, CompiledProgram(constant), visits, seed: 1)
        #expect(test.exchange(0, named: "s", task, most: 100) == nil)
        let short = HandMade.task(0..<2, length: 1)
        let copy = try HandMade.program(state: ["s"], next: [HandMade.x], outputs: [HandMade.x])
        let none = try #require(HandMade.sideBySide(network, copy, short))
        let untested = SubspaceExchange(network, CompiledProgram(copy), none, seed: 1)
        #expect(untested.exchange(0, named: "s", short, most: 100) == nil)
    }

    @Test("A subspace carries a variable where both rates are above the threshold, and does not where one is below")
    func carrying() {
        func subspace(_ followed: Rate?, _ kept: Rate?, random: Rate? = Rate(held: 9, of: 1000)) -> Interventions.Subspace {
            Interventions.Subspace(
                variable: "s", dimensions: 1, units: 2, cases: 4000, followed: followed, kept: kept, random: random)
        }
        let (all, few, half) = (Rate(held: 1000, of: 1000), Rate(held: 9, of: 9), Rate(held: 500, of: 1000))
        #expect(subspace(all, all).carries == true)
        #expect(subspace(half, all).carries == false && subspace(all, half).carries == false)
        #expect(subspace(few, all).carries == nil && subspace(nil, all).carries == nil && subspace(all, nil).carries == nil)
        #expect(subspace(all, all, random: all).carries == nil && subspace(all, all, random: nil).carries == nil)
        // It decides nothing.
        let exchange = Interventions.Exchange(programStates: 1, pairs: 1, cases: 1, errors: 0, contradiction: nil)
        #expect(!Interventions(exchange: exchange, shifts: [], subspaces: [subspace(half, half)]).isRefuted)
    }
}
