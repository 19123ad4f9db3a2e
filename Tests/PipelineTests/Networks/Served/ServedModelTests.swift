import Foundation
import Testing

@testable import Pipeline

/// Models that bare Python serves, well and badly.
@Suite struct ServedModelTests {
    /// Answers with the parity of the ones so far, and shows it as a hidden vector.
    static let parity = """
        import json, sys
        print(json.dumps({"format": "glassbox.model.1", "name": "parity", "letters": ["0", "1"], "decision": "argmax",
            "answers": ["odd", "even"], "scores": 2}), flush=True)
        for line in sys.stdin:
            question = json.loads(line)
            sums = [[sum(word[:t + 1]) % 2 for t in range(len(word))] for word in question["words"]]
            answer = {"scores": [[[s, 1 - s] for s in word] for word in sums]}
            if question.get("states"):
                answer["states"] = [[[s - 0.5, 1] for s in word] for word in sums]
            print(json.dumps(answer), flush=True)
        """

    /// A folder with a script in it, and the command that serves it.
    private func served<Result>(
        _ script: String, stated: NetworkDescription = .init(), _ body: (ServedModel) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "served-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(script.utf8).write(to: folder.appending(path: "serve.py"))
        return try body(ServedModel("python3 -I serve.py", in: folder, stated: stated))
    }

    /// Why it is refused, at once or when it is asked all words of four letters, twice as beginnings.
    private func refusal(_ script: String) throws -> String {
        let error = #expect(throws: ModelFailed.self) {
            try served(script) { model in
                for length in [4, 6] { _ = model.network.answers(to: Sequences.all(over: [[0], [1]], length: length)) }
                try model.check()
            }
        }
        return "\(try #require(error))"
    }

    @Test func itsAnswersComeInTheOrderOfTheirNames() throws {
        try served(Self.parity) { model in
            #expect(model.name == "parity" && model.network.hiddenSize == 2)
            // Classes are sorted by their names: even is 0, and the model's second score.
            #expect(model.network.answers(to: Sequences(one: [[1], [0], [1]], width: 1)).values == [1, 1, 0])
            #expect(model.symbols?.symbols(ofAnswer: [1]) == [.text("odd")])
            try model.check()
        }
    }

    @Test func fromAStateItGoesOn() throws {
        try served(Self.parity) { model in
            let words = Sequences(length: 2, width: 1, values: [0, 1, 1, 1])
            let read = model.network.read(words, from: [[1], [1, 1, 0]])
            #expect(read.answers.values == [1, 0, 1, 0])
            #expect(read.states == [[1, 0, 1], [1, 1, 0, 1, 1]])
            #expect(model.network.read(Sequences(length: 0, width: 1, values: []), from: []).states.isEmpty)
        }
    }

    @Test func hiddenVectorsCanBeLookedAt() throws {
        try served(Self.parity) { model in
            let run = model.network.run(Sequences(one: [[1], [1]], width: 1))
            #expect(run.states == [0.5, 1, -0.5, 1])
        }
    }

    @Test func optionsWin() throws {
        var stated = NetworkDescription()
        (stated.name, stated.letters) = ("mine", ["a", "b"])
        try served(Self.parity, stated: stated) { model in
            #expect(model.name == "mine" && model.symbols?.letter([.text("b")]) == [1])
        }
    }

    @Test func numbersAreReadAsTheyAre() throws {
        let script = """
            import json, sys
            print('{"format": "glassbox.model.1", "numbers": [[0, 3], [-1, 1]], "decision": "round", "scores": 1}', flush=True)
            for line in sys.stdin:
                words = json.loads(line)["words"]
                print(json.dumps({"scores": [[[letter[0] * letter[1]] for letter in word] for word in words]}), flush=True)
            """
        try served(script) { model in
            #expect(model.network.hiddenSize == 0)
            #expect(model.network.answers(to: Sequences(one: [[3, -1], [2, 1]], width: 2)).values == [-3, 2])
            try model.check()
        }
    }

    @Test func oneThatDiesOfManyWordsIsAskedFewer() throws {
        let script = Self.parity.replacing(
            "    question = json.loads(line)",
            with: "    question = json.loads(line)\n    if len(question['words']) > 20: sys.exit(1)")
        try served(script) { model in
            let words = Sequences.all(over: [[0], [1]], length: 6)
            let parities = (0..<words.count).flatMap { row in
                (0..<6).map { time in (0...time).reduce(0) { $0 ^ words.letter(row, at: $1)[0] } }
            }
            #expect(model.network.answers(to: words).values == parities)
            try model.check()
        }
    }

    // MARK: - What is not believed

    @Test func whatIsNoGreetingIsRefused() throws {
        #expect(try refusal("print('Loading the model')").contains("began with “Loading the model”"))
        #expect(try refusal("import sys; sys.exit('no such weights')").contains("(no such weights)"))
        let noLetters = #"print('{"format": "glassbox.model.1", "decision": "round", "scores": 1}')"#
        #expect(try refusal(noLetters).contains("does not say what it reads"))
        let noDecision = #"print('{"format": "glassbox.model.1", "letters": ["a", "b"], "scores": 1}')"#
        #expect(try refusal(noDecision).contains("--decision"))
        let start = #"print('{"format": "glassbox.model.1", "letters": ["a"], "decision": "round", "scores": 1, "start": 3}')"#
        #expect(try refusal(start).contains("has a start"))
    }

    @Test func scoresOfAnotherShapeAreRefused() throws {
        #expect(
            try refusal(Self.parity.replacing("[s, 1 - s]", with: "[s]")).contains("gave scores of the shape [1, 2, 1]"))
        #expect(try refusal(Self.parity.replacing("[s, 1 - s]", with: "[s, float('nan')]")).contains("finite “scores”"))
    }

    @Test func chanceIsRefused() throws {
        let script = Self.parity.replacing("[s, 1 - s]", with: "[random.random(), random.random()]")
            .replacing("import json, sys", with: "import json, random, sys")
        #expect(try refusal(script).contains("scored the same word in two ways"))
    }

    /// Right on words of two letters, and so not found out at first.
    @Test func oneThatReadsAheadIsRefused() throws {
        let script = Self.parity.replacing("sum(word[:t + 1])", with: "sum(word[:t + 1] + word[4:])")
        #expect(try refusal(script).contains("in two ways, once with other letters after it"))
    }

    @Test func oneThatDiesOfOneWordIsToldWithItsLastWords() throws {
        let script = Self.parity.replacing(
            "    question = json.loads(line)",
            with: "    question = json.loads(line)\n    if [1, 1, 1, 0] in question['words']: raise MemoryError('too much')")
        let told = try refusal(script)
        #expect(told.contains("ended with status 1 when it was asked") && told.contains("MemoryError: too much"), "\(told)")
    }

    @Test func oneThatDescribesItselfOtherwiseWhenItIsStartedAgainIsRefused() throws {
        let script = """
            import os
            name = "again" if os.path.exists("once") else "once"
            open("once", "w").close()
            """ + "\n"
            + Self.parity.replacing("\"name\": \"parity\"", with: "\"name\": name").replacing(
                "    question = json.loads(line)",
                with: "    question = json.loads(line)\n    if len(question['words']) > 9: sys.exit(1)")
        #expect(try refusal(script).contains("describes itself otherwise than at first"))
    }
}
