/// What the front page tells of reports. What a report says beyond its page is known to whoever makes reports, not here.
package struct ReportSection: Sendable {
    /// What is made of the folders of reports.
    package struct Shelf {
        /// One for each folder.
        let cards: [IndexCard]
        /// What the template `scoreboard.mustache` takes; nil where there is nothing to compare.
        let scoreboard: (any Sendable)?

        package init(cards: [IndexCard], scoreboard: (any Sendable)?) {
            self.cards = cards
            self.scoreboard = scoreboard
        }
    }

    /// Names of pages that have a place of their own, in that order.
    let order: [String]
    let shelf: @Sendable ([PageFolder]) -> Shelf

    package init(order: [String], shelf: @escaping @Sendable ([PageFolder]) -> Shelf) {
        self.order = order
        self.shelf = shelf
    }
}
