import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

/// What a page says of variables in the hidden state and of hidden states that were changed.
@Suite struct ReportsMechanismViewTests {
    private func reading(
        _ heldOut: Grounding.HeldOut = .clusters, judged: Int = 98, errors: Int = 0, unasked: Int? = 0,
        margin: Double? = 0.25
    ) -> Grounding.Reading {
        let control = Grounding.Control(judged: judged, errors: judged / 2)
        return Grounding.Reading(
            heldOut: heldOut, judged: judged, errors: errors, unasked: unasked, notJudged: 98 - judged, margin: margin,
            shuffled: control, untrained: control)
    }

    private var affine: Grounding.Variable {
        Grounding.Variable(
            name: "carry", states: 98, clusters: 4, mixedClusters: 0, affine: reading(),
            nearestState: reading(judged: 0, margin: nil), discriminant: nil, jointly: nil,
            coefficients: [-0.5, 2], constant: 1e-12, confusion: nil)
    }

    private var unread: Grounding.Variable { unread(mixed: 1) }

    private func unread(mixed: Int) -> Grounding.Variable {
        Grounding.Variable(
            name: "n", states: 98, clusters: 2, mixedClusters: mixed, affine: reading(.prefixes, errors: 9, margin: -3),
            nearestState: reading(errors: 7, margin: -0.5), discriminant: nil, jointly: nil, coefficients: nil, constant: nil,
            confusion: .init(first: [[1], [0]], second: [[0], [0], [0]], values: [1, 0], distance: 0.125))
    }

    private var interventions: Interventions {
        Interventions(
            exchange: .init(
                programStates: 2, pairs: 30, cases: 30, errors: 3,
                contradiction: .init(
                    first: [[1]], second: [[0], [1]], continuation: [[1], [1]], outputsAfterFirst: [[1], [2]],
                    outputsAfterSecond: [[1], [3]])),
            shifts: [
                .init(
                    variable: "carry", direction: [1, 0], range: .visitedState, leaving: 12, cases: 1000, errors: 1,
                    telling: 900,
                    rate: Rate(held: 899, of: 900),
                    departure: .init(prefix: [[1]], steps: -1, continuation: [[0]], program: [[4]], network: [[5]]))
            ])
    }

    @Test func howVariablesAreRead() throws {
        let table = GroundingTable(Grounding(variables: [affine, unread]))
        let rows = try #require(table.exhibit.table?.rows)
        #expect(
            rows[0] == [
                "`carry`", "−\u{A0}0.5\u{A0}h₁ +\u{A0}2\u{A0}h₂", "4 clusters", "98", "0", "0.25", "50\u{202F}%", "50\u{202F}%",
            ])
        #expect(rows[1] == ["`carry`", "the nearest state", "4 clusters", "none", "", "", "", ""])
        #expect(rows[2].prefix(6) == ["`n`", "an affine function", "prefixes, of 2 clusters", "98", "9", "−3"])
        #expect(rows[3].prefix(6) == ["`n`", "the nearest state", "2 clusters", "98", "7", "−0.5"])
        #expect(table.exhibit.caption?.contains("recognised rather than read elsewhere") == true)
        #expect(GroundingTable(Grounding(variables: [affine])).exhibit.caption?.contains("recognised") == false)
        #expect(table.exhibit.caption?.contains("unasked") == false)
        #expect(
            table.confusions.count == 1
                && table.confusions[0].hasPrefix("No probe reads `n`: after `1 0` and after `0 0 0` it is 1 and 0"))
        let scattered = GroundingTable(Grounding(variables: [unread(mixed: 0)])).confusions
        #expect(scattered.first?.contains("each of the 2 clusters of hidden states has one value of it") == true)
        #expect(GroundingTable(Grounding(variables: [])).exhibit.words.contains("nothing to be read"))
    }

    @Test func errorsThatOnlyLongerWordsShowAreTold() throws {
        let variable = Grounding.Variable(
            name: "depth", states: 98, clusters: 40, mixedClusters: 0, affine: reading(errors: 90, unasked: nil),
            nearestState: reading(errors: 4, unasked: 3), discriminant: nil, jointly: nil, coefficients: nil, constant: nil,
            confusion: nil)
        let table = GroundingTable(Grounding(variables: [variable]))
        #expect(table.exhibit.table?.rows.map { $0[4] } == ["90", "4, unasked\u{A0}3"])
        #expect(table.exhibit.caption?.contains("but *unasked* ones, where only longer words") == true)
    }

    @Test func whatChangesOfTheHiddenStateDid() throws {
        let table = InterventionsTable(interventions)
        let rows = try #require(table.exhibit.table?.rows)
        #expect(rows[0][1...] == ["30", "3", "90\u{202F}%", "", ""])
        #expect(rows[1][1...] == ["1,000", "1", "99.9\u{202F}%", "900", "99.37\u{202F}% to 99.98\u{202F}%"])
        #expect(table.exhibit.caption?.contains("at least 93.75\u{202F}% have to go as the program says") == true)
        #expect(table.departures.count == 2)
        #expect(
            table.departures[0].contains("after `1` and after `0 1`")
                && table.departures[0].contains("with `1 3` from the other"))
        #expect(table.departures[1].contains("with `carry` changed by -1"))
    }

    @Test func subspacesThatWereExchanged() throws {
        func subspace(_ held: Int, _ kept: Rate?) -> Interventions.Subspace {
            Interventions.Subspace(
                variable: "depth", dimensions: 3, units: 24, cases: 4096, followed: Rate(held: held, of: 1000), kept: kept,
                random: Rate(held: 10, of: 1000))
        }
        func table(_ subspace: Interventions.Subspace) -> InterventionsTable {
            InterventionsTable(
                Interventions(exchange: interventions.exchange, shifts: [], subspaces: [subspace]))
        }
        let carried = table(subspace(1000, Rate(held: 900, of: 900)))
        let rows = try #require(carried.exhibit.table?.rows)
        #expect(rows.count == 4)
        let first = "exchanged in the 3 dimensions of 24 in which depth is read"
        #expect(rows[1][..<5] == [first, "1,000", "0", "100\u{202F}%", "1,000"])
        #expect(rows[2][..<5] == ["… between prefixes of one value of it", "900", "0", "100\u{202F}%", ""])
        #expect(rows[3][..<5] == ["… in 3 dimensions at random", "1,000", "990", "1\u{202F}%", "1,000"])
        #expect(carried.exhibit.caption?.contains("carries `depth`, and nothing else") == true)
        let other = try #require(table(subspace(500, nil)).exhibit.table?.rows)
        #expect(other[2][1...] == ["none", "", "", "", ""])
        let caption = table(subspace(500, Rate(held: 900, of: 900))).exhibit.caption
        #expect(caption?.contains("`depth` is not in that part alone") == true)
        #expect(caption?.contains("decides nothing of it") == true)
        let wide = table(subspace(1000, Rate(held: 100, of: 900))).exhibit.caption
        #expect(wide?.contains("That part holds more than `depth`.") == true)
        #expect(table(subspace(500, nil)).exhibit.caption?.contains("the cases do not decide, or") == true)
    }

    @Test func theWordBesideTheVerdict() async throws {
        let grounded = Claim(.grounded, "", cases: 98, errors: 0, grounding: Grounding(variables: [affine]))
        let causal = Claim(.causal, "", cases: 30, errors: 0)
        let whole = try await HandMade.parity(claims: HandMade.claims + [grounded, causal])
        #expect(whole.evidence == .mechanistic && whole.allClaimsHold)
        #expect(Verdict(whole).exhibit.callout?.word == "formula, mechanistic")
        let unread = Claim(.grounded, "", cases: 98, errors: 7, grounding: Grounding(variables: [affine, unread]))
        let partly = try await HandMade.parity(claims: HandMade.claims + [unread, causal])
        #expect(partly.evidence == .behavioural && partly.allClaimsHold)
        let callout = try #require(Verdict(partly).exhibit.callout)
        #expect(callout.kind == .holds && callout.title == "every claim about its outputs holds")
        #expect(callout.text.contains("6 of 7 claims") && callout.text.contains(": `n` cannot be read from the hidden state"))
        let moved = Claim(
            .causal, "", cases: 1000, errors: 1000,
            interventions: Interventions(
                exchange: .init(programStates: 1, pairs: 1, cases: 1, errors: 0, contradiction: nil),
                shifts: [
                    .init(
                        variable: "carry", direction: [1], range: .visitedState, leaving: nil, cases: 1000, errors: 900,
                        telling: 1000,
                        rate: Rate(held: 100, of: 1000), departure: nil)
                ]))
        let departing = try await HandMade.parity(claims: HandMade.claims + [grounded, moved])
        #expect(departing.evidence == .behavioural && departing.allClaimsHold)
        #expect(Verdict(departing).exhibit.callout?.text.contains("moved as if `carry` were changed do not go on") == true)
        #expect(try await HandMade.parity(claims: [grounded, causal], asTable: true).evidence == .behavioural)
        #expect(try await HandMade.parity(.machine).evidence == nil)
    }
}
