import Untrusted

/// A formula over a question and the answer so far, without cases.
public struct SequenceExpression: Hashable, Sendable, Codable {
    public let operation: SequenceOperation
    public let operands: [SequenceExpression]

    /// - Precondition: operands are of the kinds that the operation takes.
    init(_ operation: SequenceOperation, _ operands: SequenceExpression...) { self.init(operation, operands) }

    init(_ operation: SequenceOperation, _ operands: [SequenceExpression]) {
        precondition(operation.operands == operands.map(\.operation.result))
        (self.operation, self.operands) = (operation, operands)
    }

    /// Names that stand in it.
    public var cost: Int { operands.reduce(operation.cost) { $0 + $1.cost } }

    /// Whether all letters that it names, and all bases of its digits, are some of so many.
    func isOver(letters: Int) -> Bool {
        !has { operation in
            switch operation {
            case .letter(let letter): letter >= letters
            case .digits(let base), .value(let base): base > letters
            default: false
            }
        }
    }

    /// What it is of a question and the answer so far.
    func value(in exchange: Exchange, letters: Int) -> SequenceValue {
        let values = operands.map { $0.value(in: exchange, letters: letters) }
        let nothing = SequenceValue.truth(false)
        return operation.value(
            values.first ?? nothing, values.count > 1 ? values[1] : nothing, in: exchange, letters: letters)
    }

    /// The same with one step left out, where what the step takes is of the kind that it gives.
    var shortened: [SequenceExpression] {
        operands.filter { $0.operation.result == operation.result }
            + operands.indices.flatMap { place in
                operands[place].shortened.map { shorter in
                    var operands = operands
                    operands[place] = shorter
                    return SequenceExpression(operation, operands)
                }
            }
    }

    /// Whether an operation stands somewhere in it.
    func has(_ isWanted: (SequenceOperation) -> Bool) -> Bool {
        isWanted(operation) || operands.contains { $0.has(isWanted) }
    }
}

extension SequenceExpression {
    /// - Throws: `DecodingError` where operands are not those that the operation takes: it may come from anyone.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let operation = try values.decode(SequenceOperation.self, forKey: .operation)
        let operands = try values.decode([SequenceExpression].self, forKey: .operands)
        try decoder.require(
            operation.isWithinBounds && operation.operands == operands.map(\.operation.result),
            "a step of a formula has numbers or operands that it cannot have")
        self.init(operation, operands)
    }
}

/// A formula for the next letter of an answer: the first case whose condition holds, or else what is left.
public struct AnswerFormula: Hashable, Sendable, Codable {
    public struct Case: Hashable, Sendable, Codable {
        public let condition: SequenceExpression
        public let letter: SequenceExpression
    }

    public let cases: [Case]
    public let otherwise: SequenceExpression

    /// - Precondition: conditions are truths, the rest are letters.
    init(_ cases: [Case] = [], otherwise: SequenceExpression) {
        precondition(otherwise.operation.result == .letter)
        precondition(cases.allSatisfy { $0.condition.operation.result == .truth && $0.letter.operation.result == .letter })
        (self.cases, self.otherwise) = (cases, otherwise)
    }

    /// Names that stand in it; a case adds one.
    public var cost: Int { cases.reduce(otherwise.cost) { $0 + $1.condition.cost + $1.letter.cost + 1 } }

    /// The same with one step left out.
    var shortened: [AnswerFormula] {
        otherwise.shortened.map { AnswerFormula(cases, otherwise: $0) }
            + cases.indices.flatMap { place in
                let own = cases[place]
                let shorter =
                    own.letter.shortened.map { Case(condition: own.condition, letter: $0) }
                    + own.condition.shortened.map { Case(condition: $0, letter: own.letter) }
                return shorter.map {
                    AnswerFormula(Array(cases[..<place]) + [$0] + cases[(place + 1)...], otherwise: otherwise)
                }
            }
    }

    /// Whether all letters that it names are some of so many.
    func isOver(letters: Int) -> Bool { expressions.allSatisfy { $0.isOver(letters: letters) } }

    /// Every expression in it.
    var expressions: [SequenceExpression] { cases.flatMap { [$0.condition, $0.letter] } + [otherwise] }

    /// The next letter; nil for the end.
    func letter(after exchange: Exchange, letters: Int) -> Int? {
        let chosen = cases.first { $0.condition.value(in: exchange, letters: letters).truth }?.letter ?? otherwise
        return chosen.value(in: exchange, letters: letters).letter
    }

    /// The whole answer to a question, of at most so many letters.
    func answer(to question: [Int], letters: Int, hasEnd: Bool, most: Int) -> [Int] {
        var exchange = Exchange(question)
        while exchange.answer.count < (hasEnd ? most : 1), let next = letter(after: exchange, letters: letters) {
            exchange.answer.append(next)
        }
        return exchange.answer
    }
}

extension AnswerFormula {
    /// - Throws: `DecodingError` where a condition is none, or a letter.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let cases = try values.decode([Case].self, forKey: .cases)
        let otherwise = try values.decode(SequenceExpression.self, forKey: .otherwise)
        try decoder.require(
            otherwise.operation.result == .letter
                && cases.allSatisfy { $0.condition.operation.result == .truth && $0.letter.operation.result == .letter },
            "a formula for answers has a condition that is none, or an answer that is no letter")
        self.init(cases, otherwise: otherwise)
    }
}
