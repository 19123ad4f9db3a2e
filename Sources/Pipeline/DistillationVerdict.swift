/// What is to be said of a distillation: whether it came to its end, and what is known of the program then.
extension Distillation {
    /// What was recovered.
    ///
    /// ```swift
    /// if result.verdict == .formulaUpTo { print("It keeps to the program up to length", result.limit?.length ?? 0) }
    /// ```
    public enum Verdict: String, Sendable, Codable {
        /// A formula program without an error in the tests.
        case formula
        /// The same as a literal state table.
        case table
        /// A formula that a network, which is itself what is explained, keeps to up to some length, and departs from beyond.
        case formulaUpTo
        /// The same as a literal state table.
        case tableUpTo
        /// A program that a network keeps to for so few lengths, or that still changes with every one of them, that it is no law.
        case approximation
        case unsolved

        /// Of a program of that kind, as far as a network keeps to it.
        ///
        /// - Parameters:
        ///   - kind: of the program.
        ///   - limit: where the network departs from it; nil where it was never seen to.
        public init(_ kind: Program.Kind, within limit: KeptLength?) {
            switch (kind, limit?.isLaw) {
            case (.formula, nil): self = .formula
            case (.table, nil): self = .table
            case (.formula, true?): self = .formulaUpTo
            case (.table, true?): self = .tableUpTo
            case (_, false?): self = .approximation
            }
        }

        var isOfFormula: Bool { self == .formula || self == .formulaUpTo }
    }

    /// What a program is known to be of the network.
    ///
    /// ```swift
    /// Experiment.conclude(holds: result.evidence == .mechanistic, "The network computes as the program does")
    /// ```
    public enum Evidence: String, Sendable, Codable {
        /// Its variables, if it has any, can be read from the hidden state; hidden states that it does not tell apart are the same
        /// to the network, and those moved along a variable's code go on as it says.
        case mechanistic
        /// It does what the network does; whether the network does it that way is not known.
        case behavioural

        /// What the claims show of a program with that verdict; nil where none is claimed.
        ///
        /// Of a program without variables nothing has to be read, so that `grounded`, not made, does not count.
        public init?(for verdict: Verdict, by claims: [Claim]) {
            guard verdict != .unsolved else { return nil }
            let isGrounded = claims.contains {
                $0.claim == .grounded && ($0.holds || $0.grounding?.variables.isEmpty == true)
            }
            let isCausal = claims.contains { $0.claim == .causal && $0.holds }
            self = verdict.isOfFormula && isGrounded && isCausal ? .mechanistic : .behavioural
        }
    }

    /// Which stage could not go on, and why.
    public struct Failure: Sendable, Equatable {
        public let stage: Stage
        public let reason: String
    }

    /// The stage that could not go on; nil where there is a program without an error in the tests.
    public var failure: Failure? {
        if case .failed(let reason) = training { return Failure(stage: .train, reason: reason) }
        if case .failed(let reason)? = opening.value?.explanation { return Failure(stage: .explain, reason: reason) }
        if case .failed(let reason) = verification { return Failure(stage: .verify, reason: reason) }
        return claims.first { $0.claim.decidesVerdict && $0.fails }.map {
            Failure(stage: .verify, reason: "the program errs on \($0.errors) of \($0.cases) sequences (\($0.claim.rawValue))")
        }
    }

    public var verdict: Verdict {
        guard failure == nil, let program else { return .unsolved }
        return Verdict(program.program.kind, within: limit)
    }

    /// Up to which length the network keeps to the program; nil where it was never seen to depart from it.
    public var limit: KeptLength? { claims.lazy.compactMap(\.limit).first }

    /// The word beside the verdict; nil where no program is claimed.
    public var evidence: Evidence? {
        Evidence(for: verdict, by: claims)
    }

    /// Whether a program was found and no claim about its outputs fails; what could not be checked is not held against it.
    ///
    /// Grounded and causal are left out: where they fail the program is no less right, and `evidence` says what it is then.
    public var allClaimsHold: Bool {
        verdict != .unsolved && claims.allSatisfy { !$0.fails || $0.claim.isAboutMechanism }
            // Of a network that departs nothing may be left to be claimed.
            && (limit == nil || claims.contains { $0.holds && !$0.claim.isAboutMechanism })
    }
}

/// What the stages gave, for those who need not know why there is nothing.
extension Distillation {
    public var trained: TrainedNetwork? { training.value }
    public var simplified: SimplifiedNetwork? { opening.value?.simplified.value }
    /// The code of hidden states in use.
    public var lattice: IntegerAutoencoder? { opening.value?.code.value }
    /// What was asked for a finite machine.
    public var extraction: MachineExtraction? { opening.value?.extraction }
    /// The finite machine, or why there is none.
    public var machine: Result<ExtractedMachine, MachineNotFound>? { extraction?.machine }
    public var explanation: Explanation? { opening.value?.explanation.value }
    public var program: PythonEmission? { opening.value?.program }
    public var claims: [Claim] { verification.value ?? [] }
}
