/// The fewest clouds of hidden states, told apart by the gaps between them, of which each letter leads each to one.
///
/// Single linkage: the longest edges of the states' minimum spanning tree are cut, one more at a time, until the states of every cloud
/// are continued and answered alike. A network that computes a finite machine has such clouds; one that counts has none, as the
/// number that it comes to last is followed by nothing.
struct StateClouds: Sendable {
    /// The cloud that a letter leads to.
    struct Move: Sendable {
        let from: Int
        /// As the network reads it.
        let letter: [Double]
        let to: Int
        /// What the network is to answer then; NaN where nothing is asked.
        let answer: [Double]
    }

    /// `[cloud][hidden]`, the mean of its states; the first cloud is that of the state before any letter.
    let centres: [[Double]]
    /// For every cloud every letter.
    let moves: [Move]

    /// Clouds at most.
    private static let most = 128
    /// States that are nearer to each other than a part of their spread are taken for one: the first of these that leaves few enough.
    private static let grains = [1.0 / 256, 1.0 / 128, 1.0 / 64, 1.0 / 32]
    /// States that are told apart at most.
    private static let mostLeaders = 1024

    /// - Returns: nil where no clouds behave so, or too many states differ.
    /// - Complexity: O(states · leaders + leaders² + clouds · states), with 1,024 leaders at most.
    init?(_ walk: StateWalk) {
        let spread = Self.spread(walk.states)
        let found = Self.grains.lazy.compactMap { Leaders(walk.states, radius: $0 * spread, most: Self.mostLeaders) }.first
        guard let leaders = found else { return nil }
        let tree = SpanningTree(leaders.points)
        for count in 1...min(Self.most, leaders.points.count) {
            let clouds = tree.parts(count)
            let cloudOfState = leaders.numbers.map { clouds[$0] }
            guard let table = MoveTable(walk, clouds: cloudOfState, count: count) else { continue }
            centres = Self.centres(walk.states, clouds: cloudOfState, count: count)
            moves = table.moves(walk)
            return
        }
        return nil
    }

    /// √(the states' total variance)
    private static func spread(_ states: [[Double]]) -> Double {
        let mean = Vector.mean(states, width: states.first?.count ?? 0)
        return (states.reduce(0) { $0 + Vector.squaredDistance($1, mean) } / Double(max(1, states.count))).squareRoot()
    }

    private static func centres(_ states: [[Double]], clouds: [Int], count: Int) -> [[Double]] {
        var members = Array(repeating: [[Double]](), count: count)
        for (state, cloud) in zip(states, clouds) { members[cloud].append(state) }
        return members.map { Vector.mean($0, width: states.first?.count ?? 0) }
    }
}

/// What a network did, letter by letter.
struct StateWalk: Sendable {
    /// From one state to the next.
    struct Step: Sendable {
        let from: Int
        let letter: Int
        let to: Int
        /// What was to be answered then; NaN where nothing is asked.
        let answer: [Double]
    }

    /// `[state][hidden]`; the first is that before any letter.
    let states: [[Double]]
    /// The different ones, as the network reads them.
    let letters: [[Double]]
    let steps: [Step]
}

extension StateWalk {
    /// The walk of a network through a batch, from a state of zeros; `visited` is `[time][hidden][batch]`, as the kernels give it.
    init(_ batch: TrainingBatch<Double>, states visited: [Double], hidden: Int, inputWidth: Int, outputWidth: Int) {
        var states = [Array(repeating: 0.0, count: hidden)]
        var (letters, numbers): ([[Double]], [[Double]: Int]) = ([], [:])
        var steps: [Step] = []
        func column(_ values: [Double], _ time: Int, _ width: Int, _ lane: Int) -> [Double] {
            (0..<width).map { values[(time * width + $0) * batch.size + lane] }
        }
        for lane in 0..<batch.size {
            var from = 0
            for time in 0..<batch.length {
                let letter = column(batch.inputs, time, inputWidth, lane)
                let number = numbers[letter, default: letters.count]
                if number == letters.count {
                    numbers[letter] = number
                    letters.append(letter)
                }
                let answer = column(batch.targets, time, outputWidth, lane)
                steps.append(Step(from: from, letter: number, to: states.count, answer: answer))
                from = states.count
                states.append(column(visited, time, hidden, lane))
            }
        }
        (self.states, self.letters, self.steps) = (states, letters, steps)
    }
}

/// Points such that every state is near one (leader clustering): the first state that is near none becomes one.
private struct Leaders {
    private(set) var points: [[Double]] = []
    /// For each state its point.
    private(set) var numbers: [Int] = []

    /// Nil where there are more than `most`.
    init?(_ states: [[Double]], radius: Double, most: Int) {
        for state in states {
            if let near = points.firstIndex(where: { Vector.squaredDistance($0, state) <= radius * radius }) {
                numbers.append(near)
            } else {
                guard points.count < most, state.allSatisfy(\.isFinite) else { return nil }
                numbers.append(points.count)
                points.append(state)
            }
        }
    }
}

/// The minimum spanning tree of points (Prim).
private struct SpanningTree {
    /// The longest first.
    private let edges: [(one: Int, other: Int, length: Double)]
    private let count: Int

    init(_ points: [[Double]]) {
        count = points.count
        var edges: [(one: Int, other: Int, length: Double)] = []
        var nearest = points.map { (from: 0, length: Vector.squaredDistance($0, points[0])) }
        var left = Array(points.indices.dropFirst())
        while let place = left.indices.min(by: { nearest[left[$0]].length < nearest[left[$1]].length }) {
            let point = left.remove(at: place)
            edges.append((nearest[point].from, point, nearest[point].length))
            for other in left {
                let length = Vector.squaredDistance(points[point], points[other])
                if length < nearest[other].length { nearest[other] = (point, length) }
            }
        }
        self.edges = edges.sorted { ($1.length, $0.other) < ($0.length, $1.other) }
    }

    /// For each point its part, where all but the longest edges are left; numbered in the order of the points.
    func parts(_ parts: Int) -> [Int] {
        var neighbours = Array(repeating: [Int](), count: count)
        for edge in edges.dropFirst(parts - 1) {
            neighbours[edge.one].append(edge.other)
            neighbours[edge.other].append(edge.one)
        }
        var numbers = Array(repeating: -1, count: count)
        var next = 0
        for start in numbers.indices where numbers[start] < 0 {
            numbers[start] = next
            var queue = [start]
            while let point = queue.popLast() {
                for other in neighbours[point] where numbers[other] < 0 {
                    numbers[other] = next
                    queue.append(other)
                }
            }
            next += 1
        }
        return numbers
    }
}

/// Where every letter leads from every cloud, and what is answered there.
private struct MoveTable {
    /// `[cloud][letter]`
    private var next: [[Int?]]
    /// `[cloud]`; nil of one that no letter leads to.
    private var answers: [[Double]?]

    /// Nil where two steps contradict each other, or a letter was never seen to lead from a cloud.
    init?(_ walk: StateWalk, clouds: [Int], count: Int) {
        next = Array(repeating: Array(repeating: nil, count: walk.letters.count), count: count)
        answers = Array(repeating: nil, count: count)
        for step in walk.steps {
            let (from, to) = (clouds[step.from], clouds[step.to])
            guard next[from][step.letter] ?? to == to, note(step.answer, of: to) else { return nil }
            next[from][step.letter] = to
        }
        guard next.allSatisfy({ $0.allSatisfy { $0 != nil } }) else { return nil }
    }

    /// Whether an answer is what is known of a cloud; where nothing was asked anything is.
    private mutating func note(_ answer: [Double], of cloud: Int) -> Bool {
        guard var known = answers[cloud] else {
            answers[cloud] = answer
            return true
        }
        for (place, value) in answer.enumerated() where !value.isNaN {
            guard known[place].isNaN || known[place] == value else { return false }
            if known[place].isNaN {
                known[place] = value
                answers[cloud] = known
            }
        }
        return true
    }

    func moves(_ walk: StateWalk) -> [StateClouds.Move] {
        next.indices.flatMap { from in
            walk.letters.enumerated().compactMap { number, letter in
                next[from][number].flatMap { to in
                    answers[to].map { StateClouds.Move(from: from, letter: letter, to: to, answer: $0) }
                }
            }
        }
    }
}
