import Testing

@testable import Pipeline

/// Whether an odd number of ones was read, as long as there are not too many of them: then it answers 0.
private struct TiringParity: VectorNetwork {
    let inputWidth = 1
    let scoreWidth = 1
    let initialState = [0.0, 0.0]
    /// Ones that it bears.
    let most: Double

    func step(_ state: [Double], _ letter: Letter) -> [Double] {
        let one = Double(letter[0])
        return [(state[0] - one).magnitude, min(state[1] + one, 40)]
    }

    func scores(_ state: [Double]) -> [Double] { [state[1] > most ? 0 : state[0]] }
}

/// Whether an odd number of ones was read; answers to words of more than so many letters are turned over by a hash of these.
private struct HashedParity: Network {
    let inputWidth = 1
    let outputWidth = 1
    let initialState = (parity: 0, count: 0, hash: UInt64(1))
    /// Letters that are read before anything is turned over.
    let lawful: Int

    func read(
        _ words: Sequences, from states: [(parity: Int, count: Int, hash: UInt64)]
    ) -> Reading<(parity: Int, count: Int, hash: UInt64)> {
        Reading(words, from: states) { state, letter in
            let mixed = (state.hash &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(letter[0] + 1)
            let hash = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
            let (parity, count) = (state.parity ^ letter[0], state.count + 1)
            return ((parity, count, hash), [count > lawful && hash >> 40 & 7 == 0 ? 1 - parity : parity])
        }
    }
}

/// 1 after ten 2s in a row, else 0.
private struct LatePlace: Network {
    let inputWidth = 1
    let outputWidth = 1
    let initialState = 0

    func read(_ words: Sequences, from states: [Int]) -> Reading<Int> {
        Reading(words, from: states) { state, letter in
            let run = letter[0] == 2 ? state + 1 : 0
            return (run, [run >= 10 ? 1 : 0])
        }
    }
}

@Suite struct NetworkClaimsTests {
    /// As `distill` does, on fewer words.
    private func distilled(_ network: some Network, letters: Int = 2) async throws -> Distillation {
        let task = SequenceTask(
            name: "Given", summary: "what it answers", inputs: InputSpace(Alphabet([0..<letters]), length: 10),
            reference: NetworkReference(network))
        let opening = try await Opening(ofUnjudged: network, for: task, seed: 1)
        var verified: StageOutcome<[Claim]>?
        if let program = opening.program {
            var verification = try Verification(
                task: task, network: network, program: program.program, text: program.text, seed: 1, jobs: 1)
            verification.testedSequences = 2000
            verification.exhaustiveLimit = 1 << 14
            do {
                verified = .done(try await verification.claims())
            } catch let error as ProgramFailed {
                verified = .failed(because: "\(error)")
            }
        }
        return Distillation(task, seed: 1, trained: nil, opening: opening, verification: verified)
    }

    @Test func aNetworkThatTiresBeyondTheTrainedLengthIsAFormulaUpToThere() async throws {
        let result = try await distilled(TiringParity(most: 11))
        let limit = try #require(result.limit)
        #expect(result.verdict == .formulaUpTo && result.allClaimsHold)
        // Twelve ones are even, and answered 0 either way; thirteen are not.
        #expect(
            limit.length == 12 && limit.letters == nil && limit.isLaw && limit.states == [1] + Array(repeating: 2, count: 11))
        let exhaustive = try #require(result.claims.first { $0.claim == .exhaustive })
        #expect(exhaustive.holds && exhaustive.cases == 1 << 12)
        let first = try #require(exhaustive.alsoSeen.first)
        #expect(first.cases == 1 << 13 && first.errors == 1 && first.firstError?.input == Word(repeating: [1], count: 13))
        #expect(result.claims.first { $0.claim == .longer }?.notMade == "the network departs from the program at length 13")
        #expect(result.claims.first { $0.claim == .tested }?.holds == true)
    }

    @Test func oneWithFaultsAmongItsTrainedWordsIsOpenedWithWordsUpToThere() async throws {
        let result = try await distilled(HashedParity(lawful: 8))
        #expect(result.verdict == .formulaUpTo && result.limit?.length == 8 && result.opening.value?.length == 8)
        #expect(result.program?.heart.contains("^") == true, "\(result.program?.heart ?? "")")
        #expect(result.claims.first { $0.claim == .tested }?.notMade != nil)
    }

    @Test func oneThatNeverTiresIsAFormula() async throws {
        let result = try await distilled(TiringParity(most: 1000))
        #expect(result.verdict == .formula && result.limit == nil && result.claims.allSatisfy { !$0.fails })
    }

    @Test func whatHasNoLawIsNoFormula() async throws {
        let result = try await distilled(HashedParity(lawful: 0))
        #expect(![.formula, .table, .formulaUpTo, .tableUpTo].contains(result.verdict), "\(result.verdict)")
    }

    @Test func aLetterThatMattersOnlyInLongRunsIsFound() async throws {
        // Ten letters, of which the third one tells after ten of it in a row: nothing that is drawn shows it.
        let result = try await distilled(LatePlace(), letters: 10)
        #expect(result.verdict != .formula && result.verdict != .table, "\(result.verdict)")
    }

    @Test func departuresAreCountedOnceForEachBeginning() {
        // Over two letters to length 3: the network says 1 after 10, and after 101; the program always 0.
        let words = Sequences.all(over: [[0], [1]], length: 3)
        let network = (0..<8).flatMap { row -> [Int] in
            let word = words[row].map { $0[0] }
            return [0, word.prefix(2) == [1, 0] ? 1 : 0, word == [1, 0, 1] ? 1 : 0]
        }
        var whole = LengthAgreement(letters: 2, length: 3)
        whole.note(words, from: 0, program: Array(repeating: 0, count: 24), network: network, width: 1)
        #expect(whole.length == 1 && whole.departures.map(\.length) == [2, 3])
        #expect(whole.departures.map(\.errors) == [1, 1] && whole.departures.map(\.words) == [4, 8])
        #expect(whole.departures.map { $0.firstError?.input.map { $0[0] } } == [[1, 0], [1, 0, 1]])
        // In two parts, of which the second begins within a beginning.
        let parts = [0..<5, 5..<8].map { rows in
            var part = LengthAgreement(letters: 2, length: 3)
            part.note(
                words.slice(rows), from: rows.lowerBound, program: Array(repeating: 0, count: 3 * rows.count),
                network: Array(network[3 * rows.lowerBound..<3 * rows.upperBound]), width: 1)
            return part
        }
        #expect(parts[0].and(parts[1]).departures.map(\.errors) == [1, 1])
    }
}
