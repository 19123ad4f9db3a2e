/// A program as what answers: after an input on which it fails it answers nothing that a task asks for.
struct ProgramNetwork: Network {
    let inputWidth: Int
    let outputWidth: Int
    /// Nil after a failure.
    let initialState: [Int]?
    private let compiled: CompiledProgram

    init(_ program: Program) {
        compiled = CompiledProgram(program)
        (inputWidth, outputWidth) = (compiled.inputCount, compiled.outputCount)
        initialState = compiled.initialState
    }

    func read(_ words: Sequences, from states: [[Int]?]) -> Reading<[Int]?> {
        Reading(words, from: states, outputWidth: outputWidth) { state, letter in
            let step = state.flatMap { compiled.step(state: $0, input: letter) }
            return (step?.state, step?.outputs ?? Array(repeating: .min, count: outputWidth))
        }
    }
}
