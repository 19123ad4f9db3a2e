import BoundedProcess
import Foundation

/// The compiler that experiments are compiled with.
package enum SwiftCompiler {
    /// The version that compiles experiments here, such as "6.3": of an installed copy the one that built it, as no other reads its
    /// modules, and what it has compiled was compiled with that.
    ///
    /// - Throws: `Refusal` if there is no compiler.
    package static func version() async throws -> String {
        if let built = try? Installation().builtWith { return built }
        return try await found()
    }

    /// The version of `swiftc`.
    ///
    /// - Throws: `Refusal` if there is none.
    static func found() async throws -> String {
        // The driver's own `--version` leaves a folder behind in that for temporary files, each time.
        let child = BoundedProcess("swiftc", ["-frontend", "-version"], limits: .init(seconds: 30))
        guard let outcome = try? await child.run(), let version = version(in: outcome.outputText) else { throw missing }
        return version
    }

    /// The number in `Swift version 6.3 (…)`.
    static func version(in text: String) -> String? {
        text.firstMatch(of: /Swift version (\S+)/).map { String($0.1) }
    }

    static var missing: Refusal {
        Refusal(.machineLacksSomething, "swiftc was not found; install Swift 6.1 or later from https://swift.org/install")
    }

    /// What keeps experiments from being compiled with an installed copy.
    ///
    /// - Throws: `Refusal` if `swiftc` is missing or not the one that built the copy.
    static func check(for installation: Installation) async throws {
        guard let built = installation.builtWith else { return }
        let found: String
        do {
            found = try await self.found()
        } catch {
            throw Refusal(
                .machineLacksSomething,
                "swiftc was not found, which compiles all experiments but those that come compiled; install Swift \(built) from "
                    + "https://swift.org/install")
        }
        guard found == built else {
            throw Refusal(
                .machineLacksSomething,
                "swiftc is of Swift \(found), but this copy of Glassbox takes experiments from Swift \(built) only, with which it was "
                    + "built; put that first on the PATH, or build Glassbox anew")
        }
    }
}

extension Installation {
    /// The version of Swift that an installed copy was built with; nil of a checkout, which goes with the compiler that is there.
    var builtWith: String? {
        guard isInstalled else { return nil }
        let said = try? String(contentsOf: binaries.appending(path: "compiler.txt"), encoding: .utf8)
        return said.flatMap(SwiftCompiler.version(in:))
    }
}
