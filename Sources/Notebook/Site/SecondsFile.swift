import Foundation

/// `seconds.js`: how long cells and stages took, for the script that draws it.
///
/// In a file of its own, so that the page has the same bytes after every run; a script and no JSON, because a page that is
/// opened from disk may read no files.
struct SecondsFile: Encodable {
    static let name = "seconds.js"

    /// By the cell's place on the page.
    private(set) var cells: [String: Double] = [:]
    private(set) var stages: [String: Double] = [:]

    init(_ events: [Journal.Event]) {
        for event in events {
            switch event {
            case .took(let cell, let seconds): cells[CellPlace.name(of: cell)] = Self.rounded(seconds)
            case .timed(let stage, let seconds): stages[stage] = Self.rounded(seconds)
            default: break
            }
        }
    }

    /// To the millisecond: what is beyond is noise. Nil for what is not finite, which a script could not draw.
    private static func rounded(_ seconds: Double) -> Double? {
        let rounded = (seconds * 1000).rounded() / 1000
        return rounded.isFinite ? rounded : nil
    }

    /// The file's contents. A stage's name may hold anything: `<` is written so that it can end no script.
    var script: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let json = String(decoding: try encoder.encode(self), as: UTF8.self).replacing("<", with: "\\u003C")
            return Data("window.glassboxSeconds = \(json);\n".utf8)
        }
    }
}
