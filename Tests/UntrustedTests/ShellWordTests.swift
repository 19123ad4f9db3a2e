import Testing
import Untrusted

@Suite struct ShellWordTests {
    @Test(arguments: [
        ("a.csv", "a.csv"), ("site/reports/A_1", "site/reports/A_1"), ("two words", "'two words'"), ("", "''"),
        ("it's; rm", #"'it'\''s; rm'"#), ("$(x)", "'$(x)'"), ("é", "'é'"), ("~/a", "'~/a'"), ("-n=1,2@%+:", "-n=1,2@%+:"),
        ("a\nb", "'a\nb'"),
    ])
    func wordsAreQuotedWhereAShellWouldTakeThemForMore(word: String, written: String) {
        #expect(ShellWord(word).description == written)
    }

    @Test func quotesCanBeAskedFor() {
        #expect(ShellWord(quoted: "plain").description == "'plain'")
    }

    @Test(
        "The word that a text begins with is the one that was written, whatever follows",
        arguments: ["plain", "two words", "it's", "''", "a'b c'd", "a'\u{301}; ls '\u{301}", "e\u{301}"])
    func first(word: String) {
        let written = ShellWord(word).description
        for rest in ["", " --seed 1", " 'more'"] {
            #expect(ShellWord.first(in: (written + rest)[...]).map(String.init) == written)
        }
    }

    @Test("A text may begin with none", arguments: ["", " a", "'open", "'open'\\''", ";ls", "$(ls)"])
    func none(text: String) { #expect(ShellWord.first(in: text[...]) == nil) }
}
