/// Names for state variables by what their update provably makes them; letters where it says nothing.
extension Recurrence {
    /// The same recurrence with such names; past inputs come first, newest first.
    ///
    /// Where inputs are never anything but 0 and 1 more is known: an exclusive or is a parity then.
    func meaningfullyNamed(inputsAreBits: Bool) throws(ProgramError) -> Recurrence {
        var naming = StateNaming(self, inputsAreBits: inputsAreBits)
        naming.nameAll()
        let renaming = naming.names.mapValues { Expression.variable($0) }
        let order = state.indices.sorted {
            (naming.delay(of: $0), $0) < (naming.delay(of: $1), $1)
        }
        return try Recurrence(
            inputs: inputs,
            state: order.map {
                Program.StateVariable(naming.names[state[$0].name] ?? state[$0].name, initial: state[$0].initial)
            },
            next: order.map { next[$0].substituting(renaming) }, outputs: outputs.map { $0.substituting(renaming) },
            outputNames: naming.outputNames ?? outputNames)
    }

    /// The names that say nothing, in the order in which they are given.
    fileprivate static let letters = ["s", "t", "u", "w", "q", "r", "k", "m", "n"]

    /// Whether a name says nothing of what a variable holds: a letter, or an s with a number where there are too few.
    static func isMeaningless(_ name: String) -> Bool {
        letters.contains(name) || (name.hasPrefix("s") && Int(name.dropFirst()) != nil)
    }
}

/// Names given so far; every rule names only what has none yet, and no name twice.
private struct StateNaming {
    let recurrence: Recurrence
    let inputsAreBits: Bool
    private(set) var names: [String: String] = [:]
    private(set) var outputNames: [String]?
    private var delays: [String: Int] = [:]

    init(_ recurrence: Recurrence, inputsAreBits: Bool) {
        (self.recurrence, self.inputsAreBits) = (recurrence, inputsAreBits)
    }

    /// How many positions ago the variable was an input; great for other variables.
    func delay(of index: Int) -> Int { delays[recurrence.state[index].name] ?? .max }

    /// The rules, the most telling first.
    mutating func nameAll() {
        for input in recurrence.inputs { nameDelays(of: input) }
        nameLevels()
        nameDivisions()
        for (name, update) in unnamed {
            let meaning = UpdateMeaning(update, of: name, inputs: recurrence.inputs, areBits: inputsAreBits)
            if let meaning { give(meaning.name, to: name) }
        }
        nameLastOutput()
        for (name, _) in unnamed {
            Recurrence.letters.first { !isTaken($0) }.map { give($0, to: name) }
        }
        // Of those that still have none, no letter being left, the names may clash with given ones.
        for (name, _) in unnamed {
            names[name] = Recurrence.free("s", among: Set(recurrence.inputs + names.values + recurrence.outputNames))
        }
    }

    private var unnamed: [(name: String, update: Expression)] {
        zip(recurrence.state.map(\.name), recurrence.next).filter { names[$0.0] == nil }.map { ($0, $1) }
    }

    private func isTaken(_ name: String) -> Bool {
        recurrence.inputs.contains(name) || names.values.contains(name) || !Program.isUsableName(name)
    }

    private mutating func give(_ name: String, to variable: String) {
        if names[variable] == nil, !isTaken(name) { names[variable] = name }
    }

    /// s' = x, then s' = such a variable: inputs of so many steps ago.
    private mutating func nameDelays(of input: String) {
        var found: [String] = []
        var source = Expression.variable(input)
        while let next = unnamed.first(where: { $0.update == source && !found.contains($0.name) }) {
            found.append(next.name)
            source = .variable(next.name)
        }
        for (index, name) in found.enumerated() {
            delays[name] = index + 1
            let alone = recurrence.inputs.count == 1 ? "previous" : "previous_\(input)"
            give(found.count == 1 ? alone : "\(input)\(index + 1)", to: name)
        }
    }

    /// p' = p + v': a `level` and the `rate` by which it changes, numbered where there are several.
    private mutating func nameLevels() {
        let open = unnamed
        let pairs = open.compactMap { level in
            open.first { rate in
                rate.name != level.name && rate.update.coefficient(of: rate.name) == 1
                    && (level.update - rate.update).canonical == .variable(level.name)
            }.map { (level.name, $0.name) }
        }
        for (index, (level, rate)) in pairs.enumerated() {
            let number = pairs.count == 1 ? "" : "_\(index + 1)"
            give("level" + number, to: level)
            give("rate" + number, to: rate)
        }
    }

    /// What a division leaves is a `remainder` where its quotient is an output; the quotient is a `carry` where what is left is.
    private mutating func nameDivisions() {
        let outputs = recurrence.outputs.map(\.canonical)
        for (name, update) in unnamed where update.variables.contains(name) {
            if case .binary(.modulo, let dividend, let divisor) = update, outputs.contains((dividend / divisor).canonical) {
                give("remainder", to: name)
            } else if let digit = update.digitBesideCarry, outputs.contains(digit.canonical) {
                give("carry", to: name)
                if outputs.count == 1 { outputNames = ["digit"] }
            } else if update.isMajority(of: [name] + recurrence.inputs) {
                give("carry", to: name)
            }
        }
    }

    /// s' = y, then s' = such a variable: outputs of so many steps ago.
    private mutating func nameLastOutput() {
        guard recurrence.outputs.count == 1, let output = recurrence.outputs.first?.canonical,
            let last = unnamed.first(where: { $0.update.canonical == output })?.name
        else { return }
        var found = [last]
        while let next = unnamed.first(where: { $0.update == .variable(found[found.count - 1]) && !found.contains($0.name) }) {
            found.append(next.name)
        }
        for (index, name) in found.enumerated() { give(found.count == 1 ? "last" : "y\(index + 1)", to: name) }
    }
}

extension Expression {
    /// The coefficient of a variable in a sum; 0 where it is not a term.
    fileprivate func coefficient(of name: String) -> Int {
        LinearForm(self)?.coefficient(of: .variable(name)) ?? 0
    }

    /// Of a carry (…) // b, or … > b − 1, the digit (…) % b that stays behind.
    fileprivate var digitBesideCarry: Expression? {
        switch self {
        case .binary(.floorDivide, let sum, let base): return sum % base
        case .binary(.lessOrEqual, .constant(let base), let sum): return sum % .constant(base)
        case .binary(.less, .constant(let greatest), let sum) where greatest < .max:
            return sum % .constant(greatest + 1)
        default: return nil
        }
    }

    /// Whether it is 1 exactly where at least two of three bits are: what is carried in a binary sum.
    fileprivate func isMajority(of names: [String]) -> Bool {
        guard names.count == 3, let compiled = CompiledExpression(self, names: names) else { return false }
        return (0..<8).allSatisfy { row in
            let bits = (0..<3).map { row >> $0 & 1 }
            return compiled.evaluate(bits) == (bits.reduce(0, +) >= 2 ? 1 : 0)
        }
    }
}
