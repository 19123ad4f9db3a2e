import Determinism

/// Moves hidden states along the direction that carries a variable, and compares what the network does next with what the
/// program does with that variable changed.
///
/// The direction comes from the regression h ≈ c + Σ vᵢ·dᵢ of the visited hidden states on the program's variables: dᵢ is what
/// one step of variable i adds while the others stay, and nothing along directions that no variable moves.
///
/// Of networks trained here a moved state has to lie where the network has states. If most moves of a variable lead elsewhere, it has
/// no affine code, though an affine probe may read it: of three states anywhere in a plane it reads any variable.
struct ShiftTest {
    private struct Move {
        let visit: SideBySide.Visit
        let steps: Int
        /// The program's state with the variable changed.
        let memory: [Int]
        /// Where the continuation starts, so that both it and the prefix's stand-in are within the trained length.
        let position: Int
    }

    private let runs: ChangedRuns
    private let visits: SideBySide
    /// `[variable][hidden]`; nil where the regression has no solution.
    private let directions: Matrix?
    private let reachable: ReachableMemory
    /// Nil where a moved state may lie anywhere.
    private let region: VisitedStates?
    private static let steps = [1, -1, 2, -2, 3, -3, 4, -4]

    /// Where `staysAmongVisited` only moves count that lead to where the network has states. Of programs with too many states to be visited
    /// one by one it is not known where these are, and every move counts.
    init(
        _ network: some VectorNetwork, _ program: CompiledProgram, _ visits: SideBySide, staysAmongVisited: Bool
    ) {
        runs = ChangedRuns(network, program)
        self.visits = visits
        reachable = ReachableMemory(visits)
        region = staysAmongVisited && reachable.range == .visitedState ? VisitedStates(visits) : nil
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
        let (moves, leaving) = tried(moves(of: variable, most: most, seed: seed), along: direction)
        let trial = runs.trial(
            moves.map { move in
                ChangedRuns.Change(
                    hidden: hidden(after: move, along: direction), unchanged: move.visit.memory, memory: move.memory,
                    position: move.position)
            }, on: task.sample(moves.count, for: .intervening, seed: seed, step: 2 + 2 * variable))
        let departure = trial.first.map { first in
            Interventions.Departure(
                prefix: visits.prefix(moves[first.change].visit), steps: moves[first.change].steps,
                continuation: first.error.input, program: first.error.program, network: first.error.expected)
        }
        return Interventions.Shift(
            variable: name, direction: direction, range: reachable.range, leaving: leaving, cases: moves.count,
            errors: trial.departing.count, telling: trial.telling.count, rate: trial.followed, departure: departure)
    }

    private func hidden(after move: Move, along direction: [Double]) -> [Double] {
        Vector.sum(visits.hidden(move.visit), direction, times: Double(move.steps))
    }

    /// The moves that stay where the network has states, and how many lead elsewhere; none, where most do.
    private func tried(_ moves: [Move], along direction: [Double]) -> (moves: [Move], leaving: Int?) {
        guard let region else { return (moves, nil) }
        let staying = moves.filter { region.contains(hidden(after: $0, along: direction)) }
        let leaving = moves.count - staying.count
        return (leaving > staying.count ? [] : staying, leaving)
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
}
