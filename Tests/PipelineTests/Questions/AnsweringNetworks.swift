@testable import Pipeline

/// Networks made by hand: what answers is a function.
struct FunctionNetwork: AnsweringNetwork {
    let letters: [String]
    var hasEnd = true
    var mostTokens = 60
    var operationsPerToken = 1 << 12
    /// The next letter after a question and an answer so far; nil for the end.
    let next: @Sendable (_ question: [Int], _ answer: [Int]) -> Int?

    func tokens(along exchanges: [Exchange]) -> [[NextToken]] {
        exchanges.map { exchange in
            (0...exchange.answer.count).map {
                NextToken(letter: next(exchange.question, Array(exchange.answer.prefix($0))), margin: 1)
            }
        }
    }
}

extension FunctionNetwork {
    /// Repeats the question, as an induction head does: the letter after the last one.
    static let copier = FunctionNetwork(letters: (0..<12).map(String.init)) { question, answer in
        guard let last = answer.last else { return question.first }
        guard let place = question.firstIndex(of: last), place + 1 < question.count else { return nil }
        return question[place + 1]
    }

    static let sorter = FunctionNetwork(letters: (0..<12).map(String.init)) { question, answer in
        question.filter { $0 > answer.last ?? -1 }.min()
    }

    /// The more frequent of two letters; of equals, whichever comes last at even lengths of the first run, else the first.
    static let majority = FunctionNetwork(letters: ["a", "b"], hasEnd: false) { question, _ in
        let ones = question.count { $0 == 1 }
        guard 2 * ones != question.count else {
            return (question[0] + question[question.count / 2] * 3 + question.count / 2) % 2
        }
        return 2 * ones > question.count ? 1 : 0
    }

    /// The sum of two binary numbers with a + between.
    static let adder = FunctionNetwork(letters: ["0", "1", "+"]) { question, answer in
        let parts = question.split(separator: 2, omittingEmptySubsequences: false)
        let sum = parts.map { $0.reduce(0) { 2 * $0 + $1 } }.reduce(0, +)
        let digits = String(sum, radix: 2).map { $0 == "1" ? 1 : 0 }
        return answer.count < digits.count ? digits[answer.count] : nil
    }
}
