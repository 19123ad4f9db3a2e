import Determinism
import Foundation
import Testing

@testable import Pipeline

@Suite("Grounding")
struct GroundingTests {
    private func grounding(
        _ network: RecurrentNetwork, _ program: Program, _ task: SequenceTask, of names: [String] = ["s"]
    ) throws -> [Grounding.Variable] {
        let visits = try #require(HandMade.sideBySide(network, program, task))
        let untrained = RecurrentNetwork.untrained(Architecture(of: network), for: task, seed: 1)
        let control = try #require(HandMade.sideBySide(untrained, program, task))
        let check = GroundingCheck(visits, control: control, seed: 1)
        #expect(check.grounding(of: names) == GroundingCheck(visits, control: control, seed: 1).grounding(of: names))
        return check.grounding(of: names).variables
    }

    @Test("A total is an affine function of the hidden state, with these coefficients, in places that were never fitted")
    func total() throws {
        var generator = SeededGenerator(seed: 3)
        let network = generator.disguised(HandMade.totalNetwork)
        let variable = try #require(
            try grounding(network, HandMade.totalProgram(), HandMade.task(0..<2, length: 7)).first)
        // 2 + 4 + … + 64 prefixes shorter than the sequences, with totals from 0 to 6.
        #expect(variable.name == "s" && variable.states == 126 && variable.clusters == 7 && variable.confusion == nil)
        let affine = variable.affine
        #expect(affine.reads && affine.heldOut == .clusters && affine.judged == 126 && affine.notJudged == 0)
        #expect(affine.margin ?? 0 > 0.5 - 1e-9 && affine.shuffled.accuracy ?? 1 < 0.5)
        // No total is visited in two places: the nearest fitted state cannot have it.
        #expect(variable.nearestState.judged == 0 && variable.nearestState.notJudged == 126 && !variable.nearestState.reads)
        let (coefficients, constant) = (try #require(variable.coefficients), try #require(variable.constant))
        for total in [0, 1, 5] {
            let state = network.run(Sequences(one: [[total]], width: 1)).state(0, after: 0)
            #expect(abs(Vector.dot(coefficients, state) + constant - Double(total)) < 1e-9)
        }
    }

    private func reading(_ judged: Int, errors: Int, shuffled: (judged: Int, errors: Int)) -> Grounding.Reading {
        Grounding.Reading(
            heldOut: .clusters, judged: judged, errors: errors, unasked: nil, notJudged: 0, margin: nil,
            shuffled: .init(judged: shuffled.judged, errors: shuffled.errors), untrained: nil)
    }

    @Test("Of a variable that no probe reads the probe decides that errs on it")
    func deciding() {
        // Shuffled labels are read as well as its own: the affine probe makes no error, and shows nothing.
        let (blind, errs) = (
            reading(20, errors: 0, shuffled: (160, 0)), reading(20, errors: 3, shuffled: (160, 80))
        )
        for (affine, nearest) in [(blind, errs), (errs, blind)] {
            let variable = Grounding.Variable(
                name: "s", states: 20, clusters: 5, mixedClusters: 0, affine: affine, nearestState: nearest, discriminant: nil,
                jointly: nil, coefficients: nil, constant: nil, confusion: nil)
            #expect(variable.isRefuted && !variable.isRead && variable.deciding.errors == 3)
        }
    }

    @Test("Where all states that can be judged have one value, nothing is read")
    func oneValue() {
        // Three states of 0 in a line, of which each follows from the two others; two of 1, each outside the plane of the others.
        let states: [[Double]] = [[0, 0, 0], [1, 0, 0], [2, 0, 0], [0, 1, 0], [0, 0, 1]]
        let trial = ProbeTrial(states, values: [0, 0, 0, 1, 1], randomness: CounterRandom(1))
        let score = trial.affine(.clusters)
        #expect(score.judged == 3 && score.errors == 0 && score.notJudged == 2)
        #expect(score.ofSeveralValues.judged == 0 && score.ofSeveralValues.notJudged == 5)
        let both = ProbeTrial(states + [[0, 2, 0]], values: [0, 0, 0, 1, 1, 2], randomness: CounterRandom(1)).affine(.clusters)
        #expect(both.ofSeveralValues.judged == both.judged && both.judged > 3)
    }

    /// s = 2 h mod 3: 0, 2, 1 at the places 0, 1, 2.
    private func relabelled() throws -> Program {
        let (x, s) = (HandMade.x, HandMade.s)
        return try HandMade.program(state: ["s"], next: [(s + 2 * x) % 3], outputs: [(2 * s + x) % 3])
    }

    @Test("What is affine in no way, with one place a value, can be looked up but not read elsewhere: it is not grounded")
    func lookedUp() throws {
        let variable = try #require(
            try grounding(HandMade.moduloThreeNetwork, relabelled(), HandMade.task(0..<3, length: 4)).first)
        #expect(variable.clusters == 3 && variable.mixedClusters == 0 && variable.isRefuted && !variable.isRead)
        #expect(variable.affine.heldOut == .clusters && variable.affine.errors == variable.affine.judged)
        #expect(variable.nearestState.judged == 0 && variable.deciding == variable.affine)
        #expect(try #require(variable.confusion).distance == 1)
    }

    @Test(
        "With places of one value nearer to each other than to any of another value, the nearest state reads what is not affine"
    )
    func nearestState() throws {
        // Beside h' = (h + x) mod 3 a second unit keeps 0.4 x: three places a value, 0.4 apart where values are 1 apart.
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[1, 0, 1], [1, 0, 1], [1, 0, 1], [0, 0, 1]]), biases: [0, -2, -3, 0]),
                .init(weights: Matrix([[1, -3, 3, 0], [0, 0, 0, 0.4]]), biases: [0, 0]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1, 0]]), biases: [0])]))
        let variable = try #require(try grounding(network, relabelled(), HandMade.task(0..<3, length: 4)).first)
        #expect(variable.clusters == 9 && !variable.affine.reads && variable.affine.errors > 0)
        let nearest = variable.nearestState
        #expect(nearest.reads && variable.isRead && !variable.isRefuted && variable.deciding == nearest)
        #expect(nearest.judged == 39 && nearest.notJudged == 0 && variable.confusion == nil)
        #expect(abs(try #require(nearest.margin) - 0.6 / 1.4) < 1e-9)
    }

    @Test("Two places are too few to leave one out: prefixes are held out, and it is said so")
    func recognised() throws {
        let variable = try #require(
            try grounding(HandMade.parityNetwork, HandMade.parityProgram(), HandMade.task(0..<2, length: 6)).first)
        #expect(variable.clusters == 2 && variable.affine.heldOut == .prefixes && variable.affine.reads)
        #expect(variable.affine.judged == 62 && variable.nearestState.judged == 0)
        // A label drawn anew for each prefix is right half of the time.
        let shuffled = try #require(variable.affine.shuffled.accuracy)
        let selectivity = try #require(variable.affine.selectivity)
        #expect(abs(shuffled - 0.5) < 0.25 && abs(selectivity - (1 - shuffled)) < 1e-12)
    }

    /// Ones so far, three at most, at the places 0, 0.3, 2.7 and 3 of one unit.
    private static let unevenCount = RecurrentNetwork(
        transition: Perceptron(layers: [
            // Only with x = 1 more than zero: what the place is left by.
            .init(
                weights: Matrix([[1, 0], [-1, 0], [0, 1], [1, 10], [1, 10], [1, 10]]), biases: [0, 0, 0, -10, -10.3, -12.7]),
            .init(weights: Matrix([[1, -1, 0.3, 7, -7.875, -0.125]]), biases: [0]),
        ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))

    @Test(
        "An affine function that rounds rightly only where each place was fitted is judged after longer prefixes, if states recur"
    )
    func uneven() throws {
        let next = Pipeline.Expression.binary(.minimum, HandMade.s + HandMade.x, 3)
        let program = try HandMade.program(state: ["s"], next: [next], outputs: [next])
        let visits = try #require(HandMade.sideBySide(Self.unevenCount, program, HandMade.task(0..<2, length: 7)))
        func variable(statesRecur: Bool) throws -> Grounding.Variable {
            let check = GroundingCheck(visits, control: nil, statesRecur: statesRecur, seed: 1)
            return try #require(check.grounding(of: ["s"]).variables.first)
        }
        let read = try variable(statesRecur: true)
        #expect(read.clusters == 4 && read.mixedClusters == 0 && read.isReadAlone && read.deciding == read.affine)
        // 32 + 64 prefixes of five and of six letters.
        #expect(read.affine.heldOut == .lengths && read.affine.judged == 96 && read.affine.errors == 0)
        #expect(4 * read.affine.shuffled.errors > read.affine.shuffled.judged)
        let elsewhere = try variable(statesRecur: false).affine
        #expect(elsewhere.heldOut == .clusters && elsewhere.errors > 0 && !elsewhere.reads)
    }

    /// Keeps the last letter, whether it differed from the one before, and whether that differed from the one before it.
    private static let changes = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(weights: Matrix([[0, 0, 0, 1], [-1, 0, 0, 1], [1, 0, 0, -1], [0, 1, 0, 0]]), biases: [0, 0, 0, 0]),
            .init(weights: Matrix([[1, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]]), biases: [0, 0, 0]),
        ]), readout: Perceptron(layers: [.init(weights: Matrix([[1, 0, 0]]), biases: [0])]))

    @Test("Who keeps a and a ^ b has b: no probe reads it alone, one with a score for each memory does, if states recur")
    func memories() throws {
        let program = try HandMade.program(state: ["s", "n"], next: [HandMade.x, HandMade.s], outputs: [HandMade.x])
        let visits = try #require(HandMade.sideBySide(Self.changes, program, HandMade.task(0..<2, length: 7)))
        func variables(statesRecur: Bool) -> [Grounding.Variable] {
            GroundingCheck(visits, control: nil, statesRecur: statesRecur, seed: 1).grounding(of: ["s", "n"]).variables
        }
        let read = variables(statesRecur: true)
        #expect(read[0].isReadAlone && read[0].jointly == nil)
        #expect(!read[1].isReadAlone && read[1].isRead && read[1].mixedClusters == 0)
        let jointly = try #require(read[1].jointly)
        #expect(jointly == read[1].deciding && jointly.heldOut == .lengths && jointly.judged == 96 && jointly.errors == 0)
        #expect(jointly.shuffled.errors > 0)
        #expect(variables(statesRecur: false).allSatisfy { $0.jointly == nil })
    }

    @Test("A variable that the network does not have is not grounded, and two prefixes show it")
    func missing() throws {
        let (x, s) = (HandMade.x, HandMade.s)
        let program = try HandMade.program(
            state: ["s", "n"], next: [s ^ x, .variable("n") + x], outputs: [s ^ x])
        let variables = try grounding(
            HandMade.parityNetwork, program, HandMade.task(0..<2, length: 6), of: ["s", "n"])
        #expect(variables.map(\.name) == ["s", "n"] && variables[0].isRead)
        #expect(variables[1].mixedClusters == 2 && variables[1].isRefuted && variables[1].deciding.errors > 0)
        let confusion = try #require(variables[1].confusion)
        let counts = [confusion.first, confusion.second].map { $0.reduce(0) { $0 + $1[0] } }
        #expect(counts == confusion.values && counts[0] != counts[1] && confusion.distance == 0)
    }

    @Test("Of states that hold a and a xor b no linear probe reads b alone, and one of the whole memory does")
    func jointly() throws {
        // Units a and a xor b, and one of noise, so that states do not recur.
        var random = CounterRandom(2)
        let states: [(word: [Int], hidden: [Double])] = words(of: 7).map { word in
            let (a, b) = (word.last ?? 0, word.dropLast().last ?? 0)
            return (word, [Double(a), Double(a ^ b), 0.1 * random.unit()])
        }
        let memories = states.map { state in [state.word.last ?? 0, state.word.dropLast().last ?? 0] }
        let labels = memories.map { 2 * $0[0] + $0[1] }
        let lengths = states.map(\.word.count)
        let alone = LengthTrial(
            states.map(\.hidden), values: memories.map { $0[1] }, lengths: lengths, randomness: CounterRandom(1))
        #expect(4 * alone.score.errors > alone.score.judged)
        let whole = LengthTrial(
            states.map(\.hidden), values: labels, lengths: lengths, randomness: CounterRandom(1), meaning: { $0 % 2 })
        #expect(whole.score.errors == 0 && whole.score.judged == whole.judged.count)
    }

    private func words(of length: Int) -> [[Int]] {
        (1...length).flatMap { size in (0..<1 << size).map { number in (0..<size).map { number >> $0 & 1 } } }
    }

    @Test("An untrained network holds no parity: the program is not grounded in it")
    func untrained() throws {
        let task = HandMade.task(0..<2, length: 8)
        let wide = Architecture(inputWidth: 1, outputWidth: 1, hidden: 3, transitionWidths: [8])
        for seed: UInt64 in 1...3 {
            let network = RecurrentNetwork.untrained(wide, for: task, seed: seed)
            let claims = MechanismClaims(task: task, network: network, program: try HandMade.parityProgram(), seed: 1).claims()
            #expect(claims[0].fails && claims[0].errors > 0, "seed \(seed)")
        }
        let trained = try #require(
            try grounding(HandMade.parityNetwork, HandMade.parityProgram(), task).first)
        #expect(try #require(trained.affine.untrained?.accuracy) < 1)
    }

    @Test("Labels that are shuffled over the places are not read, and a reading that is no better is none")
    func shuffled() throws {
        let states = (0..<40).map { [Double($0 % 10)] }
        let randomness = InputSpace.randomness(for: .grounding, seed: 1, step: 0)
        let scrambled = [3, 0, 9, 5, 1, 8, 2, 7, 4, 6]
        let trial = ProbeTrial(states, values: states.map { scrambled[Int($0[0])] }, randomness: randomness)
        let score = trial.affine(.clusters)
        #expect(trial.clusters.count == 10 && score.judged == 40 && score.errors > 20)
        let same = Grounding.Control(judged: 40, errors: 0)
        let reading = Grounding.Reading(
            heldOut: .clusters, judged: 40, errors: 0, unasked: 0, notJudged: 0, margin: 0.5, shuffled: same, untrained: same)
        #expect(reading.selectivity == 0 && !reading.reads)
    }

    @Test("No cluster of near-equal states is on both sides: a twin of each state helps no decoder")
    func twins() {
        // Values at random places, each visited twice, a millionth apart.
        let places = [0.0, 1, 2, 3, 4, 5, 6, 7]
        let values = [0, 1, 1, 0, 1, 0, 0, 1]
        let states = places.flatMap { [[$0], [$0 + 1e-6]] }
        let trial = ProbeTrial(
            states, values: values.flatMap { [$0, $0] }, randomness: InputSpace.randomness(for: .grounding, seed: 1, step: 0))
        #expect(trial.clusters.count == 8 && trial.nearestState().judged == 16 && trial.nearestState().errors > 4)
    }

    @Test("Claims: a missing variable fails the claim; without variables, or with one of a single value, it is not made")
    func claims() throws {
        let task = HandMade.task(0..<2, length: 6)
        let (x, s) = (HandMade.x, HandMade.s)
        let extra = try HandMade.program(state: ["s", "n"], next: [s ^ x, .variable("n") + x], outputs: [s ^ x])
        let failing = MechanismClaims(task: task, network: HandMade.parityNetwork, program: extra, seed: 1).claims()
        #expect(failing.map(\.claim) == [.grounded, .causal] && failing[0].fails && failing[0].errors > 0)
        let data = try JSONEncoder().encode(failing)
        #expect(try JSONDecoder().decode([Claim].self, from: data) == failing)
        let network = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        let stateless = MechanismClaims(task: task, network: network, program: try HandMade.program(outputs: [x]), seed: 1)
            .claims()
        #expect(stateless[0].notMade?.contains("no state variables") == true && stateless[1].holds)
        #expect(Distillation.Evidence(for: .formula, by: stateless) == .mechanistic)
        let idle = try HandMade.program(state: ["s", "c"], next: [s ^ x, .variable("c")], outputs: [s ^ x])
        let open = MechanismClaims(task: task, network: HandMade.parityNetwork, program: idle, seed: 1).claims()
        #expect(open[0].notMade?.hasPrefix("of c no value") == true && !open[0].holds && !open[0].fails)
        #expect(Distillation.Evidence(for: .formula, by: open) == .behavioural)
    }

    @Test("A program that cannot be run beside the network, or sequences of one position: nothing was checked")
    func nothingToCheck() throws {
        let squaring = try HandMade.program(
            state: ["s"], next: [HandMade.s * HandMade.s + 9 * HandMade.x], outputs: [HandMade.x])
        let program = try HandMade.parityProgram()
        for (length, program) in [(9, squaring), (1, program)] {
            let claims = MechanismClaims(
                task: HandMade.task(0..<2, length: length), network: HandMade.parityNetwork, program: program, seed: 1
            ).claims()
            #expect(claims.count == 2 && claims.allSatisfy { !$0.holds && !$0.fails && $0.notMade != nil && $0.cases == 0 })
        }
    }
}
