import Foundation

/// What an experiment may ask of, and tell, the run it is part of.
///
/// ```swift
/// let isEven = [2, 4, 8].allSatisfy { $0.isMultiple(of: 2) }
/// Experiment.conclude(holds: isEven, "All of them are even")
/// Experiment.write("2 4 8", to: "numbers.txt")
/// ```
public enum Experiment {
    /// What followed `--` on the command line.
    ///
    /// ```swift
    /// let count = Experiment.arguments.first.flatMap { Int($0) } ?? 10
    /// print("Looking at", count, "of them.")
    /// ```
    public static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

    /// The seed of all randomness (`--seed`, 1 unless said).
    ///
    /// ```swift
    /// let words = task.inputs.sample(100, for: .testing, seed: Experiment.seed)
    /// print(words.count, "words, the same in every run")
    /// ```
    public static var seed: UInt64 { number(Recorder.Variable.seed) ?? 1 }

    /// Threads that may work at once (`--jobs`, all cores unless said).
    ///
    /// ```swift
    /// let trained = try await Experiment.memory.train(task, seed: Experiment.seed, jobs: Experiment.jobs)
    /// print(trained.architecture)
    /// ```
    public static var jobs: Int { max(1, number(Recorder.Variable.jobs) ?? ProcessInfo.processInfo.activeProcessorCount) }

    /// Time to train each network (`--budget`, no limit unless said).
    ///
    /// ```swift
    /// if let budget = Experiment.budget { print("Each network has", budget.duration, "to be trained in.") }
    /// ```
    public static var budget: TimeBudget? {
        ProcessInfo.processInfo.environment[Recorder.Variable.budget].flatMap(TimeBudget.init)
    }

    /// Whether nothing kept from earlier runs may be used (`--fresh`).
    ///
    /// ```swift
    /// if Experiment.isFresh { progress("everything anew") }
    /// ```
    public static var isFresh: Bool { number(Recorder.Variable.fresh) == 1 }

    /// The version of Glassbox, with the commit where the command knows it.
    package static var version: String {
        ProcessInfo.processInfo.environment[Recorder.Variable.version] ?? Installation.version
    }

    /// What its file is called, without the ending; empty in a plain Swift program.
    static var name: String { ProcessInfo.processInfo.environment[Recorder.Variable.experiment] ?? "" }

    /// The top of the site that the page will be part of; nil in a plain Swift program.
    package static var site: URL? {
        let path = ProcessInfo.processInfo.environment[Recorder.Variable.site]
        return path.map { URL(filePath: $0, directoryHint: .isDirectory) }
    }

    /// The folder of the page being made; the working folder of a plain Swift program.
    ///
    /// ```swift
    /// let name = Experiment.write("1,2", to: "pairs.csv")
    /// print(try String(contentsOf: Experiment.outputFolder.appending(path: name), encoding: .utf8))
    /// ```
    public static var outputFolder: URL { Recorder.shared.outputFolder }

    /// Stores a file beside the page, such as `program.py`. A full disk ends the experiment with one clear sentence.
    ///
    /// ```swift
    /// let name = Experiment.write(Data([0x50, 0x36]), to: "first bytes.bin")
    /// show(.markdown("They are in [\(name)](\(name))."))
    /// ```
    ///
    /// - Returns: the name it got, relative to the page: `name` with anything that could lead out of the folder replaced.
    @discardableResult
    public static func write(_ data: Data, to name: String) -> String {
        Recorder.shared.store(data, as: name)
    }

    /// Stores a text beside the page.
    ///
    /// ```swift
    /// Experiment.write("word,label\n01,1\n", to: "words.csv")
    /// ```
    ///
    /// - Returns: the name it got, relative to the page.
    @discardableResult
    public static func write(_ text: String, to name: String) -> String {
        write(Data(text.utf8), to: name)
    }

    /// Titles the page, in place of the file's first heading: for a file that makes many pages.
    ///
    /// ```swift
    /// Experiment.entitle("Parity of \(3) bits", subtitle: "One page of many that this file makes")
    /// ```
    ///
    /// - Parameters:
    ///   - title: plain text.
    ///   - subtitle: one sentence under it.
    public static func entitle(_ title: String, subtitle: String? = nil) {
        Recorder.shared.record(.entitled(title, subtitle: subtitle))
    }

    /// Chooses the figure that stands for the page in the index; the first one, if none is chosen.
    ///
    /// ```swift
    /// show(HiddenStates(of: simplified.network, lattice: lattice, machine: machine, provenance: origin))
    /// Experiment.picture("figures/states.png")
    /// ```
    ///
    /// - Parameter file: the name of a figure that is shown, such as `figures/states.png`.
    public static func picture(_ file: String) {
        Recorder.shared.record(.pictured(file))
    }

    /// States what was found. One that does not hold makes the command end with status 1.
    ///
    /// ```swift
    /// Experiment.conclude(holds: machine.minimal.stateCount == 2, "Two states, one bit: no more is remembered")
    /// ```
    ///
    /// - Parameters:
    ///   - holds: whether what the experiment set out to show is so.
    ///   - statement: one sentence, for the terminal and for the index of the site.
    public static func conclude(holds: Bool, _ statement: String) {
        Recorder.shared.record(.concluded(Conclusion(holds: holds, statement: statement)))
    }

    /// States several findings, such as those of a study.
    ///
    /// ```swift
    /// let study = try await LengthStudy(networks, seed: Experiment.seed, jobs: Experiment.jobs)
    /// Experiment.conclude(study.findings)
    /// ```
    public static func conclude(_ findings: [Conclusion]) {
        for finding in findings { conclude(holds: finding.holds, finding.statement) }
    }

    /// Says how long a stage took, whenever that was; the page draws it from `seconds.js`, so that its own bytes stay the same.
    ///
    /// ```swift
    /// let timed = await Timed { (1...1000).reduce(0, +) }
    /// Experiment.time(stage: "adding up", seconds: timed.seconds)
    /// ```
    public static func time(stage: String, seconds: Double) {
        guard seconds.isFinite, seconds >= 0 else { return }
        Recorder.shared.record(.timed(stage: stage, seconds: seconds))
    }

    private static func number<Number: LosslessStringConvertible>(_ variable: String) -> Number? {
        ProcessInfo.processInfo.environment[variable].flatMap(Number.init)
    }
}
