import Foundation

/// The first line of a served model: what it reads, and how its scores become answers (docs/networks.md).
struct ModelGreeting: Sendable, Equatable {
    let description: NetworkDescription
    /// Numbers after every letter.
    let scores: Int

    private static let format = "glassbox.model.1"
    static let mostBytes = NetworkDescription.mostBytes

    private struct Scores: Decodable { let format: String?, scores: Int? }

    /// Reads what anyone may have printed.
    ///
    /// - Parameters:
    ///   - line: the first one.
    ///   - command: that printed it.
    ///   - stated: what is said beside it, which wins over what is said in it.
    /// - Throws: `ModelFailed` where it is no greeting, or lacks what has to be known.
    init(_ line: Data, of command: String, stated: NetworkDescription) throws(ModelFailed) {
        let said = try? JSONDecoder().decode(Scores.self, from: line.prefix(Self.mostBytes))
        guard let said, said.format == Self.format else {
            throw ModelFailed(
                command, "began with “\(String(decoding: line.prefix(60), as: UTF8.self))”",
                expected:
                    "its description in a line of JSON with the format “\(Self.format)”, as glassbox.serve prints; is something printed before?"
            )
        }
        guard let scores = said.scores, (1...SymbolCode.mostClasses).contains(scores) else {
            throw ModelFailed(
                command, "gives \(said.scores.map(String.init) ?? "no number of") scores",
                expected: "“scores” from 1 to \(SymbolCode.mostClasses)")
        }
        let inside: NetworkDescription
        do {
            inside = try NetworkDescription(json: line, of: "its first line", format: Self.format)
        } catch { throw ModelFailed(command, "was refused: \(error.found)", expected: error.expected) }
        description = stated.completed(by: inside)
        self.scores = scores
        guard description.letters != nil || description.numbers != nil else {
            throw ModelFailed(
                command, "does not say what it reads",
                expected: "“letters” or “numbers” in its first line, or --letters or --numbers")
        }
        guard description.start == nil else {
            throw ModelFailed(
                command, "has a start", expected: "a model that reads it by itself: it is asked words as they are")
        }
    }
}
