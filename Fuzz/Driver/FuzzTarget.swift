import Foundation

/// One reader of files that somebody else made. It may refuse its input in words, and do nothing else wrong.
struct FuzzTarget: Sendable {
    /// How inputs are made up from others.
    enum Form: Sendable {
        case bytes
        case json
        /// JSON, a value a line.
        case jsonLines
        case safetensors
        /// `.run.json`, the source and the journal, one after the other.
        case keptRun
    }

    let name: String
    let form: Form
    /// Reads an input and does with what was read all that the product does.
    let read: @Sendable (Data) -> Void

    static let all = [
        safetensors, network, audit, questions, machine, recording, journal, run, source, markdown, arguments, request,
    ]

    /// What the environment asks for.
    static let chosen: FuzzTarget = {
        let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
        guard let target = all.first(where: { $0.name == name }) else {
            fatalError("FUZZ_TARGET is “\(name)”; expected one of \(all.map(\.name).joined(separator: ", "))")
        }
        return target
    }()
}

/// Ends the process where something that must hold of every input does not: the fuzzer keeps the input.
func demand(_ condition: Bool, _ property: String) {
    if !condition { fatalError("not so: \(property)") }
}
