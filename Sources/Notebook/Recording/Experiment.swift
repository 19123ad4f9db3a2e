import Foundation

/// What an experiment may ask of, and tell, the run it is part of.
public enum Experiment {
    /// What followed `--` on the command line.
    public static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

    /// The seed of all randomness (`--seed`, 1 unless said).
    public static var seed: UInt64 { number(Recorder.Variable.seed) ?? 1 }

    /// Threads that may work at once (`--jobs`, all cores unless said).
    public static var jobs: Int { max(1, number(Recorder.Variable.jobs) ?? ProcessInfo.processInfo.activeProcessorCount) }

    /// Time to train each network (`--budget`, no limit unless said).
    public static var budget: TimeBudget? {
        ProcessInfo.processInfo.environment[Recorder.Variable.budget].flatMap(TimeBudget.init)
    }

    /// Whether nothing kept from earlier runs may be used (`--fresh`).
    public static var isFresh: Bool { number(Recorder.Variable.fresh) == 1 }

    /// The version of Glassbox, with the commit where the command knows it.
    package static var version: String {
        ProcessInfo.processInfo.environment[Recorder.Variable.version] ?? Installation.version
    }

    /// The top of the site that the page will be part of; nil in a plain Swift program.
    package static var site: URL? {
        let path = ProcessInfo.processInfo.environment[Recorder.Variable.site]
        return path.map { URL(filePath: $0, directoryHint: .isDirectory) }
    }

    /// The folder of the page being made; the working folder of a plain Swift program.
    public static var outputFolder: URL { Recorder.shared.outputFolder }

    /// Stores a file beside the page, such as `program.py`. A full disk ends the experiment with one clear sentence.
    ///
    /// - Returns: the name it got, relative to the page: `name` with anything that could lead out of the folder replaced.
    @discardableResult
    public static func write(_ data: Data, to name: String) -> String {
        Recorder.shared.store(data, as: name)
    }

    /// Stores a text beside the page.
    ///
    /// - Returns: the name it got, relative to the page.
    @discardableResult
    public static func write(_ text: String, to name: String) -> String {
        write(Data(text.utf8), to: name)
    }

    /// Titles the page, in place of the file's first heading: for a file that makes many pages.
    ///
    /// - Parameters:
    ///   - title: plain text.
    ///   - subtitle: one sentence under it.
    public static func entitle(_ title: String, subtitle: String? = nil) {
        Recorder.shared.record(.entitled(title, subtitle: subtitle))
    }

    /// Chooses the figure that stands for the page in the index; the first one, if none is chosen.
    ///
    /// - Parameter file: the name of a figure that is shown, such as `figures/states.png`.
    public static func picture(_ file: String) {
        Recorder.shared.record(.pictured(file))
    }

    /// States what was found. One that does not hold makes the command end with status 1.
    ///
    /// - Parameters:
    ///   - holds: whether what the experiment set out to show is so.
    ///   - statement: one sentence, for the terminal and for the index of the site.
    public static func conclude(holds: Bool, _ statement: String) {
        Recorder.shared.record(.concluded(Conclusion(holds: holds, statement: statement)))
    }

    /// States several findings, such as those of a study.
    public static func conclude(_ findings: [Conclusion]) {
        for finding in findings { conclude(holds: finding.holds, finding.statement) }
    }

    /// Says how long a stage took, whenever that was; the page draws it from `seconds.js`, so that its own bytes stay the same.
    public static func time(stage: String, seconds: Double) {
        guard seconds.isFinite, seconds >= 0 else { return }
        Recorder.shared.record(.timed(stage: stage, seconds: seconds))
    }

    private static func number<Number: LosslessStringConvertible>(_ variable: String) -> Number? {
        ProcessInfo.processInfo.environment[variable].flatMap(Number.init)
    }
}
