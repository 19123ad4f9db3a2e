/// A way to turn findings into formulas.
///
/// A new route is one file and one line in `explain`.
protocol ExplanationRoute: Sendable {
    var name: String { get }

    /// Programs that may be what the network computes, none of them checked yet.
    ///
    /// - Throws: `RouteFailed`, whose reason goes on the page.
    func programs(for findings: Findings) throws(RouteFailed) -> [Program]
}

/// Why a route has no explanation.
struct RouteFailed: Error, Equatable {
    let reason: String
}
