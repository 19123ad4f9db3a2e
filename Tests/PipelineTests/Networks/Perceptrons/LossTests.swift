import Foundation
import Testing

@testable import Pipeline

@Suite("Losses")
struct LossTests {
    @Test("Known values, and no cancellation where errors are tiny")
    func values() {
        #expect(Loss.squared(3) == 4.5)
        #expect(abs(Loss.logarithmic(1) - 0.5 * log(2)) < 1e-15)
        #expect(abs(Loss.root(0.75) - 0.25) < 1e-15)
        for loss in Loss.allCases {
            #expect(loss(0) == 0)
            // All are ½ e² near zero.
            #expect(abs(loss(1e-12) / 5e-25 - 1) < 1e-9, "\(loss)")
        }
    }
}
