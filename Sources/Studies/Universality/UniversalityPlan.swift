import Foundation
import Notebook
import Pipeline

/// Which networks a study of universality compares: those of reports that are there, or those of a few tasks and seeds, trained for it.
///
/// ```swift
/// let plan = try UniversalityPlan(arguments: ["2", "Parity_Last2"])  // two networks of one task
/// ```
public struct UniversalityPlan: Sendable, Equatable {
    enum Source: Sendable, Equatable {
        /// Folders of sweeps or of sites, by their paths.
        case reports([String])
        /// Names of tasks, and how many seeds of each, from that of the run on.
        case trained([String], seeds: Int)
    }

    let source: Source

    public static let defaultSeeds = 4
    private static let mostSeeds = 1000
    /// Some of the benchmark that are trained within some seconds, of several kinds.
    static let defaultTasks = ["Sum_All", "Parity_All", "Parity_Last2", "Binary_Addition", "Add_Mod_3", "Evens_Detector"]

    /// Reports that are there.
    ///
    /// - Parameter folders: of sweeps, as `make sweep` makes them, or of sites; at least one.
    public init(folders: [URL]) {
        source = .reports(folders.map { $0.standardizedFileURL.path })
    }

    /// Networks that the study trains.
    ///
    /// - Parameters:
    ///   - tasks: their names; a few quick ones if none is named.
    ///   - seeds: how many networks of each, 2 to 1000.
    /// - Throws: `Refusal` that says what was expected.
    public init(tasks: [String] = [], seeds: Int = defaultSeeds) throws {
        guard (2...Self.mostSeeds).contains(seeds) else {
            throw Refusal(
                .badInput, "\(Wording.count(seeds, "seed")) of each task will not do; expected 2 to \(Self.mostSeeds)")
        }
        let names = tasks.isEmpty ? Self.defaultTasks : tasks
        source = .trained(try Benchmark.tasks(named: names).map(\.name), seeds: seeds)
    }

    /// Reads an experiment's arguments: folders of reports, or a number of seeds and then names of tasks, or nothing.
    ///
    /// - Throws: `Refusal` that says what was expected.
    public init(arguments: [String]) throws {
        guard let first = arguments.first else {
            try self.init()
            return
        }
        guard let seeds = Int(first) else {
            self.init(folders: arguments.map { URL(filePath: $0) })
            return
        }
        try self.init(tasks: Array(arguments.dropFirst()), seeds: seeds)
    }

    /// The plan as an experiment's arguments.
    public var arguments: [String] {
        switch source {
        case .reports(let paths): paths
        case .trained(let tasks, let seeds): ["\(seeds)"] + tasks
        }
    }
}
