/// Expresses a value of the old state in terms of what the variables hold in the middle of an iteration.
///
/// Works on integer-linear combinations: a value is a sum of multiples of atoms, and an updated variable may stand for the
/// whole sum it holds. After `v += x`, the value p + v + x (v being the old one) is p + v.
struct Rewriting {
    /// A variable that no longer holds its old value, or a temporary, and the value it holds in terms of old ones.
    private struct Holding {
        let name: String
        let form: LinearForm
    }

    /// The names that still mean what they meant at the beginning of the iteration.
    private var unchanged: Set<String>
    private var holdings: [Holding] = []
    /// Of what these variables hold: the same parts are asked for again and again, in sums of many shapes.
    private var known = Known()

    private final class Known {
        var atoms: [Expression: Expression?] = [:]
        var values: [Expression: Expression?] = [:]
    }

    /// Multiples of holdings that are tried; at most two holdings are used in one sum.
    private static let factors = [1, -1, 2, -2]

    init(names: [String]) { unchanged = Set(names) }

    /// Records that a variable now holds another value.
    mutating func set(_ name: String, to value: Expression) {
        if value == .variable(name) { return }
        known = Known()
        unchanged.remove(name)
        holdings.removeAll { $0.name == name }
        if let form = LinearForm(value) { holdings.append(Holding(name: name, form: form)) }
    }

    /// - Returns: the cheapest expression found of the current variables that has this value, or nil if there is none.
    func rewrite(_ value: Expression) -> Expression? {
        if let result = known.values[value] { return result }
        let result = cheapest(value)
        known.values[value] = .some(result)
        return result
    }

    private func cheapest(_ value: Expression) -> Expression? {
        guard let form = LinearForm(value) else {
            return value.variables.allSatisfy(unchanged.contains) ? value : nil
        }
        var best = rewrite(form, adding: [])
        for (index, first) in holdings.enumerated() where shares(form, first.form) {
            for factor in Self.factors {
                improve(&best, form, [(first, factor)])
                for second in holdings.dropFirst(index + 1) {
                    for other in Self.factors.prefix(2) { improve(&best, form, [(first, factor), (second, other)]) }
                }
            }
        }
        return best
    }

    private func improve(_ best: inout Expression?, _ form: LinearForm, _ used: [(Holding, Int)]) {
        var rest = form
        for (holding, factor) in used {
            guard rest.add(holding.form, times: -factor) else { return }
        }
        // A sum that got longer is a detour, and so is an operation that was not there before: without it, every atom that
        // is rewritten in turn is a part of the value asked for, so the recursion ends.
        guard rest.terms.count <= form.terms.count,
            rest.terms.allSatisfy({ $0.isVariable || form.coefficient(of: $0.key) != 0 }),
            let found = rewrite(rest, adding: used.map { .constant($0.1) * .variable($0.0.name) })
        else { return }
        if best.map({ found.valueCost < $0.valueCost }) ?? true { best = found }
    }

    /// - Returns: the sum of the given products and of the form with its atoms rewritten.
    private func rewrite(_ form: LinearForm, adding products: [Expression]) -> Expression? {
        var sum = products.reduce(Expression.constant(0)) { $0 + $1 }
        for term in form.terms {
            guard let atom = rewriteAtom(term.atom) else { return nil }
            sum = sum + .constant(term.coefficient) * atom
        }
        return (sum + .constant(form.constant)).tidied
    }

    private func rewriteAtom(_ atom: Expression) -> Expression? {
        if case .variable(let name) = atom { return unchanged.contains(name) ? atom : nil }
        if let result = known.atoms[atom] { return result }
        let result = rewriteParts(of: atom)
        known.atoms[atom] = .some(result)
        return result
    }

    private func rewriteParts(of atom: Expression) -> Expression? {
        var complete = true
        let rewritten = atom.mapChildren { child in
            guard let image = rewrite(child) else {
                complete = false
                return child
            }
            return image
        }
        return complete ? rewritten : rewriteChain(atom)
    }

    /// A chain such as a ^ b ^ c in which a holding stands for some of the operands: after s ^= x, the value s ^ x ^ a is s ^ a.
    private func rewriteChain(_ atom: Expression) -> Expression? {
        guard case .binary(let operation, _, _) = atom, operation.isAssociative, operation != .add else { return nil }
        let operands = atom.operands(of: operation)
        var best: Expression?
        for holding in holdings {
            guard holding.form.terms.count == 1, holding.form.constant == 0, let held = holding.form.terms.first,
                held.coefficient == 1
            else { continue }
            var rest = operands.map(\.canonical)
            let parts = held.atom.operands(of: operation).map(\.canonical)
            guard parts.count > 1, parts.count < rest.count, parts.allSatisfy({ Self.remove($0, from: &rest) }) else {
                continue
            }
            let others = rest.compactMap(rewrite)
            guard others.count == rest.count else { continue }
            let found = others.reduce(Expression.variable(holding.name)) { .binary(operation, $0, $1) }
            if best.map({ found.valueCost < $0.valueCost }) ?? true { best = found }
        }
        return best
    }

    private static func remove(_ operand: Expression, from operands: inout [Expression]) -> Bool {
        guard let index = operands.firstIndex(of: operand) else { return false }
        operands.remove(at: index)
        return true
    }

    private func shares(_ left: LinearForm, _ right: LinearForm) -> Bool {
        right.terms.contains { left.coefficient(of: $0.key) != 0 } || right.terms.isEmpty
    }
}
