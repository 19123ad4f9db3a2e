import BoundedProcess
import Foundation
import Pipeline

/// Somebody's definition of what is right: a file in Python with `f(xs)`, which gives a list with an answer for each letter, `INPUTS`, the
/// letters (a range, a list, or a tuple of those for several streams), and `LENGTH` if words have one. It is not run to be read.
public struct PythonDefinition: Sendable, Equatable {
    /// What the file is called, without its ending.
    public let name: String
    public let text: String
    let file: String

    init(_ text: RecordedText, named name: String, file: String) throws(Flaw) {
        (self.name, self.text, self.file) = (name, text.text, file)
        guard self.text.contains(/\bdef\s+f\s*\(/) else {
            throw Flaw(nil, "it does not define f", expected: "def f(xs), which returns a list with an answer for each letter")
        }
    }

    /// What the file says of its letters, by running it.
    public struct Declaration: Sendable, Equatable {
        /// `[stream][letter]`, different ones, as the file has them.
        public let letters: [[Symbol]]
        /// How long words are that it is about; nil where that is not said.
        public let length: Int?
    }

    /// Runs the file in a child within bounds, 10 seconds and 1 GiB, and asks for `INPUTS` and `LENGTH`.
    ///
    /// - Throws: `UnreadableRecording` if it fails, or says nothing that can be used; `PythonHarnessError.pythonMissing`.
    public func declared() async throws -> Declaration {
        let reply = try await reply(to: Request(source: text, words: nil))
        guard let letters = reply.letters else { throw refusal("it declares no letters", "INPUTS") }
        for stream in letters { try check(stream) }
        return Declaration(letters: letters, length: reply.length)
    }

    /// What `f` answers to each of the words, by running it in a child within the same bounds.
    ///
    /// - Parameter words: `[word][time][stream]`
    /// - Returns: `[word][time][stream]`, of one width.
    /// - Throws: as `declared` does.
    public func answers(to words: [[[Symbol]]]) async throws -> [[[Symbol]]] {
        let reply = try await reply(to: Request(source: text, words: words))
        guard let answers = reply.answers, answers.map(\.count) == words.map(\.count) else {
            throw refusal("f does not answer each letter", "a list with an answer for each letter")
        }
        let width = answers.first?.first?.count ?? 1
        guard width > 0, answers.allSatisfy({ $0.allSatisfy { $0.count == width } }) else {
            throw refusal("f answers with tuples of several lengths", "answers of one width")
        }
        return answers
    }

    private struct Request: Encodable {
        let source: String
        let words: [[[Symbol]]]?
    }

    private func reply(to request: Request) async throws -> Reply {
        let process = BoundedProcess(
            try PythonHarness().interpreter, ["-I", "-S", "-c", Self.script],
            limits: .init(seconds: 10, outputBytes: 1 << 26, memoryBytes: 1 << 30))
        let outcome = try await process.run(input: try JSONEncoder().encode(request))
        guard outcome.ending != .timedOut else {
            throw refusal("it did not end within 10 seconds", "a file that defines f, INPUTS and LENGTH and does nothing else")
        }
        guard outcome.succeeded, let reply = try? JSONDecoder().decode(Reply.self, from: outcome.output) else {
            let last = outcome.errorText.split(separator: "\n").last.map(String.init) ?? "\(outcome.ending)"
            throw refusal("it could not be run (\(last))", "a file that python3 runs within 1 GiB")
        }
        if let found = reply.found { throw refusal(found, reply.expected ?? "a definition") }
        return reply
    }

    private struct Reply: Decodable {
        let answers: [[[Symbol]]]?
        let letters: [[Symbol]]?
        let length: Int?
        let found: String?
        let expected: String?
    }

    private func check(_ stream: [Symbol]) throws(UnreadableRecording) {
        let kinds = Set(
            stream.map { symbol in
                switch symbol {
                case .integer: 0
                case .truth: 1
                case .text: 2
                }
            })
        guard kinds.count == 1, Set(stream).count == stream.count else {
            throw refusal("INPUTS has a letter twice, or different kinds in a stream", "different letters of one kind")
        }
        do {
            for symbol in stream {
                if case .integer(let value) = symbol {
                    _ = try Symbol.integer(Double(value), written: "\(value)", line: 0, of: "INPUTS")
                } else {
                    _ = try Symbol.name(symbol.name, line: 0, of: "INPUTS")
                }
            }
        } catch {
            throw refusal(error.found, error.expected)
        }
    }

    private func refusal(_ found: String, _ expected: String) -> UnreadableRecording {
        UnreadableRecording(file: file, found: found, expected: expected)
    }

    /// What the file prints goes nowhere; what it says is JSON on the standard output that was.
    private static let script = """
        import json, os, sys

        reply = os.fdopen(os.dup(1), "w")
        request = json.load(sys.stdin)
        source = request["source"]
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(quiet, stream)

        def say(**answer):
            json.dump(answer, reply)
            reply.flush()
            os._exit(0)

        def letters(stream):
            if not isinstance(stream, (range, list)):
                say(found="INPUTS has " + type(stream).__name__, expected="a range, a list of letters, or a tuple of those")
            if not 0 < len(stream) <= \(RecordingBounds.alphabet):
                say(found=f"INPUTS has {len(stream)} letters", expected="1 to \(RecordingBounds.alphabet)")
            for letter in stream:
                if type(letter) not in (int, bool, str):
                    say(found=f"INPUTS has {letter!r:.80}", expected="integers, truth values or strings")
                if type(letter) is int and abs(letter) > \(RecordingBounds.magnitude):
                    say(found=f"INPUTS has {letter!r:.80}", expected="integers of at most \(RecordingBounds.magnitude)")
            return list(stream)

        module = {"__name__": "definition"}
        try:
            exec(compile(source, "definition.py", "exec"), module)
        except BaseException as error:
            say(found=f"it raised {type(error).__name__}: {str(error):.200}", expected="a file that python3 runs")
        if not callable(module.get("f")):
            say(found="f is no function", expected="def f(xs)")
        if "INPUTS" not in module:
            say(found="it has no INPUTS", expected="the letters, such as INPUTS = range(2) or INPUTS = ['a', 'b']")
        inputs = module["INPUTS"]
        streams = inputs if type(inputs) is tuple else (inputs,)
        if not 0 < len(streams) <= \(RecordingBounds.streams):
            say(found=f"INPUTS has {len(streams)} streams", expected="1 to \(RecordingBounds.streams)")
        length = module.get("LENGTH")
        if length is not None and (type(length) is not int or not 0 < length <= \(RecordingBounds.length)):
            say(found=f"LENGTH is {length!r:.80}", expected="an integer from 1 to \(RecordingBounds.length)")
        def answers(word, several):
            given = module["f"]([tuple(letter) if several else letter[0] for letter in word])
            if not isinstance(given, (list, tuple)) or len(given) != len(word):
                say(found=f"f answers {given!r:.80} to {word!r:.80}", expected="a list with an answer for each letter")
            return [list(answer) if isinstance(answer, (list, tuple)) else [answer] for answer in map(plain, given)]

        def plain(answer):
            for part in answer if isinstance(answer, (list, tuple)) else [answer]:
                if type(part) not in (int, bool, str) or type(part) is int and abs(part) > \(RecordingBounds.magnitude):
                    say(found=f"f answers {part!r:.80}", expected="integers of at most \(RecordingBounds.magnitude), truth values or strings")
            return answer

        if request.get("words") is not None:
            try:
                given = [answers(word, len(streams) > 1) for word in request["words"]]
            except BaseException as error:
                say(found=f"f raised {type(error).__name__}: {str(error):.200}", expected="an answer to every word")
            say(answers=given)
        say(letters=[letters(stream) for stream in streams], length=length)
        """
}
