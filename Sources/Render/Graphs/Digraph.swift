/// A directed graph to be drawn from left to right: round nodes, one arrow from each node to each other at most.
public struct Digraph: Sendable, Equatable, Codable {
    /// A state: its name, and what stands in its circle.
    public struct Node: Sendable, Equatable, Codable {
        /// What edges and scripts call it; need not be shown. Any text.
        public var id: String
        /// Top to bottom; any text.
        public var lines: [String]
        public var fill: Colour
        /// Marked by an arrow from nowhere.
        public var isInitial: Bool

        public init(_ id: String, lines: [String], fill: Colour = .white, isInitial: Bool = false) {
            self.id = id
            self.lines = lines
            self.fill = fill
            self.isInitial = isInitial
        }
    }

    /// An arrow between two nodes, named by their ids.
    public struct Edge: Sendable, Equatable, Codable {
        public var from: String
        public var to: String
        public var label: String

        public init(from: String, to: String, label: String) {
            self.from = from
            self.to = to
            self.label = label
        }
    }

    public var nodes: [Node]
    /// Without parallel edges if they were merged.
    public var edges: [Edge]

    /// Above these, nobody could read the graph, and laying it out would take minutes.
    public static let mostNodes = 150
    public static let mostEdges = 300

    /// Edges may come in any number between the same two nodes: they are drawn as one, their labels joined by `separator`,
    /// such as ", " or a line break. Edges from or to an unknown node are dropped.
    public init(nodes: [Node], edges: [Edge], mergingParallelEdgesWith separator: String = ", ") {
        self.nodes = nodes
        self.edges = Self.merged(edges, among: Set(nodes.map(\.id)), separator: separator)
    }

    /// One edge for each pair of nodes, in the order in which the pairs come first; a label said twice is kept once.
    private static func merged(_ edges: [Edge], among ids: Set<String>, separator: String) -> [Edge] {
        struct Ends: Hashable {
            let from: String
            let to: String
        }
        var order: [Ends] = []
        var labels: [Ends: [String]] = [:]
        for edge in edges where ids.contains(edge.from) && ids.contains(edge.to) {
            let ends = Ends(from: edge.from, to: edge.to)
            if labels[ends] == nil { order.append(ends) }
            if labels[ends]?.contains(edge.label) != true { labels[ends, default: []].append(edge.label) }
        }
        return order.map { ends in
            let label = (labels[ends] ?? []).filter { !$0.isEmpty }.joined(separator: separator)
            return Edge(from: ends.from, to: ends.to, label: label)
        }
    }
}
