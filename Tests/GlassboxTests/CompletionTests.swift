import Foundation
import Testing

/// What shells offer behind `glassbox`.
@Suite struct GlassboxCompletionTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func eachShellHasAScriptWithTheTasks(shell: String) async throws {
        let outcome = try await glassbox.run("--generate-completion-script", shell)
        #expect(outcome.ending == .exited(0) && outcome.outputText.contains("Binary_Addition"), "\(outcome.errorText)")
        #expect(!outcome.outputText.contains("compile-shipped") && !outcome.outputText.contains("audit-one"))
    }

    /// As bash would have it: what is offered behind `glassbox report <word>`.
    private func offered(_ words: String...) async throws -> [String] {
        try glassbox.write(try await glassbox.run("--generate-completion-script", "bash").outputText, "completion")
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        try glassbox.write(
            """
            . ./completion
            COMP_WORDS=(glassbox \(quoted)); COMP_CWORD=\(words.count); COMP_LINE="glassbox \(words.joined(separator: " "))"
            COMP_POINT=${#COMP_LINE}
            _glassbox glassbox '\(words.last ?? "")' '\(words.dropLast().last ?? "glassbox")'
            printf '%s\\n' "${COMPREPLY[@]}"
            """, "complete.sh")
        let outcome = try await glassbox.runBash("complete.sh")
        #expect(outcome.errors.isEmpty, "\(outcome.errorText)")
        return outcome.outputText.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    @Test func tasksAndFilesAreOffered() async throws {
        #expect(try await offered("report", "Parity_A") == ["Parity_All"])
        #expect(try await offered("train", "Binary_") == ["Binary_Addition"])
        try glassbox.write("", "data/Parity.jsonl")
        try glassbox.write("", "data/Parity.md")
        #expect(try await offered("report", "da") == ["data/"])
        #expect(try await offered("report", "data/") == ["data/Parity.jsonl"])
        #expect(try await offered("report", "nothing").isEmpty)
        #expect(try await offered("aud") == ["audit"])
    }
}
