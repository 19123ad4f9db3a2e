import Notebook
import Reports

extension FromExamplesStudy {
    /// What the study set out to show, as far as its plan goes.
    public var findings: [Conclusion] { [evenness].compactMap(\.self) + thousand }

    /// Whether ours finds at least as many machines as the others, for every number of words and wrong labels.
    private var evenness: Conclusion? {
        guard version != nil else { return nil }
        let cells = plan.wrong.flatMap { wrong in plan.sizes.map { (wrong: wrong, words: $0) } }
        let behind = cells.filter { cell in
            let own = count(.network, words: cell.words, wrong: cell.wrong)?.exact ?? 0
            return ExampleLearner.all.contains { learner in
                (count(learner, words: cell.words, wrong: cell.wrong)?.exact ?? 0) > own
            }
        }
        let places = behind.map { "\(Wording.count($0.words)) words with \($0.wrong) % wrong labels" }
        return Conclusion(
            holds: behind.isEmpty,
            statement: behind.isEmpty
                ? "Networks find at least as many exact machines as RPNI and EDSM for every number of words and wrong labels"
                : "RPNI or EDSM finds more exact machines than networks from \(Wording.list(places))")
    }

    /// Of Tomita's languages, with a thousand words each: what was promised.
    private var thousand: [Conclusion] {
        let (words, all) = (1000, 7)
        guard plan.sizes.contains(words), plan.tomitas == all else { return [] }
        let promised = [0: 6, 3: 5]
        let exact = plan.wrong.compactMap { wrong -> Conclusion? in
            guard let least = promised[wrong], let count = count(.network, words: words, wrong: wrong, family: .tomita) else {
                return nil
            }
            return Conclusion(
                holds: count.exact >= least,
                statement:
                    "From 1,000 words with \(wrong) % wrong labels, \(count.exact) of \(count.of) of Tomita's languages are "
                    + "found exactly (at least \(least) expected)")
        }
        let found = suspects(words: words)
        let precision = found.told == 0 ? 0 : Double(found.right) / Double(found.told)
        return exact + [
            Conclusion(
                holds: precision >= 0.9,
                statement:
                    "Of \(Wording.count(found.told, "suspect")) in 1,000 words each, \(Wording.count(found.right)) are wrong "
                    + "labels (at least 90 % expected), of \(Wording.count(found.wrong)) that there are")
        ]
    }
}
