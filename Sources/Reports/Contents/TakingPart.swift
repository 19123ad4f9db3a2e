import BoundedProcess
import Foundation
import Notebook
import Pipeline

/// What took part in making a report, by name, as its record states it under `versions`.
enum TakingPart {
    /// Glassbox, and the kind of processor, on which the last bits of what is computed depend.
    static var glassbox: [String: String] { ["glassbox": Experiment.version, "processor": ProcessorKind.name] }

    /// Also the Python that ran programs, and the Swift that compiled the experiment.
    ///
    /// - Throws: `Refusal` where the machine lacks one of them.
    static var all: [String: String] {
        get async throws {
            let python = try await BoundedProcess(
                try PythonHarness().interpreter, ["--version"], limits: .init(seconds: 20, outputBytes: 200)
            ).run()
            let others = [
                "python": python.outputText.replacing("Python", with: "").trimmingCharacters(in: .whitespacesAndNewlines),
                "swift": try await SwiftCompiler.version(),
            ]
            return glassbox.merging(others) { own, _ in own }
        }
    }
}
