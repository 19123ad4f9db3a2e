/// What the front page tells of reports. What a report says beyond its page is known to whoever makes reports, not here.
package struct ReportSection: Sendable {
    /// What is made of the folders of reports.
    package struct Shelf {
        /// One for each folder.
        let entries: [IndexEntry]
        /// What the template `scoreboard.mustache` takes; nil where there is nothing to compare.
        let scoreboard: (any Sendable)?

        package init(entries: [IndexEntry], scoreboard: (any Sendable)?) {
            self.entries = entries
            self.scoreboard = scoreboard
        }
    }

    /// Names of pages that have a place of their own, in that order.
    let order: [String]
    let shelf: @Sendable ([PageFolder]) async throws -> Shelf

    package init(order: [String], shelf: @escaping @Sendable ([PageFolder]) async throws -> Shelf) {
        self.order = order
        self.shelf = shelf
    }
}
