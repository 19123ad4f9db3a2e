import Foundation
import Pipeline
import Testing
@testable import Recordings

@Suite struct RefusalTests {
    @Test(arguments: [
        ("a.doc", "x", "its name ends in “.doc”; expected .jsonl"), ("a.jsonl", "", "it is empty"),
        ("a.jsonl", "{\"input\": [1], \"output\": [1.5]}", "line 1: “output” has “1.5”, which is no integer"),
        ("a.jsonl", "\n{\"input\": [1], \"output\": [1, 2]}", "line 2: there are 1 letter and 2 answers"),
        ("a.jsonl", "{\"input\": [1, [1, 2]], \"output\": [1, 2]}", "inputs of 2 streams here, and of 1 in line 1"),
        ("a.jsonl", "{\"input\": [true, 1], \"output\": [1, 2]}", "one kind in a stream"),
        ("a.jsonl", "[{\"input\": [1]}]", "jq -c '.[]' makes lines"), ("a.jsonl", "{\"input\": [1]}", "and either “output”"),
        (
            "a.jsonl", "{\"input\": [1], \"output\": [2]}\n{\"input\": [1], \"label\": 2}",
            "line 2: “label” here, and “output” in line 1"
        ),
        ("a.jsonl", "{\"input\": [1], \"output\": [null]}", "there is no answer in it"),
        ("a.jsonl", "{\"input\": [[[1]]], \"output\": [2]}", "a list in a list"),
        (
            "a.jsonl", "{\"input\": [1], \"output\": [2]}\n{\"input\": [1], \"output\": [2], \"input\": [0]}",
            "line 2: the object has the key “input” twice"
        ),
        ("a.jsonl", "{\"input\": [2000000], \"output\": [2]}", "“input” has “2000000”; expected integers from −1,048,576"),
        ("a.csv", "a,y\n", "a header and no row"), ("a.csv", "a;y\n1;2\n", "there are semicolons"),
        ("a.csv", "a,y\n1,2,3\n", "line 2: there are 3 fields and the header has 2"),
        ("a.csv", "a,y\n\"1,2\n", "line 2: a quote is opened and never closed"), ("a.csv", "a,A\n1,2\n", "“A” is there twice"),
        ("a.csv", "step,a,y\n1,1,1\n1,2,2\n", "line 3: step 1 is there twice, in line 2 too"),
        ("a.csv", "step,a,y\n1,1,1\n3,2,2\n", "line 3: step 3 comes after step 1"),
        ("a.csv", "a,y\n1,0.5\n", "column “y” has “0.5”, which is no integer"), ("a.csv", "a,y\n,1\n", "column “a” is empty"),
        ("a.txt", "ab:1\nb\n", "line 2: “b” has no label"),
        ("a.dat", "1 1\n1 2 0\n", "the length is 2, and the word has 1 symbol"),
        ("a.dat", "2 1\n1 1 0\n", "there are 1 word and the header states 2"), ("a.dat", "1 1\n2 1 0\n", "the label is “2”"),
        ("a.dat", "1 1\n1 2 0 1\n", "more than the 1 symbol that the header states"),
        ("a.dot", "digraph { a -> b [label=\"x/1\"]; a -> a [label=\"x/2\"] }", "state “a” has two edges for “x”"),
        ("a.dot", "digraph { a -> b [label=\"x/1\"]; a -> a [label=y] }", "labelled “y”, and others letter/answer"),
        ("a.dot", "digraph { a -> b [label=x] }", "neither edges nor states say"), ("a.dot", "graph { a -- b }", "“digraph”"),
        ("a.dot", "digraph { {a b} -> {c d} }", "a second pair of braces"), ("a.dot", "digraph { \"a", "never closed"),
        ("a.dot", "digraph { a -> [ }", "syntax error"), ("a.py", "x = 1", "it does not define f"),
    ])
    func itIsRefusedInOneSentence(file: String, text: String, sentence: String) {
        let error = #expect(throws: UnreadableRecording.self) { try read(text, file) }
        #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
        #expect(error?.description.hasPrefix(file) == true && error?.description.contains("; expected ") == true)
    }

    @Test func otherEncodingsAreRefusedWithTheirPlace() {
        for (bytes, sentence) in [
            ([0xFF, 0xFE, 0x61, 0], "it is UTF-16; expected UTF-8; save it again"),
            ([0x61, 0x0A, 0xE9, 0x3A], "line 2: byte 2 of the file is no UTF-8"), ([0x61, 0], "a byte 0"),
        ] as [([UInt8], String)] {
            let error = #expect(throws: UnreadableRecording.self) { try SubjectFile(data: Data(bytes), named: "a.txt") }
            #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
        }
    }

    @Test func powersThatNoNetworkCountsAreRefused() throws {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/goedel_pysr236.csv")
        let error = #expect(throws: UnreadableRecording.self) { try SubjectFile(file: file) }
        #expect(error?.line == 2 && error?.found == "column “y” has “6917761200000”")
        #expect(error?.expected.contains("1,048,576") == true)
    }

    @Test func aSparseFileIsRefusedUnread() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: file) }
        try FileHandle(forWritingTo: file).truncate(atOffset: 2 << 30)
        let error = #expect(throws: UnreadableRecording.self) { try SubjectFile(file: file) }
        #expect(error?.description.contains("it has more than 256 MiB") == true)
        let folder = #expect(throws: UnreadableRecording.self) { try SubjectFile(file: URL(filePath: "/dev/zero/x.csv")) }
        #expect(folder?.description.contains("cannot be opened") == true)
    }

    @Test func manyThingsAreTooMany() {
        let long = "{\"input\": [" + Array(repeating: "1", count: 4097).joined(separator: ",") + "], \"label\": 1}"
        let wide = (0...1024).map { "{\"input\": [\($0)], \"label\": 1}" }.joined(separator: "\n")
        let deep = "{\"input\": " + String(repeating: "[", count: 100_000) + "}"
        for (text, sentence) in [
            (long, "more than 4,096 letters"), (wide, "“1024” is one more than 1,024 different inputs"),
            (deep, "is no JSON object"),
        ] {
            let error = #expect(throws: UnreadableRecording.self) { try read(text, "a.jsonl") }
            #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
        }
    }
}
