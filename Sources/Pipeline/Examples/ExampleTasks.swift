import Determinism

/// Data as tasks: what networks are trained on, and what is asked of those.
extension Examples {
    /// What is read: all words over the letters, drawn as the data have them.
    var inputs: InputSpace {
        let spliced = SplicedWords(self)
        return InputSpace(
            code.alphabet, length: length, sampler: { random, word in spliced.draw(&random, into: &word) },
            featureNames: code.featureNames)
    }

    /// Answers as the data have them, known of some parts of the data only.
    func task(_ parts: Set<Part>, _ answers: ExampleAnswers) -> SequenceTask {
        SequenceTask(
            name: name, summary: summary, inputs: inputs,
            reference: reference(parts, answers, width: code.answerWidth) { $0 }, symbols: code)
    }

    /// What a network that was trained on the data is opened for: right is what it answers itself.
    public func task(for network: RecurrentNetwork) -> SequenceTask {
        SequenceTask(
            name: name, summary: summary, inputs: inputs, reference: NetworkReference(network), symbols: code)
    }

    /// What networks are trained on: the sequences of the training part, drawn as they are, and scores for their answers.
    func trainingTask(_ answers: ExampleAnswers) -> SequenceTask {
        let code = code
        let drawn = DrawnRows(self, answers)
        return SequenceTask(
            name: name, summary: summary,
            inputs: InputSpace(code.alphabet, length: length) { random, word in drawn.draw(&random, into: &word) },
            reference: reference([.training], answers, width: code.scoreWidth) { code.scores(of: $0) })
    }

    /// What the data are, in one phrase.
    var summary: String {
        "what is answered in \(rows.count) recorded sequences"
    }
}

/// Draws rows of the training part, those with rare answers more often than their share.
struct DrawnRows: Sendable {
    private let words: [[Int]]
    /// Sums of weights up to each word.
    private let weights: [Double]

    /// Above it an answer's rarity is no reason to draw it still more often.
    private static let mostWeight = 8.0

    init(_ examples: Examples, _ answers: ExampleAnswers) {
        let rows = examples.rows.indices.filter { index in
            examples.rows[index].part == .training && examples.nodes[index].contains { answers.part[$0] == .training }
        }
        var counts: [[Int]: Int] = [:]
        for node in answers.nodes(of: .training) { counts[answers.answer[node] ?? [], default: 0] += 1 }
        let greatest = Double(counts.values.max() ?? 1)
        var (total, weights) = (0.0, [Double]())
        for row in rows {
            // Words whose answers are as frequent as any have the weight 1.
            let asked = examples.nodes[row].compactMap { answers.part[$0] == .training ? answers.answer[$0] : nil }
            let rarities = asked.map { min(Self.mostWeight, (greatest / Double(counts[$0] ?? 1)).squareRoot()) }
            total += rarities.reduce(0, +) / Double(max(1, rarities.count))
            weights.append(total)
        }
        words = rows.map { Array(examples.rows[$0].word.prefix(examples.length * examples.code.width)) }
        self.weights = weights
    }

    /// Writes a row from the beginning of the span.
    func draw(_ random: inout CounterRandom, into word: inout MutableSpan<Int>) {
        let place = random.unit() * (weights.last ?? 0)
        var (low, high) = (0, words.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if weights[middle] > place { high = middle } else { low = middle + 1 }
        }
        guard words.indices.contains(low) else { return }
        for (index, value) in words[low].enumerated() { word[index] = value }
    }
}
