import BoundedProcess
import Foundation
import Testing

/// `Experiment.remember` in experiments that are compiled and run.
@Suite(.serialized) struct GlassboxRememberTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    private let source = """
        //: # T
        import Foundation
        import Notebook
        func count(_ name: String) throws {
            let there = (try? String(contentsOfFile: name, encoding: .utf8)) ?? ""
            try (there + "x").write(toFile: name, atomically: true, encoding: .utf8)
        }
        var factor = 2
        //: ## Slow
        var squares: [Int] = []
        for number in 1...3 {
            squares.append(
                try await Experiment.remember(number) {
                    try count("computed")
                    return number * number * factor
                })
        }
        print(squares)
        //: ## Quick
        print("Nothing declared here.")
        """

    /// How often something was computed by a run, and what the page says.
    private func run(_ source: String, _ arguments: String...) async throws -> (computed: Int, page: String) {
        try glassbox.write(source, "X.swift")
        try glassbox.write("", "computed")
        let outcome = try await glassbox.run(["run", "X.swift"] + arguments)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        return (try glassbox.text("computed").count, try glassbox.text("site/experiments/X/index.html"))
    }

    @Test func whatIsTheSameIsTakenAgainAndThePageIsTheSameBytes() async throws {
        let first = try await run(source)
        let second = try await run(source)
        #expect(first.computed == 3 && second.computed == 0 && first.page == second.page && first.page.contains("[2, 8, 18]"))
        // Prose, and later cells that declare nothing, may change.
        let other = try await run(
            source.replacing("## Slow", with: "## Slow\n//: Told at length.").replacing(
                "Nothing declared", with: "Nothing at all"))
        #expect(other.computed == 0 && other.page.contains("Told at length") && other.page.contains("[2, 8, 18]"))
        #expect(try await run(source, "--fresh").computed == 3)
        #expect(try await run(source, "--seed", "2").computed == 3)
        #expect(try await run(source, "--", "argument").computed == 3)
    }

    @Test func anEarlierVersionOfTheCodeNeverComesBack() async throws {
        _ = try await run(source)
        let changed = try await run(source.replacing("* factor", with: "+ factor"))
        #expect(changed.computed == 3 && changed.page.contains("[3, 6, 11]"))
        // What it calls or captures counts, wherever that is declared.
        let captured = try await run(source.replacing("factor = 2", with: "factor = 5"))
        #expect(captured.computed == 3 && captured.page.contains("[5, 20, 45]"))
        let later = try await run(source + "\nfunc unused() {}")
        #expect(later.computed == 3)
    }

    @Test func errorsAreTheExperimentsAndToldInASentence() async throws {
        try glassbox.write(
            source.replacing("return number", with: "print(number); return number"), "X.swift")
        let outcome = try await glassbox.run("run", "X.swift")
        #expect(
            outcome.ending == .exited(2) && outcome.errorText.contains("What is remembered as “1” shows, prints"),
            "\(outcome.errorText)")
    }
}
