import Foundation
@testable import Pipeline

/// What is known to end the process or to take for ever, and so is not tried again. An entry goes when its cause is mended.
enum KnownFindings {
    /// `PageWeaver` finds no line "\r\n" where it looks for the one that failed: a trap.
    static func hasForeignLineEnds(_ source: Data) -> Bool { source.contains(UInt8(ascii: "\r")) }

    /// Tidying a product takes twice the time of tidying its operands.
    static func isDeep(_ program: Program) -> Bool { program.statements.flatMap(\.values).contains { $0.depth > 10 } }
}

extension Pipeline.Expression {
    fileprivate var depth: Int { 1 + (children.map(\.depth).max() ?? 0) }
}
