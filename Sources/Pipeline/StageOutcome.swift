/// The stages of distilling, as they are named in `audit.json`.
public enum DistillationStage: String, Sendable, Codable, CaseIterable {
    case train, simplify, extract, explain, verify
}

/// What became of a stage.
///
/// ```swift
/// let code = Opening.extract(trained.network, task.inputs, sample, seed: Experiment.seed).code
/// print(code.value.map { "\($0.codes.count) codes" } ?? code.reason ?? "")
/// ```
public enum StageOutcome<Value> {
    case done(Value)
    /// It had nothing to do on this subject.
    case skipped(because: String)
    /// It could not go on.
    case failed(because: String)

    /// What the stage gave; nil where it gave nothing.
    public var value: Value? {
        if case .done(let value) = self { value } else { nil }
    }

    /// Why there is no value; nil where there is one.
    public var reason: String? {
        switch self {
        case .done: nil
        case .skipped(let reason), .failed(let reason): reason
        }
    }

    /// Why it had nothing to do; nil where it had.
    public var reasonToSkip: String? {
        if case .skipped(let reason) = self { reason } else { nil }
    }
}

extension StageOutcome: Sendable where Value: Sendable {}
