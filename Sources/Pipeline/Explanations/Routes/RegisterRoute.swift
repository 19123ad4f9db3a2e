/// The state is one number or two that go on by themselves, such as the time since a letter, with the last answer and the last letter
/// where they are needed: the longest run so far is the last answer and the run that ends here.
///
/// Registers are tried one after another, and of two all pairs of the shortest. They are taken where, with what is read, they decide
/// every answer of the sample; only then formulas are looked for. Of a finite machine bounded ones are tried first: of what they make
/// up it can be shown that it is equal to the machine for words of any length. What counts where the machine does not has to be at
/// least as near to the network on words of twice the length.
///
/// - Complexity: most registers are refuted within a few words. A search of bounded size for each of at most eight that are not.
struct RegisterRoute: ExplanationRoute {
    let name: String
    /// Whether registers may count without end where the machine does not.
    private let outgrowsMachines: Bool
    /// Registers of which pairs are tried.
    private let paired = 64
    /// What decides the answers, and is regressed.
    private let mostSearched = 8
    /// After so many of them with a formula no further ones are looked at.
    private let enough = 3

    static let brief = RegisterRoute(name: "registers", outgrowsMachines: false)
    static let patient = RegisterRoute(name: "registers without bounds", outgrowsMachines: true)

    private init(name: String, outgrowsMachines: Bool) {
        (self.name, self.outgrowsMachines) = (name, outgrowsMachines)
    }

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let letters = try findings.requireLetters()
        let reading = try RegisterReading(SampledHistory(findings), letters)
        var registers = Register.all(over: findings.inputNames, letters: letters)
        let machine = try? findings.machine.get().minimal
        if outgrowsMachines, machine == nil { throw RouteFailed(reason: "the machine has no bounds either") }
        if !outgrowsMachines, machine != nil {
            registers.removeAll { !$0.isBounded(over: letters, inputs: findings.inputNames) }
        }
        let short = Array(registers.filter { !$0.recallsLetter(findings.inputNames) }.prefix(paired))
        let pairs = short.indices.flatMap { second in short[..<second].map { [$0, short[second]] } }
        var (programs, areDeciding) = search(registers.map { [$0] }, reading)
        if !programs.contains(where: { $0.cost.weight <= Self.plainCost(variables: 2) }) {
            let two = search(pairs, reading)
            (programs, areDeciding) = (programs + two.programs, areDeciding || two.areDeciding)
        }
        if outgrowsMachines, let machine {
            let words = DoubledWords(findings)
            programs = words.map { words in programs.filter { words.errors(of: $0) <= words.errors(of: machine) } } ?? []
        }
        guard programs.isEmpty else { return programs }
        throw RouteFailed(
            reason: areDeciding
                ? "registers decide the answer, but no formula was found"
                : "no two of \(registers.count) registers decide the answer")
    }

    /// Programs of the first memories that have any, of those with the fewest variables, and whether there are memories that decide the
    /// answers. Where that needs no registers, other routes are better at it.
    private func search(
        _ candidates: [[Register]], _ reading: RegisterReading
    ) -> (programs: [Program], areDeciding: Bool) {
        var areDeciding = false
        for kept in RegisterMemory.Kept.all where !reading.isDecided(RegisterMemory([], kept)) {
            let deciding = Array(
                candidates.lazy.map { RegisterMemory($0, kept) }.filter(reading.isDecided).prefix(mostSearched))
            let programs = programs(deciding, reading)
            if !programs.isEmpty { return (programs, true) }
            areDeciding = areDeciding || !deciding.isEmpty
        }
        return ([], areDeciding)
    }

    /// Of the first few that have any.
    private func programs(_ deciding: [RegisterMemory], _ reading: RegisterReading) -> [Program] {
        var found: [[Program]] = []
        for memory in deciding where found.count < enough {
            let programs = reading.transitions(memory).programs()
            if !programs.isEmpty { found.append(programs) }
        }
        return found.flatMap(\.self)
    }
}

/// Words of twice the length, with what the network answers to them.
private struct DoubledWords {
    private let words: Sequences
    private let answers: [Int]

    private static let most = 512

    /// Nil where it cannot be asked for any.
    init?(_ findings: Findings) {
        let (length, width) = (2 * findings.check.length, findings.check.width)
        let count = min(Self.most, findings.check.count / 2)
        guard count > 0, length <= findings.network.mostLetters ?? .max else { return nil }
        words = Sequences(
            count: count, length: length, width: width, values: Array(findings.check.values.prefix(count * length * width)))
        answers = findings.network.answers(to: words).values
    }

    /// Words to which a program answers otherwise.
    func errors(of program: Program) -> Int { Agreement(of: program, on: words, with: answers).errors }

    /// Words to which a machine answers otherwise.
    func errors(of machine: MealyMachine) -> Int {
        let stride = answers.count / words.count
        return (0..<words.count).count { row in
            !machine.run(words[row]).joined().elementsEqual(answers[row * stride..<(row + 1) * stride])
        }
    }
}
