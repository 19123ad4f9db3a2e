/// Why an emitted program gave no outputs.
public enum PythonHarnessError: Error, Hashable, Sendable, CustomStringConvertible {
    case pythonMissing
    /// The child could not be started, for another reason than a missing interpreter.
    case notStarted(String)
    /// The text is no program that defines `f`.
    case notLoaded(String)
    case raised(String, sequence: Int)
    case outputCount(Int, expected: Int, sequence: Int)
    case badOutput(String, sequence: Int)
    case timedOut(seconds: Double)
    case outOfMemory(bytes: Int)
    /// The interpreter ended without an answer.
    case crashed(String)

    public var description: String {
        switch self {
        case .pythonMissing: "python3 was not found; install it with: apt-get install python3"
        case .notStarted(let reason): "python3 could not be started: \(reason)"
        case .notLoaded(let reason): "the program could not be loaded: \(reason)"
        case .raised(let error, let sequence): "the program raised \(error) on sequence \(sequence)"
        case .outputCount(let count, let expected, let sequence):
            "the program returned \(count) outputs instead of \(expected) on sequence \(sequence)"
        case .badOutput(let reason, let sequence): "the program gave a wrong kind of output on sequence \(sequence): \(reason)"
        case .timedOut(let seconds): "the program did not finish within \(seconds) seconds"
        case .outOfMemory(let bytes): "the program needed more than \(bytes >> 20) MiB of memory"
        case .crashed(let reason): "python3 ended without an answer: \(reason)"
        }
    }
}
