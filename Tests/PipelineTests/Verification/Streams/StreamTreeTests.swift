import Testing

@testable import Pipeline

/// What is held after every short word, by probes that were fitted on others.
@Suite struct StreamTreeTests {
    private struct Found {
        let described: DescribedNetwork
        let program: Program
        let tree: StreamTree
    }

    private func found() throws -> Found {
        let described = try DescribedNetwork(try transformerFixture("parity"), name: "parity")
        let program = try Program(
            inputs: ["x"], state: [Program.StateVariable("parity")],
            statements: [
                .assign([Program.Assignment("parity", .binary(.exclusiveOr, .variable("parity"), .variable("x")))]),
                .output([.variable("parity")]),
            ])
        let mechanism = try #require(StreamMechanism(of: described, beside: program, length: nil, seed: 1))
        let tree = try #require(StreamTree(of: described, mechanism, beside: program, seed: 1))
        return Found(described: described, program: program, tree: tree)
    }

    private func word(_ node: StreamTree.Node, in tree: StreamTree) -> [Letter] {
        (node.parent.map { word(tree.nodes[$0], in: tree) } ?? []) + [node.letter]
    }

    /// 2 + 4 + … + 2⁸ = 510 words, which is the most below 512.
    @Test func itHoldsEveryWordWithItsAnswerAndItsValues() throws {
        let found = try found()
        let tree = found.tree
        #expect(tree.length == 8 && tree.nodes.count == 510 && tree.variables == ["parity", "count of 1"])
        let words = tree.nodes.map { word($0, in: tree) }
        #expect(Set(words).count == words.count)
        for (node, word) in zip(tree.nodes, words) {
            let ones = word.reduce(0) { $0 + $1[0] }
            #expect(node.values == [ones % 2, ones] && node.answer == [ones % 2])
            #expect(node.read.count == tree.sites.count && node.read.allSatisfy { $0.count == 2 })
        }
    }

    /// A count of one value is no value to tell, and what is told of it is one that was known: no word of the eight of three letters
    /// but 111 has three ones.
    @Test func whatNoOtherWordHasIsNotRead() throws {
        let tree = try found().tree
        let whole = try #require(tree.nodes.first { word($0, in: tree) == [[1], [1], [1]] })
        #expect(whole.read.allSatisfy { $0[1] == nil })
        #expect(tree.nodes.prefix(2).allSatisfy { $0.read.allSatisfy { $0.allSatisfy { $0 == nil } } })
    }

    /// Of few words each is left out alone, as `Walk` leaves its word out.
    @Test func itReadsAsAWalkDoes() throws {
        let found = try found()
        guard case .transformer(let network) = found.described.kind else {
            Issue.record("expected a transformer")
            return
        }
        let words = Sequences.all(over: [[0], [1]], length: found.tree.length)
        let recording = StreamRecording(network, words)
        let values = try #require(
            VariableValues(recording.words, found.described.task.inputs.alphabet, CompiledProgram(found.program)))
        let probes = StreamProbes(recording: recording, values: values, seed: 1)
        // The eight words of three letters.
        for node in found.tree.nodes[6..<14] {
            let letters = word(node, in: found.tree)
            let row = try #require(
                (0..<words.count).first { row in (0...2).allSatisfy { words.letter(row, at: $0) == letters[$0] } })
            for site in found.tree.sites.indices {
                #expect(probes.reading(of: .count(letter: 1), site, in: row, at: 2) == node.read[site][1])
            }
        }
    }

    @Test func afterTheLastBlockTheParityIsThere() throws {
        let tree = try found().tree
        let told = tree.nodes.compactMap { node in node.read.last?[0].map { $0 == node.values[0] } }
        #expect(told.count > 450 && Double(told.count { $0 }) > 0.95 * Double(told.count))
    }

    @Test func aRecurrentNetworkHasNone() throws {
        let found = try found()
        let mechanism = try #require(StreamMechanism(of: found.described, beside: found.program, length: nil, seed: 1))
        let other = try DescribedNetwork(try transformerFixture("../parity_gru"), name: "parity")
        #expect(StreamTree(of: other, mechanism, beside: found.program, seed: 1) == nil)
    }
}
