import Pipeline

/// What one contest gave, one entry a round: quantities that are compared were measured right after one another, so that
/// what else the machine does hits both.
struct Measurements {
    let contest: Contest
    /// Steps a second.
    var ours: [Double] = []
    /// Gradients a second, without sampling and Adam.
    var gradients: [Double] = []
    /// Steps a second of each peer: `[peer][round]`.
    var peers: [[Double]]
    /// Operations a second of the matrix product.
    var products: [Double] = []
    /// In megabytes.
    var memory = Double.nan

    init(_ contest: Contest, peers: Int) {
        self.contest = contest
        self.peers = Array(repeating: [], count: peers)
    }

    /// How many times as fast as a peer.
    func advantage(over peer: Int) -> Double { Self.ratio(ours, to: peers[peer]) }
    /// The whole step's part of the matrix product's rate.
    var stepEfficiency: Double { Self.ratio(ours, to: products) * contest.operations }
    /// The gradient's part of it.
    var gradientEfficiency: Double { Self.ratio(gradients, to: products) * contest.operations }

    /// The median over the rounds of one quantity in terms of another.
    private static func ratio(_ left: [Double], to right: [Double]) -> Double {
        zip(left, right).map { $0 / $1 }.median
    }

    mutating func measure(on task: SequenceTask, against peers: [PeerTrainer], for duration: Double) throws {
        var trainer = OwnTrainer(contest, on: task)
        var product = MatrixProduct()
        try trainer.train(2)
        ours.append(try Stopwatch.rate(for: duration) { try trainer.train($0) })
        products.append(product.rate(for: duration / 4))
        gradients.append(Stopwatch.rate(for: duration / 2) { trainer.computeGradients($0) })
        for (place, peer) in peers.enumerated() { self.peers[place].append(try peer.rate(contest, for: duration)) }
    }
}
