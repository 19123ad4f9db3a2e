import Foundation

/// Something an experiment puts on its page: what it is, and a caption that says what to see in it.
///
/// ```swift
/// show(.table(header: ["digit", "carry"], rows: [["0", "0"], ["0", "1"]]), caption: "After 3 + 1, two digits of four.")
/// show(.markdown("What is left over is **carried**."), at: .lead)
/// ```
public struct Exhibit: Sendable, Codable, Equatable {
    public enum Content: Sendable, Codable, Equatable {
        /// Prose made by the experiment.
        case markdown(String)
        /// Text as it is, in a fixed-width face.
        case text(String)
        case code(Code)
        case table(Table)
        case image(Image)
        case callout(Callout)
        /// Several exhibits side by side where there is room.
        case row([Exhibit])
        /// Exhibits behind a title, which a reader may open: what is worth having and not worth everyone's time.
        case fold(String, [Exhibit])
        /// What a script of the theme brings to life.
        case scripted(Scripted)
    }

    public struct Code: Sendable, Codable, Equatable {
        /// A name that Pygments knows: "swift", "python", "json"; "text" for none.
        public let language: String
        public let text: String
        /// A file in the output folder that holds the same text, offered as a link.
        public let file: String?
    }

    public struct Table: Sendable, Codable, Equatable {
        public enum Alignment: String, Sendable, Codable { case left, right, center }
        public let header: [String]
        /// Each as long as the header; a shorter one is filled up with empty cells.
        public let rows: [[String]]
        /// One for each column; missing ones are left.
        public let alignment: [Alignment]
    }

    public struct Image: Sendable, Codable, Equatable {
        /// Where it is, relative to the output folder.
        public let file: String
        /// Size on the page, in CSS pixels, if known.
        public let width: Int?
        public let height: Int?
        /// What the image shows, for those who do not see it.
        public let alt: String
    }

    public struct Callout: Sendable, Codable, Equatable {
        /// What the colour means; the words must say it too.
        public enum Kind: String, Sendable, Codable { case holds, fails, neutral }
        public let kind: Kind
        /// The verdict in words: "formula", "holds", "not checked".
        public let word: String?
        public let title: String
        /// Markdown.
        public let text: String
    }

    public var content: Content
    public var caption: String?
    /// Files to be stored with the exhibit, by path relative to the output folder. Not part of the journal.
    var attachments: [String: Data] = [:]

    enum CodingKeys: CodingKey { case content, caption }

    init(_ content: Content, attachments: [String: Data] = [:]) {
        self.content = content
        self.attachments = attachments
    }

    /// The same exhibit with a caption: one sentence saying what to see.
    public func captioned(_ caption: String?) -> Exhibit {
        var copy = self
        copy.caption = caption ?? self.caption
        return copy
    }
}

extension Exhibit {
    /// Prose that is computed.
    ///
    /// ```swift
    /// show(.markdown("Two states, *one* bit: $h_t \\in \\{0, 1\\}$."))
    /// ```
    public static func markdown(_ text: String) -> Exhibit { Exhibit(.markdown(text)) }

    /// A text as it is.
    ///
    /// ```swift
    /// show(.text("0 1 1 0"), caption: "Shown as it is, in letters of one width.")
    /// ```
    public static func text(_ text: String) -> Exhibit { Exhibit(.text(text)) }

    /// Highlighted code.
    ///
    /// ```swift
    /// show(.code("def f(xs):\n    return xs", language: "python"), caption: "It does nothing.")
    /// ```
    ///
    /// - Parameters:
    ///   - text: the code.
    ///   - language: a name that Pygments knows: "swift", "python", "json"; "text" for none.
    ///   - file: also stores the code under this name in the output folder and offers it as a link.
    /// - Returns: the exhibit.
    public static func code(_ text: String, language: String, file: String? = nil) -> Exhibit {
        let name = file.map(FileName.safe)
        return Exhibit(
            .code(Code(language: language, text: text, file: name)),
            attachments: name.map { [$0: Data(text.utf8)] } ?? [:])
    }

    /// A table of words and numbers.
    ///
    /// ```swift
    /// show(.table(header: ["input", "answer"], rows: [["0", "0"], ["1", "1"]], alignment: [.right, .right]))
    /// ```
    public static func table(header: [String], rows: [[String]], alignment: [Table.Alignment] = []) -> Exhibit {
        Exhibit(.table(Table(header: header, rows: rows, alignment: alignment)))
    }

    /// A PNG, drawn for 2× displays: it is shown at half its size in pixels.
    ///
    /// - Parameters:
    ///   - data: the file's contents.
    ///   - file: its path in the output folder, such as `figures/loss.png`.
    ///   - alt: what it shows, for those who do not see it.
    /// - Returns: the exhibit.
    public static func png(_ data: Data, file: String, alt: String) -> Exhibit {
        let name = FileName.safe(file)
        let size = pixelSize(ofPNG: data)
        return Exhibit(
            .image(Image(file: name, width: size.map { $0.width / 2 }, height: size.map { $0.height / 2 }, alt: alt)),
            attachments: [name: data])
    }

    /// An SVG, shown as an image so that nothing in it can run.
    ///
    /// ```swift
    /// let square = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>"
    /// show(.svg(square, file: "figures/square.svg", alt: "A black square"))
    /// ```
    ///
    /// - Parameters:
    ///   - text: the file's contents.
    ///   - file: its path in the output folder.
    ///   - width: on the page, in CSS pixels; nil for what the SVG states.
    ///   - height: as the width.
    ///   - alt: what it shows, for those who do not see it.
    /// - Returns: the exhibit.
    public static func svg(_ text: String, file: String, width: Int? = nil, height: Int? = nil, alt: String) -> Exhibit {
        let name = FileName.safe(file)
        let stated = viewBoxSize(ofSVG: text)
        return Exhibit(
            .image(Image(file: name, width: width ?? stated?.width, height: height ?? stated?.height, alt: alt)),
            attachments: [name: Data(text.utf8)])
    }

    /// A box for a result that a reader must not miss.
    ///
    /// ```swift
    /// show(.callout(.holds, title: "The sums never fall", text: "Checked at every position."))
    /// ```
    ///
    /// - Parameters:
    ///   - kind: what the colour means.
    ///   - word: the verdict, which says it too; "holds" or "fails" unless given, none for a neutral box.
    ///   - title: one line of Markdown.
    ///   - text: Markdown below it.
    /// - Returns: the exhibit.
    public static func callout(
        _ kind: Callout.Kind, word: String? = nil, title: String, text: String = ""
    ) -> Exhibit {
        let word = word ?? (kind == .neutral ? nil : kind.rawValue)
        return Exhibit(.callout(Callout(kind: kind, word: word, title: title, text: text)))
    }

    /// Several exhibits side by side where there is room, below one another where there is not.
    ///
    /// ```swift
    /// show(.row([.text("before"), .text("after")]))
    /// ```
    public static func row(_ exhibits: [Exhibit]) -> Exhibit {
        Exhibit(.row(exhibits), attachments: attachments(of: exhibits))
    }

    /// Exhibits behind a title, closed until a reader opens them.
    ///
    /// ```swift
    /// show(.fold("All of them", [.text("1 2 3 4 5")]))
    /// ```
    public static func fold(_ title: String, _ exhibits: [Exhibit]) -> Exhibit {
        Exhibit(.fold(title, exhibits), attachments: attachments(of: exhibits))
    }

    static func attachments(of exhibits: [Exhibit]) -> [String: Data] {
        exhibits.reduce(into: [:]) { $0.merge($1.attachments) { old, _ in old } }
    }

    /// Width and height of an SVG's view box, whose unit is a CSS pixel, or nil if it has none.
    private static func viewBoxSize(ofSVG text: String) -> (width: Int, height: Int)? {
        let number = /[0-9]{1,5}(?:\.[0-9]+)?/
        guard let match = text.firstMatch(of: /viewBox="\S+ \S+ (?<width>\S+) (?<height>[^\s"]+)"/),
            match.width.wholeMatch(of: number) != nil, match.height.wholeMatch(of: number) != nil,
            let width = Double(match.width), let height = Double(match.height)
        else { return nil }
        return (Int(width.rounded(.up)), Int(height.rounded(.up)))
    }

    /// Width and height from the header of a PNG, in pixels, or nil if it has none.
    private static func pixelSize(ofPNG data: Data) -> (width: Int, height: Int)? {
        let bytes = [UInt8](data.prefix(24))
        guard bytes.count == 24, bytes[1...3].elementsEqual("PNG".utf8) else { return nil }
        let number = { (start: Int) in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }
}
