import Determinism
import Testing

@testable import Pipeline

@Suite("Networks from examples", .serialized)
struct ExampleSearchTests {
    /// No three zeros in a row (Tomita's fourth language).
    private static let fourth = MealyMachine(
        letters: HandMade.bits, transitions: [[1, 0], [2, 0], [3, 0], [3, 3]],
        outputs: [[[1], [1]], [[1], [1]], [[0], [1]], [[0], [0]]])
    /// As many zeros as ones modulo three (Tomita's sixth language).
    private static let sixth = MealyMachine(
        letters: HandMade.bits, transitions: [[1, 2], [2, 0], [0, 1]],
        outputs: [[[0], [0]], [[0], [1]], [[1], [0]]])

    private static let languages = [fourth, sixth]

    private func accepts(_ machine: MealyMachine, _ word: [Int]) -> Bool { machine.run(word.map { [$0] }).last == [1] }

    private func examples(
        _ machine: MealyMachine, _ count: Int, seed: UInt64, flipped: Set<Int> = []
    ) throws -> (Examples, ExampleAnswers) {
        let words = HandMadeData.words(count, lengths: 1...14, seed: seed)
        let sequences = HandMadeData.labelled(words) { index, word in accepts(machine, word) != flipped.contains(index) }
        let examples = try Examples(HandMadeData.recording(sequences))
        return (examples, ExampleAnswers(examples))
    }

    private func flipped(_ count: Int, of all: Int, seed: UInt64) -> Set<Int> {
        var random = CounterRandom(seed, 2)
        var rows: Set<Int> = []
        while rows.count < count { rows.insert(random.integer(in: 0..<all)) }
        return rows
    }

    @Test("Of 300 words of a regular language the machine is exact", arguments: languages)
    func exact(machine: MealyMachine) async throws {
        let (examples, answers) = try examples(machine, 300, seed: 1)
        let training = try await train(on: examples, answers, seed: 1, jobs: 2)
        let chosen = try #require(training.contenders.first)
        let found = try #require(chosen.machine)
        #expect(found.distinguishingWord(from: machine) == nil && found.stateCount == machine.minimised.stateCount)
        #expect(chosen.exceptions.isEmpty && !training.isCutShort)
    }

    @Test("Three wrong labels of a hundred are found out", arguments: languages)
    func wrongLabels(machine: MealyMachine) async throws {
        let wrong = flipped(18, of: 600, seed: 4)
        let (examples, answers) = try examples(machine, 600, seed: 2, flipped: wrong)
        let training = try await train(on: examples, answers, seed: 1, jobs: 2)
        let chosen = try #require(training.contenders.first)
        #expect(try #require(chosen.machine).distinguishingWord(from: machine) == nil)
        let findings = DataFindings(examples, answers, training, chosen: chosen)
        let suspects = Set(findings.suspects.map { $0.line - 1 })
        #expect(Double(suspects.intersection(wrong).count) >= 0.9 * Double(suspects.count))
        // Those kept back for testing have no say.
        let known = wrong.filter { examples.rows[$0].part != .testing }
        #expect(suspects.isSuperset(of: known), "\(suspects.sorted()), flipped \(known.sorted())")
    }

    @Test("Always saying no is no success where three of 300 words are others")
    func unbalanced() async throws {
        // Yes to words that end in nine ones.
        let ends = HandMadeData.words(297, lengths: 9...12, seed: 3).filter { !$0.suffix(9).allSatisfy { $0 == 1 } }
        let yes = [[0], [0, 0], [1, 0]].map { $0 + Array(repeating: 1, count: 9) }
        let sequences = HandMadeData.labelled(ends + yes) { index, _ in index >= ends.count }
        let examples = try Examples(HandMadeData.recording(sequences))
        let answers = ExampleAnswers(examples)
        let shown = answers.nodes(of: .training) + answers.nodes(of: .choosing)
        let positive = shown.filter { answers.answer[$0] == [1] }
        try #require(!positive.isEmpty)
        do {
            let training = try await train(on: examples, answers, seed: 1, jobs: 2)
            for contender in training.contenders {
                #expect(!Set(contender.exceptions).isSuperset(of: positive))
            }
        } catch let error as NotLearned {
            #expect(error.reason.contains("where always giving the commonest answer is wrong on \(positive.count)"))
        }
    }

    @Test("The result depends on the seed, not on the jobs")
    func jobs() async throws {
        let (examples, answers) = try examples(Self.sixth, 200, seed: 5)
        let one = try await train(on: examples, answers, seed: 3, jobs: 1)
        let two = try await train(on: examples, answers, seed: 3, jobs: 2)
        #expect(one.contenders.map(\.network) == two.contenders.map(\.network))
        #expect(one.contenders.map(\.exceptions) == two.contenders.map(\.exceptions))
        #expect(one.candidates == two.candidates)
    }

    @Test("Labels at random are not learned, and the reason counts")
    func random() async throws {
        // Long words, which share no ending either.
        let words = HandMadeData.words(400, lengths: 12...20, seed: 8)
        var random = CounterRandom(8, 3)
        let labels = words.map { _ in random.integer(in: 0..<2) == 1 }
        let examples = try Examples(HandMadeData.recording(HandMadeData.labelled(words) { index, _ in labels[index] }))
        let answers = ExampleAnswers(examples)
        let error = await #expect(throws: NotLearned.self) {
            _ = try await train(on: examples, answers, seed: 1, jobs: 2, budget: .seconds(4))
        }
        let reason = try #require(error?.reason)
        // Trying every shape would take long, and tell no more.
        #expect(reason.hasPrefix("the budget of 4.0 seconds was used up; "), "\(reason)")
        guard error?.candidates.isEmpty == false else { return }
        #expect(reason.contains("; none of "), "\(reason)")
        let trained = answers.nodes(of: .training).count
        #expect(reason.contains(" of the \(trained) answers that it was trained on and "), "\(reason)")
        #expect(reason.contains(" of \(answers.nodes(of: .choosing).count) others"), "\(reason)")
    }

    @Test("A budget that is up says so")
    func budget() async throws {
        let (examples, answers) = try examples(Self.sixth, 200, seed: 5)
        let error = await #expect(throws: NotLearned.self) {
            _ = try await train(on: examples, answers, seed: 1, jobs: 2, budget: .milliseconds(1))
        }
        #expect(error?.reason.hasPrefix("the budget of 0.001 seconds was used up; no training run had come to an end") == true)
    }
}
