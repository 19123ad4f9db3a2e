import Foundation
import Synchronization
import Testing

@testable import Pipeline

@Suite("Verification")
struct VerificationTests {
    /// A running parity: program, network, machine and task agree.
    private let task = HandMade.parityTask

    private func verification(_ text: String? = nil, program: Program? = nil) throws -> Verification {
        let right = try Sequencing.program(
            for: Recurrence(inputs: ["x"], state: [.init("s")], next: [.variable("s") ^ x], outputs: [.variable("s") ^ x]))
        var verification = try Verification(
            task: task, network: HandMade.parityNetwork, program: program ?? right,
            text: text ?? PythonEmission(program ?? right, title: "Parity").text, seed: 1, jobs: 2)
        verification.testedSequences = 300
        verification.longerSequences = 20
        verification.exhaustiveLimit = 1 << 8
        return verification
    }

    @Test("What is kept of a task is not taken for claims of the network itself, which answers like it")
    func questions() throws {
        let network = HandMade.parityNetwork
        let itself = SequenceTask(
            name: task.name, summary: task.summary, inputs: task.inputs, reference: NetworkReference(network))
        let program = try HandMade.parityProgram()
        func question(_ task: SequenceTask) throws -> Data {
            let verification = try Verification(
                task: task, network: network, program: program, text: "the same", seed: 1, jobs: 1)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return try encoder.encode(try #require(verification.question))
        }
        #expect(try question(task) != question(itself))
        #expect(try question(task) == question(task))
    }

    @Test("Every claim about a right program holds, with the number of cases")
    func right() async throws {
        let claims = try await verification().claims()
        #expect(claims.map(\.claim) == Claim.Level.ofTask)
        #expect(claims.allSatisfy { $0.holds && $0.firstError == nil })
        #expect(claims.prefix(5).map(\.cases) == [300, 256, 20, 2, 300])
        let observed = try #require(claims.first { $0.claim == .faithful }?.alsoSeen)
        #expect(observed.map(\.cases) == [20, 2] && observed.allSatisfy { $0.errors == 0 })
        let proven = try #require(claims.first { $0.claim == .proven }?.statement)
        #expect(proven.contains("machine of 2 states found in the trained network"))
        #expect(proven.hasSuffix("answers like the network on all 64 words of length 6"))
    }

    /// 300 words of the trained length, 20 of ten times that and all 256 of eight letters.
    @Test("What is said of the work goes from nothing to all of it")
    func progress() async throws {
        for isOfNetwork in [false, true] {
            let told = Mutex([Double]())
            let reference = isOfNetwork ? NetworkReference(HandMade.parityNetwork) : nil
            var verification = try verification()
            if let reference {
                let itself = SequenceTask(name: task.name, summary: task.summary, inputs: task.inputs, reference: reference)
                verification = try Verification(
                    task: itself, network: HandMade.parityNetwork, program: verification.program, text: verification.text,
                    seed: 1, jobs: 2)
                verification.testedSequences = 300
                verification.exhaustiveLimit = 1 << 8
            }
            _ = try await verification.claims { work in
                if let fraction = work.fraction { told.withLock { $0.append(fraction) } }
            }
            let fractions = told.withLock(\.self)
            #expect(fractions.first == 0 && fractions.last == 1 && fractions == fractions.sorted() && fractions.count > 3)
        }
    }

    /// Wrong at the fourth of four ones in a row, and there only: run on all words, and followed from state to state.
    private static let wrongTexts = [
        """
        def f(xs):
            ys, parity = [], 0
            for t, x in enumerate(xs):
                parity ^= x
                ys.append(7 if xs[t - 3:t + 1] == [1, 1, 1, 1] else parity)
            return ys
        """,
        """
        def f(xs):
            ys = []
            parity = ones = 0
            for x in xs:
                parity ^= x
                ones = ones + 1 if x else 0
                ys.append(7 if ones > 3 else parity)
            return ys
        """,
    ]

    @Test("A text that errs once in a while fails every claim about it, with its first error", arguments: wrongTexts)
    func wrongText(text: String) async throws {
        let steps = try await PythonHarness().steps(of: text, over: [[0], [1]], length: 8, outputWidth: 1)
        #expect((steps == nil) == text.contains("enumerate"))
        let claims = try await verification(text).claims()
        let failing = claims.filter { !$0.holds }
        #expect(failing.map(\.claim) == [.tested, .exhaustive, .longer, .faithful])
        let exhaustive = try #require(claims.first { $0.claim == .exhaustive })
        // Of 2⁸ words, those with four ones in a row: 256 - 208, the eighth tetranacci-like count.
        #expect(exhaustive.errors == 48)
        let first = try #require(exhaustive.firstError)
        #expect(first.input == Word([0, 0, 0, 0, 1, 1, 1, 1].map { [$0] }))
        #expect(first.expected == [0, 0, 0, 0, 1, 0, 1, 0].map { [$0] })
        #expect(first.program == [0, 0, 0, 0, 1, 0, 1, 7].map { [$0] })
        let tested = try #require(claims.first { $0.claim == .tested }?.firstError)
        #expect(tested.input.count == 6 && tested.program != tested.expected)
        let runs = try #require(claims.first { $0.claim == .faithful }?.alsoSeen.last)
        #expect(runs.errors == 1 && runs.firstError?.input == Word(repeating: [1], count: 6))
    }

    @Test("A program that differs from the machine is not proven: the shortest word is shown, position by position")
    func wrongProgram() async throws {
        let wrong = try Sequencing.program(
            for: Recurrence(inputs: ["x"], state: [.init("s")], next: [.variable("s") | x], outputs: [.variable("s") | x]))
        let claims = try await verification(program: wrong).claims()
        let proven = try #require(claims.first { $0.claim == .proven })
        #expect(!proven.holds && proven.errors == 1)
        #expect(
            proven.firstError
                == Claim.Disagreement(input: [[1], [1]], program: [[1], [1]], expected: [[1], [0]]))
    }

    @Test("A program that raises is an error and no claim")
    func raising() async throws {
        let raising = "def f(xs):\n    return [1 // (sum(xs) - 6) * 0 for x in xs]"
        let failure = await #expect(throws: ProgramFailed.self) { _ = try await verification(raising).claims() }
        #expect(failure?.description.contains(", with the inputs ") == true)
    }

    @Test("A program that loops is stopped by the harness's time")
    func looping() async throws {
        var verification = try verification("def f(xs):\n    while True: pass")
        verification.harness.seconds = 0.5
        let bounded = verification
        await #expect(throws: PythonHarnessError.timedOut(seconds: 0.5)) { _ = try await bounded.claims() }
    }

    @Test("What a single position has too many inputs for is not made, and neither holds nor fails")
    func notMade() async throws {
        var wide = try verification()
        wide.exhaustiveLimit = 1
        let claims = try await wide.claims()
        #expect(claims.map(\.claim) == Claim.Level.ofTask)
        let exhaustive = try #require(claims.first { $0.claim == .exhaustive })
        #expect(!exhaustive.holds && !exhaustive.fails && exhaustive.notMade?.contains("too many different inputs") == true)
    }

    @Test("Runs of a single letter stay few, whatever the alphabet")
    func singleLetters() {
        for (range, width, most) in [(0..<2, 1, 2), (0..<1500, 1, 1024), (-5..<6, 2, 121), (0..<50, 3, 1024), (0..<1, 2, 1)] {
            let runs = HandMade.task(range, width: width, length: 3).inputs.runsOfOneLetter()
            #expect((1...most).contains(runs.count), "\(range), \(width): \(runs.count)")
            #expect((0..<runs.count).allSatisfy { Set(runs[$0]).count == 1 })
            #expect(Set((0..<runs.count).map { runs[$0] }).count == runs.count)
        }
    }
}
