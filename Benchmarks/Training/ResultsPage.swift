import Foundation

/// The measurements as Markdown.
struct ResultsPage {
    /// Where and with what they were made, as "name: value".
    let surroundings: [String]
    /// Names of those that were measured beside ours.
    let peers: [String]
    let measurements: [Measurements]
    let finishes: [FinishComparison.Result]
    let enumeration: EnumerationSection
    let scaling: [JobScaling]
    /// In megabytes.
    let peerMemory: [Double]

    var text: String {
        let sections = [
            "# Measurements", "Made by `make bench`.",
            surroundings.map { "- \($0)" }.joined(separator: "\n"), "## Steps a second", speed.text, Self.reading,
            "## The finish", finish.text,
            """
            Measured once: what is left of the error, as the root of the mean square in the task's units, of a network that Adam
            has trained for some hundred steps, when it is finished by one method alone, and by both in turn, as the trainer
            does.
            """,
            "## Two jobs at once", jobs.text,
            """
            Medians of short rounds, of one run and of two at once on two cores in turn: steps a second by the clock on the
            wall. 2 times is the most, but for noise between rounds. **by processor time**: the same by each thread's processor
            time, which leaves out waiting: below 2 only as far as the jobs slow each other down while both run (caches,
            memory).
            """,
            "## Memory", memory.text, memoryReading, "## Enumerative regression", enumeration.text,
        ]
        return sections.joined(separator: "\n\n") + "\n"
    }

    var speed: MarkdownTable {
        MarkdownTable(
            ["n/w/batch", "f", "ours"] + peers.flatMap { [$0, "times"] }
                + ["MFLOP a step", "floor, µs", "ours, µs", "step", "gradient"],
            measurements.map { row in
                let product = row.products.median
                let beside = peers.indices.flatMap {
                    [Self.digits(row.peers[$0].median), Self.digits(row.advantage(over: $0))]
                }
                return [row.contest.name, row.contest.transition, Self.digits(row.ours.median)] + beside + [
                    Self.digits(row.contest.operations / 1e6), Self.digits(1e6 * row.contest.operations / product),
                    Self.digits(1e6 / row.ours.median), Self.percent(row.stepEfficiency),
                    Self.percent(row.gradientEfficiency),
                ]
            })
    }

    static let reading = """
        Medians of short rounds in turn.

        **ours**: optimiser steps a second of the whole trainer on one thread: fresh sequences in every step, gradient, Adam,
        and after every hundredth step a measurement on other sequences. The others train the same network with the same batch, length
        (\(Contest.length)), loss and optimiser on one thread, on one batch made beforehand: they sample nothing, which favours
        them. **PyTorch** is eager, written with its own modules; **torch.compile** is the same, its loss compiled; **JAX** runs a hundred steps in
        one compiled call, written in the fastest of four ways (sequences as rows or columns, time as a scan or unrolled). All per second of
        processor time, without compiling. **times**: how many times as fast ours is.

        **floor**: what the step's multiplications and additions alone take at the rate of OpenBLAS's sgemm (512³, one thread,
        in the same round): 6 operations a weight, position and sequence; biases, ReLU, loss, Adam and sampling are not counted.
        **step** and **gradient**: the part of that rate which a whole step reaches, and its gradient alone; 100 % is the floor.
        The gradient leaves out the derivative by the first state, which is counted.
        """

    private var finish: MarkdownTable {
        MarkdownTable(
            ["task", "f", "parameters", "before", "L-BFGS", "Levenberg–Marquardt", "both"],
            finishes.map { row in
                let architecture = row.comparison.architecture
                return [
                    row.comparison.task.name, architecture.transition,
                    "\(architecture.parameterCount)",
                ] + [row.before, row.first, row.second, row.both].map { String(format: "%.1e", $0) }
            })
    }

    private var jobs: MarkdownTable {
        MarkdownTable(
            ["n/w/batch", "f", "one", "two", "times", "by processor time"],
            scaling.map { row in
                [
                    row.contest.name, row.contest.transition, Self.digits(row.one.median), Self.digits(row.two.median),
                    Self.digits(row.times), Self.digits(row.timesByProcessorTime),
                ]
            })
    }

    private var memory: MarkdownTable {
        MarkdownTable(
            ["n/w/batch", "f", "peak, MB"],
            measurements.map { [$0.contest.name, $0.contest.transition, Self.digits($0.memory)] })
    }

    private var memoryReading: String {
        let others = zip(peers, peerMemory).map { "\($0) \(Self.digits($1)) MB" }
        return "Measured once, of a process that trains that network only"
            + (others.isEmpty
                ? "." : "; the peers' processes, which trained all of them, took: \(others.joined(separator: ", ")).")
    }

    /// Three significant digits, or all before the point; a dash for what was not measured.
    static func digits(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        let decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2
        return String(format: "%.\(decimals)f", value)
    }

    static func percent(_ value: Double) -> String {
        value.isFinite ? String(format: "%.0f %%", 100 * value) : "–"
    }
}
