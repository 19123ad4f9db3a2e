import Foundation
@testable import Render

extension FuzzTarget {
    /// Prose with formulas.
    static let markdown = FuzzTarget(name: "markdown", form: .bytes) { data in
        let text = String(decoding: data, as: UTF8.self)
        var markdown = Markdown(reserved: ["top"])
        let first = markdown.render(text) { SafeHTML(escaping: $0.text) }
        let second = markdown.render(text)
        let ids = (first.headings + second.headings).map(\.id)
        demand(Set(ids).count == ids.count, "no two headings have the same id")
        for rendering in [first, second] {
            demand(!rendering.html.html.lowercased().contains("<script"), "no script comes from prose")
            demand(!rendering.html.html.contains("href=\"javascript:"), "no link runs anything")
        }
        _ = markdown.inline(text)
        _ = Markdown.snippets(in: text)
    }
}
