import BoundedProcess
import Foundation
import Notebook
import Pipeline
import Untrusted

/// The files of a report, beside its page.
///
/// What a page leads with:
///
/// ```swift
/// let report = Report(result)
/// show(report.verdict, at: .lead)
/// if let claims = report.claimsInBrief { show(claims, at: .lead) }
/// show(report.program, at: .lead)
/// ```
///
/// How the network came about, of data and of tasks:
///
/// ```swift
/// show(report.data ?? report.examples)
/// for part in [report.fewData, report.rows, report.suspects, report.alternatives] { if let part { show(part) } }
/// show(report.trainingStory)
/// if let dots = report.searchDots { show(dots) }
/// show(report.trainingCurves)
/// show(report.search)
/// ```
///
/// What is inside:
///
/// ```swift
/// show(report.simplification)
/// if let weights = report.weights { show(weights) }
/// if let steps = try report.weightsOfSteps { show(steps) }
/// show(report.hiddenStates)
/// for part in [report.residuals, report.lattice, report.foreignNetwork, report.gates] { if let part { show(part) } }
/// show(report.machineStory)
/// for part in [report.machine, report.stateCurve] { if let part { show(part) } }
/// show(report.stepper)
/// ```
///
/// How it is known, and where the network departs:
///
/// ```swift
/// show(report.routes)
/// show(report.claims)
/// if let grounding = report.grounding { show(grounding) }
/// if let interventions = report.interventions { show(interventions) }
/// if let disagreements = report.disagreements { show(disagreements) }
/// show(report.departures)
/// if let rule = report.departureRule { show(rule) }
/// show(try report.stageSeconds)
/// ```
///
/// Of a transformer, and of a network that is judged by something:
///
/// ```swift
/// for exhibit in try report.howItComputes { show(exhibit) }
/// print(report.howItComputesInBrief ?? "That is not known.")
/// for exhibit in report.judgement { show(exhibit) }
/// ```
public struct Report: Sendable {
    public let result: Distillation
    /// The file that it was made of; nil of a task of the benchmark.
    let file: SubjectIdentity?
    /// The network, where it is somebody else's; nil where it was trained, or a command serves it.
    let described: DescribedNetwork?
    /// The model that a command serves; nil where none does.
    let model: ServedModel?
    /// What the network is judged by, besides; nil for nothing.
    let reference: SubjectReference?
    /// How it does there; nil where there is none, or no network to be asked.
    let comparison: Result<ReferenceComparison, NoReference>?
    /// What its stream holds, where it is a transformer with a program.
    let streams: StreamMechanism?

    /// - Parameters:
    ///   - result: what is reported on.
    ///   - subject: the file or model that it was made of; nil of a task of the benchmark.
    ///   - reference: what its network is judged by, besides; nil for nothing.
    public init(_ result: Distillation, of subject: ReportSubject? = nil, against reference: SubjectReference? = nil) {
        self.result = result
        (file, described, model, self.reference) = (subject?.file, subject?.network, subject?.model, reference)
        let network: (any Network)? = described?.network ?? model?.network
        streams = StreamMechanism(of: described, beside: result)
        comparison = network.flatMap { network in reference.map { $0.comparison(of: network, in: result) } }
    }

    /// What letters and answers are called.
    var names: SymbolNames { SymbolNames(result.task.symbols) }

    public var provenance: Provenance { Provenance(task: result.task, seed: result.seed) }

    /// Writes `program.py`, `network.safetensors`, `machine.dot`, `machine.json` and `audit.json`, as far as the run came.
    ///
    /// ```swift
    /// let audit = try await Report(result).writeFiles()
    /// show(Reproduction(audit))
    /// ```
    ///
    /// - Returns: what `audit.json` says.
    /// - Throws: `PythonHarnessError` or `Refusal` where there is no python3 or no compiler to name the version of.
    public func writeFiles() async throws -> ReportRecord {
        let (files, audit) = try await contents()
        for (name, data) in files.sorted(by: { $0.key < $1.key }) { Experiment.write(data, to: name) }
        for stage in Distillation.Stage.allCases {
            if let seconds = result.seconds[stage] { Experiment.time(stage: stage.rawValue, seconds: seconds) }
        }
        return audit
    }

    /// The files' contents by name, and what `audit.json` among them says.
    ///
    /// - Throws: `Refusal` where what the network is to be judged by has nothing in common with it, or a model did not keep to what it
    ///   answered; `PythonHarnessError` where there is no python3.
    func contents() async throws -> (files: [String: Data], audit: ReportRecord) {
        do {
            try model?.check()
            _ = try comparison?.get()
        } catch { throw Refusal(.badInput, "\(error)") }
        var files: [String: Data] = [:]
        files[ReportFile.mechanism] = streams?.formula.map { Data($0.text.utf8) }
        files[ReportFile.program] = result.program.map { Data($0.text.utf8) }
        if let trained = result.trained {
            files[ReportFile.network] = try trained.safetensors(task: result.task, seed: result.seed)
        }
        if let described { files[ReportFile.network] = try described.safetensors }
        if case .success(let machine)? = result.machine {
            files[ReportFile.table] = try machine.minimal.compactJSON
            files[ReportFile.drawing] = Self.drawing(of: machine.minimal, names: names).map { Data($0.utf8) }
        }
        let audit = ReportRecord(
            result, of: file, foreign: described.map { NetworkFile($0.kind) }, against: try? comparison?.get(),
            streams: streams, command: command,
            versions: try await TakingPart.all, files: files)
        files[ReportFile.audit] = try audit.publishedJSON
        return (files, audit)
    }

    /// `machine.dot`; nil where the machine is too large to be drawn.
    static func drawing(of machine: MealyMachine, names: SymbolNames) -> String? { MachineDOT(machine, names: names)?.text }

    /// What makes the report again. How many jobs is left out: it changes nothing.
    var command: String {
        let budget = Experiment.budget.map { " --budget \($0)" } ?? ""
        let subject = (file?.words ?? result.task.name) + (reference.map { " --against \(ShellWord($0.name))" } ?? "")
        return "glassbox report \(subject) --seed \(result.seed)\(budget)"
    }
}

extension Report {
    /// Looks for what a report would otherwise miss after minutes of training: a python3 that runs programs within bounds (a
    /// tenth of a second).
    ///
    /// - Parameter interpreter: the path of a python3; nil for the one that programs are verified with.
    /// - Throws: `Refusal` that names what is missing and the command that installs it.
    public static func checkPython(interpreter: String? = nil) async throws {
        do throws(PythonHarnessError) {
            let harness = try PythonHarness(seconds: 60, interpreter: interpreter)
            _ = try await harness.outputs(
                of: "def f(xs): return xs", on: Sequences(one: [[1]], width: 1), outputWidth: 1)
        } catch {
            let mend = error == .pythonMissing ? "" : "; see what to install with: glassbox doctor"
            throw Refusal(.machineLacksSomething, "Programs cannot be checked because \(error)\(mend)")
        }
    }
}
