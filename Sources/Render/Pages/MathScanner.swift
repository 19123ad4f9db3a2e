/// Finds formulas between dollars in Markdown. Linear in the length of the source.
struct MathScanner {
    enum Piece {
        /// What is no formula.
        case text(Range<Int>)
        /// The TeX between the dollars.
        case formula(Range<Int>, isDisplayed: Bool)
    }

    private let scalars: [Unicode.Scalar]
    private var position = 0
    /// A formula that was found behind the text that has just been handed out.
    private var found: (piece: Piece, end: Int)?
    /// Where the paragraph ends whose backquotes were looked at last, and by their number the last so many of them in it.
    private var backquotes: (end: Int, last: [Int: Int]) = (0, [:])

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    /// The next piece; nil at the end.
    mutating func next() -> Piece? {
        if let found {
            position = found.end
            self.found = nil
            return found.piece
        }
        guard position < scalars.count else { return nil }
        let start = position
        while position < scalars.count {
            if startsLine, let fence = fenceLength {
                skipFence(fence)
            } else if scalars[position] == "\\" {
                position = min(position + 2, scalars.count)
            } else if scalars[position] == "`" {
                skipCode()
            } else if scalars[position] == "$" {
                guard let formula = formula() else {
                    position += run(of: "$", from: position)
                    continue
                }
                found = formula
                return start < position ? .text(start..<position) : next()
            } else {
                position += 1
            }
        }
        return .text(start..<scalars.count)
    }

    private func run(of scalar: Unicode.Scalar, from start: Int) -> Int {
        scalars[start...].prefix { $0 == scalar }.count
    }

    // MARK: - Code

    private var startsLine: Bool { position == 0 || scalars[position - 1] == "\n" }

    /// Blanks, at most three, and three backquotes or tildes or more: how a fence begins.
    private var fenceLength: Int? {
        let indentation = scalars[position...].prefix(3).prefix { $0 == " " }.count
        let mark = position + indentation
        guard mark < scalars.count, scalars[mark] == "`" || scalars[mark] == "~" else { return nil }
        let length = run(of: scalars[mark], from: mark)
        return length >= 3 ? length : nil
    }

    private mutating func skipFence(_ length: Int) {
        let mark = scalars[position...].first { $0 != " " }
        skipLine()
        while position < scalars.count {
            let isClosing = (fenceLength ?? 0) >= length && scalars[position...].first { $0 != " " } == mark
            skipLine()
            if isClosing { return }
        }
    }

    private mutating func skipLine() {
        while position < scalars.count, scalars[position] != "\n" { position += 1 }
        position = min(position + 1, scalars.count)
    }

    /// Goes behind the code span that opens here; behind the backquotes alone if none does.
    private mutating func skipCode() {
        let length = run(of: "`", from: position)
        position += length
        if position >= backquotes.end { findBackquotes() }
        guard let last = backquotes.last[length], last >= position else { return }
        var end = position
        while end <= last {
            let closing = run(of: "`", from: end)
            end += max(1, closing)
            if closing == length {
                position = end
                return
            }
        }
    }

    /// Looks at the rest of the paragraph once, so that of many runs that nothing closes not every one searches it.
    private mutating func findBackquotes() {
        backquotes = (position, [:])
        while backquotes.end < scalars.count, !isBlankLine(after: backquotes.end) {
            let length = run(of: "`", from: backquotes.end)
            if length > 0 { backquotes.last[length] = backquotes.end }
            backquotes.end += max(1, length)
        }
    }

    // MARK: - Formulas

    /// Whether a line ends here and the next one is blank: a paragraph's end.
    private func isBlankLine(after index: Int) -> Bool {
        guard scalars[index] == "\n" else { return false }
        let next = scalars[(index + 1)...].first { $0 != " " && $0 != "\t" && $0 != "\r" }
        return next == nil || next == "\n"
    }

    /// The formula that opens here, with where it ends.
    private func formula() -> (piece: Piece, end: Int)? {
        let isDisplayed = run(of: "$", from: position) == 2
        guard isDisplayed || run(of: "$", from: position) == 1 else { return nil }
        let width = isDisplayed ? 2 : 1
        let start = position + width
        guard start < scalars.count, isDisplayed || !scalars[start].properties.isWhitespace else { return nil }
        var end = start
        while end < scalars.count, !isBlankLine(after: end) {
            if scalars[end] == "\\" {
                end += 2
            } else if scalars[end] == "$", run(of: "$", from: end) >= width {
                let isClosing = isDisplayed || !closesNothing(at: end)
                guard isClosing, end > start else { return nil }
                return (.formula(start..<end, isDisplayed: isDisplayed), end + width)
            } else {
                end += 1
            }
        }
        return nil
    }

    /// Whether a dollar follows a space or stands before a digit, as prices do.
    private func closesNothing(at index: Int) -> Bool {
        let next = index + 1 < scalars.count ? scalars[index + 1] : " "
        return scalars[index - 1].properties.isWhitespace || ("0"..."9").contains(next)
    }
}
