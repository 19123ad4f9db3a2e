/// States labelled so that the machine is affine modulo m: s' = (a·s + b·x + c) mod m. Sums modulo m, division with remainder and
/// dithering are of this form.
struct ModularRoute: ExplanationRoute {
    let name = "modular"
    let restates: Restated? = .machine
    /// With more states nobody would call it an explanation.
    private let mostStates = 64
    /// Labellings whose outputs are looked for.
    private let finalists = 4
    /// Choices of a, b and c that are tried for one modulus.
    private let mostChoices = 400_000

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        let machine = try findings.minimalMachine()
        guard (2...mostStates).contains(machine.stateCount) else {
            throw RouteFailed(reason: "\(machine.stateCount) states are not between 2 and \(mostStates)")
        }
        let programs = try labellings(machine).flatMap {
            $0.transitions(of: machine, inputs: findings.inputNames).programs()
        }
        guard !programs.isEmpty else {
            throw RouteFailed(reason: "the next state is affine modulo a number, but no formula for the output was found")
        }
        return programs
    }

    /// Those of the least modulus for which there are any, at least one.
    private func labellings(_ machine: MealyMachine) throws(RouteFailed) -> [AffineLabelling] {
        let width = machine.letters[0].count
        let greatest = 2 * machine.stateCount
        for modulus in machine.stateCount...greatest {
            let choices = (0..<width + 2).reduce(1) { product, _ in min(mostChoices + 1, product * modulus) }
            guard choices <= mostChoices else {
                throw RouteFailed(reason: "labellings modulo \(modulus) or more are too many to try")
            }
            let found = (0..<choices).lazy.compactMap { choice -> AffineLabelling? in
                var rest = choice
                let digits = (0..<width + 2).map { _ in
                    defer { rest /= modulus }
                    return rest % modulus
                }
                return AffineLabelling(
                    machine, modulus: modulus, factor: digits[width + 1], inputFactors: Array(digits[1...width].reversed()),
                    constant: digits[0])
            }.sorted { $0.formulaCost < $1.formulaCost }
            if !found.isEmpty { return Array(found.prefix(finalists)) }
        }
        throw RouteFailed(reason: "under no labelling is the next state affine modulo a number up to \(greatest)")
    }
}

/// One labelling of a machine's states, 0 for the initial one.
private struct AffineLabelling {
    let modulus: Int
    let factor: Int
    let inputFactors: [Int]
    let constant: Int
    let labels: [Int]

    /// Labels follow from the initial state's along the transitions; nil where two states would share one, or one have two.
    init?(_ machine: MealyMachine, modulus: Int, factor: Int, inputFactors: [Int], constant: Int) {
        var labels = [Int?](repeating: nil, count: machine.stateCount)
        var owner = [Int?](repeating: nil, count: modulus)
        (labels[MealyMachine.initial], owner[0]) = (0, MealyMachine.initial)
        var queue = [MealyMachine.initial]
        while let state = queue.popLast(), let label = labels[state] {
            for (letter, target) in machine.transitions[state].enumerated() {
                let read = zip(inputFactors, machine.letters[letter]).reduce(constant) { $0 + $1.0 * $1.1 }
                let next = (factor * label + read).remainder(modulo: modulus)
                if let known = labels[target] {
                    guard known == next else { return nil }
                } else {
                    guard owner[next] == nil else { return nil }
                    (labels[target], owner[next]) = (next, target)
                    queue.append(target)
                }
            }
        }
        let all = labels.compactMap(\.self)
        guard all.count == machine.stateCount else { return nil }
        self.labels = all
        (self.modulus, self.factor, self.inputFactors, self.constant) = (modulus, factor, inputFactors, constant)
    }

    /// a·s + b·x + c with coefficients near to zero: of two about equally near the positive one.
    private func sum(inputs: [String]) -> Expression {
        func centred(_ value: Int) -> Int { 2 * value > modulus + 1 ? value - modulus : value }
        return .linear(inputFactors.map(centred) + [centred(factor)], of: inputs + ["s"], constant: centred(constant))
    }

    var formulaCost: ExpressionCost { sum(inputs: inputFactors.indices.map { "x\($0)" }).cost }

    func transitions(of machine: MealyMachine, inputs: [String]) -> LabelledTransitions {
        LabelledTransitions(
            machine, labels: labels, inputs: inputs, next: .formula(sum(inputs: inputs) % .constant(modulus)))
    }
}
