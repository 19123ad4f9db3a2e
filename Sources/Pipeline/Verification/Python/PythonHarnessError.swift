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

    /// The index of the sequence that the program failed on, where it is one.
    var sequence: Int? {
        switch self {
        case .raised(_, let sequence), .outputCount(_, _, let sequence), .badOutput(_, let sequence): sequence
        default: nil
        }
    }

    /// Whether the program is at fault, rather than the machine or the time that it was given.
    public var isOfProgram: Bool {
        switch self {
        case .notLoaded, .raised, .outputCount, .badOutput, .outOfMemory: true
        case .pythonMissing, .notStarted, .timedOut, .crashed: false
        }
    }

    /// Whether it says nothing of the program, which was not begun: no interpreter, no process, or work that was cancelled.
    public var isOfMachine: Bool {
        switch self {
        case .pythonMissing, .notStarted: true
        default: false
        }
    }

    public var description: String {
        sequence.map { "\(reason), on sequence \($0)" } ?? reason
    }

    /// What went wrong, without the place.
    var reason: String {
        switch self {
        case .pythonMissing: "python3 was not found; install it with: apt-get install python3"
        case .notStarted(let reason): "python3 could not be started: \(reason)"
        case .notLoaded(let reason): "the program could not be loaded: \(reason)"
        case .raised(let error, _): "the program raised \(error)"
        case .outputCount(let count, let expected, _):
            "the program returned \(count) outputs instead of \(expected)"
        case .badOutput(let reason, _): "the program gave a wrong kind of output (\(reason))"
        case .timedOut(let seconds): "the program did not finish within \(seconds) seconds"
        case .outOfMemory(let bytes): "the program needed more than \(bytes >> 20) MiB of memory"
        case .crashed(let reason): "python3 ended without an answer: \(reason)"
        }
    }
}
