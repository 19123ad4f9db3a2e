import BoundedProcess
import Foundation
import Testing

/// `glassbox watch`, end to end: saves, a browser of sorts, Ctrl-C.
@Suite(.serialized) struct GlassboxWatchTests {
    private let glassbox: CommandUnderTest
    private let page = "site/experiments/X/index.html"

    init() throws {
        glassbox = try CommandUnderTest()
    }

    @Test func watchingRunsAgainAfterEverySaveAndEndsWithCtrlC() async throws {
        try glassbox.write("//: # T\nimport Notebook\nprint(\"one\")", "X.swift")
        let outcome = try await glassbox.runInterrupted(
            ["watch", "X.swift"],
            after: """
                said 1
                printf '//: # T\nimport Notebook\nlet a: Int = ""' >Y.swift; mv Y.swift X.swift; said 2
                printf '//: # T\nimport Notebook\nprint("two")' >Y.swift; mv Y.swift X.swift; said 3
                """)
        #expect(outcome.outputText.hasSuffix("status 0\n"), "\(outcome.outputText) \(outcome.errorText)")
        let lines = outcome.outputText.split(separator: "\n")
        #expect(lines.count == 4 && lines[0].hasPrefix("done in ") && lines[1].hasPrefix("failed in "), "\(outcome.outputText)")
        #expect(outcome.errorText.contains("X.swift:3:14: error"))
        #expect(try glassbox.text(page).contains("two") && !glassbox.exists("site/experiments/X.failed"))
    }

    @Test func watchingTellsOfARunInJSON() async throws {
        try glassbox.write("//: # T\nimport Notebook\nprint(\"one\")", "X.swift")
        let outcome = try await glassbox.runInterrupted(
            ["watch", "X.swift", "--json", "--quiet"],
            after: "said 1")
        let lines = outcome.outputText.split(separator: "\n")
        #expect(lines.count == 2 && lines.last == "status 0", "\(outcome.outputText) \(outcome.errorText)")
        let object = try JSONSerialization.jsonObject(with: Data((lines.first ?? "").utf8)) as? [String: Any]
        #expect(object?["title"] as? String == "T" && (object?["page"] as? String)?.hasSuffix(page) == true)
    }

    @Test func whatIsNotThereIsNotWatched() async throws {
        let outcome = try await glassbox.run("watch", "Nowhere.swift")
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains("no file"), "\(outcome.errorText)")
    }

    /// What a browser does, in Python: `get <path>` prints what it is answered, `known` its version of the page.
    private func writeBrowser() throws {
        try glassbox.write(
            """
            import sys, urllib.request
            address = next(word for word in open("errors").read().split() if word.startswith("http://")).split("/experiments/")[0]
            print(urllib.request.urlopen(address + sys.argv[1], timeout=20).read().decode())
            """, "browser.py")
    }

    @Test func anOpenPageIsToldOfASaveAndIsOnTheDiskAsRunWritesIt() async throws {
        try glassbox.write("//: # T\nimport Notebook\nprint(\"one\")", "X.swift")
        try writeBrowser()
        let outcome = try await glassbox.runInterrupted(
            ["watch", "X.swift"],
            after: """
                said 1
                get() { python3 browser.py "$1"; }
                get /experiments/X/ >first; get /.glassbox/changes >before
                printf '//: # T\nimport Notebook\nprint("two")' >Y.swift; mv Y.swift X.swift; said 2
                while cmp -s before after || [ ! -s after ]; do get /.glassbox/changes >after; done
                get /experiments/X/ >second
                printf '//: # T\nimport Notebook\nfatalError()' >Y.swift; mv Y.swift X.swift; said 3
                cp after failed; while cmp -s after failed; do get /.glassbox/changes >failed; done
                """, errors: "errors")
        #expect(outcome.outputText.hasSuffix("status 0\n"), "\(outcome.outputText) \(outcome.errorText)")
        #expect(try glassbox.text("first").contains("one") && glassbox.text("second").contains("two"))
        #expect(
            try glassbox.text("second").contains("/.glassbox/reload.js") && glassbox.text("before") != glassbox.text("after"))
        #expect(try glassbox.text("failed").contains("/experiments/X.failed/"))
        // The page of the second run is still there, and is what `run` writes.
        let watched = try glassbox.contents("site/experiments/X")
        try glassbox.write("//: # T\nimport Notebook\nprint(\"two\")", "X.swift")
        #expect(try await glassbox.run("run", "X.swift").ending == .exited(0))
        var written = try glassbox.contents("site/experiments/X")
        for name in ["seconds.js"] { written[name] = watched[name] }
        #expect(watched == written && watched["index.html"]?.range(of: Data("reload.js".utf8)) == nil)
        // With the command its server is gone.
        let late = try await BoundedProcess(
            "python3", ["browser.py", "/"], directory: glassbox.folder, limits: .init(seconds: 20)
        ).run()
        #expect(!late.succeeded && late.errorText.contains("refused"), "\(late.errorText)")
    }

    @Test func withoutAServerNothingIsSaidOfOne() async throws {
        try glassbox.write("//: # T\nimport Notebook\nprint(1)", "X.swift")
        let outcome = try await glassbox.runInterrupted(["watch", "X.swift", "--no-serve"], after: "said 1")
        #expect(outcome.outputText.hasSuffix("status 0\n") && !outcome.errorText.contains("http://"), "\(outcome.errorText)")
    }

    @Test func aPortIsANumber() async throws {
        try glassbox.write("//: # T\nimport Notebook\nprint(1)", "X.swift")
        let outcome = try await glassbox.run("watch", "X.swift", "--port", "70000")
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains("--port"), "\(outcome.errorText)")
    }

    /// In a copy, whose theme is its own.
    @Test func aChangeOfTheThemeWeavesThePageWithoutRunningAnything() async throws {
        let copy = try InstalledCopy()
        try #require(try await copy.script("install", [copy.prefix.path]).ending == .exited(0))
        let (here, theme) = (copy.folder.path, copy.prefix.appending(path: "share/glassbox/site/theme").path)
        try copy.write(
            """
            //: # T
            import Foundation
            import Notebook
            let count = (try? String(contentsOfFile: "\(here)/runs", encoding: .utf8)) ?? ""
            try (count + "x").write(toFile: "\(here)/runs", atomically: true, encoding: .utf8)
            """, "X.swift")
        try copy.write(
            """
            said() { while kill -0 $child && [ "$(wc -l <'\(here)/said')" -lt "$1" ]; do sleep 0.05; done; }
            : >'\(here)/said'
            glassbox watch '\(here)/X.swift' --site '\(here)/site' >'\(here)/said' 2>'\(here)/errors' & child=$!
            said 1
            echo '/* another look */' >>'\(theme)/report.css'
            sed 's|</main>|<p>woven again</p></main>|' '\(theme)/page.mustache' >'\(here)/new'; mv '\(here)/new' '\(theme)/page.mustache'
            while ! grep -q 'woven again' '\(here)/site/experiments/X/index.html'; do sleep 0.05; done
            said 2
            printf '{{#' >>'\(theme)/page.mustache'
            while ! grep -q 'page.mustache is broken' '\(here)/errors'; do sleep 0.05; done
            kill -INT $child; wait $child
            """, "steps.sh")
        let outcome = try await copy.run("sh '\(here)/steps.sh'")
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let said = try copy.text("said").split(separator: "\n")
        #expect(
            said.count >= 2 && said[0].hasPrefix("done in ") && said.dropFirst().allSatisfy { $0.hasPrefix("woven again in ") })
        #expect(try copy.text("runs") == "x" && copy.text("site/assets/report.css").contains("another look"))
    }
}
