import Foundation
import Notebook
import Pipeline
import Untrusted

/// Two subjects compared: their machines on all words of every length, where both have one; their networks on all words up to a
/// length and drawn ones beyond, where both have one; their programs line by line, and the outcomes of claims about them.
///
/// What is not compared is said, and nothing is concluded of it.
///
/// ```swift
/// let comparison = try await SubjectComparison(
///     networks[0].subject(named: "honest"), networks[1].subject(named: "suspect"), seed: Experiment.seed, jobs: Experiment.jobs)
/// print(comparison.isAlike ? "alike" : "different", comparison.shortest?.word.letters ?? [])
/// Experiment.entitle(comparison.title, subtitle: comparison.subtitle)
/// for exhibit in [comparison.verdict, comparison.trace, comparison.counts] { show(exhibit) }
/// ```
public struct SubjectComparison: Sendable {
    typealias Part<Value> = ComparedSubject.Part<Value>

    let left: ComparedSubject
    let right: ComparedSubject
    let machines: Part<MachineDifferences>
    let networks: Part<NetworkDifferences>
    /// What the networks answer to the shortest word on which their machines differ; nil where there is none, or no networks.
    let networksOnMachinesWord: DifferingWord?
    /// Line by line; nil where one has none.
    let programs: ProgramLines?
    /// Of reports; empty where one is none.
    let claims: [ClaimOutcomes]
    let seed: UInt64

    /// Compares two subjects.
    ///
    /// - Parameters:
    ///   - left: one of them.
    ///   - right: the other.
    ///   - seed: of words that are drawn.
    ///   - jobs: how much runs at the same time; the result does not depend on it.
    /// - Throws: `Refusal` where they read or answer different things, or there is nothing of both to compare; `CancellationError`.
    /// - Complexity: bounded, whatever the subjects: some seconds.
    public init(_ left: ComparedSubject, _ right: ComparedSubject, seed: UInt64, jobs: Int) async throws {
        if let obstacle = Self.obstacle(left, right) { throw Refusal(.badInput, obstacle) }
        (self.left, self.right, self.seed) = (left, right, seed)
        machines = Self.machines(left, right)
        networks = try await Self.networks(left, right, seed: seed, jobs: jobs)
        if case .failure(let noMachines) = machines, case .failure(let noNetworks) = networks {
            throw Refusal(
                .badInput,
                "\(left.name) and \(right.name) cannot be compared: of their machines, \(noMachines.reason); of their networks, "
                    + "\(noNetworks.reason); expected machines or networks of both")
        }
        networksOnMachinesWord = Self.answers(left, right, to: (try? machines.get())?.shortest?.word)
        programs = ProgramLines(left.program, right.program)
        claims = ClaimOutcomes.all(left.told?.claims, right.told?.claims)
    }

    /// What an experiment's arguments name: two reports or networks, then how networks are read, as `ReportSubject.Reading.arguments`
    /// has it.
    ///
    /// ```swift
    /// let comparison = try await SubjectComparison(Experiment.arguments, seed: Experiment.seed, jobs: Experiment.jobs)
    /// try comparison.writeRecord()
    /// Experiment.conclude(holds: comparison.isAlike, comparison.statement)
    /// show(comparison.sides, at: .lead)
    /// if let curve = comparison.curve { show(curve) }
    /// if let drawn = comparison.drawn { show(drawn) }
    /// for exhibit in try comparison.inside { show(exhibit) }
    /// ```
    ///
    /// - Parameters:
    ///   - arguments: two paths, or names of the site's reports, and the rest.
    ///   - site: whose reports may be named; nil for that which the experiment's page goes to.
    ///   - seed: of words that are drawn.
    ///   - jobs: how much runs at the same time; the result does not depend on it.
    /// - Throws: `Refusal` as reading and comparing do; `CancellationError`.
    public init(_ arguments: [String], site: URL? = nil, seed: UInt64, jobs: Int) async throws {
        let (left, right) = try await ComparedSubject.read(
            Array(arguments.prefix(2)), site: site ?? Experiment.site, reading: .init(arguments: Array(arguments.dropFirst(2))))
        try await self.init(left, right, seed: seed, jobs: jobs)
    }

    // MARK: - What was found

    /// A word on which they differ, and how much is known of it.
    public struct Difference: Sendable {
        /// Answers differ after its last letter.
        public let word: Word
        public let left: [Int]
        public let right: [Int]
        let of: Source
        /// Whether no shorter word is answered otherwise by these: machines or networks.
        public let isShortest: Bool

        enum Source: String, Sendable, Codable { case machines, networks }
    }

    /// The shortest word that is known to be answered otherwise, of networks where both have one; nil where none was found.
    public var shortest: Difference? {
        let networks = try? networks.get()
        let seen = networks?.shortest.map { Difference($0, of: .networks, isShortest: networks?.isShortest ?? false) }
        guard let word = (try? machines.get())?.shortest else { return seen }
        guard let asked = networksOnMachinesWord else {
            // Networks too expensive for the word decide nothing about it.
            return seen ?? Difference(word, of: .machines, isShortest: true)
        }
        guard asked.left != asked.right else { return seen ?? Difference(word, of: .machines, isShortest: true) }
        let confirmed = Difference(asked, of: .networks, isShortest: word.word.count <= (networks?.exhaustiveLength ?? 0) + 1)
        return [seen, confirmed].compactMap(\.self).min { $0.word.count < $1.word.count }
    }

    /// Whether machines, and networks, answer alike on all that was compared.
    public var answerAlike: Bool {
        (try? machines.get())?.shortest == nil && (try? networks.get())?.shortest == nil
    }

    /// Whether nothing that was compared differs: answers, and, of reports, programs, verdicts and the outcomes of claims.
    public var isAlike: Bool {
        guard answerAlike else { return false }
        guard let own = left.told, let theirs = right.told else { return programs?.areAlike ?? true }
        let havePrograms = [left, right].count { $0.program != nil }
        return havePrograms != 1 && programs?.areAlike ?? true && own.verdict == theirs.verdict
            && !claims.contains(where: \.isChanged)
    }
}

extension SubjectComparison.Difference {
    fileprivate init(_ word: DifferingWord, of source: Source, isShortest: Bool) {
        self.init(word: word.word, left: word.left, right: word.right, of: source, isShortest: isShortest)
    }
}

// MARK: - Comparing

extension SubjectComparison {
    /// Why they cannot be compared, in one sentence; nil where they can.
    private static func obstacle(_ left: ComparedSubject, _ right: ComparedSubject) -> String? {
        func sentence(_ what: String, _ own: String, _ theirs: String) -> String {
            "\(left.name) and \(right.name) cannot be compared: \(left.name) \(what) \(own), and \(right.name) \(theirs); expected "
                + "two that read and answer the same"
        }
        let (reads, answers) = ([left, right].map { letters(of: $0) }, [left, right].map(\.task.outputWidth))
        if reads[0].integers != reads[1].integers || reads[0].names != reads[1].names {
            return sentence("reads", reads[0].words, reads[1].words)
        }
        if answers[0] != answers[1] {
            return sentence("answers", Wording.count(answers[0], "number"), Wording.count(answers[1]))
        }
        guard SymbolCode.answersMeanTheSame(left.task.symbols, right.task.symbols) else {
            return
                "\(left.name) and \(right.name) cannot be compared: their answers have different names; expected two that answer the same"
        }
        return nil
    }

    private static let mostNamed = 8

    /// What is read: equal where the same is.
    private static func letters(of subject: ComparedSubject) -> (integers: [Letter], names: [String], words: String) {
        let alphabet = subject.task.inputs.alphabet
        guard let letters = subject.task.inputs.explorableLetters else {
            return ([], ["\(alphabet)"], "\(PlainText(line: "\(alphabet)", most: 60))")
        }
        let names = letters.map(subject.names.letter)
        let shown = names.prefix(mostNamed).joined(separator: " ") + (names.count > mostNamed ? " …" : "")
        return (letters, names, "\(Wording.count(letters.count, "letter")) (\(shown))")
    }

    private static func machines(_ left: ComparedSubject, _ right: ComparedSubject) -> Part<MachineDifferences> {
        switch (left.machine, right.machine) {
        case (.success(let own), .success(let theirs)):
            guard let differences = MachineDifferences(own, theirs) else {
                return .failure(Unreadable("side by side they have more states than can be visited"))
            }
            return .success(differences)
        case (.failure(let error), _): return .failure(Unreadable("\(left.name): \(error.reason)"))
        case (_, .failure(let error)): return .failure(Unreadable("\(right.name): \(error.reason)"))
        }
    }

    private static func networks(
        _ left: ComparedSubject, _ right: ComparedSubject, seed: UInt64, jobs: Int
    ) async throws -> Part<NetworkDifferences> {
        switch (left.network, right.network) {
        case (.success(let own), .success(let theirs)):
            .success(
                try await NetworkDifferences(
                    (own.network, own.cost), (theirs.network, theirs.cost), over: [left.task.inputs, right.task.inputs],
                    seed: seed, jobs: jobs))
        case (.failure(let error), _): .failure(Unreadable("\(left.name): \(error.reason)"))
        case (_, .failure(let error)): .failure(Unreadable("\(right.name): \(error.reason)"))
        }
    }

    /// Multiplications that asking for one word may cost.
    private static let mostWork = 1 << 32
    private static let mostNumbers = 1 << 24

    /// What both networks answer after the last letter; nil where they are not there, or the word is too long to be asked.
    private static func answers(_ left: ComparedSubject, _ right: ComparedSubject, to word: Word?) -> DifferingWord? {
        guard let word, case .success(let own) = left.network, case .success(let theirs) = right.network,
            word.count * max(own.cost, theirs.cost) <= mostWork,
            word.count * max(own.network.hiddenSize, theirs.network.hiddenSize) <= mostNumbers
        else { return nil }
        let words = Sequences(one: word, width: left.task.inputWidth)
        return DifferingWord(
            word, left: own.network.answers(to: words).answer(0, at: word.count - 1),
            right: theirs.network.answers(to: words).answer(0, at: word.count - 1))
    }
}
