import Determinism
import Testing

@testable import Pipeline
@testable import Studies

/// Ordinary rules: all can be drawn, each is its machine, and no two are the same.
@Suite struct StudiesOrdinaryRuleTests {
    private let definitions = OrdinaryRecipe.definitions

    /// One draw of each rule, as a study of that seed would make them.
    private func draws(seed: UInt64) throws -> [DrawnTask] {
        try definitions.indices.map { try TaskFamily.ordinary.draw($0, seed: seed) }
    }

    @Test(arguments: [1, 2] as [UInt64])
    func everyRuleIsDrawnOnceAndNoneTwice(seed: UInt64) throws {
        let drawn = try draws(seed: seed)
        #expect(definitions.count >= 64 && Set(definitions.map(\.name)).count == definitions.count)
        let recipe = OrdinaryRecipe(seed: seed)
        #expect(Set(definitions.indices.map { recipe.definition($0).name }).count == definitions.count, "seed \(seed)")
        #expect(Set(drawn.map(\.definition)).count == drawn.count, "seed \(seed)")
        // Later numbers are the same rules again, with parameters of their own.
        #expect(recipe.definition(definitions.count + 5).name == recipe.definition(5).name)
        #expect(try draws(seed: seed).map(\.definition) == drawn.map(\.definition), "seed \(seed)")
    }

    /// Sentences for a table's cell: one line, no marks of Markdown.
    @Test func definitionsCanBePrinted() throws {
        for drawn in try draws(seed: 4) {
            #expect(!drawn.definition.contains { "\n|*_`<>[]".contains($0) }, "\(drawn.definition)")
            #expect(drawn.definition.count < 220 && drawn.truth.text == drawn.definition, "\(drawn.definition)")
        }
    }

    @Test(arguments: [5, 6] as [UInt64])
    func theMachineIsTheRule(seed: UInt64) throws {
        for drawn in try draws(seed: seed) {
            guard let machine = drawn.machine else { continue }
            let words = drawn.task.sample(40, length: 15, for: .testing, seed: seed)
            let answers = FunctionReference(outputWidth: drawn.truth.outputWidth, drawn.truth.behaviour).answers(to: words)
            let text = "\(drawn.definition), seed \(seed)"
            #expect(machine.minimised == machine && machine.stateCount <= DrawnTask.mostStates, "\(text)")
            #expect(drawn.task.outputs(for: words) == answers, "\(text)")
            for index in 0..<words.count { #expect(machine.run(words[index]) == answers[index], "\(text)") }
        }
    }

    /// Different rules are different functions, not only differently said.
    @Test func noTwoRulesAreTheSameMachine() throws {
        var seen: [(machine: MealyMachine, definition: String)] = []
        for drawn in try draws(seed: 1) {
            guard let machine = drawn.machine else { continue }
            let other = seen.first { $0.machine == machine }
            #expect(other == nil, "\(drawn.definition) is \(other?.definition ?? "")")
            seen.append((machine, drawn.definition))
        }
        #expect(seen.count > definitions.count / 2)
    }

    /// Any few numbers have all kinds, as the quotient of stride and count is far from small fractions.
    @Test func aFewNumbersAreSpreadOverAllKinds() {
        for seed in 1...40 as ClosedRange<UInt64> {
            let recipe = OrdinaryRecipe(seed: seed)
            let names = Set((0..<24).map { recipe.definition($0).name })
            #expect(OrdinaryRecipe.kinds.allSatisfy { kind in kind.contains { names.contains($0.name) } }, "seed \(seed)")
        }
    }

    @Test func seedsBeginWithDifferentRules() {
        #expect(Set((1...8 as ClosedRange<UInt64>).map { OrdinaryRecipe(seed: $0).definition(0).name }).count > 4)
    }

    @Test func manyLettersAreNotExplored() {
        #expect(OrdinaryRule.dotProduct(0..<9, modulus: 2).machine(most: 512) == nil)
        #expect(OrdinaryRule.dotProduct(0..<8, modulus: 2).machine(most: 512)?.stateCount == 2)
        #expect(OrdinaryRule.currentRun(letters: 2).machine(most: 512) == nil)
    }

    /// Words in which a rare thing comes hold it often enough to be learned.
    @Test func rareWordsAreSteeredTo() throws {
        let rule = OrdinaryRule.endsWith([2, 0, 1], letters: 3)
        let drawn = try #require(DrawnTask(TaskProposal(rule), family: .ordinary, number: 0))
        let words = drawn.task.sample(400, for: .training, seed: 9)
        let share = Double(drawn.task.outputs(for: words).values.reduce(0, +)) / 4000
        #expect(share > 0.15 && share < 0.5)
        #expect(Set(words.values) == [0, 1, 2])
    }
}
