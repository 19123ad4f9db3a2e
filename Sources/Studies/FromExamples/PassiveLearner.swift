import Pipeline

/// Learners that merge the states of a prefix tree, as AALpy has them. They know nothing of wrong answers: what they learn agrees
/// with every row.
package enum PassiveLearner: String, CaseIterable, Sendable, Codable {
    /// Oncina and García 1992.
    case rpni
    /// Evidence-driven state merging: Lang, Pearlmutter and Price 1998.
    case edsm

    package var title: String { rawValue.uppercased() }
}

/// What a passive learner came to.
package enum PassiveOutcome: Sendable {
    /// The minimal machine of the automaton, which says nothing, `[]`, where that has no transition or no answer.
    case learned(MealyMachine, seconds: Double)
    case notMade(because: String)

    package var machine: MealyMachine? {
        if case .learned(let machine, _) = self { machine } else { nil }
    }

    package var reason: String? {
        if case .notMade(let reason) = self { reason } else { nil }
    }
}
