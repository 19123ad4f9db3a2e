import Testing
import Untrusted

@Suite struct RepeatedKeyTests {
    @Test(arguments: [
        (#"{"a": 1, "a": 2}"#, "a"), (#"{"a": {"b": [1, {"c": 1, "d": 2, "c": 3}]}}"#, "c"),
        (#"[{"x": 1}, {"x": 1, "x": 1}]"#, "x"),
        // Keys that are written otherwise, and those that Unicode holds to be one.
        (#"{"a": 1, "\u0061": 2}"#, "a"), (#"{"\n": 1, "\u000a": 2}"#, "\n"), (#"{"\ud83d\ude80": 1, "🚀": 2}"#, "🚀"),
        ("{\"\u{E9}\": 1, \"e\u{301}\": 2}", "\u{E9}"), (#"{"": 1, "": 2}"#, ""),
        (#"{"a": "x\"", "b": "\\", "a": 1}"#, "a"),
    ])
    func theFirstIsFound(json: String, key: String) {
        #expect(RepeatedKey.first(in: json.utf8) == key)
    }

    @Test(arguments: [
        #"{"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}]}"#, #"{"a": "a", "b": "a\": \"a"}"#, #"["a", "a", {"a": "b"}]"#,
        "", "{", "}", "]}]}", #"{"a": {}, "b": [], "c": {}}"#, #"{"a": [{"b": 1}, "b", "b"], "b": 1}"#, "1", #"{"a"#,
    ])
    func othersHaveNone(json: String) {
        #expect(RepeatedKey.first(in: json.utf8) == nil)
    }

    /// Linear, also where every character is an escape, or opens a list.
    @Test func longTextsAreReadOnce() {
        let quotes = "\"" + String(repeating: "\\\"", count: 1 << 20)
        #expect(RepeatedKey.first(in: quotes.utf8) == nil)
        #expect(RepeatedKey.first(in: String(repeating: "[", count: 1 << 20).utf8) == nil)
        let keys = (0..<1 << 16).map { "\"k\($0)\": 0" }.joined(separator: ",")
        #expect(RepeatedKey.first(in: "{\(keys), \"k7\": 1}".utf8) == "k7")
    }
}
