import Foundation
import Testing

@testable import Pipeline
@testable import Studies

@Suite struct StudiesPassiveQuestionTests {
    private func question(_ sequences: [RecordedSequence]) throws -> PassiveQuestion {
        let examples = try Examples(
            Recording(name: "data", inputNames: ["x"], outputNames: ["y"], sequences: sequences))
        return PassiveQuestion(examples, ExampleAnswers(examples))
    }

    private func row(_ letters: String, _ answers: [String?]) -> RecordedSequence {
        RecordedSequence(letters: letters.map { [.text("\($0)")] }, answers: answers.map { $0.map { [.text($0)] } }, line: 1)
    }

    @Test func theAutomatonFitsTheAnswers() throws {
        #expect(try question([row("ab", [nil, "no"]), row("aa", [nil, "yes"])]).kind == .dfa)
        #expect(try question([row("ab", [nil, "x"]), row("aa", [nil, "y"]), row("b", ["z"])]).kind == .moore)
        #expect(try question([row("ab", ["x", "y"]), row("b", ["z"])]).kind == .mealy)
    }

    @Test func rowsAreSentInNumbers() throws {
        let question = try question([row("ab", [nil, "no"]), row("aa", [nil, "yes"])])
        let sent = String(decoding: try JSONEncoder().encode(question.message(to: .rpni).rows), as: UTF8.self)
        #expect(sent == "[[[0,1],[null,0]],[[0,0],[null,1]]]" && question.answerCount == 2)
    }

    @Test func whatIsMissingRejectsInADFAAndIsNothingElsewhere() throws {
        let acceptor = try question([row("ab", [nil, "no"]), row("aa", [nil, "yes"])])
        let reply = PassiveReply(targets: [[0, nil]], answers: [[1, nil]], seconds: 0)
        let machine = try #require(reply.machine(for: acceptor))
        #expect(machine.stateCount == 2 && machine.outputs == [[[1], [0]], [[0], [0]]])
        let transducer = try question([row("ab", ["x", "y"]), row("b", ["z"])])
        let partial = try #require(
            PassiveReply(targets: [[0, nil]], answers: [[nil, nil]], seconds: 0).machine(for: transducer))
        #expect(partial.stateCount == 1 && partial.outputs == [[[], []]])
    }

    @Test(arguments: [
        "{\"targets\": [], \"answers\": [], \"seconds\": 0}",
        "{\"targets\": [[0]], \"answers\": [[0]], \"seconds\": 0}",
        "{\"targets\": [[0, 1]], \"answers\": [[0, 0]], \"seconds\": 0}",
        "{\"targets\": [[0, -1]], \"answers\": [[0, 0]], \"seconds\": 0}",
        "{\"targets\": [[0, 0]], \"answers\": [[0, 2]], \"seconds\": 0}",
        "{\"targets\": [[0, 0], [0, 0]], \"answers\": [[0, 0]], \"seconds\": 0}",
    ])
    func anAutomatonThatIsNoneIsNotTaken(json: String) throws {
        let question = try question([row("ab", [nil, "no"]), row("aa", [nil, "yes"])])
        let reply = try JSONDecoder().decode(PassiveReply.self, from: Data(json.utf8))
        #expect(reply.machine(for: question) == nil)
    }
}
