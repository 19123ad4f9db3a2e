import Foundation
import Notebook
import Reports
import Untrusted

/// What the command says: results on standard output, everything else on standard error.
enum Terminal {
    private struct Result: Encodable {
        let page: String
        let title: String
        let conclusions: [Conclusion]
        let failure: String?
    }

    /// Says something in words that may hold anyone's. Where it cannot be told, on a full disk or into a pipe that nobody reads, the
    /// work goes on.
    static func say(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\(PlainText(lines: text))\n".utf8))
    }

    /// Prints a line of results at once, even into a pipe.
    static func print(_ line: String) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data("\(PlainText(lines: line))\n".utf8))
        } catch {
            throw Refusal(.badInput, "Results could not be written to standard output; expected a place that takes them")
        }
    }

    /// Says what went wrong; `isPlain` where the text itself says that it is an error.
    static func complain(_ text: String, isPlain: Bool = false) {
        say(isPlain ? text : "error: \(text)")
    }

    /// Tells how a run ended: what failed and what was found on standard error, the page's path last on standard output.
    static func tell(_ outcome: RunOutcome, options: SharedOptions) throws {
        if let failure = outcome.failure { complain(failure) }
        if options.json {
            let result = Result(
                page: outcome.page.path, title: outcome.title, conclusions: outcome.conclusions, failure: outcome.failure)
            // One object a line: a command that makes several pages prints a stream that line-wise readers take.
            try print(json(result, isCompact: true))
            return
        }
        guard !options.quiet else { return }
        for conclusion in outcome.conclusions {
            say("\(conclusion.holds ? "holds" : "FAILS"): \(conclusion.statement)")
        }
        try print(outcome.page.path)
    }

    static func json(_ value: some Encodable, isCompact: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if !isCompact { encoder.outputFormatting.insert(.prettyPrinted) }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// "1 page", "4 pages".
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// A time in words: "2.5 s", "12 min".
    static func seconds(_ seconds: Double) -> String {
        seconds < 100 ? "\((seconds * 10).rounded() / 10) s" : "\(Int((seconds / 60).rounded())) min"
    }

    /// How long the rest takes if it goes on as it went so far: "about 12 min"; nil before anything is done.
    static func timeLeft(since start: ContinuousClock.Instant, done: Int, of count: Int) -> String? {
        guard done > 0, done < count else { return nil }
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        return "about \(seconds(elapsed * Double(count - done) / Double(done)))"
    }

    /// A word as a shell would read it back.
    static func quoted(_ word: String) -> String { ShellWord(word).description }
}
