import Testing

@testable import Pipeline

@Suite("Affine spans")
struct AffineSpanTests {
    @Test("Two points span a line; what is beside it is as far as it is")
    func line() throws {
        let span = try #require(AffineSpan(of: [[1, 1], [3, 1]], tolerance: 0.1))
        #expect(abs(span.distance(to: [100, 1])) < 1e-12 && abs(span.distance(to: [2, 4]) - 3) < 1e-12)
    }

    @Test("What is within the tolerance spans nothing")
    func tolerance() throws {
        let span = try #require(AffineSpan(of: [[0, 0], [5, 0.01], [10, -0.01]], tolerance: 0.1))
        #expect(abs(span.distance(to: [7, 2]) - 2) < 0.1)
        let point = try #require(AffineSpan(of: [[1, 2], [1.01, 2]], tolerance: 0.1))
        #expect(abs(point.distance(to: [1, 5]) - 3) < 1e-12)
    }

    @Test("Enough points span everything, no point nothing")
    func extremes() throws {
        let span = try #require(AffineSpan(of: [[0, 0], [1, 0], [0, 1]], tolerance: 1e-9))
        #expect(span.distance(to: [-30, 17]) < 1e-12)
        #expect(AffineSpan(of: [], tolerance: 1) == nil)
    }
}
