import Foundation
import Testing

@testable import Pipeline

@Suite("What decodes may come from anyone")
struct HostileDecodingTests {
    private func refusal<Value: Decodable>(_ type: Value.Type, _ json: String) -> String? {
        do {
            _ = try JSONDecoder().decode(type, from: Data(json.utf8))
            return nil
        } catch DecodingError.dataCorrupted(let context) {
            return context.debugDescription
        } catch { return "\(error)" }
    }

    private func matrix(_ rows: String, _ columns: String, _ elements: String) -> String {
        "{\"rows\": \(rows), \"columns\": \(columns), \"elements\": [\(elements)]}"
    }

    private func layer(_ rows: Int, _ columns: Int, biases: Int? = nil) -> String {
        let zeros = { (count: Int) in Array(repeating: "0", count: count).joined(separator: ",") }
        let weights = matrix("\(rows)", "\(columns)", zeros(rows * columns))
        return "{\"weights\": \(weights), \"biases\": [\(zeros(biases ?? rows))]}"
    }

    private func network(_ transition: String, _ readout: String, _ initial: String) -> String {
        "{\"transition\": {\"layers\": [\(transition)]}, \"readout\": {\"layers\": [\(readout)]}, \"initialState\": [\(initial)]}"
    }

    @Test("What is whole comes back as it was")
    func whole() throws {
        var generator = SeededGenerator(seed: 5)
        let network = generator.network(
            Architecture(inputWidth: 2, outputWidth: 1, hidden: 3, transitionWidths: [4], readoutWidths: [2]))
        #expect(try JSONDecoder().decode(RecurrentNetwork.self, from: JSONEncoder().encode(network)) == network)
        let machine = HandMade.counter(3, shown: 2)
        #expect(try JSONDecoder().decode(MealyMachine.self, from: JSONEncoder().encode(machine)) == machine)
    }

    @Test(
        "A matrix has as many finite elements as its shape says",
        arguments: [
            ("2", "2", "1, 2, 3"), ("-1", "-1", "1"), ("0", "2", "1"), ("4611686018427387904", "4", ""),
            ("9223372036854775807", "9223372036854775807", "1"), ("9223372036854775808", "1", "1"), ("1", "1", "1e999"),
            ("1", "1", "\"nan\""), ("1", "1", "null"), ("1.5", "2", "1, 2, 3"),
        ])
    func matrices(rows: String, columns: String, elements: String) {
        #expect(refusal(Matrix.self, matrix(rows, columns, elements)) != nil)
    }

    @Test("Layers fit each other, and the parts of a network too")
    func layers() {
        #expect(
            refusal(Perceptron.AffineLayer.self, layer(2, 3, biases: 3))?.contains("2 rows of 3 weights and 3 biases") == true)
        #expect(refusal(Perceptron.AffineLayer.self, layer(0, 3)) != nil)
        #expect(refusal(Perceptron.self, "{\"layers\": []}")?.contains("no layer") == true)
        #expect(
            refusal(Perceptron.self, "{\"layers\": [\(layer(2, 3)), \(layer(1, 3))]}")?.contains("layer 1 reads 3") == true)
        #expect(refusal(RecurrentNetwork.self, network(layer(2, 3), layer(1, 2), "0, 0")) == nil)
        #expect(refusal(RecurrentNetwork.self, network(layer(2, 1), layer(1, 2), "0, 0")) != nil)
        #expect(refusal(RecurrentNetwork.self, network(layer(2, 3), layer(1, 3), "0, 0")) != nil)
        #expect(refusal(RecurrentNetwork.self, network(layer(2, 3), layer(1, 2), "0"))?.contains("expected 2") == true)
    }

    @Test(
        "A machine's tables are of one shape, and lead to states that are there",
        arguments: [
            ("[[0],[1]]", "[[0,1]]", "[[[0],[0]]]"), ("[[0],[1]]", "[[0,-1]]", "[[[0],[0]]]"), ("[]", "[[]]", "[[]]"),
            ("[[0],[0]]", "[[0,0]]", "[[[0],[0]]]"), ("[[0],[1]]", "[]", "[]"), ("[[0],[1]]", "[[0]]", "[[[0],[0]]]"),
            ("[[0],[1]]", "[[0,0]]", "[[[0]]]"), ("[[0],[1]]", "[[0,0]]", "[[[0],[0,1]]]"),
            ("[[0],[1,2]]", "[[0,0]]", "[[[0],[0]]]"), ("[[0],[1]]", "[[0,9223372036854775808]]", "[[[0],[0]]]"),
        ])
    func machines(letters: String, transitions: String, outputs: String) {
        let json = "{\"letters\": \(letters), \"transitions\": \(transitions), \"outputs\": \(outputs)}"
        #expect(refusal(MealyMachine.self, json) != nil)
    }

    @Test("What is nested without end is refused, not followed")
    func depth() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(refusal(MealyMachine.self, "{\"letters\": \(deep)") != nil)
        func negations(_ count: Int) -> String {
            String(repeating: "{\"unary\": {\"_0\": \"negate\", \"_1\": ", count: count) + "{\"constant\": {\"_0\": 1}}"
                + String(repeating: "}}", count: count)
        }
        #expect(refusal(Pipeline.Expression.self, negations(3)) == nil)
        #expect(refusal(Pipeline.Expression.self, negations(5000)) != nil)
    }
}
