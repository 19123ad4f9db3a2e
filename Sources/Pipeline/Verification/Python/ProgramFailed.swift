/// A program that gave no outputs for an input.
public struct ProgramFailed: Error, Sendable, Equatable, CustomStringConvertible {
    public let error: PythonHarnessError
    public let input: Word

    init(_ error: PythonHarnessError, on input: Word) {
        self.error = error
        self.input = input
    }

    /// What went wrong, and on which arguments of `program.py` it can be seen.
    public var description: String {
        "\(error.reason), with the inputs \(input.spelled)"
    }
}
