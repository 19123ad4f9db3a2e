/// What the folders of a site hold.
struct SiteContents {
    let reports: [IndexEntry]
    let experiments: [IndexEntry]
    /// Of two subjects.
    let comparisons: [IndexEntry]
    /// What the template `scoreboard.mustache` takes; nil where there is nothing to compare.
    let scoreboard: (any Sendable)?

    var isEmpty: Bool { reports.isEmpty && experiments.isEmpty && comparisons.isEmpty }
}
