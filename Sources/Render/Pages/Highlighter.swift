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

/// Colours code with Pygments: one python3 process for all the snippets of a page (about 0.3 s).
public struct Highlighter: Sendable {
    /// Why code could not be coloured, and the mend.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
        /// Whether the machine lacks something, rather than the code being at fault.
        public let isMissingDependency: Bool
    }

    /// Debian's Python first: python3-pygments belongs to it, another Python on the PATH may have none.
    public static var defaultPython: String {
        let debian = "/usr/bin/python3"
        return FileManager.default.isExecutableFile(atPath: debian) ? debian : "python3"
    }

    public let python: String

    public init(python: String = Self.defaultPython) {
        self.python = python
    }

    /// The coloured HTML of every snippet: spans with Pygments' short class names after `hl-`, to go inside `<pre><code>`.
    ///
    /// - Throws: `Failure` if python3 or Pygments is missing.
    public func highlight(_ snippets: [Snippet]) async throws -> [Snippet: SafeHTML] {
        let unique = Array(Set(snippets))
        guard !unique.isEmpty else { return [:] }
        // Isolated: neither the folder we stand in nor the user's site-packages can put another module in the way.
        let child = BoundedProcess(python, ["-I", "-c", Self.program], limits: .init(seconds: 60, outputBytes: 64 << 20))
        let outcome: BoundedProcess.Outcome
        do {
            outcome = try await child.run(input: JSONEncoder().encode(unique))
        } catch {
            throw Failure(
                description: "Code cannot be highlighted because \(python) does not start; "
                    + "install it with: apt-get install python3 python3-pygments",
                isMissingDependency: true)
        }
        if outcome.ending == .exited(Self.pygmentsMissing) {
            throw Failure(
                description: "Code cannot be highlighted because \(python) has no Pygments; "
                    + "install it with: apt-get install python3-pygments",
                isMissingDependency: true)
        }
        guard outcome.succeeded, let coloured = try? JSONDecoder().decode([String].self, from: outcome.output),
            coloured.count == unique.count
        else {
            throw Failure(
                description: "Pygments, run by \(python), failed to highlight \(unique.count) pieces of code: "
                    + "\(outcome.errorText.split(separator: "\n").last ?? "it said nothing")",
                isMissingDependency: false)
        }
        return Dictionary(uniqueKeysWithValues: zip(unique, coloured.map(SafeHTML.init(trusted:))))
    }

    private static let pygmentsMissing = 43

    private static let program = """
        import json, sys
        try:
            from pygments import highlight
            from pygments.formatters import HtmlFormatter
            from pygments.lexers import get_lexer_by_name
            from pygments.lexers.special import TextLexer
            from pygments.util import ClassNotFound
        except ImportError:
            sys.exit(\(pygmentsMissing))
        formatter = HtmlFormatter(nowrap=True, classprefix="hl-")
        def coloured(snippet):
            options = {"stripnl": False, "ensurenl": False}
            try:
                lexer = get_lexer_by_name(snippet["language"], **options)
            except ClassNotFound:
                lexer = TextLexer(**options)
            return highlight(snippet["text"], lexer, formatter).rstrip("\\n")
        snippets = json.loads(sys.stdin.buffer.read().decode("utf-8"))
        sys.stdout.buffer.write(json.dumps([coloured(s) for s in snippets]).encode("utf-8"))
        """
}
