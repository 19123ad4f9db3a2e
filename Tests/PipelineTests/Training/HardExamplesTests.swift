import Testing

@testable import Pipeline

@Suite("Hard examples")
struct HardExamplesTests {
    private func all(_ examples: HardExamples, _ stride: Int) -> [[Int]] {
        (0..<examples.count).map { age in
            var copy = Array(repeating: 0, count: stride)
            var span = copy.mutableSpan
            examples.copy(age: age, to: &span)
            return copy
        }
    }

    @Test("The newest come first, and displace the oldest")
    func ring() {
        var examples = HardExamples(stride: 2)
        #expect(examples.count == 0)
        for index in 0..<HardExamples.capacity + 3 {
            examples.insert([index, -index])
            #expect(all(examples, 2).first == [index, -index])
        }
        let newest: [[Int]] = (3..<HardExamples.capacity + 3).reversed().map { index in [index, -index] }
        #expect(all(examples, 2) == newest)
    }
}
