import Testing

@testable import Pipeline

@Suite("Jordan form")
struct JordanTests {
    private let shift = Matrix([[0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])

    private func form(_ matrix: Matrix, nearness: Double = 0.03) throws -> JordanForm {
        try #require(JordanForm(of: matrix, nearness: nearness, rankTolerance: 1e-6))
    }

    /// J = P⁻¹ A P
    private func jordan(_ matrix: Matrix, _ found: JordanForm) throws -> Matrix {
        let inverse = try #require(found.basis.inverse)
        return inverse * matrix * found.basis
    }

    /// Every element to the nearest tenth.
    private func rounded(_ matrix: Matrix) -> Matrix {
        Matrix(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements.map { (10 * $0).rounded() / 10 })
    }

    /// The diagonal blocks between which nothing is, by their first elements.
    private func blocks(_ matrix: Matrix) -> [Matrix] {
        let groups = (0..<matrix.rows).groups { matrix[$0, $1] != 0 || matrix[$1, $0] != 0 }.map { $0.sorted() }
        let blocks = groups.map { group in Matrix(group.map { row in group.map { matrix[row, $0] } }) }
        return blocks.sorted { $0[0, 0] < $1[0, 0] }
    }

    @Test("A disguised shift register is one chain of eigenvalue zero")
    func shiftRegister() throws {
        let seed: UInt64 = 71
        var generator = SeededGenerator(seed: seed)
        for round in 0..<20 {
            let (matrix, inverse) = generator.changeOfBasis(4)
            let found = try form(matrix * shift * inverse, nearness: 0.1)
            let after = try jordan(matrix * shift * inverse, found)
            #expect((after - shift).largestElement < 1e-9, "seed \(seed), round \(round)")
        }
    }

    @Test("A rotation is a 2×2 block, an integrator a block of one")
    func rotationAndIntegrator() throws {
        var generator = SeededGenerator(seed: 72)
        let (matrix, inverse) = generator.changeOfBasis(3)
        let known = Matrix([[0.6, 0.8, 0], [-0.8, 0.6, 0], [0, 0, 1]])
        let disguised = matrix * known * inverse
        let found = try form(disguised)
        let after = try jordan(disguised, found)
        #expect(blocks(rounded(after)) == [Matrix([[0.6, 0.8], [-0.8, 0.6]]), Matrix([[1]])])
        #expect((after - rounded(after)).largestElement < 1e-9)
        #expect((disguised * found.basis - found.basis * rounded(after)).largestElement < 1e-10)
    }

    /// A matrix in Jordan form, of chains of random lengths with well separated eigenvalues.
    private func random(_ generator: inout SeededGenerator) -> Matrix {
        var rows: [[Double]] = []
        var eigenvalues = [-1.0, 0, 0.5, 1].shuffled(using: &generator)
        while rows.count < 5, let eigenvalue = eigenvalues.popLast() {
            let isPair = Bool.random(using: &generator)
            let width = isPair ? 2 : 1
            let length = min(Int.random(in: 1...3, using: &generator), (6 - rows.count) / width)
            let start = rows.count
            for index in start..<start + max(1, length) * width {
                var row = Array(repeating: 0.0, count: 7)
                row[index] = eigenvalue
                if isPair {
                    row[(index - start).isMultiple(of: 2) ? index + 1 : index - 1] =
                        (index - start).isMultiple(of: 2) ? 0.7 : -0.7
                }
                if index >= start + width { row[index - width] = 1 }
                rows.append(row)
            }
        }
        return Matrix(rows.map { Array($0[..<rows.count]) })
    }

    @Test("S A S⁻¹ has the Jordan form of A, chains of pairs too")
    func disguised() throws {
        let seed: UInt64 = 73
        var generator = SeededGenerator(seed: seed)
        for round in 0..<50 {
            let known = random(&generator)
            let (matrix, inverse) = generator.changeOfBasis(known.rows)
            let disguised = matrix * known * inverse
            let found = try form(disguised)
            // All that it is made of are tenths.
            let after = rounded(try jordan(disguised, found))
            #expect((disguised * found.basis - found.basis * after).largestElement < 1e-7, "seed \(seed), round \(round)")
            #expect(blocks(after) == blocks(known), "seed \(seed), round \(round)")
        }
    }

    @Test("Two chains of one eigenvalue stay apart, the longer one first")
    func twoChains() throws {
        let known = Matrix([[1, 0, 0], [0, 1, 0], [0, 1, 1]])
        var generator = SeededGenerator(seed: 74)
        let (matrix, inverse) = generator.changeOfBasis(3)
        let disguised = matrix * known * inverse
        let after = try jordan(disguised, try form(disguised))
        #expect((after - Matrix([[1, 0, 0], [1, 1, 0], [0, 0, 1]])).largestElement < 1e-8)
        let identity = try jordan(.identity(3), try form(.identity(3)))
        #expect((identity - .identity(3)).largestElement < 1e-12)
    }

    @Test("What is no number has no form")
    func notFinite() {
        #expect(JordanForm(of: Matrix([[.nan]]), nearness: 0.1, rankTolerance: 1e-6) == nil)
    }

    private func simplified(_ network: RecurrentNetwork, by normalisers: [any Normaliser]) -> SimplifiedNetwork {
        var generator = SeededGenerator(seed: 75)
        var result = SimplifiedNetwork(network: network)
        result.rewrite(by: normalisers, on: generator.sequences(50, length: 8, width: network.inputWidth))
        return result
    }

    @Test("Jordan and Toeplitz bring a disguised delay line back, read-out and all")
    func delayLine() {
        let seed: UInt64 = 76
        var generator = SeededGenerator(seed: seed)
        let line = RecurrentNetwork(
            hidden: (0..<4).map(shift.row), input: [[1], [0], [0], [0]], readout: [[1, 2, 0, -1]])
        for round in 0..<10 {
            let (matrix, inverse) = generator.changeOfBasis(4)
            let disguised = line.changingCoordinates(by: matrix, inverse: inverse, shift: [0, 0, 0, 0])
            let after = simplified(disguised, by: [Jordan(), Toeplitz()]).network
            #expect(isClose(after.inputLayer.hidden.elements, shift.elements, 1e-9), "seed \(seed), round \(round)")
            let (bits, known) = (DescriptionLength.bits(after), DescriptionLength.bits(line))
            #expect(bits < known + 30, "seed \(seed), round \(round)")
        }
    }

    @Test("An oscillator with irrational eigenvalues becomes the companion matrix of its integer recurrence")
    func oscillator() {
        // y_t = y_{t-1} − y_{t-2} + x_t turns by 60 degrees a step.
        var generator = SeededGenerator(seed: 77)
        let (matrix, inverse) = generator.changeOfBasis(2)
        let network = RecurrentNetwork(hidden: [[1, -1], [1, 0]], input: [[1], [0]], readout: [[1, 0]])
            .changingCoordinates(by: matrix, inverse: inverse, shift: [0, 0])
        let after = simplified(network, by: [Jordan(), Toeplitz(), Companion()])
        #expect(after.steps.last?.kept == true && after.steps.last?.step == "companion")
        let weights = after.network.inputLayer.hidden.elements
        #expect(isClose(weights, weights.map { $0.rounded() }, 1e-9))
    }

    @Test("A change of coordinates too ill-conditioned to be exact is undone, and the log says so")
    func illConditioned() {
        struct Forced: Normaliser {
            let name = "forced"

            func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
                let matrix = Matrix([[1, 1], [1, 1 + 1e-13]])
                return matrix.inverse.map { network.changingCoordinates(by: matrix, inverse: $0, shift: [0, 0]) }
            }
        }
        let network = RecurrentNetwork(
            hidden: [[0.3, 0.1], [0.2, 0.7]], input: [[1], [1.3]], readout: [[0.37, 0.11]])
        let result = simplified(network, by: [Forced()])
        #expect(result.network == network)
        #expect(result.steps.map(\.kept) == [false] && result.steps.map(\.reason) == ["it changes the outputs"])
    }

    @Test("Jordan, Toeplitz and companion have nothing to do with deeper f")
    func deep() {
        var generator = SeededGenerator(seed: 78)
        let network = generator.network(
            Architecture(inputWidth: 1, outputWidth: 1, hidden: 2, transitionWidths: [3], readoutWidths: []))
        #expect(simplified(network, by: [Jordan(), Toeplitz(), Companion()]).steps.isEmpty)
    }
}
