import Untrusted

/// A page's folder, as the front page finds it.
package struct PageFolder: Sendable {
    package let contents: UntrustedFolder
    /// Without what marks a failed run.
    package let name: String
    /// Relative to the front page.
    package let link: String
    package let hasFailed: Bool

    /// What its page says of itself; nil where that cannot be read.
    package var summary: PageSummary? {
        guard let data = try? contents.contents(of: PageSummary.fileName, most: PageSummary.largest) else { return nil }
        return try? PageSummary(publishedJSON: data)
    }
}
