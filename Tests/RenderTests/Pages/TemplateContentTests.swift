import Foundation
import Testing

import Render

@Suite struct PagesTemplateContentTests {
    private struct Outer {
        struct Inner {
            let word: String
            let note: String?
        }

        let title: String
        let isGood: Bool
        let count: Int
        let none: String?
        let some: SafeHTML?
        let inner: [Inner]
        let any: (any Sendable)?
    }

    @Test func structsAreFieldsByName() throws {
        let outer = Outer(
            title: "t", isGood: false, count: 3, none: nil, some: SafeHTML(trusted: "<b>"),
            inner: [.init(word: "a", note: nil), .init(word: "b", note: "n")], any: Outer.Inner(word: "c", note: nil))
        let plain = try #require(TemplateContent.plain(outer) as? [String: Any])
        #expect(plain.keys.sorted() == ["any", "count", "inner", "isGood", "some", "title"])
        #expect(plain["title"] as? String == "t" && plain["isGood"] as? Bool == false && plain["count"] as? Int == 3)
        #expect((plain["some"] as? SafeHTML)?.html == "<b>" && (plain["any"] as? [String: Any])?["word"] as? String == "c")
        #expect((plain["inner"] as? [Any])?.compactMap { ($0 as? [String: Any])?["note"] as? String } == ["n"])
    }

    private struct Part: TemplateFields {
        let templateFields: [String: any Sendable] = ["word": "w", "isGood": true]
    }

    @Test func aPartMaySayItsFieldsItself() throws {
        let parts = try #require(TemplateContent.plain([Part(), Part()]) as? [Any])
        #expect(parts.count == 2 && parts.allSatisfy { ($0 as? [String: Any])?["word"] as? String == "w" })
    }

    @Test func nothingIsNothing() {
        #expect(TemplateContent.plain(Optional<Int>.none as Any) == nil)
        #expect((TemplateContent.plain(["a": Optional<Int>.none, "b": 1] as [String: Any?]) as? [String: Any])?.count == 1)
    }
}
