extension TrainingRun<Float> {
    /// `advance` by some steps, whatever measurements say, for the benchmark.
    ///
    /// Not generic: what another module calls of a generic type is compiled for any precision, and many times slower.
    mutating func train(_ steps: Int) throws {
        try advance(to: self.steps + steps, perfect: .max)
    }
}
