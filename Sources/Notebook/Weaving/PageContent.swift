import Render

/// What the template `page.mustache` is filled with. Strings are escaped by the template, `SafeHTML` is not.
struct PageContent {
    struct Entry {
        let id: String
        let text: String
        let isSub: Bool
    }

    struct Fact {
        let label: String
        let value: String
    }

    /// A piece of the article: prose or a cell.
    struct Piece {
        var prose: SafeHTML?
        var cell: Cell?
    }

    struct Cell {
        let id: String
        /// What the file of seconds calls it, as links of earlier versions do.
        let place: String
        let code: SafeHTML?
        let isFolded: Bool
        let didNotRun: Bool
        let exhibits: [ExhibitContent]
        let failure: Failure?
    }

    struct Failure {
        let reason: String
        /// "line 12 of X.swift", if the line is known.
        let place: String?
        /// The text of that line.
        let source: String?
        /// What the compiler said, if it is what failed.
        let messages: String?
    }

    struct Cited {
        let kind: String
        let bibTeX: String
    }

    let head: PageHead
    let title: String
    let subtitle: SafeHTML?
    let kicker: String
    /// The way from the page to the top of the site.
    let root: String
    let hasFailed: Bool
    /// Whether nothing ran at all.
    let isUncompiled: Bool
    let hasMath: Bool
    let contents: [Entry]
    let hasContents: Bool
    let lead: [ExhibitContent]
    let hasLead: Bool
    let pieces: [Piece]
    let facts: [Fact]
    let files: [String]
    let hasFiles: Bool
    let citation: Cited
}

/// An exhibit as the template `exhibit.mustache` takes it: exactly one of the optionals is there.
struct ExhibitContent {
    struct Code {
        let html: SafeHTML
        let file: String?
    }

    struct Table {
        struct Cell: TemplateFields {
            let text: String
            let alignment: String
            let isCode: Bool

            var templateFields: [String: any Sendable] { ["text": text, "alignment": alignment, "isCode": isCode] }
        }
        let header: [Cell]
        let rows: [[Cell]]
    }

    struct Image {
        let file: String
        let alt: String
        let size: SafeHTML
        let isWide: Bool
    }

    struct Callout {
        let kind: String
        /// The verdict in words, so that the colour is not alone in saying it.
        let word: String?
        let title: SafeHTML
        let html: SafeHTML
    }

    struct Row {
        let members: [ExhibitContent]
        /// Not `figureCaption`: members without a caption of their own would look that up here.
        let rowCaption: SafeHTML?
    }

    struct Fold {
        let summary: SafeHTML
        let members: [ExhibitContent]
    }

    struct Scripted {
        let name: String
        /// JSON, made safe to stand in a `script` element.
        let data: SafeHTML
        let diagram: SafeHTML?
        let standIn: [ExhibitContent]
        /// Not `figureCaption`, for the same reason as a row's.
        let scriptedCaption: SafeHTML?
    }

    var markdown: SafeHTML?
    var text: String?
    var note: String?
    var code: Code?
    var table: Table?
    var image: Image?
    var callout: Callout?
    var row: Row?
    var fold: Fold?
    var scripted: Scripted?
    var figureCaption: SafeHTML?
}
