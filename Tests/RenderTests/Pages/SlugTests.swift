import Render
import Testing

@Suite struct PagesSlugTests {
    @Test(arguments: [
        ("Look *inside*!", Int.max, "look-inside"), ("漢字 & <b>", .max, "漢字-b"), ("!!!", .max, ""), ("", .max, ""),
        ("one two three", 8, "one-two"), ("abcdefgh", 4, "abcd"), ("ab cdefgh", 4, "ab"), ("a\"\u{301}b", .max, "a-b"),
    ])
    func wordsBecomePartOfAnAddress(words: String, most: Int, slug: String) {
        #expect(Slug.of(words, most: most) == slug)
    }
}
