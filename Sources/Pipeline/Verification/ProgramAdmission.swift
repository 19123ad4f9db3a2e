import Foundation

/// Why a program is not run, in one clause.
public struct ProgramRefused: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
}

extension PythonHarness {
    /// More text than any emitted program has.
    public static let longestProgram = 4 << 20

    private static let admissionSeconds = 30.0

    /// Lets a program in only if it is written as `PythonEmission` writes: its syntax tree, which is looked at and not run, has no
    /// other statements, operations and names, and it ends with the very script that emitted programs end with.
    ///
    /// - Parameters:
    ///   - program: the file's bytes.
    ///   - inputs: how many inputs there are at a position.
    ///   - outputs: how many outputs.
    /// - Returns: the text.
    /// - Throws: `ProgramRefused`.
    public func admit(_ program: Data, inputs: Int, outputs: Int) async throws(ProgramRefused) -> String {
        guard program.count <= Self.longestProgram else {
            throw ProgramRefused(description: "it has \(program.count) bytes; expected at most \(Self.longestProgram)")
        }
        // ASCII is all that is emitted; a control character could hide lines from a reader.
        guard program.allSatisfy({ (32..<127).contains($0) || $0 == UInt8(ascii: "\n") }) else {
            throw ProgramRefused(description: "it has characters beyond printable ASCII")
        }
        let text = String(decoding: program, as: UTF8.self)
        let scripts = [Program.Kind.formula, .table].map { PythonEmission.script(inputs: inputs, outputs: outputs, kind: $0) }
        guard let script = scripts.first(where: text.hasSuffix) else {
            throw ProgramRefused(description: "it does not end with the script that every emitted program ends with")
        }
        try await checkSyntax(of: String(text.dropLast(script.count)))
        return text
    }

    private func checkSyntax(of text: String) async throws(ProgramRefused) {
        let seconds = min(seconds, Self.admissionSeconds)
        let checker = process(AdmissionScript.text, seconds: seconds, outputBytes: 1 << 12)
        let outcome = try? await checker.run(input: Data(text.utf8))
        switch outcome?.ending {
        case .exited(0) where outcome?.outputText == AdmissionScript.admitted: return
        case .exited(0): throw ProgramRefused(description: outcome?.outputText ?? "")
        case .timedOut: throw ProgramRefused(description: "its syntax could not be checked within \(seconds) seconds")
        default: throw ProgramRefused(description: "its syntax could not be checked: python3 did not come to an answer")
        }
    }
}
