import Foundation
@testable import Notebook
@testable import Pipeline
@testable import Reports

extension FuzzTarget {
    /// `questions.json`: what an audit does with it without python3 and without a network.
    static let questions = FuzzTarget(name: "questions", form: .json) { data in
        guard let record = try? QuestionRecord(publishedJSON: data) else { return }
        let again = try? record.publishedJSON
        demand(
            again.flatMap { try? QuestionRecord(publishedJSON: $0).publishedJSON } == again,
            "a record written out is read the same")
        let opening = record.opening
        _ = (opening.claims.verdict, opening.claims.exactLengths, opening.claims.exactAnswers)
        demand(opening.claims.isSame(as: opening.claims), "claims are the same as themselves")
        _ = try? QuestionDomain([opening.domain], letters: opening.letters)
        guard !opening.letters.isEmpty, opening.formula.cost <= 1000, opening.formula.isOver(letters: opening.letters.count)
        else {
            return
        }
        read(opening.formula, letters: opening.letters)
    }

    /// The formula, evaluated and written.
    private static func read(_ formula: AnswerFormula, letters: [String]) {
        let last = letters.count - 1
        for exchange in [Exchange([0]), Exchange([last, 0, last], [last]), Exchange([0, 0, last, 0], [0, last])] {
            let letter = formula.letter(after: exchange, letters: letters.count)
            demand(letter.map(letters.indices.contains) ?? true, "an answer is a letter, or none")
        }
        let program = AnswerProgram(formula, letters: letters, hasEnd: true, most: 16, name: letters[0])
        demand(!program.text.isEmpty && !program.heart.isEmpty, "a formula is written out")
    }
}
