import Foundation
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

@Suite struct ReportRecordTests {
    private func json(_ result: Distillation) throws -> [String: Any] {
        let audit = ReportRecord(
            result, command: "glassbox report Hand_Parity --seed 3", versions: ["glassbox": "0"],
            files: ["program.py": Data("abc".utf8)])
        #expect(try audit.publishedJSON == audit.publishedJSON)
        return try #require(try JSONSerialization.jsonObject(with: audit.publishedJSON) as? [String: Any])
    }

    /// The keys that `design.md` promises, with those of the objects in them.
    private let promised: [String: Set<String>] = [
        "network": ["file", "hidden", "f", "g", "parameters"],
        "training": ["candidates", "steps", "testErrors", "testPositions", "lengths"],
        "lattice": ["dimension", "finder", "residual", "basis", "offset", "centres"],
        "shape": ["inputs", "inputWidth", "outputWidth", "length"],
        "machine": ["states", "minimalStates", "conflicts", "window"],
        "explanation": ["route", "tried", "formulas", "cost", "program"],
        "seconds": ["train", "simplify", "extract", "explain", "verify", "total"],
    ]
    private let plain: Set = [
        "schema", "task", "seed", "command", "versions", "verdict", "failedStage", "failure", "program", "simplification",
        "claims", "files",
    ]

    private func checkKeys(_ audit: [String: Any]) {
        #expect(plain.union(promised.keys).isSubset(of: audit.keys))
        for (name, keys) in promised {
            if let object = audit[name] as? [String: Any] {
                #expect(keys.isSubset(of: object.keys), "\(name): \(keys.subtracting(object.keys))")
            } else {
                #expect(audit[name] is NSNull, "\(name)")
            }
        }
    }

    @Test func aFormula() async throws {
        let audit = try json(try await HandMade.parity())
        checkKeys(audit)
        #expect(audit["verdict"] as? String == "formula" && audit["schema"] as? Int == 2 && audit["seed"] as? Int == 3)
        #expect(audit["failedStage"] is NSNull && audit["failure"] is NSNull && audit["program"] as? String == "program.py")
        let network = try #require(audit["network"] as? [String: Any])
        #expect(
            network["f"] as? [Int] == [2, 2, 1] && network["g"] as? [Int] == [1, 1] && network["parameters"] as? Int == 11)
        let lengths = try #require((audit["training"] as? [String: Any])?["lengths"] as? [[String: Any]])
        #expect(lengths.map { $0["length"] as? Int } == [10, 25, 50] && lengths.allSatisfy { $0["wrong"] as? Int == 0 })
        let claims = try #require(audit["claims"] as? [[String: Any]])
        #expect(claims.count == 5 && claims.allSatisfy { $0["holds"] as? Bool == true })
        #expect((audit["machine"] as? [String: Any])?["minimalStates"] as? Int == 2)
        #expect((audit["seconds"] as? [String: Any])?["total"] as? Double == 1.75)
        #expect(
            audit["files"] as? [String: String]
                == ["program.py": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"])
    }

    @Test func aTable() async throws {
        let audit = try json(try await HandMade.parity(asTable: true))
        checkKeys(audit)
        #expect(audit["verdict"] as? String == "table" && audit["heart"] as? String == "table of 2 states")
        #expect((audit["explanation"] as? [String: Any])?["formulas"] as? [String: String] == [:])
    }

    @Test(arguments: HandMade.Reach.allCases)
    func whatFailedSaysWhereAndWhy(reach: HandMade.Reach) async throws {
        let result = try await HandMade.parity(reach, failure: "it was not to be")
        let audit = try json(result)
        checkKeys(audit)
        let stage: Distillation.Stage = reach == .nothing ? .train : reach == .machine ? .explain : .verify
        #expect(audit["verdict"] as? String == "unsolved" && audit["failedStage"] as? String == stage.rawValue)
        let reason = try #require(audit["failure"] as? String)
        #expect(reason == result.failure?.reason && (reason.contains("it was not to be") || reach == .nothing))
        #expect((audit["network"] is NSNull) == (reach == .nothing))
        let training = try #require(audit["training"] as? [String: Any])
        #expect((training["steps"] is NSNull) == (reach == .nothing) && (training["candidates"] as? [Any])?.count == 1)
    }

    @Test(arguments: [nil, CodesNotStates.merging(conflicts: 3, observations: 512)])
    func noMachine(codes: CodesNotStates?) async throws {
        let failure = MachineNotFound.tooManyStates(seen: 257, letters: 2)
        let lattice = try #require(try await HandMade.parity(.machine).lattice)
        let audit = try json(HandMade.unexplained(code: .done(lattice), .missing(failure, codes: codes)))
        checkKeys(audit)
        let machine = try #require(audit["machine"] as? [String: Any])
        #expect(machine["states"] is NSNull && machine["failure"] as? String == failure.reason)
        #expect(machine["window"] as? Bool == true && machine["conflicts"] as? Int == (codes == nil ? 0 : 3))
        #expect(machine["observations"] as? Int == (codes == nil ? nil : 512))
    }

    @Test func numbersThatJSONHasNoWordFor() throws {
        let architecture = Architecture(inputWidth: 1, outputWidth: 1, hidden: 1)
        let diverged = TrainingCandidate(
            architecture: architecture, seed: 1, steps: 3, loss: .nan, accuracy: .infinity, outcome: .exhausted, curve: [],
            finish: nil)
        let audit = try json(
            Distillation(HandMade.parityTask, seed: 3, NotLearned(candidates: [diverged], budget: nil)))
        let candidates = (audit["training"] as? [String: Any])?["candidates"] as? [[String: Any]]
        #expect(candidates?[0]["loss"] as? String == "nan" && candidates?[0]["accuracy"] as? String == "inf")
    }
}
