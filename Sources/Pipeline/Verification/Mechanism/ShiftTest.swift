import Determinism

/// Moves hidden states along the direction that carries a variable, and compares what the network does next with what the
/// program does with that variable changed.
///
/// The direction comes from the regression h ≈ c + Σ vᵢ·dᵢ of the visited hidden states on the program's variables: dᵢ is what
/// one step of variable i adds while the others stay, and nothing along directions that no variable moves.
struct ShiftTest {
    private struct Move {
        let visit: SideBySide.Visit
        let steps: Int
        /// The program's state with the variable changed.
        let memory: [Int]
        /// Where the continuation starts, so that both it and the prefix's stand-in are within the trained length.
        let position: Int
    }

    private let network: any VectorNetwork
    private let program: CompiledProgram
    private let visits: SideBySide
    /// `[variable][hidden]`; nil where the regression has no solution.
    private let directions: Matrix?
    private let reachable: ReachableMemory
    private static let steps = [1, -1, 2, -2, 3, -3, 4, -4]

    init(_ network: some VectorNetwork, _ program: CompiledProgram, _ visits: SideBySide) {
        self.network = network
        self.program = program
        self.visits = visits
        reachable = ReachableMemory(visits)
        let variables = Matrix(
            visits.visits.map { [1] + $0.memory.map(Double.init) }, columns: 1 + program.initialState.count)
        let states = Matrix(visits.visits.map(visits.hidden), columns: network.hiddenSize)
        directions = LeastSquares.solve(variables, states)
    }

    /// Shifts one variable after up to `most` prefixes, each by one of ±1 to ±4 steps that is in range.
    func shift(
        _ variable: Int, named name: String, _ task: SequenceTask, most: Int, seed: UInt64
    ) -> Interventions.Shift? {
        guard let direction = directions?.row(1 + variable) else { return nil }
        let moves = moves(of: variable, most: most, seed: seed)
        let sequences = task.sample(moves.count, for: .intervening, seed: seed, step: 2 + 2 * variable)
        var (errors, telling, told, first) = (0, 0, 0, Int.max)
        var departure: Interventions.Departure?
        sequences.forEachContinuation(from: moves.map(\.position)) { indices, letters in
            let starts = indices.map { index in
                Vector.sum(visits.hidden(moves[index].visit), direction, times: Double(moves[index].steps))
            }
            let expected = outputs(of: indices.map { moves[$0].memory }, on: letters)
            let unmoved = outputs(of: indices.map { moves[$0].visit.memory }, on: letters)
            let answers = network.run(letters, from: starts).answers
            let tells = letters.rows(differingBetween: expected, and: unmoved)
            let departs = letters.rows(differingBetween: expected, and: answers)
            (errors, telling, told) = (errors + departs.count, telling + tells.count, told + tells.subtracting(departs).count)
            let comparison = Comparison(of: expected, with: answers, on: letters)
            guard let row = comparison.firstErrorRow, let error = comparison.firstError, indices[row] < first else { return }
            first = indices[row]
            departure = Interventions.Departure(
                prefix: visits.prefix(moves[first].visit), steps: moves[first].steps, continuation: error.input,
                program: error.program, network: error.expected)
        }
        return Interventions.Shift(
            variable: name, direction: direction, range: reachable.range, cases: moves.count, errors: errors,
            telling: telling, rate: Rate(held: told, of: telling), departure: departure)
    }

    /// Prefixes are drawn until there are enough moves or it seems that there are none.
    private func moves(of variable: Int, most: Int, seed: UInt64) -> [Move] {
        let draws = InputSpace.randomness(for: .intervening, seed: seed, step: 3 + 2 * variable)
        var moves: [Move] = []
        for index in 0..<2 * most where moves.count < most && !visits.visits.isEmpty {
            var draw = draws[UInt64(index)]
            let visit = visits.visits[draw.integer(in: visits.visits.indices)]
            let first = draw.integer(in: Self.steps.indices)
            let candidates = Self.steps[first...] + Self.steps[..<first]
            let move = candidates.lazy.compactMap { steps -> Move? in
                var memory = visit.memory
                // A program from elsewhere may hold numbers at the end of their range.
                guard let moved = Expression.BinaryOperation.add.apply(memory[variable], steps) else { return nil }
                memory[variable] = moved
                let position = reachable.position(of: memory, after: visit).map { $0 + 1 }
                guard let position, position < visits.inputs.length else { return nil }
                return Move(visit: visit, steps: steps, memory: memory, position: position)
            }.first
            if let move { moves.append(move) }
        }
        return moves
    }

    /// The program's outputs `[sequence][time][output]` from these states; `Int.min` where it fails, which no network answers
    /// in earnest.
    private func outputs(of memories: [[Int]], on letters: Sequences) -> [Int] {
        var result: [Int] = []
        for (row, start) in memories.enumerated() {
            var memory: [Int]? = start
            for time in 0..<letters.length {
                let step = memory.flatMap { program.step(state: $0, input: letters.letter(row, at: time)) }
                result += step?.outputs ?? Array(repeating: Int.min, count: program.outputCount)
                memory = step?.state
            }
        }
        return result
    }
}

extension Sequences {
    /// The sequences whose outputs, flat and as many of each, differ.
    fileprivate func rows(differingBetween left: [Int], and right: [Int]) -> Set<Int> {
        let stride = count == 0 ? 0 : left.count / count
        return Set((0..<count).filter { left[$0 * stride..<($0 + 1) * stride] != right[$0 * stride..<($0 + 1) * stride] })
    }
}

/// Which program states are in range of a shift.
private struct ReachableMemory {
    let range: Interventions.ShiftRange
    /// The last position of the shortest visited prefix that leads to a state.
    private var earliest: [[Int]: Int] = [:]
    /// `[position][variable]`
    private var least: [[Int]]
    private var greatest: [[Int]]
    /// With fewer visits a state, the visited states are taken for a sample of all there are.
    private static let visitsPerState = 4

    init(_ visits: SideBySide) {
        least = Array(repeating: [], count: visits.inputs.length)
        greatest = least
        for visit in visits.visits {
            let time = visit.time
            earliest[visit.memory] = min(time, earliest[visit.memory] ?? time)
            if least[time].isEmpty { (least[time], greatest[time]) = (visit.memory, visit.memory) }
            least[time] = zip(least[time], visit.memory).map { min($0, $1) }
            greatest[time] = zip(greatest[time], visit.memory).map { max($0, $1) }
        }
        range = Self.visitsPerState * earliest.count <= visits.visits.count ? .visitedState : .seenValues
    }

    /// The position up to which `memory` may stand for what the prefix of `visit` led to; nil out of range.
    func position(of memory: [Int], after visit: SideBySide.Visit) -> Int? {
        switch range {
        case .visitedState: return earliest[memory].map { max($0, visit.time) }
        case .seenValues:
            let isSeen = memory.indices.allSatisfy {
                least[visit.time][$0]...greatest[visit.time][$0] ~= memory[$0]
            }
            return isSeen ? visit.time : nil
        }
    }
}
