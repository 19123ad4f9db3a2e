import Foundation
import Testing

@testable import Pipeline

@Suite("Grounding")
struct GroundingTests {
    private func grounding(
        _ network: RecurrentNetwork, _ program: Program, _ task: SequenceTask, of names: [String] = ["s"]
    ) throws -> [Grounding.Variable] {
        let visits = try #require(HandMade.sideBySide(network, program, task))
        let check = GroundingCheck(visits, seed: 1)
        #expect(check.grounding(of: names) == GroundingCheck(visits, seed: 1).grounding(of: names))
        return check.grounding(of: names).variables
    }

    @Test("A total is an affine function of the hidden state, with these coefficients")
    func total() throws {
        var generator = SeededGenerator(seed: 3)
        let network = generator.disguised(HandMade.totalNetwork)
        let variable = try #require(
            try grounding(network, HandMade.totalProgram(), HandMade.task(0..<2, length: 7)).first)
        #expect(variable.name == "s" && variable.decoder == .affine && variable.errors == 0 && variable.confusion == nil)
        // 2 + 4 + … + 64 prefixes shorter than the sequences, of which the halves share most.
        #expect(variable.fitted + variable.checked > 126 && variable.fitted <= 126 && variable.checked <= 126)
        #expect(try #require(variable.largestDeviation) < 1e-9)
        let (coefficients, constant) = (try #require(variable.coefficients), try #require(variable.constant))
        for total in [0, 1, 5] {
            let state = network.run(Sequences(one: Array(repeating: [total], count: 1), width: 1)).state(0, after: 0)
            #expect(abs(Vector.dot(coefficients, state) + constant - Double(total)) < 1e-9)
        }
    }

    @Test("A variable that is in the hidden state, but not affinely, is read by the nearest state, and it is said so")
    func relabelled() throws {
        // s = 2 h mod 3: 0, 2, 1 at the places 0, 1, 2.
        let (x, s) = (HandMade.x, HandMade.s)
        let program = try HandMade.program(
            state: ["s"], next: [(s + 2 * x) % 3], outputs: [(2 * s + x) % 3])
        let variable = try #require(
            try grounding(HandMade.moduloThreeNetwork, program, HandMade.task(0..<3, length: 4)).first)
        #expect(variable.decoder == .nearestState && variable.errors == 0 && variable.confusion == nil)
        #expect(variable.largestDeviation == nil && variable.coefficients == nil && variable.constant == nil)
    }

    @Test("A variable that the network does not have is not grounded, and two prefixes show it")
    func missing() throws {
        let (x, s) = (HandMade.x, HandMade.s)
        let program = try HandMade.program(
            state: ["s", "n"], next: [s ^ x, .variable("n") + x], outputs: [s ^ x])
        let variables = try grounding(
            HandMade.parityNetwork, program, HandMade.task(0..<2, length: 6), of: ["s", "n"])
        #expect(variables.map(\.name) == ["s", "n"] && variables[0].errors == 0 && variables[0].decoder == .affine)
        #expect(variables[1].errors > 0)
        let confusion = try #require(variables[1].confusion)
        let counts = [confusion.fitted, confusion.checked].map { $0.reduce(0) { $0 + $1[0] } }
        #expect(counts == confusion.values && counts[0] != counts[1] && confusion.distance == 0)
    }

    @Test("With sequences in one half only, nothing is read: what could not be fitted is an error")
    func oneHalf() throws {
        let program = CompiledProgram(try HandMade.totalProgram())
        let visits = try #require(SideBySide(HandMade.totalNetwork, program, on: Sequences(one: [[1], [0], [1]], width: 1)))
        var checked: Set<Int> = []
        for seed: UInt64 in 1...20 {
            let variable = try #require(GroundingCheck(visits, seed: seed).grounding(of: ["s"]).variables.first)
            #expect(Set([variable.fitted, variable.checked]) == [0, 2])
            #expect(variable.errors == variable.checked && variable.confusion == nil)
            checked.insert(variable.checked)
        }
        #expect(checked == [0, 2])
    }

    @Test("Claims: a missing variable fails the claim, no variable at all leaves nothing to read")
    func claims() throws {
        let task = HandMade.task(0..<2, length: 6)
        let (x, s) = (HandMade.x, HandMade.s)
        let extra = try HandMade.program(state: ["s", "n"], next: [s ^ x, .variable("n") + x], outputs: [s ^ x])
        let failing = MechanismClaims(task: task, network: HandMade.parityNetwork, program: extra, seed: 1).claims()
        #expect(failing.map(\.claim) == [.grounded, .causal] && !failing[0].holds && failing[0].errors > 0)
        let data = try JSONEncoder().encode(failing)
        #expect(try JSONDecoder().decode([Claim].self, from: data) == failing)
        let network = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        let stateless = MechanismClaims(task: task, network: network, program: try HandMade.program(outputs: [x]), seed: 1)
        #expect(stateless.claims().allSatisfy { $0.holds } && stateless.claims()[0].cases == 0)
        #expect(stateless.claims()[0].statement.contains("no state variables"))
    }

    @Test("A program that cannot be run beside the network is neither, and nothing was checked")
    func failing() throws {
        let squaring = try HandMade.program(
            state: ["s"], next: [HandMade.s * HandMade.s + 9 * HandMade.x], outputs: [HandMade.x])
        let claims = MechanismClaims(
            task: HandMade.task(0..<2, length: 9), network: HandMade.parityNetwork, program: squaring, seed: 1
        ).claims()
        #expect(claims.count == 2 && claims.allSatisfy { !$0.holds && $0.cases == 0 && $0.errors == 0 })
    }
}
