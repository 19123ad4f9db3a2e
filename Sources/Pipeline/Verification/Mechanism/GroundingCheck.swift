import Determinism

/// Fits decoders on the hidden states that half of the sequences visit and checks them on those that the other half visits.
///
/// A sequence falls in either half by a coin of its own, so that no order of the sequences can align with the halves. Short
/// prefixes are common to both; of long ones hardly any is. The state after a sequence's last position is left out: training
/// ended there, and asked the network to remember nothing for later.
struct GroundingCheck {
    private let visits: SideBySide
    private let fitted: [SideBySide.Visit]
    private let checked: [SideBySide.Visit]
    private let fittedStates: [[Double]]
    private let checkedStates: [[Double]]

    init(_ visits: SideBySide, seed: UInt64) {
        let coins = InputSpace.randomness(for: .grounding, seed: seed, step: 3)
        var isIn = [Set<Int>(), []]
        // Of the sequence at hand, the visits of its prefixes; those that it shares with the one before it are there already.
        var path = Array(repeating: 0, count: visits.inputs.length)
        var next = 0
        for row in 0..<visits.inputs.count {
            while next < visits.visits.count, visits.visits[next].row == row {
                path[visits.visits[next].time] = next
                next += 1
            }
            var coin = coins[UInt64(row)]
            isIn[coin.integer(in: 0..<2)].formUnion(path.dropLast())
        }
        self.visits = visits
        fitted = isIn[0].sorted().map { visits.visits[$0] }
        checked = isIn[1].sorted().map { visits.visits[$0] }
        fittedStates = fitted.map(visits.hidden)
        checkedStates = checked.map(visits.hidden)
    }

    /// How each of the program's variables is read: by an affine decoder where that makes no error, else by whichever decoder
    /// makes fewer.
    ///
    /// - Complexity: O(n · h²) for n visited states of h units, and O(n log n) or so for a nearest-state decoder.
    func grounding(of names: [String]) -> Grounding {
        let affine = names.enumerated().map { affineReading(of: $1, variable: $0) }
        guard !affine.allSatisfy({ $0?.errors == 0 }) else { return Grounding(variables: affine.compactMap(\.self)) }
        let tree = NearestNeighbour(fittedStates)
        let neighbours = checkedStates.map { tree.nearest(to: $0) }
        return Grounding(
            variables: names.indices.map { variable in
                if let reading = affine[variable], reading.errors == 0 { return reading }
                let (count, closest) = confusions(variable, neighbours)
                if var reading = affine[variable], reading.errors <= count {
                    reading.confusion = closest
                    return reading
                }
                return Grounding.Variable(
                    name: names[variable], decoder: .nearestState, fitted: fitted.count, checked: checked.count,
                    errors: count, largestDeviation: nil, coefficients: nil, constant: nil, confusion: closest)
            })
    }

    /// Nil where nothing can be fitted.
    private func affineReading(of name: String, variable: Int) -> Grounding.Variable? {
        let decoder = AffineDecoder(reading: fitted.map { $0.memory[variable] }, from: fittedStates)
        guard let decoder else { return nil }
        let deviations = zip(checked, checkedStates).map { abs(decoder($1) - Double($0.memory[variable])) }
        return Grounding.Variable(
            name: name, decoder: .affine, fitted: fitted.count, checked: checked.count,
            errors: deviations.count { !($0 < AffineDecoder.margin) }, largestDeviation: deviations.max() ?? 0,
            coefficients: decoder.coefficients, constant: decoder.constant, confusion: nil)
    }

    /// How often the nearest fitted state has another value of the variable, or is missing, and where the two states
    /// are closest.
    private func confusions(
        _ variable: Int, _ neighbours: [(index: Int, squaredDistance: Double)?]
    ) -> (count: Int, closest: Grounding.Confusion?) {
        var count = 0
        var closest: (visit: SideBySide.Visit, neighbour: SideBySide.Visit, squaredDistance: Double)?
        for (visit, neighbour) in zip(checked, neighbours) {
            guard let neighbour else {
                count += 1
                continue
            }
            let other = fitted[neighbour.index]
            guard other.memory[variable] != visit.memory[variable] else { continue }
            count += 1
            if neighbour.squaredDistance < closest?.squaredDistance ?? .infinity {
                closest = (visit, other, neighbour.squaredDistance)
            }
        }
        let confusion = closest.map {
            Grounding.Confusion(
                fitted: visits.prefix($0.neighbour), checked: visits.prefix($0.visit),
                values: [$0.neighbour.memory[variable], $0.visit.memory[variable]],
                distance: $0.squaredDistance.squareRoot())
        }
        return (count, confusion)
    }
}
