/// A way to turn findings into formulas.
protocol ExplanationRoute: Sendable {
    var name: String { get }

    /// - Throws: `RouteFailed`, whose reason goes on the page.
    func program(for findings: Findings) throws(RouteFailed) -> Program
}

/// Why a route has no explanation.
struct RouteFailed: Error, Equatable {
    let reason: String
}
