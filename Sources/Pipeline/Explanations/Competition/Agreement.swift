/// Whether a program gives the answers expected of it. Where these are a network's, candidates are chosen by it before cost.
public struct Agreement: Sendable, Codable, Equatable {
    /// Sequences compared.
    public let cases: Int
    /// Those with a different answer at some position, or on which the program fails.
    public let errors: Int
    /// The first of them up to its first different answer.
    public let firstError: Word?

    /// Without an error in at least one case: nothing agrees on nothing.
    public var isPerfect: Bool { cases > 0 && errors == 0 }

    /// Runs the program on all sequences.
    ///
    /// - Parameters:
    ///   - program: the candidate.
    ///   - inputs: legal input sequences.
    ///   - answers: what is expected on them, `[sequence][time][output]`, flat.
    public init(of program: Program, on inputs: Sequences, with answers: [Int]) {
        let compiled = CompiledProgram(program)
        let (read, written) = (inputs.length * inputs.width, answers.count / max(1, inputs.count))
        let outputs = written / max(1, inputs.length)
        var errors = 0
        var first: Word?
        for row in 0..<inputs.count {
            let expected = answers[row * written..<(row + 1) * written]
            let given = compiled.run(inputs.values[row * read..<(row + 1) * read])
            if let given, expected.elementsEqual(given) { continue }
            errors += 1
            if first == nil {
                let place = given.flatMap { zip($0, expected).enumerated().first { $1.0 != $1.1 }?.offset } ?? written - 1
                first = Word(inputs[row].prefix(place / outputs + 1))
            }
        }
        (cases, self.errors, firstError) = (inputs.count, errors, first)
    }

    /// The sentence for a page, where it is not perfect.
    var reason: String {
        guard cases > 0 else { return "there is no sequence on which it could be compared with the network" }
        return "the network answers otherwise on \(errors) of \(cases) sequences, first on \((firstError ?? []).spelled)"
    }
}
