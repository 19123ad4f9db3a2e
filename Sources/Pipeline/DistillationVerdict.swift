/// What is to be said of a distillation: whether it came to its end, and what is known of the program then.
extension Distillation {
    /// What was recovered.
    public enum Verdict: String, Sendable, Codable {
        /// A formula program without an error in the tests.
        case formula
        /// The same as a literal state table.
        case table
        case unsolved
    }

    /// What a program is known to be of the network.
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
            self = verdict == .formula && isGrounded && isCausal ? .mechanistic : .behavioural
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
        return claims.first { [.tested, .recorded, .exhaustive].contains($0.claim) && $0.fails }.map {
            Failure(stage: .verify, reason: "the program errs on \($0.errors) of \($0.cases) sequences (\($0.claim.rawValue))")
        }
    }

    public var verdict: Verdict {
        guard failure == nil, let program else { return .unsolved }
        return program.program.kind == .formula ? .formula : .table
    }

    /// The word beside the verdict; nil where no program is claimed.
    public var evidence: Evidence? {
        Evidence(for: verdict, by: claims)
    }

    /// Whether a program was found and no claim about its outputs fails; what could not be checked is not held against it.
    ///
    /// Grounded and causal are left out: where they fail the program is no less right, and `evidence` says what it is then.
    public var allClaimsHold: Bool {
        verdict != .unsolved && claims.allSatisfy { !$0.fails || $0.claim.isAboutMechanism }
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
