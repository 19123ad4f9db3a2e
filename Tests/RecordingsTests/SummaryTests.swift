import Pipeline
import Testing
@testable import Recordings

@Suite struct SummaryTests {
    @Test func whatIsThereIsCounted() throws {
        let read = try recording(":True\n0:True\n1:False\n1:False\n01:False\n", "w.txt")
        let summary = RecordingSummary(read)
        #expect(summary.sequences == 5 && summary.distinct == 4 && summary.lengths == [0, 1, 2])
        #expect(summary.asked == 5 && summary.askedDistinct == 4 && summary.positions == 5)
        #expect(summary.coverage.map(\.possible) == [1, 2, 4] && summary.coverage.map(\.distinct) == [1, 2, 1])
        #expect(summary.outputs[0].symbols == [.truth(false), .truth(true)] && summary.outputs[0].counts == [3, 2])
        #expect(summary.contradictions == 0 && summary.answerToNothing == [.truth(true)])
        #expect(summary.warnings[0].hasPrefix("4 different answers from 5 sequences do not determine a rule"))
        #expect(summary.table.contains("length 1        3 sequences, 2 of 2 words (100.0 %)"))
    }

    @Test func contradictionsAreFoundInPrefixes() throws {
        let read = try recording(
            "{\"input\": [1, 0], \"output\": [1, 2]}\n{\"input\": [1], \"output\": [3]}\n{\"input\": [1, 0, 1], \"output\": [1, 5, 6]}",
            "a.jsonl")
        let first = try #require(Contradiction.first(in: read))
        #expect(first.letters == [[.integer(1)]] && first.lines == [1, 2] && first.answers == [[.integer(1)], [.integer(3)]])
        #expect(RecordingSummary(read).contradictions == 2)
        #expect("\(first)" == "after “1” line 1 answers “1” and line 2 “3”")
    }

    @Test func statesThatDoNotDifferAreCounted() throws {
        let read = try machine(
            "digraph { a -> b [label=\"x/1\"]; b -> a [label=\"x/1\"]; c -> c [label=\"x/1\"]; a -> a [label=\"y/2\"] }")
        let summary = MachineSummary(read)
        #expect(summary.states == 3 && summary.reachable == 2 && summary.distinguishable == 2 && summary.missing == 1)
        #expect(summary.kind == "Mealy" && !summary.isMinimal && !summary.isComplete)
    }

    @Test func aLongMachineIsSummarisedInReasonableTime() throws {
        // A ring that answers once a round: every state differs, and rounds of refinement would be as many as states.
        let count = 8192
        let ring = RecordedMachine(
            name: "ring", letters: [[.integer(0)]], initial: 0,
            transitions: (0..<count).map { state in
                [.init(target: (state + 1) % count, answer: [.truth(state == count - 1)])]
            })
        let clock = ContinuousClock.now
        #expect(MachineSummary(ring).distinguishable == count)
        #expect(ContinuousClock.now - clock < .seconds(5))
    }

    @Test func whatIsMissingCountsAsAnAnswer() throws {
        // a misses y, b has it; c and d miss everything.
        let summary = MachineSummary(
            try machine(
                "digraph { s -> a [label=\"x/1\"]; s -> b [label=\"y/1\"]; a -> c [label=\"x/1\"]; b -> d [label=\"x/1\"]; "
                    + "b -> c [label=\"y/1\"] }"))
        #expect(summary.states == 5 && summary.reachable == 5 && summary.distinguishable == 4 && summary.missing == 5)
    }
}
