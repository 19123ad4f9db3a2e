import BoundedProcess
import Foundation

/// A piece of code to be coloured.
public struct Snippet: Sendable, Hashable, Codable {
    /// A name that Pygments knows ("swift", "python", "json"); anything else is shown as plain text.
    public let language: String
    public let text: String

    public init(language: String, text: String) {
        self.language = language
        self.text = text
    }
}

/// Colours code with Pygments: one python3 process for all the snippets of a site (about 0.3 s, and 1 s for each megabyte).
///
/// Code may be anyone's, and Pygments' regular expressions can be made to take for ever: what is not coloured within its share of
/// time is left out, and shown plain.
public struct Highlighter: Sendable {
    /// What the machine lacks, and the command that installs it.
    public struct MissingDependency: Error, CustomStringConvertible {
        public let description: String
    }

    /// Debian's Python first: python3-pygments belongs to it, another Python on the PATH may have none.
    public static var defaultPython: String {
        let debian = "/usr/bin/python3"
        return FileManager.default.isExecutableFile(atPath: debian) ? debian : "python3"
    }

    public let python: String

    /// Wall-clock seconds for everything; beyond them the rest is plain.
    private static let limits = BoundedProcess.Limits(seconds: 40, outputBytes: 256 << 20, memoryBytes: 1 << 30)

    public init(python: String = Self.defaultPython) {
        self.python = python
    }

    /// The coloured HTML of the snippets: spans with Pygments' short class names after `hl-`, to go inside `<pre><code>`. What
    /// could not be coloured is missing.
    ///
    /// - Throws: `MissingDependency` if there is no python3, or none with Pygments.
    public func highlight(_ snippets: [Snippet]) async throws -> [Snippet: SafeHTML] {
        // In their own order, so that what little time is left on a full machine goes to the same ones.
        var seen: Set<Snippet> = []
        let unique = snippets.filter { seen.insert($0).inserted }
        guard !unique.isEmpty else { return [:] }
        // Isolated: neither the folder we stand in nor the user's site-packages can put another module in the way.
        let child = BoundedProcess(python, ["-I", "-c", Self.program], limits: Self.limits)
        let outcome: BoundedProcess.Outcome
        let missing = MissingDependency(
            description: "Code cannot be highlighted because \(python) does not start; "
                + "install it with: apt-get install python3 python3-pygments")
        do {
            outcome = try await child.run(input: JSONEncoder().encode(unique))
        } catch {
            throw missing
        }
        // So says what puts limits on it.
        if [.exited(126), .exited(127)].contains(outcome.ending) { throw missing }
        if outcome.ending == .exited(Self.pygmentsMissing) {
            throw MissingDependency(
                description: "Code cannot be highlighted because \(python) has no Pygments; "
                    + "install it with: apt-get install python3-pygments")
        }
        // A line a snippet: what came whole counts, however the process ended.
        let lines = outcome.output.split(separator: UInt8(ascii: "\n"))
        let coloured = zip(unique, lines).compactMap { snippet, line in
            (try? JSONDecoder().decode(String?.self, from: line)).flatMap { $0 }.map { (snippet, SafeHTML(trusted: $0)) }
        }
        return Dictionary(uniqueKeysWithValues: coloured)
    }

    private static let pygmentsMissing = 43

    /// Each snippet has a share of processor time that grows with its length: many times what honest code takes.
    private static let program = """
        import json, signal, sys
        try:
            from pygments import highlight
            from pygments.formatters import HtmlFormatter
            from pygments.lexers import get_lexer_by_name
            from pygments.lexers.special import TextLexer
            from pygments.util import ClassNotFound
        except ImportError:
            sys.exit(\(pygmentsMissing))
        class TooSlow(Exception):
            pass
        def stop(signal, frame):
            raise TooSlow
        signal.signal(signal.SIGPROF, stop)
        formatter = HtmlFormatter(nowrap=True, classprefix="hl-")
        def coloured(snippet):
            options = {"stripnl": False, "ensurenl": False}
            try:
                signal.setitimer(signal.ITIMER_PROF, 1 + 2e-5 * len(snippet["text"]))
                try:
                    lexer = get_lexer_by_name(snippet["language"], **options)
                except ClassNotFound:
                    lexer = TextLexer(**options)
                return highlight(snippet["text"], lexer, formatter).rstrip("\\n")
            except (TooSlow, RecursionError, MemoryError):
                return None
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
        for snippet in json.loads(sys.stdin.buffer.read().decode("utf-8")):
            sys.stdout.buffer.write(json.dumps(coloured(snippet)).encode("utf-8") + b"\\n")
            sys.stdout.buffer.flush()
        """
}
