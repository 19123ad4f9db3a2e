/// The routes to a formula, in the order in which they are tried: simplest first.
private let routes: [any ExplanationRoute] = [
    LinearRoute(),
    InputClassRoute(),
    WindowRoute(),
    LastOutputRoute(),
    BooleanRoute.brief,
    ModularRoute(),
    PermutationRoute.brief,
    PotentialRoute(),
    CounterRoute(),
    HistoryRoute(),
    LatticeRoute(),
    ReachabilityRoute(),
    MixedMemoryRoute(),
    ProductRoute(),
    AccumulationRoute(),
]

/// Routes that take seconds, for what none of the others has a formula of.
private let patientRoutes: [any ExplanationRoute] = [
    RegisterRoute.brief, BooleanRoute.patient, PermutationRoute.patient, RegisterRoute.patient,
]

/// Tries all routes to a formula. Of the programs that give the network's answers the one that costs its reader least is kept, of
/// those that cannot fail at any length where there are such; the table of a finite machine is the last resort.
///
/// - Throws: `Unexplained` where not even a table can be had.
/// - Complexity: a route's search is bounded by the candidates that it checks, each O(rows) with rows = states · letters of a
///   machine and at most 20,000 else; it does not grow with the hidden size. Seconds, up to a minute where nothing is found.
public func explain(_ findings: Findings) throws(Unexplained) -> Explanation {
    try explain(findings, by: routes, orElse: patientRoutes + [TableRoute()])
}

extension Explanation {
    /// What the programs of the route of that name are equal to by construction.
    static func restated(by route: String?) -> Restated? {
        (routes + patientRoutes + [TableRoute()]).first { $0.name == route }?.restates
    }
}
