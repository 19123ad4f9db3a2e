import Foundation
import Untrusted

/// A Swift file read as an article: prose and cells of code, in order.
public struct LiterateDocument: Sendable, Equatable {
    /// Markdown between two cells.
    public struct Prose: Sendable, Equatable {
        public let text: String
        /// Line numbers from 1, first and last.
        public let lines: ClosedRange<Int>
    }

    /// The code between two pieces of prose.
    public struct Cell: Sendable, Equatable {
        /// How the page shows the code; what the cell produces is shown in any case.
        public enum Display: String, Sendable { case shown, folded, hidden }
        /// From 0, in order.
        public let number: Int
        /// Whole lines, without blank ones at either end.
        public let code: String
        /// Line numbers from 1, first and last.
        public let lines: ClosedRange<Int>
        public let display: Display
    }

    public enum Piece: Sendable, Equatable {
        case prose(Prose)
        case cell(Cell)
    }

    /// What the file is called in messages.
    public let file: String
    /// The words of the first `#` heading, as Markdown.
    public let title: String
    public let pieces: [Piece]

    public var cells: [Cell] {
        pieces.compactMap { if case .cell(let cell) = $0 { cell } else { nil } }
    }

    /// The cell whose lines take in `line`.
    public func cell(at line: Int) -> Cell? {
        cells.first { $0.lines.contains(line) }
    }

    /// Reads an article out of Swift source.
    ///
    /// - Parameters:
    ///   - source: the text of the file.
    ///   - file: what to call it in messages.
    /// - Throws: `Refusal` naming the line, if the markup is malformed, the title is missing, or nothing is there.
    public init(source: String, file: String) throws {
        guard source.contains(where: { !$0.isWhitespace }) else {
            throw Refusal(.badInput, "\(file) is empty; start it with: glassbox new <name>")
        }
        var reader = PieceReader(source: PlainText.withPlainLineEnds(source), file: file)
        pieces = try reader.read()
        guard let title = Self.title(of: pieces) else {
            throw Refusal(
                .badInput,
                "\(file) has no title; begin it with a block of prose such as /*: # What this experiment shows */")
        }
        self.file = file
        self.title = title
    }

    private static func title(of pieces: [Piece]) -> String? {
        for case .prose(let prose) in pieces {
            for line in prose.text.split(separator: "\n") where line.hasPrefix("# ") {
                let words = line.dropFirst(2).trimmingCharacters(in: .whitespaces)
                if !words.isEmpty { return words }
            }
        }
        return nil
    }
}

/// Cuts a source into prose and cells at its markup.
private struct PieceReader {
    let file: String
    private let bytes: [UInt8]
    private let source: String
    /// The offset at which each line starts.
    private let lineStarts: [Int]
    private var pieces: [LiterateDocument.Piece] = []
    private var cellCount = 0
    private var display = LiterateDocument.Cell.Display.shown
    /// The run of `//:` lines being read, which is one piece, so that a paragraph or a table may span them.
    private var run: (lines: [String], first: Int)?

    init(source: String, file: String) {
        self.file = file
        self.source = source
        let bytes = Array(source.utf8)
        self.bytes = bytes
        lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    mutating func read() throws -> [LiterateDocument.Piece] {
        let markup: [MarkupScanner.Markup]
        do {
            markup = try MarkupScanner.scan(source)
        } catch {
            throw Refusal(
                .badInput,
                "\(file):\(line(at: error.offset)): the prose that opens here with /*: is never closed; end it with */")
        }
        var end = 0
        for piece in markup {
            addCell(end..<piece.range.lowerBound)
            switch piece.kind {
            case .block:
                endRun()
                addProse(
                    Self.dedented(text(piece.range).dropFirst(3).dropLast(2)),
                    lines: line(at: piece.range.lowerBound)...line(at: piece.range.upperBound - 1))
            case .line: try addLine(piece.range)
            }
            end = piece.range.upperBound
        }
        addCell(end..<bytes.count)
        endRun()
        return pieces
    }

    private func line(at offset: Int) -> Int {
        // The number of lines that start at or before the offset, by bisection.
        var low = 0
        var high = lineStarts.count
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private mutating func addCell(_ range: Range<Int>) {
        let blank: (UInt8) -> Bool = { [0x20, 0x09, 0x0A].contains($0) }
        guard let first = range.first(where: { !blank(bytes[$0]) }), let last = range.last(where: { !blank(bytes[$0]) })
        else { return }
        endRun()
        let firstLine = line(at: first)
        // Code may follow the */ on its line: spaces keep its columns as they are in the file.
        let start = max(lineStarts[firstLine - 1], range.lowerBound)
        let padding = String(repeating: " ", count: start - lineStarts[firstLine - 1])
        pieces.append(
            .cell(
                .init(
                    number: cellCount, code: padding + text(start..<last + 1), lines: firstLine...line(at: last),
                    display: display)))
        cellCount += 1
        display = .shown
    }

    private mutating func addLine(_ range: Range<Int>) throws {
        let number = line(at: range.lowerBound)
        let words = text(range).dropFirst(3).trimmingCharacters(in: .whitespaces)
        if words.wholeMatch(of: /@[A-Za-z-]+/) != nil {
            endRun()
            display = try Self.directive(words, at: "\(file):\(number)")
            return
        }
        // One blank after the mark belongs to it; more is Markdown's.
        let marked = text(range).dropFirst(3)
        let content = String(marked.first == " " ? marked.dropFirst() : marked)
        if let run, run.first + run.lines.count == number {
            self.run?.lines.append(content)
        } else {
            endRun()
            run = ([content], number)
        }
    }

    private mutating func endRun() {
        guard let run else { return }
        self.run = nil
        addProse(run.lines.joined(separator: "\n"), lines: run.first...run.first + run.lines.count - 1)
    }

    private static func directive(_ name: String, at place: String) throws -> LiterateDocument.Cell.Display {
        switch name {
        case "@hide": return .hidden
        case "@fold": return .folded
        default:
            throw Refusal(.badInput, "\(place): there is no directive \(name); expected //: @hide or //: @fold")
        }
    }

    private mutating func addProse(_ text: String, lines: ClosedRange<Int>) {
        pieces.append(.prose(.init(text: text, lines: lines)))
    }

    /// Takes away the indentation that all lines share, which would otherwise make Markdown code of them.
    private static func dedented(_ text: Substring) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = lines.removeFirst().drop { $0 == " " || $0 == "\t" }
        let indentation =
            lines.filter { $0.contains { !$0.isWhitespace } }.map { $0.prefix { $0 == " " || $0 == "\t" }.count }.min() ?? 0
        let rest = lines.map { $0.dropFirst(min(indentation, $0.prefix { $0 == " " || $0 == "\t" }.count)) }
        return ([first] + rest).joined(separator: "\n").trimmingCharacters(in: .newlines)
    }
}
