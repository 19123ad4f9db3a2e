import Pipeline

/// What one draw of words told each learner about a language.
struct ExampleTrial: Sendable, Codable, Equatable {
    let language: String
    let family: KnownLanguage.Family
    /// Labelled words, and wrong labels of a hundred.
    let words: Int
    let wrong: Int
    let network: NetworkResult
    /// By `PassiveLearner`; empty where there was no AALpy.
    let passive: [String: PassiveResult]

    /// What training came to.
    struct NetworkResult: Sendable, Codable, Equatable {
        /// Whether the machine equals the language's at every length.
        let isExact: Bool
        /// Of the minimal machine; nil where there is none.
        var states: Int?
        /// Lines of training and choosing that are suspected, and how many of these have a wrong label.
        var suspects = 0
        var rightSuspects = 0
        /// Lines of training and choosing that have a wrong label.
        let wrongLines: Int
        /// Why nothing was learned; nil where something was.
        var failure: String?
    }

    struct PassiveResult: Sendable, Codable, Equatable {
        let isExact: Bool
        let states: Int?
        let failure: String?
    }

    /// Whether a learner's machine is exact; nil where it was not asked.
    func isExact(by learner: ExampleLearner) -> Bool? {
        switch learner {
        case .network: network.isExact
        case .passive(let learner): passive[learner.rawValue]?.isExact
        }
    }
}

/// Who learns.
enum ExampleLearner: Sendable, Hashable {
    case network
    case passive(PassiveLearner)

    static let all = [ExampleLearner.network] + PassiveLearner.allCases.map(ExampleLearner.passive)

    var title: String {
        switch self {
        case .network: "Glassbox"
        case .passive(let learner): learner.title
        }
    }
}
