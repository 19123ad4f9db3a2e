import Notebook
import Pipeline
import Render

/// What the stepper's script is told, as JSON.
struct StepperData: Encodable {
    /// What lights up: the minimal Moore machine, or the first states of a network that has none. `next[state][letter]`, letters counted
    /// as in the task's alphabet, the last input fastest; nil where that leads out of a window.
    struct Machine: Encodable {
        let next: [[Int?]]
        /// Nil for an initial state that nothing leads to; nil of a window.
        let outputs: [[Int]?]?
        /// CSS colours of the states; none of a window.
        let colours: [String]
        /// Nil where it is a machine.
        let isWindow: Bool?

        /// - Parameters:
        ///   - machine: over the letters.
        ///   - letters: all, in the order of the alphabet.
        init(_ machine: MooreMachine, letters: [Letter]) {
            next = Self.rows(machine.transitions, of: machine.letters, over: letters)
            outputs = machine.outputs
            colours = Palette.states(machine.stateCount).map(\.hex)
            isWindow = nil
        }

        /// - Parameters:
        ///   - window: over some of the letters.
        ///   - letters: all.
        init(_ window: FirstStates, letters: [Letter]) {
            next = Self.rows(window.transitions, of: window.letters, over: letters)
            (outputs, colours, isWindow) = (nil, [], true)
        }

        private static func rows(_ transitions: [[Int?]], of known: [Letter], over letters: [Letter]) -> [[Int?]] {
            let places = letters.map { known.firstIndex(of: $0) }
            return transitions.map { row in places.map { $0.flatMap { row[$0] } } }
        }

        /// The state after each letter of a word, given by their numbers; nil outside.
        func states(along word: [Int]) -> [Int?] {
            var state: Int? = 0
            return word.map { letter in
                state = state.flatMap { next[$0][letter] }
                return state
            }
        }
    }

    /// Where hidden states are shown: x and y are the rows of the matrix times (h, 1).
    struct Plane: Encodable {
        struct Point: Encodable {
            let x: Double
            let y: Double
            let colour: String
        }

        let matrix: [[Double]]
        let names: [String]
        let points: [Point]
    }

    /// What an input is called in the program.
    let inputs: [String]
    let range: InputRanges
    /// The inputs that there are; of very many without names, some.
    let letters: [Letter]
    /// What letters and answers are called; nil where they are numbers.
    var names: StepperNames?
    /// The sequence that it begins with.
    let word: Word
    let machine: Machine?
    let program: ProgramTree?
    let network: Network
    let plane: Plane?
}
