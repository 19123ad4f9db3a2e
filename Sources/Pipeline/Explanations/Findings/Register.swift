/// A number that goes on by itself as letters are read, such as how long ago a letter was, or the greatest number so far: what a
/// program may keep beside its last answer.
///
/// Akin to the registers of a cost register automaton (Alur et al., *Regular functions and cost register automata*, 2013), which are
/// updated without being looked at; here the last letter is recalled too, and what has begun is told from what has not.
struct Register: Hashable, Sendable {
    let initial: Int
    /// What it becomes, of `Register.own`, the inputs and, where `recallsLetter`, the inputs of one step ago.
    let update: Expression

    /// Stands for the register in its update, by what is no name in Python.
    static let own = Expression.variable("the register")

    /// The name in updates of what an input was one step ago.
    static func last(_ input: String) -> String { "last " + input }

    /// Values that a bounded register may have.
    private static let mostBounded = 64

    /// Whether it never has more than 64 values, whatever is read.
    ///
    /// - Complexity: O(64 · letters), and as many times that as there are letters where the last one is recalled.
    func isBounded(over letters: [Letter], inputs: [String]) -> Bool {
        guard let compiled = CompiledExpression(update, names: Self.own.variables + inputs + inputs.map(Self.last)) else {
            return false
        }
        let before = recallsLetter(inputs) ? letters : Array(letters.prefix(1))
        var known: Set = [initial]
        var waiting = [initial]
        while let value = waiting.popLast(), known.count <= Self.mostBounded {
            for last in before {
                for letter in letters {
                    guard let next = compiled.evaluate([value] + letter + last) else { return false }
                    if known.insert(next).inserted { waiting.append(next) }
                }
            }
        }
        return known.count <= Self.mostBounded
    }

    /// Whether the update asks what was read one step ago.
    func recallsLetter(_ inputs: [String]) -> Bool {
        let read = Set(inputs.map(Self.last))
        return update.variables.contains(where: read.contains)
    }
}

extension Register {
    /// Registers over letters, those with the shortest updates first.
    ///
    /// An update does one thing, or two chosen by a test: keep, count, count on once begun, count modulo 2 to 4, begin again at 0
    /// or 1, take, add, subtract, be the greatest or least. Tests ask whether an input is a value, whether it is what it was one
    /// step ago, or how two inputs compare.
    ///
    /// - Parameters:
    ///   - inputs: their names.
    ///   - letters: all of them, `[letter][input]`.
    /// - Returns: different ones, each of which depends on what it was.
    /// - Complexity: O(tests · things²), some thousands for ten letters.
    static func all(over inputs: [String], letters: [Letter]) -> [Register] {
        let things = things(inputs)
        let plain = things.filter { $0 != own && $0.mentionsOwn }
        let chosen = tests(inputs, letters).flatMap { test in
            things.flatMap { then in
                things.compactMap { otherwise -> Expression? in
                    guard then != otherwise, then.mentionsOwn || otherwise.mentionsOwn else { return nil }
                    return .conditional(test: test, then: then, otherwise: otherwise)
                }
            }
        }
        let updates = (plain + chosen).enumerated().map { (cost: $1.cost, place: $0, update: $1) }
        return updates.sorted { ($0.cost, $0.place) < ($1.cost, $1.place) }.flatMap { _, _, update in
            starts(of: update, inputs, letters).map { Register(initial: $0, update: update) }
        }
    }

    private static func things(_ inputs: [String]) -> [Expression] {
        let read = inputs.map { Expression.variable($0) }
        let counted: [Expression] = [own + 1, own + .binary(.less, 0, own)] + (2...4).map { (own + 1) % .constant($0) }
        let ofInputs = read.flatMap { x -> [Expression] in
            [x, own + x, own - x, .binary(.maximum, own, x), .binary(.minimum, own, x)]
        }
        let ofTwo = pairs(of: read).flatMap { one, other -> [Expression] in [own + one - other, own + one + other] }
        return [own, 0, 1] + counted + ofInputs + ofTwo
    }

    /// Values that an input may be asked for: with more, none is special.
    private static let mostValues = 12

    private static func tests(_ inputs: [String], _ letters: [Letter]) -> [Expression] {
        let ofValues = inputs.enumerated().flatMap { feature, input -> [Expression] in
            let values = Set(letters.map { $0[feature] }).sorted()
            guard values.count <= mostValues else { return [] }
            return values.map { .binary(.equal, .variable(input), .constant($0)) }
        }
        let repeated = inputs.map { Expression.binary(.equal, .variable($0), .variable(last($0))) }
        let compared = pairs(of: inputs.map { Expression.variable($0) }).flatMap { one, other -> [Expression] in
            [.binary(.equal, one, other), .binary(.less, one, other), .binary(.less, other, one)]
        }
        return ofValues + repeated + compared
    }

    private static func pairs(of expressions: [Expression]) -> [(Expression, Expression)] {
        expressions.indices.flatMap { first in
            expressions.indices.dropFirst(first + 1).map { (expressions[first], expressions[$0]) }
        }
    }

    /// Before anything is read it is 0; what is the greatest so far may also be the least number that there is, and conversely.
    private static func starts(of update: Expression, _ inputs: [String], _ letters: [Letter]) -> [Int] {
        let ends = update.subexpressions.compactMap { part -> Int? in
            guard case .binary(let operation, own, .variable(let input)) = part,
                let values = inputs.firstIndex(of: input).map({ feature in letters.map { $0[feature] } })
            else { return nil }
            return operation == .maximum ? values.min() : operation == .minimum ? values.max() : nil
        }
        return [0] + Set(ends).subtracting([0]).sorted()
    }
}

extension Expression {
    fileprivate var mentionsOwn: Bool { subexpressions.contains(Register.own) }
}
