import Foundation

/// A matrix as coloured cells: blue below zero, white at zero, orange above; with numbers where they fit.
public struct HeatMap: Sendable, Equatable, Codable {
    /// Row by row, from the top. NaN cells are grey; rows may differ in length.
    public var values: [[Double]]
    /// One for each row or column, in order; missing ones are left out.
    public var rowLabels: [String]
    public var columnLabels: [String]
    /// Above the matrix: "W_h before".
    public var title: String

    public init(_ values: [[Double]], rowLabels: [String] = [], columnLabels: [String] = [], title: String = "") {
        self.values = values
        self.rowLabels = rowLabels
        self.columnLabels = columnLabels
        self.title = title
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        values = try container.decode([[Double?]].self, forKey: .values).map { $0.map { $0 ?? .nan } }
        rowLabels = try container.decode([String].self, forKey: .rowLabels)
        columnLabels = try container.decode([String].self, forKey: .columnLabels)
        title = try container.decode(String.self, forKey: .title)
    }

    /// JSON has no NaN: a value that is not finite is written as null and read back as NaN.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(values.map { $0.map { $0.isFinite ? $0 : nil } }, forKey: .values)
        try container.encode(rowLabels, forKey: .rowLabels)
        try container.encode(columnLabels, forKey: .columnLabels)
        try container.encode(title, forKey: .title)
    }

    private enum CodingKeys: CodingKey { case values, rowLabels, columnLabels, title }

    var isEmpty: Bool { rowCount == 0 || columnCount == 0 }
    var rowCount: Int { values.count }
    var columnCount: Int { values.map(\.count).max() ?? 0 }
    /// The largest absolute value that is finite; 0 if there is none.
    var limit: Double { values.joined().lazy.filter(\.isFinite).map(abs).max() ?? 0 }
}
