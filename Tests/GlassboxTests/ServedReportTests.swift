import Foundation
import Testing

/// `glassbox report --model`, end to end, of a model that bare Python serves.
@Suite(.serialized) struct GlassboxServedReportTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
        _ = try glassbox.write(Self.parity, "serve.py")
    }

    private static let parity = """
        import json, sys
        print(json.dumps({"format": "glassbox.model.1", "name": "parity", "letters": ["a", "b"], "decision": "argmax",
            "answers": ["no", "yes"], "scores": 2}), flush=True)
        for line in sys.stdin:
            question = json.loads(line)
            answer = {"scores": [], "states": []}
            for word in question["words"]:
                odd, scores, states = 0, [], []
                for letter in word:
                    odd ^= letter
                    scores.append([1 - odd, odd])
                    states.append([odd, 1 - odd])
                answer["scores"].append(scores)
                answer["states"].append(states)
            print(json.dumps(answer), flush=True)
        """

    @Test func itIsOpenedJudgedAndAudited() async throws {
        // Right but for the words in which b has come three times.
        let definition =
            "INPUTS = ['a', 'b']\nLENGTH = 6\n\ndef f(xs):\n"
            + "    return ['yes' if xs[:t + 1].count('b') in (1, 5) else 'no' for t in range(len(xs))]\n"
        _ = try glassbox.write(definition, "right.py")
        let outcome = try await glassbox.run(
            ["report", "--model", "python3 -I serve.py", "--against", "right.py"], seconds: 300)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let text = try glassbox.text("site/reports/parity/audit.json")
        let audit = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(audit["verdict"] as? String == "formula" && audit["evidence"] as? String == "behavioural")
        let against = try #require(audit["against"] as? [String: Any])
        let first = try #require((against["errors"] as? [[String: Any]])?.first)
        #expect(first["word"] as? [[Int]] == [[1], [1], [1]], "\(first)")
        let page = try glassbox.text("site/reports/parity/index.html")
        #expect(
            !page.contains("data-stepper")
                && page.contains("Other sequences cannot be typed here: a command serves the network"))
        #expect(page.contains("after <code>b b b</code> it says yes, where no is right"))
        let alone = try await glassbox.run("audit", "site/reports/parity")
        #expect(alone.ending == .exited(0) && alone.outputText.contains("say --model"), "\(alone.outputText)")
        let again = try await glassbox.run(
            ["audit", "--time-limit", "900", "--model", "python3 -I serve.py", "site/reports/parity"], seconds: 1200)
        #expect(again.ending == .exited(0) && !again.outputText.contains("task is unknown"), "\(again.outputText)")
        // Another model under the same description.
        _ = try glassbox.write(Self.parity.replacing("odd ^= letter", with: "odd |= letter"), "serve.py")
        let other = try await glassbox.run(
            ["audit", "--time-limit", "900", "--model", "python3 -I serve.py", "site/reports/parity"], seconds: 1200)
        #expect(other.ending == .exited(1), "\(other.outputText)")
    }

    @Test func whatCannotBeAskedIsToldInOneSentence() async throws {
        for (options, words) in [
            (["--model", "exit 7"], "ended with status 7"), (["--model", "python3 -I serve.py", "--answers", "one"], "names"),
            (["--model", "python3 -I serve.py", "Parity_All"], "expected one of them"),
            (["Parity_All", "--against", "Parity_All"], "--against judges networks"),
            (["--model", "python3 -I serve.py", "--against", "nothing"], "neither a task nor a file"),
            (["--model", "python3 -I serve.py", "--against", "Binary_Addition"], "have no letter in common"),
        ] {
            let outcome = try await glassbox.run(["report"] + options)
            #expect([.exited(2), .exited(64)].contains(outcome.ending), "\(options): \(outcome.errorText)")
            #expect(outcome.errorText.contains(words), "\(options): \(outcome.errorText)")
            #expect(!glassbox.exists("site"))
        }
    }
}
