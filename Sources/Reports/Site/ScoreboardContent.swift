/// The scoreboard as the template `index.mustache` takes it: a strip of cells a system, and a table of all tasks.
struct ScoreboardContent: Sendable {
    struct Cell: Sendable {
        let x: Int
        let tone: String
        let title: String
    }

    struct Row: Sendable {
        let name: String
        let criterion: String
        let source: String
        let solved: Int
        let isOurs: Bool
        let label: String
        let cells: [Cell]
    }

    struct TaskLine: Sendable {
        let name: String
        let words: [Word]
    }

    struct Word: Sendable {
        let text: String
        let tone: String
    }

    /// From one cell of a strip to the next, and the width of all, in units of the drawing.
    private static let pitch = 10

    let headline: String
    let breakdown: String
    let comparison: String
    let rows: [Row]
    let tasks: [TaskLine]
    let count: Int
    let width: Int

    init(_ scoreboard: Scoreboard) {
        headline = scoreboard.headline
        breakdown = scoreboard.breakdown
        comparison = scoreboard.comparison
        count = scoreboard.tasks
        width = Self.pitch * scoreboard.tasks
        rows = scoreboard.rows.map { row in
            Row(
                name: row.name, criterion: row.criterion, source: row.source, solved: row.solved, isOurs: row.isOurs,
                label: "\(row.name): \(row.solved) of \(scoreboard.tasks) tasks solved",
                cells: row.entries.enumerated().map { index, entry in
                    Cell(
                        x: Self.pitch * index, tone: Self.tone(entry),
                        title: "\(entry.title): \(entry.word)")
                })
        }
        tasks = scoreboard.rows[0].entries.indices.map { index in
            TaskLine(
                name: scoreboard.rows[0].entries[index].title,
                words: scoreboard.rows.map { Word(text: $0.entries[index].word, tone: Self.tone($0.entries[index])) })
        }
    }

    private static func tone(_ entry: Scoreboard.Entry) -> String {
        entry.isSolved ? entry.word == "table" ? "on table" : "on" : "off"
    }
}
