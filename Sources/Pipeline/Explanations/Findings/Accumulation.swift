/// How an answer comes of the one before and of something simpler: a step.
enum Accumulation: Hashable, Sendable {
    /// y' = y + step
    case sum
    /// y' = (y + step) mod m
    case remainder(of: Int)
    /// y' = y + 1 where the step is 1, else 0.
    case run

    /// The step from one answer to the next; nil where there is none.
    func step(from last: Int, to answer: Int) -> Int? {
        switch self {
        case .sum:
            let (difference, overflow) = answer.subtractingReportingOverflow(last)
            return overflow ? nil : difference
        // An answer before may be none: the least integer, from which nothing can be taken.
        case .remainder(let modulus):
            let remainders = 0..<modulus
            return remainders.contains(answer) && remainders.contains(last) ? (answer - last).remainder(modulo: modulus) : nil
        case .run: return answer == 0 ? 0 : answer > .min && answer - 1 == last ? 1 : nil
        }
    }

    /// The steps of all answers, of one number each; nil where some has none.
    func steps(of answers: Answers) -> [Int]? {
        var steps: [Int] = []
        for (position, answer) in answers.values.enumerated() {
            let last = position % answers.length == 0 ? 0 : answers.values[position - 1]
            guard answer > .min, let step = step(from: last, to: answer) else { return nil }
            steps.append(step)
        }
        return steps
    }

    /// What the answer becomes.
    func next(_ last: Expression, step: Expression) -> Expression {
        switch self {
        case .sum: last + step
        case .remainder(let modulus): (last + step) % .constant(modulus)
        case .run: .conditional(test: step, then: last + 1, otherwise: 0)
        }
    }

    /// What is accumulated, for its name.
    var name: String {
        switch self {
        case .sum: "total"
        case .remainder: "remainder"
        case .run: "count"
        }
    }
}

/// A network that answers by how its answers are come to: the steps of another one's, which begin at 0.
///
/// A sum counts without end; its steps may be a finite machine's.
struct StepsOfAnswers<Base: Network>: Network {
    let base: Base
    let accumulation: Accumulation

    struct State: Sendable {
        let base: Base.State
        let last: Int
    }

    /// What is answered where there is no step.
    static var none: Int { .min }

    var inputWidth: Int { base.inputWidth }
    var outputWidth: Int { 1 }
    var initialState: State { State(base: base.initialState, last: 0) }

    func read(_ words: Sequences, from states: [State]) -> Reading<State> {
        let reading = base.read(words, from: states.map(\.base))
        var lasts = states.map(\.last)
        var steps: [Int] = []
        steps.reserveCapacity(words.count * words.length)
        for row in 0..<words.count {
            for answer in reading.answers.values[row * words.length..<(row + 1) * words.length] {
                steps.append(accumulation.step(from: lasts[row], to: answer) ?? Self.none)
                lasts[row] = answer
            }
        }
        return Reading(
            answers: Answers(count: words.count, length: words.length, width: 1, values: steps),
            states: zip(reading.states, lasts).map { State(base: $0, last: $1) })
    }
}

extension Program {
    /// The program whose answers accumulate this one's; nil of a table, and of several outputs.
    func accumulated(by accumulation: Accumulation) -> Program? {
        guard case .formula(let state, let statements) = body, outputCount == 1 else { return nil }
        let taken = Set(inputs + state.map(\.name) + statements.flatMap(\.targets))
        let total = Recurrence.free(accumulation.name, among: taken)
        let renewed = statements.flatMap { statement -> [Statement] in
            guard case .output(let values) = statement else { return [statement] }
            let next = accumulation.next(.variable(total), step: values[0]).tidied
            return [.assign([Assignment(total, next)]), .output([.variable(total)])]
        }
        return try? Program(inputs: inputs, state: state + [StateVariable(total)], statements: renewed)
    }
}
