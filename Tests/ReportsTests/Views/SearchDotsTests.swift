import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

/// The search as dots, and residuals against half a step.
@Suite struct ReportsSearchDotsTests {
    private let provenance = Provenance(task: HandMade.parityTask, seed: 3)
    private let small = Architecture(inputWidth: 1, outputWidth: 1, hidden: 1)
    private let large = Architecture(inputWidth: 1, outputWidth: 1, hidden: 2)

    private func caption(_ candidates: [TrainingCandidate], kept: Architecture?) throws -> String {
        let exhibit = try SearchDots(candidates, kept: kept, provenance: provenance).exhibit
        #expect(exhibit.images.map(\.file) == ["figures/search.png"] && exhibit.images[0].alt.contains("training run"))
        return exhibit.caption ?? ""
    }

    @Test func theCaptionCountsWhatIsToTheLeft() throws {
        let lost = HandMade.candidate(small, accuracy: 0.5, outcome: .exhausted)
        #expect(try caption([HandMade.candidate(small)], kept: small).contains("No smaller one was tried"))
        #expect(
            try caption([lost, HandMade.candidate(large)], kept: large).contains(
                "Of the runs with fewer parameters, 1 in all, none passed"))
        let both = [HandMade.candidate(small), lost, HandMade.candidate(large)]
        #expect(try caption(both, kept: large).contains("Of 2 runs with fewer parameters 1 passed too"))
        let simplest = SimplestNetwork(architecture: small, lengths: [])
        let dots = try SearchDots(both, kept: large, simplest: simplest, provenance: provenance).exhibit
        #expect(dots.caption?.contains("1 passed too, but the simplest, f 2→1, g 1→1, errs on longer sequences.") == true)
        let shortLived = HandMade.candidate(small, seed: 7, outcome: .shortLived)
        #expect(try caption(both + [shortLived], kept: large).contains("Of 3 runs with fewer parameters 2 passed too"))
        #expect(try caption([lost], kept: nil).contains("Not one passed"))
    }

    @Test func residualsAreComparedWithHalfAStep() throws {
        let sample = HandMade.task(0..<3).sample(64, for: .extraction, seed: 1)
        let exact = ResidualHistogram(try IntegerAutoencoder(HandMade.totals(1), on: sample), provenance: provenance)
        #expect(exact.isTelling)
        let exhibit = try exact.exhibit
        #expect(exhibit.images[0].alt.contains("half a step is 0.5"))
        #expect(exhibit.caption?.contains("half the least distance between two such points") == true)
        let alone = try IntegerAutoencoder(HandMade.constant(2), on: sample)
        #expect(!ResidualHistogram(alone, provenance: provenance).isTelling)
    }

    @Test(arguments: [
        (1.0, "Every state is exactly at its point."), (1.001, "even the furthest state is"),
        (1.03, "come near the dashed line"),
    ])
    func theCaptionSaysHowMuchRoomThereIs(step: Double, words: String) throws {
        let (network, sample) = (HandMade.totals(1), HandMade.task(0..<3).sample(64, for: .extraction, seed: 1))
        let code = try #require(StateCode(.linear, origin: [0], basis: [[step]], of: network, on: sample))
        let lattice = try IntegerAutoencoder(network, on: sample).using(code)
        let caption = try ResidualHistogram(lattice, provenance: provenance).exhibit.caption
        #expect(caption?.contains(words) == true, "\(caption ?? "")")
    }

    /// Totals go far beyond half a step from the nearer of two centres at 8 and 9.
    @Test func groupsThatRunIntoEachOtherAreNotCalledTight() throws {
        let (network, sample) = (HandMade.totals(1), HandMade.task(0..<3).sample(64, for: .extraction, seed: 1))
        let code = try #require(StateCode(.clusters, centres: [[8], [9]], of: network, on: sample))
        #expect(!code.isTight)
        let lattice = try IntegerAutoencoder(network, on: sample).using(code)
        let caption = try ResidualHistogram(lattice, provenance: provenance).exhibit.caption
        #expect(caption?.contains("are beyond the dashed line") == true, "\(caption ?? "")")
    }
}
