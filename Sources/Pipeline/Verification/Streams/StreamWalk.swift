extension StreamMechanism.Walk {
    /// Reads one of the words.
    init(
        _ shown: [StreamVariables], _ recording: StreamRecording, _ values: VariableValues, _ task: SequenceTask,
        _ seed: UInt64
    ) {
        let single = StreamMechanism.namedVariables(of: shown, task.inputs.alphabet)
        let probes = StreamProbes(recording: recording, values: values, seed: seed)
        // Where all words are there, they are in order, and the first ones hardly change: one a third of the way on does.
        let row = recording.words.count / 3
        let times = 0..<recording.words.length
        word = times.map { recording.words.letter(row, at: $0) }
        answers = times.map { Array(recording.answers.answer(row, at: $0)) }
        variables = single.map(\.1)
        self.values = times.map { values(single.map(\.0), row, at: $0) }
        read = times.map { time in
            recording.sites.indices.map { site in
                single.map { probes.reading(of: $0.0, site, in: row, at: time) }
            }
        }
    }
}
