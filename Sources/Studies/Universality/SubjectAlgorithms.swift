/// An algorithm: programs whose own machines are the same, however they are written down.
struct Algorithm: Sendable, Equatable {
    /// Programs of one text.
    struct Wording: Sendable, Equatable {
        let found: SeedOutcome.Found
        let count: Int
    }

    /// Of its networks, in the order of their subject.
    let outcomes: [SeedOutcome]
    /// The commonest first.
    let wordings: [Wording]

    /// - Precondition: every outcome has a program, and there is one at least.
    fileprivate init(_ outcomes: [SeedOutcome]) {
        self.outcomes = outcomes
        wordings = outcomes.compactMap(\.found).commonestFirst(by: \.text).map { Wording(found: $0[0], count: $0.count) }
    }

    /// In its commonest wording.
    var found: SeedOutcome.Found { wordings[0].found }
}

/// All networks of one task, or of those that others trained and that do the same, by the algorithm in them.
struct SubjectAlgorithms: Sendable, Equatable {
    let name: String
    /// In the order in which they were given.
    let outcomes: [SeedOutcome]
    /// The commonest first; of equally common ones that which came first.
    let algorithms: [Algorithm]

    init(name: String, outcomes: [SeedOutcome]) {
        self.name = name
        self.outcomes = outcomes
        algorithms = outcomes.filter { $0.found != nil }.commonestFirst(by: \.found?.identity).map(Algorithm.init)
    }

    /// Networks that no program is claimed of.
    var unexplained: [SeedOutcome] { outcomes.filter { $0.found == nil } }

    /// The share of the commonest algorithm among all networks; nil where there is none.
    var commonest: Double? {
        algorithms.first.map { Double($0.outcomes.count) / Double(outcomes.count) }
    }

    /// Whether networks of one size always have the same algorithm, where there are several algorithms and sizes that occur twice.
    var sizeDecides: Bool? {
        let sizes = algorithms.enumerated().flatMap { rank, algorithm in algorithm.outcomes.map { (rank, $0.hidden) } }
        let bySize = sizes.grouped(by: \.1)
        guard algorithms.count > 1, bySize.contains(where: { $0.count > 1 }) else { return nil }
        return bySize.allSatisfy { Set($0.map(\.0)).count == 1 }
    }
}

extension SeedOutcome.Found {
    /// Programs are the same algorithm where their machines are; where none is known, where their texts are.
    fileprivate enum Identity: Hashable {
        case machine(ProgramMachine)
        case text(String)
    }

    fileprivate var identity: Identity { machine.map(Identity.machine) ?? .text(text) }
}

extension SubjectAlgorithms {
    /// Puts networks together that do the same.
    ///
    /// Those of perceptrons are trained here, each for a task, and belong to it. Networks that others trained have names of their own:
    /// one belongs to the first task whose program answers as its program does to all words of up to a length, if words of five
    /// letters are among them, or else stands beside others of which that is so.
    ///
    /// - Parameter outcomes: in any order of tasks.
    /// - Returns: in the order in which they first occur, tasks first.
    static func sorted(_ outcomes: [SeedOutcome]) -> [SubjectAlgorithms] {
        let own = outcomes.filter { $0.cell == nil }.grouped(by: \.task)
        let others = outcomes.filter { $0.cell != nil }.grouped { outcome in
            outcome.behaviour.map { "\($0)" } ?? outcome.task
        }
        var joined: [Int: [SeedOutcome]] = [:]
        var apart: [[SeedOutcome]] = []
        for group in others {
            let behaviour = group[0].behaviour
            let place = own.firstIndex { task in behaviour != nil && task.contains { $0.behaviour == behaviour } }
            if let place { joined[place, default: []] += group } else { apart.append(group) }
        }
        return own.enumerated().map { SubjectAlgorithms(name: $1[0].task, outcomes: $1 + (joined[$0] ?? [])) }
            + apart.map { SubjectAlgorithms(name: $0[0].task, outcomes: $0) }
    }
}

extension SeedOutcome {
    /// How its program answers, where that says enough to tell functions apart.
    fileprivate var behaviour: ProgramBehaviour? {
        found?.behaviour.flatMap { $0.length >= 5 ? $0 : nil }
    }
}

extension Array {
    /// Those with the same key side by side, in the order in which keys first occur.
    fileprivate func grouped<Key: Hashable>(by key: (Element) -> Key) -> [[Element]] {
        var place: [Key: Int] = [:]
        var groups: [[Element]] = []
        for element in self {
            let key = key(element)
            if let known = place[key] {
                groups[known].append(element)
            } else {
                place[key] = groups.count
                groups.append([element])
            }
        }
        return groups
    }

    /// The same, the largest group first; equally large ones as they first occur.
    fileprivate func commonestFirst(by key: (Element) -> some Hashable) -> [[Element]] {
        grouped(by: key).enumerated().sorted { left, right in
            left.element.count == right.element.count ? left.offset < right.offset : left.element.count > right.element.count
        }.map(\.element)
    }
}
