import Foundation
import Testing

@testable import Pipeline

/// Files of transformers that PyTorch trained to answer questions, with scores that it recorded.
@Suite struct DescribedAnswererTests {
    private func read(
        _ name: String, _ change: (inout NetworkDescription) -> Void = { _ in }
    ) throws(SafetensorsError) -> DescribedAnswerer {
        let file = try SafetensorsFile((try? transformerFixture(name)) ?? Data())
        var stated = NetworkDescription()
        change(&stated)
        return try DescribedAnswerer(file, name: name, description: stated.completed(by: file))
    }

    /// Heads that are tied to the tokens, and heads of their own.
    @Test(arguments: ["unique_copy", "unique_reverse", "sort", "greatest", "more_ones"])
    func scoresThatPyTorchRecordedComeOut(name: String) throws {
        let answerer = try read(name)
        let proof = try #require(answerer.proof)
        #expect(proof.words >= 8 && proof.difference < 1e-3)
    }

    /// `unique_copy` repeats a question of different letters.
    @Test func answersAreReadLetterByLetter() throws {
        let network = try read("unique_copy").network
        let questions = [[0, 1, 2], [5, 3], [4, 2, 0, 1]]
        #expect(network.answers(to: questions, most: 8).map(\.answer) == questions)
        // The default is to ask for each letter by itself: both ways give the same.
        let tokens = network.tokens(along: questions.map { Exchange($0, $0) })
        #expect(tokens.map { $0.map(\.letter) } == questions.map { $0.map(Optional.some) + [nil] })
    }

    @Test func whatIsReadOtherwiseIsRefused() throws {
        #expect(throws: SafetensorsError.self) { try read("sort") { $0.heads = 1 } }
        #expect(throws: SafetensorsError.self) { try read("sort") { $0.separator = 0 } }
        #expect(throws: SafetensorsError.self) { try read("sort") { $0.columns = [0, 1] } }
        #expect(throws: SafetensorsError.self) { try read("sort") { $0.questions = ["("] } }
        #expect(throws: SafetensorsError.self) {
            try DescribedNetwork(try transformerFixture("sort"), name: "answers no letter")
        }
    }
}
