import Foundation
@testable import Notebook
@testable import Render

extension FuzzTarget {
    /// The journal of a run, as it comes in pieces, and the page that is woven of it.
    static let journal = FuzzTarget(name: "journal", form: .jsonLines) { data in
        var whole = Journal()
        let events = whole.take(data)
        var pieces = Journal()
        var rest = data
        while !rest.isEmpty {
            // As long as the input itself says, so that any cut may happen.
            let piece = rest.prefix(1 + Int(rest[rest.startIndex]) % 61)
            _ = pieces.take(piece)
            rest = rest.dropFirst(piece.count)
        }
        demand(pieces.events == events, "a journal in pieces says the same")
        let lines = try? events.map(Journal.line).reduce(Data(), +)
        var copy = Journal()
        demand(lines.map { copy.take($0) } == events, "a journal written out is read the same")
        guard let article = WovenArticle.sample else { return }
        let failure = events.isEmpty ? nil : ExperimentRun.Failure(reason: "fuzz", cell: events.count % 4, line: events.count)
        WovenArticle.weave(PageWeaver(document: article, events: events, failure: failure))
    }
}
