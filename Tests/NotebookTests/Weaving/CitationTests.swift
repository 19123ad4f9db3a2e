import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookCitationTests {
    private func citation(_ title: String, facts: [String: String] = [:]) -> Citation {
        Citation(title: title, subtitle: nil, kind: "report", statement: nil, facts: facts)
    }

    @Test func aReportIsCitedWithWhatMadeIt() {
        let text = Citation(
            title: "Parity All", subtitle: "parity of all bits so far", kind: "report", statement: "7 of 7 claims hold",
            facts: ["Command": "glassbox report Parity_All --seed 5", "Seed": "5", "Versions": "Glassbox 0.1.0, Swift 6.3.1"]
        ).bibTeX
        #expect(
            text.hasPrefix(
                """
                @misc{glassbox-parity-all-seed-5,
                  title        = {{Parity All: parity of all bits so far}},
                  howpublished = {Report by Glassbox 0.1.0},
                  note         = {7 of 7 claims hold. Made by: glassbox report Parity\\_All --seed 5},
                }

                @software{glassbox,
                  title   = {{Glassbox}},
                """))
        #expect(text.contains("version = {0.1.0},") && text.contains("@article{michaud2024opening,"))
    }

    /// No brace, command or comment of a title does anything, and none ends the entry.
    @Test func titlesAreWordsToTeX() throws {
        let text = citation("}} \\input{/etc/passwd} % $x_1^2$ #&~ \"\n@misc{").bibTeX
        let first = try #require(text.components(separatedBy: "\n\n").first)
        #expect(
            first.contains(
                "{{\\}\\} \\textbackslash{}input\\{/etc/passwd\\} \\% \\$x\\_1\\textasciicircum{}2\\$ \\#\\&\\textasciitilde{} '' @misc\\{}}"
            ))
        #expect(first.split(separator: "\n").count == 5)
    }

    @Test(arguments: ["漢字", "", "🙂 }", "@{,"])
    func everyPageHasAKey(title: String) {
        #expect(citation(title).bibTeX.hasPrefix("@misc{glassbox,\n"))
        #expect(citation(title, facts: ["Seed": "1},"]).bibTeX.hasPrefix("@misc{glassbox-seed-1,\n"))
    }

    @Test func aVersionThatIsNoneIsNotStated() {
        for stated in ["", "Swift 6", "Glassbox }0.1", "Glassbox"] {
            let text = citation("T", facts: ["Versions": stated]).bibTeX
            #expect(text.contains("{Report by Glassbox}") && !text.contains("version"))
        }
    }

    @Test func kindsAreThoseThatThereAre() {
        #expect(["Report", "Study", "</p>", ""].map(Citation.kind) == ["report", "study", "page", "page"])
    }

    /// Both say the same of the tool and of the paper.
    @Test func itSaysWhatTheTreesCitationSays() throws {
        let stated = try file("CITATION.cff")
        let text = citation("T").bibTeX
        for line in [
            "title: Glassbox", "license: MIT", "- name: Glassbox contributors", "year: 2024",
            "https://arxiv.org/abs/2402.05110",
        ] {
            #expect(stated.contains(line), "\(line)")
        }
        for name in stated.matches(of: /family-names: (\w+)/).map(\.1) where name != "Vukelić" {
            #expect(text.contains("\(name), "), "\(name)")
        }
        #expect(text.contains("{{Glassbox}}") && text.contains("{{Glassbox contributors}}") && text.contains("{MIT}"))
    }

    @Test func filesOfTheTreeStateOneVersion() throws {
        #expect(try file("CITATION.cff").contains("\nversion: \(Installation.version)\n"))
        #expect(try file("python/pyproject.toml").contains("\nversion = \"\(Installation.version)\"\n"))
        #expect(try file("README.md").contains("glassbox-\(Installation.version)-linux-x86_64.tar.gz"))
        #expect(try file("CHANGELOG.md").contains("\n## \(Installation.version), "))
    }

    private func file(_ path: String) throws -> String {
        try String(contentsOf: .shippedTheme.appending(path: "../..").appending(path: path), encoding: .utf8)
    }
}
