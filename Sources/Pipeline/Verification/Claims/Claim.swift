/// One statement about a program with the evidence for it.
///
/// ```swift
/// for claim in result.claims {
///     print(claim.claim.rawValue, claim.notMade ?? (claim.holds ? "holds" : "fails"), claim.cases, claim.errors)
/// }
/// ```
public struct Claim: Sendable, Codable, Equatable {
    /// What kind of evidence.
    public enum Level: String, Sendable, Codable, CaseIterable {
        /// Fresh sequences of the trained length; of data, sequences that were kept back.
        case tested
        /// All sequences of the data that trained or chose, but for answers that are told as suspects; made of data only.
        case recorded
        /// All sequences of a length.
        case exhaustive
        /// Fresh sequences of ten times the trained length.
        case longer
        /// Equivalence with the machine or the linear system found in the trained network, for every length; where neither can
        /// decide, the network's own answers to all sequences of up to a length.
        case proven
        /// The program does what the network does.
        case faithful
        /// The program's variables can be read from the network's hidden state, by probes fitted on other states.
        case grounded
        /// The network with its hidden state changed (interchange interventions; shifts along affine codes) does what the program
        /// says.
        case causal

        /// What is claimed where what is right of every sequence is known.
        public static var ofTask: [Level] { allCases.filter { $0 != .recorded } }

        /// Whether it is about what is right, as far as that is known: where one of these fails, no program is claimed.
        public var decidesVerdict: Bool { self == .tested || self == .recorded || self == .exhaustive }

        /// Whether it is about the way the network computes rather than about the program's outputs: such a claim does not say
        /// whether the program is right, but whether it is more than a description of behaviour.
        public var isAboutMechanism: Bool { self == .grounded || self == .causal }
    }

    public let claim: Level
    public let statement: String
    /// Sequences compared; for a proof for every length, pairs of states or parameters of two linear systems; values read from
    /// hidden states; exchanges and shifts of hidden states.
    public let cases: Int
    public let errors: Int
    /// Errors that are no more than are to be expected where some of what is taken for right is wrong, or than a rate that is asked for
    /// leaves room for; nil where none are.
    public let tolerated: Int?
    /// Why it could not be checked, in a clause; nil where it was. A claim that was not made neither holds nor fails.
    public let notMade: String?
    /// Where the first error is; nil where there is none.
    public let firstError: Disagreement?
    /// Checks beyond the statement that are reported, but that it does not promise.
    public let alsoSeen: [Observation]
    /// Where the network departs from the program; of `exhaustive` only, nil where it was never seen to.
    public let limit: KeptLength?
    /// How each variable is read; of `grounded` only.
    public let grounding: Grounding?
    /// Every kind of change of the hidden state; of `causal` only.
    public let interventions: Interventions?

    /// Checked in at least one case, and not refuted.
    public var holds: Bool { notMade == nil && cases > 0 && !isRefuted }

    /// Checked and refuted.
    public var fails: Bool { notMade == nil && !holds }

    /// By an error; of shifts, by so many that their rate is below `Interventions.threshold`.
    private var isRefuted: Bool { interventions?.isRefuted ?? (errors > tolerated ?? 0) }

    /// An input sequence on which two answers differ.
    public struct Disagreement: Sendable, Codable, Equatable {
        public let input: Word
        /// `[time][output]`, as what was expected.
        public let program: [[Int]]
        public let expected: [[Int]]
    }

    /// A rate that is reported.
    public struct Observation: Sendable, Codable, Equatable {
        public let what: String
        public let cases: Int
        public let errors: Int
        public let firstError: Disagreement?
    }

    private enum CodingKeys: String, CodingKey {
        case claim, statement, cases, errors, tolerated, holds, notMade, firstError, alsoSeen, limit, grounding
        case interventions
    }

    public init(
        _ claim: Level, _ statement: String, cases: Int, errors: Int, tolerated: Int? = nil, notMade: String? = nil,
        firstError: Disagreement? = nil,
        alsoSeen: [Observation] = [], limit: KeptLength? = nil, grounding: Grounding? = nil, interventions: Interventions? = nil
    ) {
        self.claim = claim
        self.statement = statement
        self.cases = cases
        self.errors = errors
        self.tolerated = tolerated
        self.notMade = notMade ?? (cases == 0 ? Self.noCases : nil)
        self.firstError = firstError
        self.alsoSeen = alsoSeen
        self.limit = limit
        self.grounding = grounding
        self.interventions = interventions
    }

    /// A claim that could not be checked, and why.
    init(
        _ claim: Level, _ statement: String, notMade reason: String, grounding: Grounding? = nil,
        interventions: Interventions? = nil
    ) {
        self.init(
            claim, statement, cases: 0, errors: 0, notMade: reason, grounding: grounding, interventions: interventions)
    }

    private static let noCases = "there was no case to check it on"

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        claim = try values.decode(Level.self, forKey: .claim)
        statement = try values.decode(String.self, forKey: .statement)
        cases = try values.decode(Int.self, forKey: .cases)
        errors = try values.decode(Int.self, forKey: .errors)
        tolerated = try values.decodeIfPresent(Int.self, forKey: .tolerated)
        notMade = try values.decodeIfPresent(String.self, forKey: .notMade)
        firstError = try values.decodeIfPresent(Disagreement.self, forKey: .firstError)
        alsoSeen = try values.decode([Observation].self, forKey: .alsoSeen)
        limit = try values.decodeIfPresent(KeptLength.self, forKey: .limit)
        grounding = try values.decodeIfPresent(Grounding.self, forKey: .grounding)
        interventions = try values.decodeIfPresent(Interventions.self, forKey: .interventions)
        // It follows from the rest; what says otherwise would show readers of the file another outcome than those of this value.
        guard try values.decode(Bool.self, forKey: .holds) == holds else {
            throw DecodingError.dataCorruptedError(
                forKey: .holds, in: values,
                debugDescription: "cases and errors say that it \(holds ? "holds" : "does not hold")")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(claim, forKey: .claim)
        try values.encode(statement, forKey: .statement)
        try values.encode(cases, forKey: .cases)
        try values.encode(errors, forKey: .errors)
        try values.encodeIfPresent(tolerated, forKey: .tolerated)
        try values.encode(holds, forKey: .holds)
        try values.encodeIfPresent(notMade, forKey: .notMade)
        try values.encodeIfPresent(firstError, forKey: .firstError)
        try values.encode(alsoSeen, forKey: .alsoSeen)
        try values.encodeIfPresent(limit, forKey: .limit)
        try values.encodeIfPresent(grounding, forKey: .grounding)
        try values.encodeIfPresent(interventions, forKey: .interventions)
    }
}
