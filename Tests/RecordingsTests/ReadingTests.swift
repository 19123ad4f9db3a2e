import Determinism
import Foundation
import Pipeline
import Testing
@testable import Recordings

func read(_ text: String, _ name: String, _ columns: ColumnChoice = .init()) throws(UnreadableRecording) -> Subject {
    try SubjectFile(data: Data(text.utf8), named: name, columns: columns).subject
}

func recording(_ text: String, _ name: String, _ columns: ColumnChoice = .init()) throws -> Recording {
    guard case .recording(let recording) = try read(text, name, columns) else {
        throw UnreadableRecording(file: name, found: "another subject", expected: "a recording")
    }
    return recording
}

func machine(_ text: String) throws -> RecordedMachine {
    guard case .machine(let machine) = try read(text, "m.dot") else {
        throw UnreadableRecording(file: "m.dot", found: "another subject", expected: "a machine")
    }
    return machine
}

private func fixture(_ name: String) throws -> SubjectFile {
    try SubjectFile(file: Bundle.module.bundleURL.appending(path: "Fixtures/\(name)"))
}

@Suite struct ReadingTests {
    @Test func partialLabelsAreAskedWhereTheyStand() throws {
        guard case .recording(let recording) = try fixture("partial_labels.jsonl").subject else { throw CancellationError() }
        #expect(recording.name == "partial_labels" && recording.sequences.count == 5)
        #expect(recording.sequences[0].letters == [[.text("b")], [.text("b")], [.text("a")]])
        #expect(recording.sequences[0].answers == [nil, nil, [.integer(1)]])
        #expect(recording.sequences[3].letters.isEmpty && recording.sequences[3].line == 4)
    }

    @Test func jsonKeepsKindsApart() throws {
        let read = try recording(#"{"input": [1, 1.0, 0], "output": [true, null, false], "more": {"x": [1]}}"#, "a.jsonl")
        #expect(read.sequences[0].letters == [[.integer(1)], [.integer(1)], [.integer(0)]])
        #expect(read.sequences[0].answers == [[.truth(true)], nil, [.truth(false)]])
        let word = try recording(#"{"input": "aé", "label": 3}"#, "a.NDJSON")
        #expect(word.sequences == [.init(word: [[.text("a")], [.text("é")]], label: [.integer(3)], line: 1)])
        let streams = try recording(#"{"input": [[1, "a"], [0, "b"]], "output": [1, 2]}"#, "a.jsonl")
        #expect(streams.inputNames == ["input1", "input2"] && streams.sequences[0].letters[1] == [.integer(0), .text("b")])
        let mixed = try recording("{\"input\": [1, \"a\"], \"output\": [1, 2]}", "a.jsonl")
        #expect(mixed.sequences[0].letters == [[.text("1")], [.text("a")]])
    }

    @Test func theEmptyTraceIsAWord() throws {
        guard case .recording(let recording) = try fixture("abbadingo_empty_trace.dat").subject else {
            throw CancellationError()
        }
        #expect(recording.sequences[0].answerToNothing == [.truth(true)] && recording.sequences[0].letters.isEmpty)
        #expect(recording.sequences[3].letters == [[.text("1")], [.text("1")]])
    }

    @Test func wordsHaveLabelsAfterTheLastColon() throws {
        let read = try recording(":True\r\na:b:False\r\n", "w.txt")
        #expect(read.sequences[0].answerToNothing == [.truth(true)])
        #expect(read.sequences[1].letters == [[.text("a")], [.text(":")], [.text("b")]])
        #expect(read.sequences[1].answers == [nil, nil, [.truth(false)]])
    }

    @Test func tablesAreReadByNamesAndPlaces() throws {
        let named = try recording("\u{FEFF}Trace,step,a,b,y\r\ns,2,1,x,\r\nt,1,3,\"y,\nz\",4\r\ns,1,2,x,5\r\n", "t.csv")
        #expect(named.inputNames == ["a", "b"] && named.outputNames == ["y"])
        #expect(named.sequences[0].letters == [[.integer(2), .text("x")], [.integer(1), .text("x")]])
        #expect(named.sequences[0].answers == [[.integer(5)], nil] && named.sequences[1].line == 3)
        #expect(named.sequences[1].letters == [[.integer(3), .text("y,\nz")]])
        let chosen = try recording("a,b,y\n1,2,3\n", "t.csv", .init(inputs: ["y"], outputs: ["a"]))
        #expect(chosen.inputNames == ["y"] && chosen.sequences[0].answers == [[.integer(1)]])
        let words = try recording("word,label\n01,TRUE\n,false\n", "t.csv")
        #expect(
            words.sequences[0].letters == [[.text("0")], [.text("1")]] && words.sequences[1].answerToNothing == [.truth(false)])
        let spaced = try recording("word,label\n1 12,a\n12,b\n", "t.csv")
        #expect(spaced.sequences[1].letters == [[.integer(12)]])
    }

    @Test func labelTrapsAreDividedAtTheFirstSlash() throws {
        let file = try fixture("dot_label_traps.dot")
        guard case .machine(let machine) = file.subject else { throw CancellationError() }
        #expect(machine.letters == [[.text("ConnectC2")], [.text("DeleteRetained")]] && file.notes.isEmpty)
        #expect(machine.initial == 0 && machine.answerToNothing == nil)
        #expect(machine.transitions[1][1]?.answer == [.text("Pub(my_topic/retained,)__PubAck")])
        #expect(machine.transitions[1][0] == .init(target: 0, answer: [.text("<C-v>|:")]))
    }

    @Test func otherAutomataAreRead() throws {
        let acceptor = try machine(
            "digraph { __start0 [shape=none]; __start0 -> q1; q0 [shape=doublecircle]; q0 -> q1 [label=1]; q1 -> q0 [label=1] }"
        )
        #expect(acceptor.letters == [[.integer(1)]] && acceptor.answerToNothing == [.truth(false)])
        #expect(acceptor.transitions[acceptor.initial][0]?.answer == [.truth(true)])
        let moore = try machine("digraph { s [label=\"{ s0 | 3 }\", shape=record]; s -> s [label=\"a/b\"] }")
        #expect(moore.letters == [[.text("a/b")]] && moore.answerToNothing == [.integer(3)])
        let bare = try SubjectFile(data: Data("digraph { 0; 7; 7 -> 0 [label=\"a/x\"] }".utf8), named: "b.gv")
        guard case .machine(let partial) = bare.subject else { throw CancellationError() }
        #expect(partial.initial == 1 && partial.transitions[0] == [nil])
        #expect(bare.notes.first?.contains("“7”, where the first edge comes from") == true)
    }

    @Test func aDefinitionSaysItsLetters() async throws {
        let text = "print('x')\nINPUTS = (range(-1, 2), ['a', 'b'])\nLENGTH = 8\ndef f(xs):\n    return xs\n"
        guard case .definition(let definition) = try read(text, "d.py") else { throw CancellationError() }
        let declared = try await definition.declared()
        #expect(
            declared.letters == [[.integer(-1), .integer(0), .integer(1)], [.text("a"), .text("b")]] && declared.length == 8)
        for (wrong, sentence) in [
            ("INPUTS = {1, 2}", "INPUTS has set"), ("INPUTS = range(10**12)", "letters; expected 1 to 1024"),
            ("1 / 0", "it raised ZeroDivisionError"), ("INPUTS = [1, 1]", "a letter twice"), ("", "it has no INPUTS"),
        ] {
            guard case .definition(let bad) = try read("def f(xs): pass\n\(wrong)\n", "d.py") else { throw CancellationError() }
            let error = await #expect(throws: UnreadableRecording.self) { try await bad.declared() }
            #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
        }
    }

    @Test(arguments: [UInt64](1...20))
    func whatIsWrittenIsReadTheSame(seed: UInt64) throws {
        var random = CounterRandom(seed, 14)
        let words = (0..<20).map { _ in
            (0..<random.integer(in: 1..<9)).map { _ in (Int(random.integer(in: 0..<3)), Int(random.integer(in: -2..<2))) }
        }
        let expected = words.map { word in (word.map { [Symbol.integer($0.0)] }, word.map { [Symbol.integer($0.1)] }) }
        let json = words.map { "{\"input\": \($0.map(\.0)), \"output\": \($0.map(\.1))}" }.joined(separator: "\n")
        let rows = words.enumerated().flatMap { index, word in word.map { "\(index),\($0.0),\($0.1)" } }
        for read in [
            try recording(json, "r.jsonl"), try recording("sequence,x,y\n" + rows.joined(separator: "\n"), "r.csv"),
        ] {
            #expect(read.sequences.map(\.letters) == expected.map(\.0), "seed \(seed)")
            #expect(read.sequences.map(\.answers) == expected.map { $0.1.map(Optional.some) }, "seed \(seed)")
        }
        let lines = words.map { "\($0.count % 2) \($0.count) " + $0.map { "\($0.0)" }.joined(separator: " ") }
        let trained = try recording("20 3\n" + lines.joined(separator: "\n"), "r.dat")
        #expect(trained.sequences.map(\.letters) == words.map { $0.map { [.text("\($0.0)")] } }, "seed \(seed)")
    }
}
