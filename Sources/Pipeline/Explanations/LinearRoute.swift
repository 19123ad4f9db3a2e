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

    func program(for findings: Findings) throws(RouteFailed) -> Program {
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
        guard inputs.count > 0, inputs.length > 1 else {
            throw RouteFailed(reason: "sequences of one position do not show a next state")
        }
        let observed = Observations(findings, on: inputs)
        var transitions: [LinearRegression.Fit] = []
        for axis in 0..<findings.code.dimension {
            let target = observed.next.map { $0[axis] }
            transitions.append(try fitted(observed.previous, target, "coordinate \(axis + 1) of the next state"))
        }
        var readouts: [LinearRegression.Fit] = []
        for output in 0..<findings.network.outputWidth {
            readouts.append(try fitted(observed.codes, observed.answers.map { $0[output] }, "output \(output + 1)"))
        }
        let system = IntegerLinearSystem(
            transitions: transitions, readouts: readouts, dimension: findings.code.dimension, inputWidth: inputs.width)
        let initial = findings.code(findings.network.initialState)
        guard let started = system.starting(from: initial, agreeingWith: observed.starts) else {
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

/// What a network does on sequences, in codes.
private struct Observations {
    /// At every position, the code after it and the network's answer.
    private(set) var codes: [[Int]] = []
    private(set) var answers: [[Int]] = []
    /// At every position but the first, the code before it followed by the input, and the code after it.
    private(set) var previous: [[Int]] = []
    private(set) var next: [[Int]] = []
    /// At the first position, the input and the code after it.
    private(set) var starts: [(letter: [Int], code: [Int])] = []

    init(_ findings: Findings, on inputs: Sequences) {
        let run = findings.network.run(inputs)
        let flat = run.answers
        for row in 0..<inputs.count {
            for time in 0..<inputs.length {
                let code = findings.code(run.state(row, after: time))
                let letter = inputs.letter(row, at: time)
                if time > 0, let before = codes.last {
                    previous.append(before + letter)
                    next.append(code)
                } else {
                    starts.append((letter, code))
                }
                codes.append(code)
                let start = (row * inputs.length + time) * run.outputWidth
                answers.append(Array(flat[start..<start + run.outputWidth]))
            }
        }
    }
}
