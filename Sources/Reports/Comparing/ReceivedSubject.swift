import Foundation
import Notebook
import Pipeline
import Recordings
import Untrusted

extension ComparedSubject {
    /// Reads the two that the command, or an experiment's arguments, name: a report's folder, the name of a report of the site, or a
    /// network's file.
    ///
    /// - Parameters:
    ///   - places: two of them.
    ///   - site: whose reports may be named; nil for none.
    ///   - reading: how networks' files are read.
    /// - Returns: both, with names that differ.
    /// - Throws: `Refusal` in one sentence where one of them is no report and no network.
    static func read(_ places: [String], site: URL?, reading: ReportSubject.Reading) async throws -> (Self, Self) {
        guard places.count == 2 else {
            throw Refusal(.badInput, "\(places.count) subjects were named; expected two reports or networks")
        }
        let found = places.map { place(of: $0, site: site) }
        let names = distinctNames(found[0], found[1])
        let left = try await Self(at: found[0], named: names.left, reading)
        return (left, try await Self(at: found[1], named: names.right, reading))
    }

    /// A path that leads somewhere wins over a report of the site, in which no link is followed.
    private static func place(of name: String, site: URL?) -> URL {
        let given = URL(filePath: name).standardizedFileURL
        guard !FileManager.default.fileExists(atPath: given.path), let site,
            (try? UntrustedFolder(site))?.hasFile("reports/\(name)/\(ReportFile.audit)") == true
        else { return given }
        return site.appending(path: "reports/\(name)", directoryHint: .isDirectory).standardizedFileURL
    }

    private init(at place: URL, named name: String, _ reading: ReportSubject.Reading) async throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
            throw Refusal(
                .badInput,
                "There is nothing at \(place.path), and no report of that name in the site; expected the folder of a report, such as "
                    + "site/reports/Parity_All, or a network, such as model.safetensors")
        }
        if isFolder.boolValue {
            self.init(try ReceivedReport(place), named: name)
            return
        }
        guard FileNameParts(place.lastPathComponent).ending.lowercased() == "safetensors" else {
            throw Refusal(
                .badInput,
                "\(place.path) is no network; expected a .safetensors file, or the folder of a report (glassbox report makes one of "
                    + "a file of data)")
        }
        let subject = try await ReportSubject(place, reading: reading)
        guard let network = subject.network else {
            throw Refusal(.badInput, "\(place.path) is no network; expected a .safetensors file with one")
        }
        self.init(network, named: name, fingerprint: subject.file.fingerprint)
    }

    /// A network's file.
    init(_ described: DescribedNetwork, named name: String, fingerprint: String) {
        self.init(
            name: name, kind: .network, task: described.task, saysWhatIsRight: false,
            network: .success(Answerer(network: described.network, cost: described.kind.parameterCount)),
            machine: .failure(Unreadable("of a network alone none is known; glassbox report looks for one")),
            program: nil, told: nil, fingerprint: fingerprint)
    }

    /// A report's folder. Its program is written out from the value in `audit.json`; nothing of the folder is run.
    init(_ report: ReceivedReport, named name: String) {
        let record = report.record
        // Of the network's own task where it is somebody else's: its letters may have classes.
        var task = report.task
        if case .success(.described(let described)) = report.network { task = described.task }
        let parts = [report.files[ReportFile.network], report.files[ReportFile.table]].compactMap { try? $0?.get() }
        self.init(
            name: name, kind: .report, task: task, saysWhatIsRight: report.isKnownTask && !task.reference.isNetworkItself,
            network: Self.answerer(of: report),
            machine: Self.machine(of: report), program: Self.emission(of: report, task),
            told: Told(
                verdict: [record.verdict.words(upTo: record.limit), record.evidence?.rawValue].compactMap(\.self).joined(
                    separator: ", "), claims: record.claims),
            fingerprint: parts.first.map { Fingerprint($0).description } ?? "")
    }

    private static func answerer(of report: ReceivedReport) -> Part<Answerer> {
        report.network.flatMap { network in
            if case .served = network { return .failure(Unreadable("a command serves it, and none was given")) }
            return .success(Answerer(network: network.network, cost: network.parameterCount))
        }
    }

    /// The machine where it is the network's at every length, as far as the report says.
    private static func machine(of report: ReceivedReport) -> Part<MealyMachine> {
        let limits = [report.record.limit, report.record.machine?.length].compactMap(\.self)
        if let limit = limits.min(), case .success = report.machine {
            return .failure(Unreadable("the network is known to keep to its machine up to length \(limit) only"))
        }
        if report.files[ReportFile.table] == nil {
            return .failure(Unreadable(report.record.machine?.failure ?? "the report has none"))
        }
        return report.machine
    }

    private static func emission(of report: ReceivedReport, _ task: SequenceTask) -> PythonEmission? {
        guard let program = report.record.explanation.program, program.inputs.count == task.inputWidth,
            program.outputCount == task.outputWidth
        else { return nil }
        return PythonEmission(program, title: report.record.task, symbols: task.symbols)
    }

    // MARK: - Names

    /// The ends of two paths, as long as tells them apart; a network's without its ending.
    private static func distinctNames(_ left: URL, _ right: URL) -> (left: String, right: String) {
        let parts = [left, right].map { url -> [String] in
            let isNetwork = FileNameParts(url.lastPathComponent).ending.lowercased() == "safetensors"
            let last = isNetwork ? FileNameParts(url.lastPathComponent).stem : url.lastPathComponent
            return url.pathComponents.dropLast() + [last]
        }
        let longest = parts.map(\.count).max() ?? 1
        for length in 1...max(1, longest) {
            let names = parts.map { $0.suffix(length).joined(separator: "/") }
            if names[0] != names[1] { return (names[0], names[1]) }
        }
        let name = parts[0].last ?? ""
        return (name, "\(name) again")
    }
}

extension ReportRecord {
    /// Up to which length the network keeps to the program; nil where it was never seen to depart.
    var limit: Int? { claims.lazy.compactMap(\.limit).first?.length }
}
