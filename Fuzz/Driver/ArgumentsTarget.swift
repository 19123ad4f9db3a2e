import ArgumentParser
import Foundation
@testable import glassbox

extension FuzzTarget {
    /// The command's arguments, one a line: read and checked, nothing is run.
    static let arguments = FuzzTarget(name: "arguments", form: .bytes) { data in
        let words = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        do {
            _ = try Glassbox.parseAsRoot(words)
        } catch {
            let status = Glassbox.exitCode(for: error)
            demand(status.isSuccess || !Glassbox.fullMessage(for: error).isEmpty, "what is refused is refused in words")
        }
    }
}
