import Foundation
import Testing

/// `glassbox run`, end to end: a real compiler, a real child, a real page.
@Suite(.serialized) struct GlassboxRunTests {
    private let glassbox: CommandUnderTest
    private let page = "site/experiments/X/index.html"

    init() throws {
        glassbox = try CommandUnderTest()
    }

    private let good = """
        /*:
         # Good <b>title</b> & "quotes" 🙂
         Prose with <script>alert(1)</script> in it.
         */
        import Notebook
        //: ## Work
        print("printed <script>alert(2)</script> 🙂")
        show(.table(header: ["<th>"], rows: [["<td>"]]), caption: "<script>alert(3)</script>")
        show(.svg("<svg xmlns='http://www.w3.org/2000/svg'/>", file: "../../<img src=x>\\".svg", alt: "\\"><script>alert(4)</script>"))
        show(.callout(.holds, title: "<script>", text: "[x](javascript:alert(5))"))
        show("seed \\(Experiment.seed), arguments \\(Experiment.arguments)")
        struct Undrawable: Showable, Error { var exhibit: Exhibit { get throws { throw self } } }
        show(Undrawable())
        Experiment.write("data", to: "data.txt")
        Experiment.conclude(holds: Experiment.arguments != ["no"], "It holds")
        """

    @Test func aGoodExperimentMakesItsPageTheSameTwice() async throws {
        try glassbox.write(good, "X.swift")
        let first = try await glassbox.run("run", "X.swift", "--seed", "7", "--", "a b")
        #expect(first.ending == .exited(0), "\(first.errorText)")
        #expect(first.outputText.hasSuffix("/site/experiments/X/index.html\n"))
        let html = try glassbox.text(page)
        #expect(html.contains("printed &lt;script&gt;") && html.contains("🙂"))
        #expect(html.contains("seed 7, arguments [&quot;a b&quot;]"))
        #expect(html.contains("glassbox run X.swift --seed 7 -- &#39;a b&#39;"))
        #expect(html.contains("href=\"data.txt\"") && html.contains("This could not be drawn"))
        #expect(html.contains("id=\"work\""))
        for hostile in ["<script>alert", "<img src=x", "href=\"javascript:", "href=\"http", "src=\"http"] {
            #expect(!html.contains(hostile), "\(hostile)")
        }
        #expect(glassbox.exists("site/assets/theme.css") && glassbox.exists("site/index.html"))
        #expect(try glassbox.text("site/index.html").contains("experiments/X/index.html"))
        _ = try await glassbox.run("run", "X.swift", "--seed", "7", "--jobs", "1", "--quiet", "--", "a b")
        #expect(try glassbox.text(page) == html)
    }

    @Test func aClaimThatFailsEndsWithOneAndJSONSaysWhich() async throws {
        try glassbox.write(good, "X.swift")
        let outcome = try await glassbox.run("run", "X.swift", "--json", "--quiet", "--", "no")
        #expect(outcome.ending == .exited(1))
        let json = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
        #expect((json?["conclusions"] as? [[String: Any]])?.first?["holds"] as? Bool == false)
        #expect(outcome.errors.isEmpty)
    }

    /// Some at the same time; results come in the order given.
    @Test(arguments: ["1", "3"]) func oneThatIsRefusedDoesNotKeepTheOthersFromBeingMade(jobs: String) async throws {
        for (name, pause) in [("A", 0.4), ("B", 0), ("C", 0)] {
            try glassbox.write(
                "//: # \(name)\nimport Foundation\nimport Notebook\nThread.sleep(forTimeInterval: \(pause))\nprint(1)\n",
                "\(name).swift")
        }
        try glassbox.write("print(1)", "None.swift")
        let outcome = try await glassbox.run(["run", "A.swift", "None.swift", "B.swift", "C.swift", "A.swift", "--jobs", jobs])
        #expect(outcome.ending == .exited(2), "\(outcome.errorText)")
        let made = outcome.outputText.split(separator: "\n").compactMap { $0.split(separator: "/").dropLast().last }
        #expect(made == ["A", "B", "C"])
        #expect(outcome.errorText.contains("None.swift has no title") && outcome.errorText.hasPrefix("Making 4 pages\n"))
        let both = try await glassbox.run(["run", "A.swift", "B.swift", "--output", "one.html"])
        #expect(both.ending == .exited(2) && both.errorText.contains("--output takes one page"))
    }

    private static let endless = "while true {}"

    /// What goes wrong, what the message must say, and what the partial page must say.
    @Test(arguments: [
        (
            "struct Bad: Error { let why: String }\nfunc f() throws { throw Bad(why: \"<no>\") }\n//: two\ntry f()",
            "X.swift:6: The experiment threw an error: Bad(why: \"<no>\")", "try f()"
        ),
        (
            "let a = [1]\n//: two\nlet i = a.count\n_ = a[i]", "X.swift:6: The experiment crashed: Index out of range",
            "_ = a[i]"
        ),
        (Self.endless, "was stopped after 2 seconds", "--time-limit"),
        ("import Foundation\nexit(9)", "ended itself with status 9", "status 9"),
    ])
    func aFailingExperimentLeavesThePreviousPage(code: String, message: String, told: String) async throws {
        try glassbox.write("//: # T\nimport Notebook\nprint(\"good\")", "X.swift")
        #expect(try await glassbox.run("run", "X.swift").ending == .exited(0))
        let before = try glassbox.text(page)
        try glassbox.write("//: # T\nimport Notebook; print(\"so far\")\n" + code + "\n//: three\nprint(\"never\")", "X.swift")
        let outcome = try await glassbox.run("run", "X.swift", "--time-limit", code == Self.endless ? "2" : "60")
        #expect(outcome.ending == .exited(2))
        #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
        #expect(try glassbox.text(page) == before)
        let partial = try glassbox.text("site/experiments/X.failed/index.html")
        #expect(partial.contains("so far") && partial.contains(told) && partial.contains("did not run"))
        #expect(outcome.outputText.contains("X.failed/index.html"))
        try glassbox.write("//: # T\nimport Notebook\nprint(\"mended\")", "X.swift")
        #expect(try await glassbox.run("run", "X.swift").ending == .exited(0))
        #expect(!glassbox.exists("site/experiments/X.failed"))
    }

    @Test func megabytesOfTextAreCut() async throws {
        try glassbox.write(
            "//: # T\nimport Notebook\nfor _ in 0..<20_000 { print(String(repeating: \"x\", count: 999)) }", "X.swift")
        #expect(try await glassbox.run("run", "X.swift").ending == .exited(0))
        let html = try glassbox.text(page)
        #expect(html.utf8.count < 100_000)
        #expect(html.contains("19934464 bytes of printed text more, which were not kept"))
    }

    @Test(arguments: [
        ("X.swift", "//: # T\n/*: open", "X.swift:2"),
        ("X.swift", "", "is empty"), ("X.txt", "//: # T", "ends in .swift"), ("Y.swift", "//: # T", "no file"),
    ])
    func whatIsNoExperimentIsRefusedAndNothingWritten(name: String, text: String, message: String) async throws {
        try glassbox.write(text, name)
        let outcome = try await glassbox.run("run", name == "Y.swift" ? "Missing.swift" : name)
        #expect(outcome.ending == .exited(2))
        #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
        #expect(!glassbox.exists("site"))
    }

    @Test func anExperimentThatDoesNotCompileSaysSoInItsCell() async throws {
        try glassbox.write("//: # T\nlet a = 1\n//: two\nlet b: Int = \"<b>\" // here\n//: three\nlet c = 1", "X.swift")
        let outcome = try await glassbox.run("run", "X.swift")
        #expect(outcome.ending == .exited(2))
        #expect(outcome.errorText.contains("X.swift:4:14: error"), "\(outcome.errorText)")
        let partial = try glassbox.text("site/experiments/X.failed/index.html")
        #expect(partial.contains("so nothing ran") && partial.contains("Line 4 of X.swift"))
        #expect(partial.contains("let b: Int = &quot;&lt;b&gt;&quot; // here"))
        #expect(partial.contains("cannot convert value of type"))
        #expect(!partial.contains("did not run") && !partial.contains(glassbox.folder.path))
        #expect(!glassbox.exists("site/experiments/X"))
    }

    @Test func aPageIsWovenAgainFromWhatIsKept() async throws {
        try glassbox.write(good + "\n//: The mean is $\\bar x$.", "X.swift")
        #expect(try await glassbox.run("run", "X.swift", "--single-file").ending == .exited(0))
        let whole = try glassbox.contents("site")
        try glassbox.write("damaged", page)
        try glassbox.write("damaged", "site/index.html")
        try glassbox.write("stale", "site/experiments/X/X.html")
        try glassbox.write("<p>by hand", "site/experiments/Y/index.html")
        let outcome = try await glassbox.run("site", "--jobs", "2")
        #expect(outcome.ending == .exited(2) && outcome.outputText.hasSuffix("/site/index.html\n"), "\(outcome.errorText)")
        #expect(
            outcome.errorText.contains("experiments/Y has nothing that its page") && outcome.errorText.contains("1 page woven"))
        var again = try glassbox.contents("site")
        again["experiments/Y/index.html"] = nil
        // What the front page says of Y is new.
        for name in whole.keys where !name.hasPrefix("index.") { #expect(again[name] == whole[name], "\(name)") }
        #expect(again[".nojekyll"] == Data() && Set(again.keys) == Set(whole.keys).union([".nojekyll"]))
        let lines = try glassbox.text("site/index.csv").split(separator: "\r\n")
        #expect(
            lines.count == 3 && lines[1].hasPrefix("X,")
                && lines[2].hasPrefix("Y,Y,experiments/Y/index.html,experiment,,unreadable,"))
    }

    @Test func aSingleFileNeedsNoOther() async throws {
        try glassbox.write(good, "X.swift")
        let outcome = try await glassbox.run("run", "X.swift", "--output", "mail/me.html")
        #expect(outcome.ending == .exited(0) && outcome.outputText.hasSuffix("/mail/me.html\n"), "\(outcome.errorText)")
        let html = try glassbox.text("mail/me.html")
        #expect(html == (try glassbox.text("site/experiments/X/X.html")))
        for needed in ["href=\"../", "src=\"", "rel=\"stylesheet\"", "href=\"data.txt"] {
            #expect(!html.replacing("src=\"data:", with: "").contains(needed), "\(needed)")
        }
        #expect(html.contains("<style>") && html.contains("download=\"data.txt\"") && html.contains("glassboxSeconds"))
        #expect(!(try glassbox.text(page)).contains("X.html"))
        try glassbox.write("//: # T\nimport Notebook\nfatalError()", "X.swift")
        let failed = try await glassbox.run("run", "X.swift", "--output", "mail/me.html")
        #expect(failed.ending == .exited(2) && failed.outputText.contains(".failed/"), "\(failed.outputText)")
        #expect(try glassbox.text("mail/me.html") == html)
        try glassbox.write(good, "X.swift")
        try glassbox.write("", "file")
        let refused = try await glassbox.run("run", "X.swift", "--output", "file/me.html")
        #expect(refused.ending == .exited(2) && refused.errorText.contains("--output"), "\(refused.errorText)")
    }

    @Test func aSiteThatCannotBeWrittenIsNamed() async throws {
        try glassbox.write("//: # T\nimport Notebook\nprint(1)", "X.swift")
        try glassbox.write("", "file")
        let outcome = try await glassbox.run("run", "X.swift", "--site", "file/site")
        #expect(outcome.ending == .exited(2))
        #expect(outcome.errorText.contains("choose another one with --site") || outcome.errorText.contains("with --site"))
    }

    /// The experiment itself outlives its run for up to a second, in which the next run may have removed what it left.
    @Test func theOrphanOfAKilledRunWritesNothingMore() async throws {
        try glassbox.write(
            """
            //: # T
            import Foundation
            import Notebook
            let parent = getppid()
            Experiment.write("early", to: "early.txt")
            try "\\(getpid())".write(toFile: "orphan", atomically: true, encoding: .utf8)
            while getppid() == parent { usleep(100) }
            Experiment.write("late", to: "folder/late.txt")
            """, "X.swift")
        let killed = try await glassbox.runKilled(
            ["run", "X.swift"], when: "orphan",
            after: "while grep -qs '^State:.[^Z]' /proc/$(cat orphan)/status; do sleep 0.05; done; find site -name '*.txt'")
        #expect(killed.outputText.contains("killed") && killed.outputText.contains("early.txt"), "\(killed.errorText)")
        #expect(!killed.outputText.contains("late.txt"), "\(killed.outputText)")
    }

    @Test func aKilledRunLeavesNothingInTheWay() async throws {
        try glassbox.write("//: # T\nimport Notebook\nprint(1)", "X.swift")
        try glassbox.write("half", "site/experiments/.X.staging-999999999/index.html")
        #expect(try await glassbox.run("run", "X.swift").ending == .exited(0))
        let names = try FileManager.default.contentsOfDirectory(atPath: glassbox.site.appending(path: "experiments").path)
        #expect(names == ["X"])
    }
}
