/// Formulas with cases that are right on all of some examples, made of enumerated letters and conditions.
struct CaseSearch {
    private struct Letter {
        let entry: Int
        let cost: Int
        let right: ExampleSet
    }

    private struct Condition {
        let entry: Int
        let cost: Int
        let holds: ExampleSet
    }

    private let enumeration: SequenceEnumeration
    /// The cheapest of those that are right on different examples.
    private let letters: [Letter]
    private let moreLetters: [Letter]
    private let conditions: [Condition]

    /// Letters and conditions that are looked at, the cheapest of those that differ.
    private static let mostLetters = 3000
    private static let mostSides = 12_000
    private static let mostConditions = 4000
    /// First cases that are gone on with.
    private static let width = 24

    /// - Parameters:
    ///   - enumeration: of letters and truths.
    ///   - targets: the letter that each example has to have.
    init(_ enumeration: SequenceEnumeration, targets: [Int?]) {
        self.enumeration = enumeration
        var seen: Set<ExampleSet> = []
        var letters: [Letter] = []
        for entry in enumeration.entries(of: .letter) where letters.count < Self.mostSides {
            let right = enumeration.agreement(of: entry, with: targets)
            if !right.isEmpty, seen.insert(right).inserted {
                letters.append(Letter(entry: entry, cost: enumeration.cost(of: entry), right: right))
            }
        }
        self.letters = Array(letters.prefix(Self.mostLetters))
        moreLetters = letters
        conditions = enumeration.entries(of: .truth).prefix(Self.mostConditions).map {
            Condition(entry: $0, cost: enumeration.cost(of: $0), holds: enumeration.holds($0))
        }
    }

    /// The cheapest formula found of at most so many cases that is right wherever it has to be.
    ///
    /// - Parameters:
    ///   - required: examples on which it has to be right.
    ///   - cases: before what is left.
    /// - Returns: nil where none was found.
    func formula(on required: ExampleSet, cases: Int) -> AnswerFormula? {
        search(required, cases: cases).map(formula)
    }

    private struct Found {
        var cases: [(condition: Int, letter: Letter)]
        let otherwise: Letter
        var cost: Int
    }

    private func expression(_ entry: Int) -> SequenceExpression { enumeration.expression(of: entry) }

    private func search(_ required: ExampleSet, cases: Int) -> Found? {
        if let letter = letters.first(where: { required.isSubset(of: $0.right) }) {
            return Found(cases: [], otherwise: letter, cost: letter.cost)
        }
        guard cases > 0 else { return nil }
        var best: Found?
        for first in firstCases(on: required, isLast: cases == 1) {
            guard let rest = search(required.subtracting(conditions[first.condition].holds), cases: cases - 1) else { continue }
            let cost = rest.cost + first.letter.cost + conditions[first.condition].cost + 1
            if best.map({ cost < $0.cost }) ?? true {
                best = Found(cases: [first] + rest.cases, otherwise: rest.otherwise, cost: cost)
            }
        }
        return best
    }

    /// Conditions under which one letter is right, with the cheapest such letter: all if what is left is one letter too, else those
    /// that settle most for their cost.
    private func firstCases(on required: ExampleSet, isLast: Bool) -> [(condition: Int, letter: Letter)] {
        var seen: Set<ExampleSet> = []
        var found: [(condition: Int, letter: Letter, settled: Int)] = []
        let useful = letters.filter { !required.intersection($0.right).isEmpty }
        for (number, condition) in conditions.enumerated() {
            let settled = required.intersection(condition.holds)
            guard !settled.isEmpty, settled != required, seen.insert(settled).inserted else { continue }
            guard let letter = useful.first(where: { settled.isSubset(of: $0.right) }) else { continue }
            found.append((number, letter, settled.count))
        }
        guard !isLast else { return found.map { ($0.condition, $0.letter) } }
        func price(_ first: (condition: Int, letter: Letter, settled: Int)) -> Int {
            conditions[first.condition].cost + first.letter.cost
        }
        let bySettled = found.sorted { ($0.settled, -price($0), -$0.condition) > ($1.settled, -price($1), -$1.condition) }
        let byPrice = found.sorted { (price($0), -$0.settled, $0.condition) < (price($1), -$1.settled, $1.condition) }
        let chosen = bySettled.prefix(Self.width) + byPrice.prefix(Self.width)
        return chosen.map { ($0.condition, $0.letter) }
    }

    // MARK: - Nearly right

    /// A formula of one case or two that is right on as many examples as any found, and its like.
    ///
    /// - Parameters:
    ///   - required: the examples that count.
    ///   - most: formulas.
    /// - Returns: the ones with fewest errors, a name in a formula weighing as much as half an error.
    func nearFormulas(on required: ExampleSet, most: Int) -> [AnswerFormula] {
        let one = splits(of: required).prefix(most)
        let two = one.prefix(4).flatMap { first -> [Found] in
            let rest = required.subtracting(conditions[first.condition].holds)
            return splits(of: rest).prefix(2).map { second in
                Found(
                    cases: [(first.condition, first.letter), (second.condition, second.letter)], otherwise: second.otherwise,
                    cost: 0)
            }
        }
        return (one.map { Found(cases: [($0.condition, $0.letter)], otherwise: $0.otherwise, cost: 0) } + two).map(formula)
    }

    private func formula(_ found: Found) -> AnswerFormula {
        AnswerFormula(
            found.cases.map {
                .init(condition: expression(conditions[$0.condition].entry), letter: expression($0.letter.entry))
            },
            otherwise: expression(found.otherwise.entry))
    }

    private struct Split {
        let condition: Int
        let letter: Letter
        let otherwise: Letter
        let price: Double
    }

    private static let mostSplits = 1200

    /// For each condition the letters that are right most often where it holds and where not; the best first.
    private func splits(of required: ExampleSet) -> [Split] {
        var seen: Set<ExampleSet> = []
        var splits: [Split] = []
        let sides = moreLetters
        for (number, condition) in conditions.enumerated() where splits.count < Self.mostSplits {
            let (inside, outside) = (required.intersection(condition.holds), required.subtracting(condition.holds))
            guard !inside.isEmpty, !outside.isEmpty, seen.insert(inside).inserted else { continue }
            guard let own = best(of: sides, on: inside), let rest = best(of: sides, on: outside) else { continue }
            let price = own.price + rest.price + Double(condition.cost + 1) / 2
            splits.append(Split(condition: number, letter: own.letter, otherwise: rest.letter, price: price))
        }
        return splits.sorted { ($0.price, $0.condition) < ($1.price, $1.condition) }
    }

    private func best(of sides: [Letter], on examples: ExampleSet) -> (letter: Letter, price: Double)? {
        let count = examples.count
        var best: (letter: Letter, price: Double)?
        for letter in sides {
            // The cheapest come first: what costs more than the best has to win it back.
            guard Double(letter.cost) / 2 < best?.price ?? .infinity else { break }
            let price = Double(letter.cost) / 2 + Double(count - letter.right.intersectionCount(examples))
            if price < best?.price ?? .infinity { best = (letter, price) }
        }
        return best
    }
}
