import Notebook
import Pipeline

/// A network that somebody else trained, as it was read.
struct NetworkTable {
    let described: DescribedNetwork

    var exhibit: Exhibit {
        let task = described.task
        let letters = task.inputs.alphabet.letters(atMost: Self.mostLetters).map { letters in
            letters.map { "“\(task.inputs.alphabet.name(of: $0))”" }.joined(separator: ", ")
        }
        let rows = [
            ["layers", described.network.layers.map(\.description).joined(separator: ", ")],
            ["numbers in its state", Wording.count(described.network.hiddenSize)],
            ["parameters", Wording.count(described.network.parameterCount)],
            ["letters", letters ?? Wording.count(task.inputs.alphabet.count ?? .max)], ["answers", decision],
            ["proof that it was read as meant", proof],
        ]
        return .table(header: ["", ""], rows: rows, alignment: [.left, .left])
    }

    private static let mostLetters = 64

    private var decision: String {
        switch described.network.decision {
        case .nearestInteger: "the nearest integer of each score"
        case .signs: "1 where a score is above zero"
        case .greatest(let classes): "the class with the greatest score: " + Wording.list(classes.map { "“\($0)”" })
        }
    }

    private var proof: String {
        guard let proof = described.proof else {
            return "none: the file has no recorded scores (glassbox.export in python/ writes them)"
        }
        return "scores that its own library recorded for \(Wording.count(proof.words, "word")) of "
            + "\(Wording.count(proof.length, "letter")) come out the same, to \(Wording.measure(proof.difference))"
    }
}
