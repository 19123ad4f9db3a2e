import Notebook
import Pipeline
import Recordings

/// A network that somebody else trained, as it was read.
struct NetworkTable {
    let described: DescribedNetwork

    var exhibit: Exhibit {
        let task = described.task
        let summary = NetworkSummary(described)
        let letters = task.inputs.alphabet.letters(atMost: Self.mostLetters).map { letters in
            letters.map { "“\(task.inputs.alphabet.name(of: $0))”" }.joined(separator: ", ")
        }
        let rows = [
            ["layers", summary.layers.joined(separator: ", ")],
            ["numbers in its state", Wording.count(summary.hidden)],
            ["parameters", Wording.count(summary.parameters)],
            ["letters", letters ?? task.inputs.alphabet.count.map { Wording.count($0) } ?? "more than can be counted"],
            ["answers", summary.decisionInWords],
            ["proof that it was read as meant", proof],
        ]
        return .table(header: ["", ""], rows: rows, alignment: [.left, .left])
    }

    private static let mostLetters = 64

    private var proof: String {
        guard let proof = described.proof else {
            return "none: the file has no recorded scores (glassbox.export in python/ writes them)"
        }
        return "scores that its own library recorded for \(Wording.count(proof.words, "word")) of "
            + "\(Wording.count(proof.length, "letter")) come out the same, to \(Wording.measure(proof.difference))"
    }
}
