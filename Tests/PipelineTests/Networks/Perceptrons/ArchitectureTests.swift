import Testing

@testable import Pipeline

@Suite("Architectures")
struct ArchitectureTests {
    private func shape(_ hidden: Int, _ f: [Int] = [], _ g: [Int] = [], inputs: Int = 1) -> Architecture {
        Architecture(inputWidth: inputs, outputWidth: 1, hidden: hidden, transitionWidths: f, readoutWidths: g)
    }

    @Test("Simpler means: depth of g, depth of f, hidden size, widths of g, widths of f")
    func order() {
        let ascending = [
            shape(1), shape(9), shape(1, [32]), shape(2, [4]), shape(2, [8]), shape(1, [2, 2]), shape(5, [], [2]),
            shape(1, [9], [2]), shape(1, [3], [4]), shape(2, [1], [1]), shape(1, [1, 1], [1]),
        ]
        for (index, left) in ascending.enumerated() {
            for (other, right) in ascending.enumerated() { #expect((left < right) == (index < other), "\(left) | \(right)") }
        }
        // An order that fits equality: of two different ones, one comes first.
        #expect((shape(1) < shape(1, inputs: 2)) != (shape(1, inputs: 2) < shape(1)))
    }

    @Test("Sizes, parameters and description")
    func sizes() {
        let architecture = shape(2, [3], [4], inputs: 2)
        #expect(architecture.transitionSizes == [4, 3, 2] && architecture.readoutSizes == [2, 4, 1])
        #expect(architecture.parameterCount == 5 * 3 + 4 * 2 + 3 * 4 + 5 * 1)
        #expect(architecture.description == "f 4→3→2, g 2→4→1")
        #expect(!architecture.isAffine && shape(3).isAffine)
    }
}
