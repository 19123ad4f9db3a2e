import Foundation
import Notebook
import Pipeline

/// The machine that a program itself is: what its variables can become, letter by letter, and what is answered on the way.
///
/// It is not minimal. A program that keeps the last three bits has eight states where one that counts has four, even where both
/// answer alike; variables of other names, in another order or in other coordinates make no difference. States are numbered as they
/// are first reached, breadth-first, letters in their order, so that two machines are isomorphic if and only if they are equal.
struct ProgramMachine: Hashable, Sendable {
    /// Of the table of transitions and answers.
    let fingerprint: String
    /// States that were looked at.
    let states: Int
    /// The words' length up to which it was followed; nil where all of it was, as it is finite.
    let depth: Int?

    /// Entries of the table: states times letters.
    private static let mostEntries = 1 << 13

    /// Nil where there are too many letters to follow a single step.
    ///
    /// - Parameters:
    ///   - program: of any kind.
    ///   - letters: all that it may read, of the program's width.
    /// - Complexity: a step for each state and letter, at most 2¹³ of them or so.
    init?(_ program: CompiledProgram, letters: [Letter]) {
        guard (1...Self.mostEntries).contains(letters.count) else { return nil }
        var exploration = Exploration(program, letters: letters)
        while !exploration.isComplete, exploration.states.count * letters.count <= Self.mostEntries {
            exploration.readOneMore()
        }
        states = exploration.isComplete ? exploration.states.count : exploration.explored
        depth = exploration.isComplete ? nil : exploration.depth
        fingerprint = Fingerprint(exploration.table.description).description
    }

    /// Breadth-first, the words of one length after those of another.
    private struct Exploration {
        private let program: CompiledProgram
        private let letters: [Letter]
        private var number: [[Int]: Int]
        /// In the order in which they are first reached.
        private(set) var states: [[Int]]
        /// The first of them are in the table.
        private(set) var explored = 0
        /// Letters that were read.
        private(set) var depth = 0
        /// For each state and letter the next state, or −1 where the program fails, and what is answered.
        private(set) var table: [[Int]] = []

        init(_ program: CompiledProgram, letters: [Letter]) {
            self.program = program
            self.letters = letters
            states = [program.initialState]
            number = [program.initialState: 0]
        }

        var isComplete: Bool { explored == states.count }

        mutating func readOneMore() {
            depth += 1
            for state in states[explored...] {
                for letter in letters {
                    guard let (next, answer) = program.step(state: state, input: Array(letter)) else {
                        table.append([-1])
                        continue
                    }
                    let known = number[next] ?? states.count
                    if known == states.count {
                        number[next] = known
                        states.append(next)
                    }
                    table.append([known] + answer)
                }
            }
            explored = table.count / letters.count
        }
    }
}

/// What a program answers to every word up to some length: the same of two programs with different letters, if they answer alike
/// letter for letter in the order of their alphabets.
struct ProgramBehaviour: Hashable, Sendable {
    let fingerprint: String
    let letters: Int
    /// Up to which all words are asked.
    let length: Int

    private static let mostWords = 1 << 11

    /// Nil where the words of two letters would be too many.
    ///
    /// - Complexity: a step for each word, at most 2¹¹ of the greatest length.
    init?(_ program: CompiledProgram, letters: [Letter]) {
        guard (1...Self.mostWords).contains(letters.count * letters.count) else { return nil }
        var states: [[Int]?] = [program.initialState]
        var answers: [[Int]?] = []
        var length = 0
        // Of a single letter there is one word of each length.
        while states.count * letters.count <= Self.mostWords, length < Self.mostWords {
            var next: [[Int]?] = []
            for state in states {
                for letter in letters {
                    let step = state.flatMap { program.step(state: $0, input: Array(letter)) }
                    next.append(step?.state)
                    answers.append(step?.outputs)
                }
            }
            states = next
            length += 1
        }
        self.length = length
        self.letters = letters.count
        fingerprint = Fingerprint(answers.map { $0?.description ?? "–" }.joined()).description
    }
}
