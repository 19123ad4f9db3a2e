import Determinism
import Testing

@testable import Pipeline

@Suite struct SoftmaxRegressionTests {
    /// Three values along a line, the last of which has one state far away and the others beside the border.
    private let points: [[Double]] = [[0], [0.1], [0.2], [0.4], [0.5], [0.6], [0.8], [0.9], [30]]
    private let labels = [7, 7, 7, 8, 8, 8, 9, 9, 9]

    @Test("What a border tells apart is told apart, also where one state lies far off and leads Fisher's discriminant astray")
    func farOff() throws {
        let regression = try #require(SoftmaxRegression(reading: labels, from: points))
        #expect(points.map { regression($0) } == labels)
        let discriminant = try #require(LinearDiscriminant(reading: labels, from: points))
        #expect(points.map { discriminant($0) } != labels)
        let probe = try #require(ScoreProbe(reading: labels, from: points))
        #expect(points.map { probe($0) } == labels)
    }

    @Test("What no border tells apart is read as often as it can be")
    func xor() throws {
        // A fifth corner of each value, so that no answer is as good as the other.
        let corners: [[Double]] = [[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]
        let regression = try #require(SoftmaxRegression(reading: [0, 0, 1, 1, 0], from: corners))
        #expect(regression([0, 0]) == 0)
        #expect(zip(corners, [0, 0, 1, 1, 0]).contains { regression($0) != $1 })
    }

    @Test("Of noisy labels it reads most, and never less than always saying the commonest")
    func noise() throws {
        var random = CounterRandom(4)
        let points = (0..<300).map { _ in (0..<3).map { _ in random.unit() } }
        let labels = points.map { $0[0] + 0.4 * random.unit() > 0.7 ? 1 : 0 }
        let regression = try #require(SoftmaxRegression(reading: labels, from: points))
        let right = zip(points, labels).count { regression($0) == $1 }
        #expect(right > 240 && right < 300, "seed 4: \(right) of 300")
    }

    @Test("One value is nothing to be read, and too many factors are not fitted")
    func refusals() {
        #expect(SoftmaxRegression(reading: [3, 3], from: [[0], [1]]) == nil)
        #expect(SoftmaxRegression(reading: Array(0..<65), from: (0..<65).map { [Double($0)] }) == nil)
        #expect(SoftmaxRegression(reading: Array(0..<64), from: (0..<64).map { [Double($0)] }) != nil)
    }
}
