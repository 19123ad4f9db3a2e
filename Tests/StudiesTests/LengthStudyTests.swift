import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import ReportsTests
@testable import Studies

@Suite struct StudiesLengthStudyTests {
    /// Parity by a network whose every step shrinks the state and adds a little, now up and now down from where it should be: it
    /// goes wrong after some thousand positions.
    private var drifting: RecurrentNetwork {
        var network = HandMade.parityNetwork
        network.transition.layers[1].biases[0] += 0.006
        for row in 0..<2 { network.transition.layers[0].weights[row, 0] *= 0.999 }
        return network
    }

    private func study(_ network: RecurrentNetwork) async throws -> LengthStudy {
        // Simplification would mend what is broken here.
        let opened = try await OpenedNetwork(
            network, task: HandMade.parityTask, seed: 1, without: Set(SimplifiedNetwork.normaliserNames))
        return try await LengthStudy([opened], seed: 1, jobs: 1)
    }

    @Test func anExactNetworkStaysInItsPlaces() async throws {
        let course = try #require(try await study(HandMade.parityNetwork).courses.first)
        #expect(course.points.map(\.multiple) == LengthStudy.multiples)
        #expect(course.points.allSatisfy { $0.network == 1 && $0.program == 1 })
        #expect(course.drift.count == 20 * HandMade.parityTask.length)
        #expect(course.drift.allSatisfy { $0.greatest < 1e-9 })
    }

    @Test func aNetworkThatDriftsErrsAndItsProgramDoesNot() async throws {
        let study = try await study(drifting)
        let course = try #require(study.courses.first)
        #expect(course.points[0].network == 1 && (course.points.last?.network ?? 1) < 0.99)
        #expect(course.points.allSatisfy { $0.program == 1 })
        #expect(course.drift[99].greatest > 2 * course.drift[4].greatest)
        #expect(study.findings.map(\.holds) == [true])
        #expect(study.findings[0].statement.contains("All 1 programs are right at 1,000 times the trained length, where 1 of"))
    }

    /// As an experiment that remembers it does.
    @Test func aStudyIsTheSameOutOfJSON() async throws {
        let study = try await study(drifting)
        let read = try LengthStudy(publishedJSON: study.publishedJSON)
        #expect(
            read.courses.map(\.points) == study.courses.map(\.points) && read.courses.map(\.drift) == study.courses.map(\.drift)
        )
        #expect(LengthTable(read).exhibit == LengthTable(study).exhibit && read.findings == study.findings)
    }

    @Test func figuresSayWhatTheyShow() async throws {
        let study = try await study(drifting)
        for exhibit in [try LengthCurves(study).exhibit, try DriftCurves(study).exhibit] {
            #expect(exhibit.images.count == 1 && exhibit.words.contains("Hand Parity"))
        }
        let table = try #require(LengthTable(study).exhibit.table)
        #expect(table.rows.count == 1 && table.rows[0].count == table.header.count)
        #expect(table.rows[0].last == "100\u{202F}%")
    }

    @Test func aNetworkWithoutAProgramIsNotPassedOver() async throws {
        let courses = try await study(HandMade.parityNetwork).courses
        let finding = LengthStudy(seed: 1, courses: courses, unexplained: ["Lost Task"]).findings[0]
        #expect(!finding.holds && finding.statement.contains("there is none for Lost Task"))
    }

    @Test func withoutNetworksThereIsNothingToDraw() async throws {
        let study = try await LengthStudy([], seed: 1, jobs: 1)
        #expect(study.findings.map(\.holds) == [false])
        #expect(try LengthCurves(study).exhibit.images.isEmpty && DriftCurves(study).exhibit.images.isEmpty)
    }
}
