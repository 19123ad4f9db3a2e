import Testing

@testable import Notebook
@testable import Pipeline

/// What a page says of variables in the hidden state and of hidden states that were changed.
@Suite struct NotebookMechanismViewTests {
    private let affine = Grounding.Variable(
        name: "carry", decoder: .affine, fitted: 100, checked: 98, errors: 0, largestDeviation: 0.25,
        coefficients: [-0.5, 2], constant: 1e-12, confusion: nil)
    private let nearest = Grounding.Variable(
        name: "n", decoder: .nearestState, fitted: 100, checked: 98, errors: 7, largestDeviation: nil, coefficients: nil,
        constant: nil, confusion: .init(fitted: [[1], [0]], checked: [[0], [0], [0]], values: [1, 0], distance: 0.125))

    private var interventions: Interventions {
        Interventions(
            exchange: .init(
                programStates: 2, pairs: 30, cases: 30, errors: 3,
                contradiction: .init(
                    first: [[1]], second: [[0], [1]], continuation: [[1], [1]], outputsAfterFirst: [[1], [2]],
                    outputsAfterSecond: [[1], [3]])),
            shifts: [
                .init(
                    variable: "carry", direction: [1, 0], range: .visitedState, cases: 1000, errors: 1, telling: 900,
                    departure: .init(prefix: [[1]], steps: -1, continuation: [[0]], program: [[4]], network: [[5]]))
            ])
    }

    @Test func howVariablesAreRead() throws {
        let table = GroundingTable(Grounding(variables: [affine, nearest]))
        let rows = try #require(table.exhibit.table?.rows)
        #expect(rows[0] == ["`carry`", "−\u{A0}0.5\u{A0}h₁ +\u{A0}2\u{A0}h₂", "100", "98", "0", "0.25"])
        #expect(table.exhibit.caption?.contains("by least squares, or to the smallest largest deviation") == true)
        #expect(rows[1] == ["`n`", "the nearest state", "100", "98", "7", ""])
        #expect(
            table.confusions.count == 1 && table.confusions[0].hasPrefix("`n` cannot be read: after `1 0` and after `0 0 0`"))
        #expect(GroundingTable(Grounding(variables: [])).exhibit.words.contains("nothing to be read"))
    }

    @Test func whatChangesOfTheHiddenStateDid() throws {
        let table = InterventionsTable(interventions)
        let rows = try #require(table.exhibit.table?.rows)
        #expect(rows[0][1...] == ["30", "3", "90\u{202F}%", ""] && rows[1][1...] == ["1,000", "1", "99.9\u{202F}%", "900"])
        #expect(table.departures.count == 2)
        #expect(
            table.departures[0].contains("after `1` and after `0 1`")
                && table.departures[0].contains("with `1 3` from the other"))
        #expect(table.departures[1].contains("with `carry` changed by -1"))
    }

    @Test func theWordBesideTheVerdict() async throws {
        let grounded = Claim(.grounded, "", cases: 98, errors: 0, grounding: Grounding(variables: [affine]))
        let causal = Claim(.causal, "", cases: 30, errors: 0)
        let whole = try await HandMade.parity(claims: HandMade.claims + [grounded, causal])
        #expect(whole.evidence == .mechanistic && whole.allClaimsHold)
        #expect(Verdict(whole).exhibit.callout?.word == "formula, mechanistic")
        let unread = Claim(.grounded, "", cases: 98, errors: 7, grounding: Grounding(variables: [affine, nearest]))
        let partly = try await HandMade.parity(claims: HandMade.claims + [unread, causal])
        #expect(partly.evidence == .behavioural && partly.allClaimsHold)
        let callout = try #require(Verdict(partly).exhibit.callout)
        #expect(callout.kind == .holds && callout.title == "every claim about its outputs holds")
        #expect(callout.text.contains("6 of 7 claims") && callout.text.contains(": `n` cannot be read from the hidden state"))
        #expect(try await HandMade.parity(claims: [grounded, causal], asTable: true).evidence == .behavioural)
        #expect(try await HandMade.parity(.trained).evidence == nil)
    }
}
