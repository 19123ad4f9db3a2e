import Determinism

/// What can be read from the stream: a linear probe, fitted on some beginnings, judged on others (Alain and Bengio 2016).
struct StreamProbes {
    let recording: StreamRecording
    let values: VariableValues
    let seed: UInt64

    private static let mostStates = 600

    /// How well a variable is read.
    ///
    /// - Parameters:
    ///   - variable: read from the stream.
    ///   - site: by its number.
    ///   - isPooled: whether one probe reads after all letters; else one for each.
    /// - Returns: the share of beginnings of which its value is read rightly; nil where it never differs.
    func accuracy(of variable: StreamVariable, _ site: Int, isPooled: Bool) -> Double? {
        let times = Array(recording.words.length / 2..<recording.words.length)
        let groups = isPooled ? [times] : times.map { [$0] }
        let judged = groups.compactMap { accuracy(of: variable, site, after: $0) }
        let all = judged.reduce(0) { $0 + $1.of }
        return all > 0 ? Double(judged.reduce(0) { $0 + $1.right }) / Double(all) : nil
    }

    private func accuracy(of variable: StreamVariable, _ site: Int, after times: [Int]) -> (right: Int, of: Int)? {
        var (fitted, judged): ([(Int, [Double])], [(Int, [Double])]) = ([], [])
        let most = Self.mostStates / times.count
        for time in times {
            let split = CounterRandom(seed, InputSpace.Purpose.grounding.rawValue, UInt64(time))
            for (number, row) in recording.differentBeginnings(through: time).prefix(2 * most).enumerated() {
                var random = split[UInt64(number)]
                let state = (values([variable], row, at: time)[0], recording.stream(row, at: time, site))
                if random.integer(in: 0..<2) == 0 { fitted.append(state) } else { judged.append(state) }
            }
        }
        guard !judged.isEmpty, let probe = LinearDiscriminant(reading: fitted.map(\.0), from: fitted.map(\.1)) else {
            return nil
        }
        let known = Set(fitted.map(\.0))
        let tried = judged.filter { known.contains($0.0) }
        return (tried.count { probe($0.1) == $0.0 }, tried.count)
    }

    /// What a probe of its own place reads of a variable, fitted on other beginnings than that of the word.
    ///
    /// - Parameters:
    ///   - variable: read from the stream.
    ///   - site: by its number.
    ///   - row: of the word.
    ///   - time: of the letter after which it is read.
    /// - Returns: nil where the word's own value is that of no other beginning, or of all.
    func reading(of variable: StreamVariable, _ site: Int, in row: Int, at time: Int) -> Int? {
        func beginning(_ row: Int) -> [Letter] { (0...time).map { recording.words.letter(row, at: $0) } }
        let own = beginning(row)
        let others = recording.differentBeginnings(through: time).filter { beginning($0) != own }
        return probe(of: variable, site, fittedOn: others, at: time).flatMap { $0(row) }
    }

    /// What reads a variable of a word's stream, after some letter.
    ///
    /// - Parameters:
    ///   - variable: read from the stream.
    ///   - site: by its number.
    ///   - rows: of words on which it is fitted; not all, where they are very many.
    ///   - time: of the letter.
    /// - Returns: gives nil for a word whose value is that of none of these; nil where they all have one value.
    func probe(of variable: StreamVariable, _ site: Int, fittedOn rows: [Int], at time: Int) -> ((Int) -> Int?)? {
        let fitted = rows.prefix(Self.mostStates)
        let labels = fitted.map { values([variable], $0, at: time)[0] }
        let probe = LinearDiscriminant(reading: labels, from: fitted.map { recording.stream($0, at: time, site) })
        let known = Set(labels)
        return probe.map { probe in
            { row in known.contains(values([variable], row, at: time)[0]) ? probe(recording.stream(row, at: time, site)) : nil }
        }
    }
}
