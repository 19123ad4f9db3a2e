import Notebook
import Pipeline

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
