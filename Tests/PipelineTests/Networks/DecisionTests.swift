import Foundation
import Testing

@testable import Pipeline

@Suite("How scores become answers")
struct DecisionTests {
    @Test("Rounding is to the nearest integer, halves away from zero; what no integer is near to is Int.min")
    func rounding() {
        let decision = Decision.nearestInteger
        #expect(decision.answers(to: [0.5, -0.5, 2.4999, -1.5, 0x1p52], width: 1) == [1, -1, 2, -2, 1 << 52])
        #expect(
            decision.answers(to: [.nan, .infinity, -.infinity, 0x1p53, -1e300], width: 1)
                == Array(repeating: .min, count: 5))
    }

    @Test("Of equal scores the first class is taken, of one that is no number none")
    func classes() {
        let decision = Decision.greatest(of: ["a", "b", "c"])
        let scores = [1, 1, 0, -2, -1, -1, 0, -0.0, 0, -.infinity, -.infinity, .infinity]
        #expect(decision.answers(to: scores, width: 3) == [0, 1, 0, 2])
        #expect(decision.answers(to: [9, .nan, 0, .nan, .nan, .nan], width: 3) == [.min, .min])
        #expect(decision.answers(to: [Double](), width: 3).isEmpty && decision.answerWidth(scores: 3) == 1)
    }

    @Test("Zero, of either sign, is not above zero")
    func signs() {
        let scores = [0, -0.0, .leastNonzeroMagnitude, -1, .infinity, -.infinity, .nan]
        #expect(Decision.signs.answers(to: scores, width: 7) == [0, 0, 1, 0, 1, 0, .min])
        #expect(Decision.signs.answerWidth(scores: 7) == 7)
    }

    /// Counts modulo three, and scores each class by its distance from the count.
    private static let classifier = RecurrentNetwork(
        transition: HandMade.moduloThreeNetwork.transition,
        readout: Perceptron(layers: [.init(weights: Matrix([[0], [1], [2]]), biases: [0, -0.5, -2])]),
        decision: .greatest(of: ["none", "one", "two"]))

    @Test("A network says what decides, and nothing of it where it rounds")
    func coding() throws {
        let network = Self.classifier
        #expect(network.outputWidth == 1 && network.scoreWidth == 3 && !network.isAffine)
        let json = try JSONEncoder().encode(network)
        #expect(try JSONDecoder().decode(RecurrentNetwork.self, from: json) == network)
        let plain = String(decoding: try JSONEncoder().encode(HandMade.parityNetwork), as: UTF8.self)
        #expect(!plain.contains("decision"))
        let file = try network.safetensors(metadata: ["seed": "1"])
        #expect(try RecurrentNetwork(safetensors: file) == network)
        let wrong = String(decoding: json, as: UTF8.self).replacing("\"none\",", with: "")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(RecurrentNetwork.self, from: Data(wrong.utf8))
        }
        #expect(throws: SafetensorsError.self) {
            let metadata = ["decision": "{\"kind\": \"greatest\", \"classes\": [\"a\", \"b\"]}"]
            return try RecurrentNetwork(safetensors: try HandMade.parityNetwork.safetensors(metadata: metadata))
        }
    }

    @Test("Steps that make other weights keep the decision")
    func simplifying() async throws {
        let task = task(of: Self.classifier)
        let sample = task.sample(64, for: .extraction, seed: 1)
        #expect(UnitScaling().scaled(Self.classifier).decision == Self.classifier.decision)
        let restricted = Self.classifier.restricted(to: .identity(1), from: [0])
        #expect(restricted.decision == Self.classifier.decision)
        var blurred = Self.classifier
        blurred.readout.layers[0].biases[1] += 1e-3
        let quantised = Quantisation(greatestError: 0.6).apply(to: blurred, visits: Visits(of: blurred, on: sample))
        #expect(try #require(quantised).decision == Self.classifier.decision)
        let simplified = try await simplify(Self.classifier, task: task, sample: sample, seed: 1)
        #expect(simplified.network.decision == Self.classifier.decision && simplified.steps.contains(where: \.kept))
        #expect(simplified.network.run(sample).answers == Self.classifier.run(sample).answers)
    }

    @Test("A network that decides by its greatest score is distilled")
    func distilled() async throws {
        let result = try await distill(Self.classifier, for: task(of: Self.classifier), seed: 1)
        #expect(result.verdict == .formula && result.allClaimsHold, "\(String(describing: result.failure))")
        #expect(result.evidence == .mechanistic && result.lattice != nil)
        let program = CompiledProgram(try #require(result.program?.program))
        #expect(program.run([1, 1, 1, 2, 2]) == [1, 2, 0, 2, 1])
    }

    @Test("Bits that are signs of scores are distilled")
    func distilledSigns() async throws {
        let parity = RecurrentNetwork(
            transition: HandMade.parityNetwork.transition,
            readout: Perceptron(layers: [.init(weights: Matrix([[4], [-4]]), biases: [-2, 2])]), decision: .signs)
        let task = SequenceTask(
            name: "Signs", summary: "parity and its opposite", inputs: InputSpace(Alphabet([0..<2]), length: 8),
            reference: NetworkReference(parity))
        let result = try await distill(parity, for: task, seed: 1)
        #expect(result.verdict == .formula && result.allClaimsHold, "\(String(describing: result.failure))")
    }

    private func task(of network: RecurrentNetwork) -> SequenceTask {
        SequenceTask(
            name: "Classes", summary: "the sum modulo three", inputs: InputSpace(Alphabet([0..<3]), length: 8),
            reference: NetworkReference(network))
    }
}
