import Foundation
@testable import Pipeline
@testable import Recordings

extension FuzzTarget {
    /// A network of somebody's, with its description: one that is read is asked, and written is read the same.
    static let network = FuzzTarget(name: "network", form: .safetensors) { data in
        if let file = try? SafetensorsFile(data), let answerer = try? DescribedAnswerer(file, name: "model") {
            return read(answerer)
        }
        let described: DescribedNetwork
        do throws(SafetensorsError) {
            described = try DescribedNetwork(data, name: "model")
        } catch {
            demand(error.description.utf8.count < 3000 && !error.description.contains("\n"), "a refusal is one short sentence")
            return
        }
        let copy = (try? described.safetensors).flatMap { try? DescribedNetwork($0, name: "model") }
        demand(
            copy?.kind == described.kind && copy?.symbols == described.symbols, "a network written out is read the same")
        let words = described.task.inputs.sample(4, length: 5, for: .testing, seed: 1)
        let answers = described.network.answers(to: words)
        demand(answers.values.count == 4 * 5 * described.network.outputWidth, "there is an answer at every position")
        _ = NetworkSummary(described).table
    }

    /// The same of one that answers questions.
    private static func read(_ answerer: DescribedAnswerer) {
        let copy = (try? answerer.safetensors).flatMap { try? SafetensorsFile($0) }
            .flatMap { try? DescribedAnswerer($0, name: "model") }
        demand(copy?.network == answerer.network && copy?.domain == answerer.domain, "a network written out is read the same")
        let network = answerer.network
        let answers = network.answers(to: [[0], [0, network.letters.count - 1]], most: 3)
        demand(answers.count == 2 && answers.allSatisfy { $0.answer.count <= 3 }, "every question is answered")
        _ = NetworkSummary(answerer).table
    }
}
