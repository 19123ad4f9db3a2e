/// Where on the page a value goes.
///
/// ```swift
/// show("Yes.", at: .lead)
/// ```
public enum Placement: Sendable {
    /// Under the cell that shows it.
    case here
    /// At the head of the page, under the title: the answer first.
    case lead
}

/// Puts a value under the cell that this line stands in.
///
/// ```swift
/// show(ClaimsTable(result.claims), caption: "Each is a statement with its check.")
/// ```
///
/// - Parameters:
///   - value: anything `Showable`.
///   - caption: one sentence that says what to see.
///   - place: `.lead` for the head of the page.
///   - line: the line that says which cell; leave it out.
public func show(_ value: some Showable, caption: String? = nil, at place: Placement = .here, line: Int = #line) {
    let exhibit: Exhibit
    do {
        exhibit = try value.exhibit
    } catch {
        exhibit = .callout(.fails, title: "This could not be drawn", text: "\(error)")
    }
    show(exhibit, caption: caption, at: place, line: line)
}

/// Puts an exhibit under the cell that this line stands in: `show(.table(header: …, rows: …))`.
///
/// ```swift
/// show(.table(header: ["n", "n²"], rows: (1...3).map { ["\($0)", "\($0 * $0)"] }), caption: "Squares.")
/// ```
///
/// - Parameters:
///   - exhibit: what to show.
///   - caption: one sentence that says what to see.
///   - place: `.lead` for the head of the page.
///   - line: the line that says which cell; leave it out.
public func show(_ exhibit: Exhibit, caption: String? = nil, at place: Placement = .here, line: Int = #line) {
    let exhibit = exhibit.captioned(caption)
    guard Recorder.shared.isRecording else { return Swift.print(exhibit.terminalText) }
    Recorder.shared.take(exhibit, place: place == .lead ? .lead : .here, line: line)
}

/// Prints as Swift's own `print` does, and on the page under the cell that is running.
///
/// It has the very signature of Swift's, which it hides only so: a parameter more, and the compiler would choose Swift's.
///
/// ```swift
/// print("The minimal machine has", machine.minimal.stateCount, "states.")
/// ```
///
/// - Parameters:
///   - items: what to print.
///   - separator: what goes between two items.
///   - terminator: what goes after the last.
public func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
    let text = items.map { "\($0)" }.joined(separator: separator) + terminator
    guard Recorder.shared.isRecording else { return Swift.print(text, terminator: "") }
    Recorder.shared.take(printed: text)
}

/// Tells whoever waits what is being done.
///
/// ```swift
/// for number in 1...3 { progress("trying \(number)", fraction: Double(number) / 3) }
/// ```
///
/// - Parameters:
///   - text: a few words.
///   - fraction: how much of it is done, 0 to 1, if known.
public func progress(_ text: String, fraction: Double? = nil) {
    Recorder.shared.take(doing: text, fraction: fraction)
}

/// Says that a cell is about to run. Written into an experiment before it is compiled; not for use by hand.
///
/// - Parameters:
///   - number: the cell's number, from 0.
///   - code: the fingerprint of all code that can decide on what it computes.
public func beginCell(_ number: Int, code: String) {
    Recorder.shared.begin(cell: number, code: code)
}

/// Says that the last cell has run. Written into an experiment before it is compiled; not for use by hand.
public func endExperiment() {
    Recorder.shared.end()
}
