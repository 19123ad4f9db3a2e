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
}
