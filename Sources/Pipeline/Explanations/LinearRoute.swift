/// Codes and answers as exact integer linear functions of the previous code and the input.
///
/// The system is brought into Mealy form, which drops the state that only holds the last input, and then into the basis in
/// which its program is shortest: any unimodular change of basis computes the same.
struct LinearRoute: ExplanationRoute {
    let name = "linear"
    /// Sequences used for the fit; every row must fit exactly.
    private let sequences = 200
    /// Bases whose programs are written out and compared.
    private let finalists = 24

    func explain(_ findings: Findings) throws(RouteFailed) -> Program {
        guard findings.code.finder != .clusters else {
            throw RouteFailed(reason: "states have no lattice coordinates")
        }
        let system = try fit(findings)
        guard let mealy = system.mealyForm else {
            throw RouteFailed(reason: "its coefficients leave 64 bits")
        }
        let programs = BasisSearch(mealy).best(finalists).compactMap { system in
            try? Sequencing.program(for: system.recurrence(inputs: findings.inputNames))
        }
        guard let shortest = programs.enumerated().min(by: { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) })
        else { throw RouteFailed(reason: "no program could be written") }
        return shortest.element
    }

    /// The integer system over the lattice's coordinates, fitted to what the network does.
    private func fit(_ findings: Findings) throws(RouteFailed) -> IntegerLinearSystem {
        let inputs = findings.sample.slice(0..<min(sequences, findings.sample.count))
        let run = findings.network.run(inputs)
        let answers = run.answers
        let (dimension, width) = (findings.code.dimension, run.outputWidth)
        var rows: [[Int]] = []
        var codes: [[Int]] = []
        var outputs: [[Int]] = []
        var starts: [(letter: [Int], code: [Int])] = []
        for row in 0..<inputs.count {
            var previous: [Int]?
            for time in 0..<inputs.length {
                let code = findings.code(run.state(row, after: time))
                let letter = inputs.letter(row, at: time)
                if let previous {
                    rows.append(previous + letter)
                    codes.append(code)
                } else {
                    starts.append((letter, code))
                }
                outputs.append(code + Array(answers[(row * inputs.length + time) * width..<(row * inputs.length + time + 1) * width]))
                previous = code
            }
        }
        var transitions: [LinearRegression.Fit] = []
        for axis in 0..<dimension {
            transitions.append(try fitted(rows, codes.map { $0[axis] }, "coordinate \(axis + 1) of the next state"))
        }
        var readouts: [LinearRegression.Fit] = []
        for output in 0..<width {
            readouts.append(
                try fitted(outputs.map { Array($0.prefix(dimension)) }, outputs.map { $0[dimension + output] }, "output \(output + 1)"))
        }
        let system = IntegerLinearSystem(transitions: transitions, readouts: readouts, dimension: dimension)
        guard let started = system.starting(from: findings.code(findings.network.initialState), agreeingWith: starts) else {
            throw RouteFailed(reason: "the first step does not follow from any initial state on the lattice")
        }
        return started
    }

    private func fitted(_ rows: [[Int]], _ target: [Int], _ what: String) throws(RouteFailed) -> LinearRegression.Fit {
        switch LinearRegression.fit(features: rows, target: target) {
        case .success(let fit): return fit
        case .failure(.contradiction(let row)):
            throw RouteFailed(reason: "\(what) is not linear: observation \(row + 1) contradicts the ones before")
        case .failure(.notIntegral): throw RouteFailed(reason: "\(what) is linear only with fractions")
        case .failure(.overflow): throw RouteFailed(reason: "\(what) needs coefficients beyond 64 bits")
        }
    }
}
