/// The state is what the hidden state is read as: its coordinates on the lattice. Next coordinates and outputs are looked for on
/// what the network does.
struct LatticeRoute: ExplanationRoute {
    let name = "lattice coordinates"
    private let mostCoordinates = 3

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        guard let code = findings.code, let network = findings.vectors, code.finder != .clusters, code.dimension > 0 else {
            throw RouteFailed(reason: "states have no lattice coordinates")
        }
        guard code.dimension <= mostCoordinates else {
            throw RouteFailed(reason: "\(code.dimension) coordinates are more than the \(mostCoordinates) that it tries")
        }
        let run = network.run(findings.sample)
        let start = code(network.initialState)
        var table = RowTable()
        for row in 0..<run.count {
            var before = start
            for time in 0..<run.length {
                let after = code(run.state(row, after: time))
                table.add(before + findings.sample.letter(row, at: time), after + run.answer(row, at: time))
                before = after
            }
        }
        guard table.contradiction == nil else { throw RouteFailed(reason: "equal coordinates go on differently") }
        let names = Recurrence.stateNames(code.dimension)
        let columns = table.columns
        let programs = LabelledTransitions(
            state: zip(names, start).map { Program.StateVariable($0, initial: $1) }, inputs: findings.inputNames,
            rows: table.keys, next: columns.prefix(code.dimension).map { .values($0) },
            outputs: Array(columns.dropFirst(code.dimension)), limits: LabelledTransitions.brief
        ).programs()
        guard !programs.isEmpty else { throw RouteFailed(reason: "no formula of the coordinates was found") }
        return programs
    }
}
