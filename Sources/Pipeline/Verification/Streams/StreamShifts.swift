import Determinism

/// Whether the answer follows a variable in the stream: the difference that a value makes on average, the last letter kept, is added
/// at one site, and the network has to answer as if the variable had that value (Geiger et al. 2021 for interchange; Marks and
/// Tegmark 2023 for shifts by differences of means).
struct StreamShifts {
    let recording: StreamRecording
    let values: VariableValues
    let seed: UInt64

    private static let mostPerTime = 256
    private static let leastOfMean = 2

    /// What came of some shifts.
    struct Score: Sendable {
        /// Of those that have to change the answer.
        var telling = 0
        var right = 0
        /// Words of which the variables do not tell the answer.
        var undetermined = 0
        var words = 0
        /// Sums of squares about the mean of a letter and place, and about that of a value besides.
        var (total, within) = (0.0, 0.0)
    }

    /// Letter and values after it: what an answer may be computed of.
    private struct Cell: Hashable {
        let letter: Letter
        let values: [Int]
    }

    func score(_ variables: StreamVariables, _ site: Int) -> Score {
        var score = Score()
        for time in recording.words.length / 2..<recording.words.length { add(variables, site, time, to: &score) }
        return score
    }

    /// Shifts after one letter, of words that have no part in the means.
    private func add(_ variables: StreamVariables, _ site: Int, _ time: Int, to score: inout Score) {
        let rows = recording.differentBeginnings(through: time)
        let split = CounterRandom(seed, InputSpace.Purpose.intervening.rawValue, UInt64(time))
        func isFitted(_ row: Int) -> Bool {
            var random = split[UInt64(row)]
            return random.integer(in: 0..<2) == 0
        }
        func cell(_ row: Int) -> Cell {
            Cell(letter: recording.words.letter(row, at: time), values: values(variables.members, row, at: time))
        }
        let cells = Dictionary(uniqueKeysWithValues: rows.map { ($0, cell($0)) })
        let answers = determined(rows, cells, time)
        let means = CellMeans(
            rows.filter(isFitted).map { (values: cell($0).values, letter: cell($0).letter, row: $0) },
            recording, time, site, least: Self.leastOfMean)
        var (asked, streams, expected): ([Int], [Double], [[Int]]) = ([], [], [])
        for row in rows where !isFitted(row) {
            guard let own = cells[row] else { continue }
            let stream = recording.stream(row, at: time, site)
            note(stream, own, means, to: &score)
            guard let answer = answers[own] ?? nil else {
                score.undetermined += 1
                continue
            }
            var random = split[UInt64(row)][1]
            guard asked.count < Self.mostPerTime, let from = means.mean(own.letter, own.values),
                let target = target(own, answer, answers, means, &random), let to = means.mean(own.letter, target.values),
                let wanted = answers[target] ?? nil
            else { continue }
            asked.append(row)
            streams += zip(stream, zip(from, to)).map { $0 + $1.1 - $1.0 }
            expected.append(wanted)
        }
        guard !asked.isEmpty else { return }
        let given = recording.answers(
            asked, at: time, site, changedTo: VectorBatch(width: recording.network.hiddenSize, elements: streams),
            through: time)
        score.telling += asked.count
        score.right += zip(given, expected).count { $0[0] == $1 }
    }

    /// How far a stream is from the mean of its letter, and of its values besides.
    private func note(_ stream: [Double], _ cell: Cell, _ means: CellMeans, to score: inout Score) {
        score.words += 1
        guard let mean = means.mean(cell.letter), let near = means.mean(cell.letter, cell.values) else { return }
        score.total += Vector.squaredDistance(stream, mean)
        score.within += Vector.squaredDistance(stream, near)
    }

    /// A cell of the same letter in which one variable is another and so is the answer: of the nearest, so that the stream stays among
    /// those that words lead to.
    private func target(
        _ own: Cell, _ answer: [Int], _ answers: [Cell: [Int]?], _ means: CellMeans, _ random: inout CounterRandom
    ) -> Cell? {
        let targets = means.values(of: own.letter).filter { values in
            zip(values, own.values).count { $0 != $1 } == 1
                && (answers[Cell(letter: own.letter, values: values)] ?? nil).map { $0 != answer } ?? false
        }
        func distance(_ values: [Int]) -> Int { zip(values, own.values).reduce(0) { $0 + abs($1.0 - $1.1) } }
        guard let least = targets.map(distance).min() else { return nil }
        return Cell(letter: own.letter, values: random.choice(targets.filter { distance($0) == least }))
    }

    /// The answer of each cell, where all words in it have the same.
    private func determined(_ rows: [Int], _ cells: [Int: Cell], _ time: Int) -> [Cell: [Int]?] {
        var answers: [Cell: [Int]?] = [:]
        for row in rows {
            guard let cell = cells[row] else { continue }
            let answer = recording.answers.answer(row, at: time)
            if let known = answers[cell] {
                if known != answer { answers[cell] = .some(nil) }
            } else {
                answers[cell] = answer
            }
        }
        return answers
    }
}

/// Means of the stream over words that have a letter, and a value of variables, in common.
private struct CellMeans {
    private var byLetter: [Letter: [Double]] = [:]
    private var byValues: [Letter: [[Int]: [Double]]] = [:]

    init(
        _ rows: [(values: [Int], letter: Letter, row: Int)], _ recording: StreamRecording, _ time: Int, _ site: Int, least: Int
    ) {
        let width = recording.network.hiddenSize
        for (letter, own) in Dictionary(grouping: rows, by: \.letter) {
            byLetter[letter] = Vector.mean(own.map { recording.stream($0.row, at: time, site) }, width: width)
            for (values, cell) in Dictionary(grouping: own, by: \.values) where cell.count >= least {
                byValues[letter, default: [:]][values] = Vector.mean(
                    cell.map { recording.stream($0.row, at: time, site) }, width: width)
            }
        }
    }

    func mean(_ letter: Letter) -> [Double]? { byLetter[letter] }
    func mean(_ letter: Letter, _ values: [Int]) -> [Double]? { byValues[letter]?[values] }

    /// In their order, which no hashing decides.
    func values(of letter: Letter) -> [[Int]] {
        (byValues[letter] ?? [:]).keys.sorted { $0.lexicographicallyPrecedes($1) }
    }
}

extension StreamRecording {
    /// One word for each different beginning that ends with a letter.
    func differentBeginnings(through time: Int) -> [Int] {
        var seen = Set<ArraySlice<Int>>()
        let stride = words.length * words.width
        return (0..<words.count).filter { row in
            seen.insert(words.values[row * stride..<row * stride + (time + 1) * words.width]).inserted
        }
    }
}
