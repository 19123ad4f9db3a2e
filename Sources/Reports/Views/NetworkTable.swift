import Notebook
import Pipeline
import Recordings

/// A network that somebody else trained, as it was read.
struct NetworkTable {
    let described: DescribedNetwork

    var exhibit: Exhibit {
        let task = described.task
        let summary = NetworkSummary(described)
        let rows = [
            ["layers", summary.layers.joined(separator: ", ")],
            ["numbers in its state", Wording.count(summary.hidden)],
            ["parameters", Wording.count(summary.parameters)],
            ["letters", Self.letters(of: task)],
            ["answers", summary.decisionInWords],
            ["proof that it was read as meant", proof],
        ]
        return .table(header: ["", ""], rows: rows, alignment: [.left, .left])
    }

    private static let mostLetters = 64

    private static func letters(of task: SequenceTask) -> String {
        let alphabet = task.inputs.alphabet
        let names = alphabet.letters(atMost: mostLetters).map { letters in
            letters.map { "“\(alphabet.name(of: $0))”" }.joined(separator: ", ")
        }
        return names ?? alphabet.count.map { Wording.count($0) } ?? "more than can be counted"
    }

    /// What is known of a model that a command serves.
    static func served(_ model: ServedModel) -> Exhibit {
        let hidden = model.network.hiddenSize
        let rows = [
            ["asked by", "\(model.command), batches of words over standard input and output"],
            ["hidden vectors", hidden > 0 ? "\(Wording.count(hidden, "number")) after every letter" : "none are shown"],
            ["letters", letters(of: model.task)],
            ["answers", NetworkSummary.words(for: model.network.decision)],
            [
                "what is not known",
                "its weights: the same word was never answered in two ways, which is all that shows it is one function",
            ],
        ]
        return .table(header: ["", ""], rows: rows, alignment: [.left, .left])
    }

    private var proof: String {
        guard let proof = described.proof else {
            return "none: the file has no recorded scores (glassbox.export in python/ writes them)"
        }
        return "scores that its own library recorded for \(Wording.count(proof.words, "word")) of "
            + "\(Wording.count(proof.length, "letter")) come out the same, to \(Wording.measure(proof.difference))"
    }
}
