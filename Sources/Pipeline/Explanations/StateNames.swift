/// Names for state variables by what their update provably makes them; letters where it says nothing.
extension Recurrence {
    /// The same recurrence with such names.
    func meaningfullyNamed() throws(ProgramError) -> Recurrence {
        let old = state.map(\.name)
        var names: [String: String] = [:]
        let register = delays()
        for (name, delay) in register {
            names[name] = register.count == 1 ? "previous" : "x\(delay)"
        }
        nameAccumulators(&names)
        if old.count == 1, names.isEmpty, isMajority(next[0]) { names[old[0]] = "carry" }
        var taken = Set(inputs + names.values)
        for (name, letter) in zip(old.filter { names[$0] == nil }, Self.letters(excluding: taken)) {
            names[name] = letter
            taken.insert(letter)
        }
        let renaming = names.mapValues { Expression.variable($0) }
        var renamed: [Program.StateVariable] = []
        for variable in state {
            renamed.append(Program.StateVariable(names[variable.name] ?? variable.name, initial: variable.initial))
        }
        return try Recurrence(
            inputs: inputs, state: renamed, next: next.map { $0.substituting(renaming) },
            outputs: outputs.map { $0.substituting(renaming) })
    }

    /// State variables that hold an input of so many steps ago: s' = x, then s' = such a variable.
    private func delays() -> [(name: String, delay: Int)] {
        guard inputs.count == 1, let input = inputs.first else { return [] }
        var found: [(name: String, delay: Int)] = []
        var source = Expression.variable(input)
        while let index = next.firstIndex(of: source), !found.contains(where: { $0.name == state[index].name }) {
            found.append((state[index].name, found.count + 1))
            source = .variable(state[index].name)
        }
        return found
    }

    /// A running total of the input is a `total`, of bits modulo 2 a `parity`; a total of a total, as in Newton's law, is a
    /// position `p` over a velocity `v`.
    private func nameAccumulators(_ names: inout [String: String]) {
        guard inputs.count == 1, let input = inputs.first else { return }
        let open = zip(state, next).filter { names[$0.0.name] == nil }
        guard let (sum, update) = open.first(where: { $1.accumulates(input, into: $0.name) }) else { return }
        if update.isParity(of: input, and: sum.name) {
            names[sum.name] = "parity"
        } else if let (outer, _) = open.first(where: { $0.name != sum.name && $1.reads($0.name, sum.name) }) {
            names[sum.name] = "v"
            names[outer.name] = "p"
        } else {
            names[sum.name] = "total"
        }
    }

    /// Whether a formula is 1 exactly where at least two of three bits are: what is carried in a binary sum.
    private func isMajority(_ formula: Expression) -> Bool {
        let variables = state.map(\.name) + inputs
        guard variables.count == 3, let compiled = CompiledExpression(formula, names: variables) else { return false }
        return (0..<8).allSatisfy { row in
            let bits = (0..<3).map { row >> $0 & 1 }
            return compiled.evaluate(bits) == (bits.reduce(0, +) >= 2 ? 1 : 0)
        }
    }

    private static func letters(excluding taken: Set<String>) -> [String] {
        ["s", "t", "u", "w", "q", "r", "k", "m", "n"].filter { !taken.contains($0) }
    }
}

extension Expression {
    /// s ^ x, or s plus a multiple of x, perhaps with a constant.
    fileprivate func accumulates(_ input: String, into name: String) -> Bool {
        isParity(of: input, and: name) || isSum(of: input, and: name)
    }

    fileprivate func isParity(of input: String, and name: String) -> Bool {
        canonical == (Expression.variable(input) ^ Expression.variable(name)).canonical
    }

    private func isSum(of input: String, and name: String) -> Bool {
        guard let form = LinearForm(self), form.terms.count == 2 else { return false }
        return form.coefficient(of: .variable(name)) == 1 && form.coefficient(of: .variable(input)) != 0
    }

    fileprivate func reads(_ first: String, _ second: String) -> Bool {
        guard let form = LinearForm(self) else { return false }
        return form.coefficient(of: .variable(first)) != 0 && form.coefficient(of: .variable(second)) != 0
    }
}
