import Determinism

/// Whether a transformer carries its state from letter to letter: the stream after one letter becomes that of another word, which ends
/// with the same letter in another state of the program, and later answers are looked at.
struct StateExchange {
    let recording: StreamRecording
    let values: VariableValues
    let program: CompiledProgram
    let seed: UInt64

    private static let most = 256

    /// Later answers for which it makes a difference; those of them that follow the other state; and those that stay.
    func score(_ site: Int) -> (telling: Int, carried: Int, kept: Int) {
        let words = recording.words
        let time = words.length / 2
        let rows = recording.differentBeginnings(through: time)
        var random = CounterRandom(seed, InputSpace.Purpose.causality.rawValue)
        let program = (0..<program.initialState.count).map { StreamVariable.program($0) }
        let groups = Dictionary(grouping: rows) { words.letter($0, at: time) }
        var pairs: [(own: Int, other: Int)] = []
        for row in rows.prefix(Self.most) {
            let others = (groups[words.letter(row, at: time)] ?? []).filter {
                values(program, $0, at: time) != values(program, row, at: time)
            }
            if !others.isEmpty { pairs.append((row, random.choice(others))) }
        }
        guard !pairs.isEmpty else { return (0, 0, 0) }
        let streams = pairs.flatMap { recording.stream($0.other, at: time, site) }
        let given = recording.answers(
            pairs.map(\.own), at: time, site,
            changedTo: VectorBatch(width: recording.network.hiddenSize, elements: streams), through: words.length - 1)
        var score = (telling: 0, carried: 0, kept: 0)
        for (pair, answers) in zip(pairs, given) {
            var state = values(program, pair.other, at: time)
            for step in time + 1..<words.length {
                guard let next = self.program.step(state: state, input: words.letter(pair.own, at: step)) else { break }
                state = next.state
                let own = recording.answers.answer(pair.own, at: step)
                guard next.outputs != own else { continue }
                score.telling += 1
                score.carried += answers[step - time] == next.outputs ? 1 : 0
                score.kept += answers[step - time] == own ? 1 : 0
            }
        }
        return score
    }
}
