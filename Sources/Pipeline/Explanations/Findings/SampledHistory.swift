/// What a network answers on sampled sequences, and whether parts of the past decide it: asked of the network itself, by
/// exchanging the rest of the past.
struct SampledHistory {
    let inputs: Sequences
    /// What programs call what is read at a position.
    let inputNames: [String]
    private let network: any Network
    private let answers: Answers

    /// Exchanges tried of each kind.
    private static let exchanges = 2048

    init(_ findings: Findings) {
        self.init(findings.network, findings.sample, inputNames: findings.inputNames)
    }

    init(_ network: any Network, _ inputs: Sequences, inputNames: [String]) {
        (self.network, self.inputs, self.inputNames) = (network, inputs, inputNames)
        answers = network.answers(to: inputs)
    }

    var length: Int { inputs.length }
    var outputWidth: Int { network.outputWidth }

    /// Routes that compute with the answers fail where one is beyond ±2⁵³, or not a number.
    func requireIntegers() throws(RouteFailed) {
        guard !answers.values.contains(.min) else {
            throw RouteFailed(reason: "the network's outputs grow beyond the integers that are read from them")
        }
    }

    func answer(_ row: Int, _ time: Int) -> [Int] { answers.answer(row, at: time) }

    /// Whether the present and the last `size` inputs decide the answer: everything before them is exchanged for what came before
    /// in another sequence. False also where there is nothing to exchange it for.
    func isDetermined(byLast size: Int) -> Bool {
        // Nothing comes before the present input.
        if length <= 1 { return true }
        guard length > size + 1, inputs.count > 1 else { return false }
        let count = min(Self.exchanges, inputs.count * (length - size - 1))
        var values: [Int] = []
        let stride = length * inputs.width
        let cuts = (0..<count).map { 1 + ($0 + $0 / inputs.count) % (length - size - 1) }
        for (index, cut) in cuts.enumerated() {
            let (own, other) = (index % inputs.count, (index + 1 + index / inputs.count) % inputs.count)
            let begin = inputs.values[other * stride..<other * stride + cut * inputs.width]
            values += begin + inputs.values[own * stride + cut * inputs.width..<(own + 1) * stride]
        }
        let exchanged = network.answers(
            to: Sequences(count: count, length: length, width: inputs.width, values: values)
        ).values
        return cuts.enumerated().allSatisfy { index, cut in
            let row = index % inputs.count
            let range = (cut + size) * outputWidth..<length * outputWidth
            return range.allSatisfy {
                answers.values[row * length * outputWidth + $0] == exchanged[index * length * outputWidth + $0]
            }
        }
    }

    /// Where the last output and what is read from then on do not decide the answers, a sentence that says so; nil where they do.
    ///
    /// Places of the sample with equal outputs are paired, and both are continued by the same inputs within the trained length.
    func firstDifferenceAfterEqualOutputs() -> String? {
        for (extent, group) in placesWithEqualOutputs().grouped(by: \.extent) {
            let rests = group.enumerated().map { index, pair in
                (length - extent..<length).flatMap { inputs.letter((pair.first.row + index + 1) % inputs.count, at: $0) }
            }
            let one = continued(group.map(\.first), by: rests)
            let other = continued(group.map(\.second), by: rests)
            guard let place = group.indices.first(where: { one[$0] != other[$0] }) else { continue }
            let pair = group[place]
            let output = answer(pair.first.row, pair.first.time).spelled
            return "after the same output \(output) the network goes on differently, having read "
                + "\(word(to: pair.first)) or \(word(to: pair.second))"
        }
        return nil
    }

    /// The answers to what is read after the words that lead to some places, each continued by its rest.
    private func continued(_ places: [Place], by rests: [[Int]]) -> [[Int]] {
        var result = Array(repeating: [Int](), count: places.count)
        for (time, indices) in places.indices.map({ $0 }).grouped(by: { places[$0].time }) {
            let words = indices.map { index in
                (0...time).flatMap { inputs.letter(places[index].row, at: $0) } + rests[index]
            }
            let length = words[0].count / inputs.width
            let given = network.answers(to: Sequences(length: length, width: inputs.width, values: words.flatMap(\.self)))
            for (row, index) in indices.enumerated() {
                result[index] = (time + 1..<length).flatMap { given.answer(row, at: $0) }
            }
        }
        return result
    }

    private struct Place { let row: Int, time: Int }
    private struct Pair {
        let first: Place, second: Place
        /// Positions that may follow within the trained length.
        let extent: Int
    }

    private func placesWithEqualOutputs() -> [Pair] {
        var waiting: [[Int]: Place] = [:]
        var pairs: [Pair] = []
        // Time by time, so that outputs meet again at other times.
        for time in 0..<length - 1 {
            for row in 0..<inputs.count where pairs.count < Self.exchanges {
                let place = Place(row: row, time: (time + row) % (length - 1))
                let output = answer(row, place.time)
                if let first = waiting.updateValue(place, forKey: output) {
                    pairs.append(Pair(first: first, second: place, extent: length - 1 - max(first.time, place.time)))
                }
            }
        }
        return pairs
    }

    private func word(to place: Place) -> String { inputs[place.row].prefix(place.time + 1).spelled }

    /// What programs call the inputs.
}

extension Array {
    /// Groups in the order of their keys, members in theirs.
    fileprivate func grouped<Key: Hashable & Comparable>(by key: (Element) -> Key) -> [(Key, [Element])] {
        Dictionary(grouping: self, by: key).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
