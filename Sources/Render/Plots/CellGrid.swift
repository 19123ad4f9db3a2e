/// A table of coloured cells, each with a short text where there is room for it; what colour and text mean, its owner says.
public struct CellGrid: Sendable, Equatable, Codable {
    public struct Cell: Sendable, Equatable, Codable {
        public var text: String
        public var fill: Colour

        public init(_ text: String, fill: Colour) {
            self.text = text
            self.fill = fill
        }
    }

    /// A row's name and the colour that stands for it.
    public struct Row: Sendable, Equatable, Codable {
        public var label: String
        public var colour: Colour
        public var cells: [Cell]

        public init(_ label: String, colour: Colour, cells: [Cell]) {
            self.label = label
            self.colour = colour
            self.cells = cells
        }
    }

    public var rows: [Row]
    public var columnLabels: [String]
    /// What rows and columns are.
    public var rowTitle: String
    public var columnTitle: String

    public init(rows: [Row], columnLabels: [String], rowTitle: String, columnTitle: String) {
        self.rows = rows
        self.columnLabels = columnLabels
        self.rowTitle = rowTitle
        self.columnTitle = columnTitle
    }
}
