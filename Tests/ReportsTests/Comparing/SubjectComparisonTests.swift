import Foundation
import Testing
import Untrusted

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

@Suite(.serialized) struct SubjectComparisonTests {
    /// Of a machine alone; the task says that parity is right where it is asked to.
    private func subject(
        _ name: String, _ machine: MealyMachine?, network: RecurrentNetwork? = nil, task: SequenceTask = HandMade.task(0..<2),
        claims: [Claim]? = nil, verdict: String = "formula", program: Program? = nil
    ) -> ComparedSubject {
        ComparedSubject(
            name: name, kind: .report, task: task, saysWhatIsRight: task.name == HandMade.parityTask.name,
            network: network.map { .success(.init(network: $0, cost: $0.parameterCount)) }
                ?? .failure(Unreadable("it has none")),
            machine: machine.map(Result.success) ?? .failure(Unreadable("none was found")),
            program: program.map { PythonEmission($0, title: name) }, told: claims.map { .init(verdict: verdict, claims: $0) },
            fingerprint: name)
    }

    private func compared(_ left: ComparedSubject, _ right: ComparedSubject) async throws -> SubjectComparison {
        try await SubjectComparison(left, right, seed: 1, jobs: 2)
    }

    @Test func machinesThatDifferAreTold() async throws {
        let comparison = try await compared(
            subject("three", HandMade.counter(3), task: HandMade.parityTask), subject("two", HandMade.counter(2)))
        let found = try #require(comparison.shortest)
        #expect(
            found.word == [[1], [1]] && found.left == [2] && found.right == [0] && found.isShortest && found.of == .machines)
        #expect(!comparison.isAlike && !comparison.answerAlike)
        let record = ComparisonRecord(comparison)
        #expect(
            record.statement
                == "three and two differ (of their machines): the shortest is “1 1” (2 letters), to which three answers 2 and two 0; "
                + "by the task Hand_Parity, two is right")
        #expect(record.text().contains("\n     2          4          1              25\u{202F}%\n"), "\(record.text())")
        #expect(record.networks.notCompared == "three: it has none")
        #expect(
            comparison.trace.table?.rows == [["1", "1", "1", "1", "1", "1", ""], ["2", "1", "2", "2", "0", "0", "differs"]])
        #expect(try ComparisonRecord(publishedJSON: record.publishedJSON) == record)
    }

    @Test func alikeIsSaidOfWhatWasComparedOnly() async throws {
        let comparison = try await compared(subject("a", HandMade.counter(2)), subject("b", HandMade.counter(2)))
        #expect(comparison.isAlike && comparison.shortest == nil && comparison.curve == nil)
        #expect(
            comparison.statement == "a and b answer alike on all that was compared: their machines at every length")
        let networks = try await compared(
            subject("a", nil, network: HandMade.parityNetwork), subject("b", nil, network: HandMade.parityNetwork))
        #expect(networks.isAlike)
        #expect(
            networks.statement
                == "a and b answer alike on all that was compared: their networks on all words of up to 20 letters and 8,002 drawn ones"
        )
        #expect(networks.verdict.words.contains("of others nothing is known"))
    }

    /// Machines are what a report says; networks are what they are.
    @Test func networksThatAreNotTheirMachinesAreToldApart() async throws {
        let comparison = try await compared(
            subject("honest", HandMade.counter(2), network: HandMade.parityNetwork),
            subject("forged", HandMade.counter(3), network: HandMade.parityNetwork))
        let found = try #require(comparison.shortest)
        #expect(found.of == .machines && comparison.networksOnMachinesWord?.left == comparison.networksOnMachinesWord?.right)
        #expect(ComparisonRecord(comparison).text().contains("a machine is not its network's there"))
        let other = try await compared(
            subject("honest", HandMade.counter(2), network: HandMade.parityNetwork),
            subject("hidden", HandMade.counter(2), network: HandMade.register(1)))
        #expect(other.shortest?.of == .networks && other.shortest?.word == [[1], [0]] && !other.isAlike)
    }

    @Test func reportsOfTheSameAnswersMayBeToldOfOtherwise() async throws {
        let comparison = try await compared(
            subject("a", HandMade.counter(2), claims: HandMade.claims),
            subject("b", HandMade.counter(2), claims: [HandMade.failing] + HandMade.claims.dropFirst().dropLast()))
        #expect(comparison.answerAlike && !comparison.isAlike)
        let changed = comparison.claims.filter(\.isChanged)
        #expect(changed.map(\.claim) == [.tested, .faithful])
        #expect(changed.map(\.left) == [.holds, .holds] && changed.map(\.right) == [.fails, .missing])
        #expect(comparison.statement.hasSuffix("but are told of otherwise: claims"), "\(comparison.statement)")
        let verdicts = try await compared(
            subject("a", HandMade.counter(2), claims: []), subject("b", HandMade.counter(2), claims: [], verdict: "table"))
        #expect(!verdicts.isAlike)
    }

    @Test func programsAreComparedLineByLine() async throws {
        func program(_ value: Pipeline.Expression) throws -> Program {
            try Program(inputs: ["x"], state: [], statements: [.output([value])])
        }
        let comparison = try await compared(
            subject("a", HandMade.counter(2), program: try program(.variable("x"))),
            subject("b", HandMade.counter(2), program: try program(.constant(1))))
        #expect(comparison.programs?.rows.map(\.isSame) == [true, false] && !comparison.isAlike)
        #expect(comparison.changedLines?.words.contains("return [x for x in xs]") == true)
    }

    @Test func whatCannotBeComparedIsRefusedInASentence() async throws {
        let bits = subject("bits", HandMade.counter(2))
        for (other, words) in [
            (
                subject("digits", HandMade.counter(2, letters: 3), task: HandMade.task(0..<3)),
                "reads 2 letters (0 1), and digits 3 letters"
            ),
            (subject("pairs", nil, task: HandMade.task(0..<2, width: 2)), "reads 2 letters (0 1), and pairs 4 letters"),
            (subject("blank", nil), "of their machines, blank: none was found; of their networks, bits: it has none"),
        ] {
            let refusal = await #expect(throws: Refusal.self) { _ = try await compared(bits, other) }
            #expect(
                refusal?.status == .badInput && refusal?.description.contains(words) == true, "\(refusal?.description ?? "")")
        }
    }

    @Test func aPageHasItsPlaceAndNoOtherIsWrittenOver() async throws {
        let folder = try TemporaryFolder()
        func record(_ left: String, _ right: String) async throws -> ComparisonRecord {
            ComparisonRecord(try await compared(subject(left, HandMade.counter(2)), subject(right, HandMade.counter(2))))
        }
        let own = try await record("../a b", "c\u{1B}")
        let path = ComparisonPlace(own, site: folder.url).path
        #expect(path == "diffs/_a_b-c_" || path == "diffs/._a_b-c_" || path.hasPrefix("diffs/"), "\(path)")
        #expect(path.split(separator: "/").count == 2 && !path.contains("..") && !path.contains("/."))
        try folder.write(try own.publishedJSON, "\(path)/diff.json")
        #expect(ComparisonPlace(own, site: folder.url).path == path)
        for text in ["{}", "no JSON", "{\"left\": {\"fingerprint\": \"x\"}, \"right\": {\"fingerprint\": \"y\"}}"] {
            try folder.write(Data(text.utf8), "\(path)/diff.json")
            #expect(ComparisonPlace(own, site: folder.url).path.hasPrefix("\(path)-"), "\(text)")
        }
    }
}
