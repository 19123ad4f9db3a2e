import Testing

@testable import Pipeline

@Suite("Rates with Wilson's interval")
struct RateTests {
    @Test(
        "As published: of ten, none, half and all (Newcombe 1998's method 3)",
        arguments: [(0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1), (81, 263, 0.2553, 0.3662)])
    func known(held: Int, cases: Int, low: Double, high: Double) throws {
        let rate = try #require(Rate(held: held, of: cases))
        #expect(abs(rate.low - low) < 6e-5 && abs(rate.high - high) < 6e-5)
        #expect(rate.value == Double(held) / Double(cases))
    }

    @Test("Of no cases there is no rate; more cases say more")
    func cases() throws {
        #expect(Rate(held: 0, of: 0) == nil)
        var last = 0.0
        for cases in [1, 10, 100, 1000, 100_000] {
            let rate = try #require(Rate(held: cases, of: cases))
            #expect(rate.low > last && rate.high == 1)
            last = rate.low
        }
    }
}
