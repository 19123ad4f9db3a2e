import CGraphviz

/// A directed graph that somebody wrote in Graphviz's language, as Graphviz's own parser reads it; nothing is drawn.
public struct ParsedDigraph: Sendable, Equatable {
    public struct Node: Sendable, Equatable {
        public let name: String
        /// Empty where there is none, as are the others.
        public let label: String
        public let shape: String
        public let style: String
        public let peripheries: String
    }

    /// Indices of nodes.
    public struct Edge: Sendable, Equatable {
        public let from: Int
        public let to: Int
        public let label: String
    }

    /// Why a text is no such graph, as a clause.
    public struct Refusal: Error, Sendable, Equatable {
        /// From 1, where it is known.
        public let line: Int?
        public let reason: String
    }

    /// In the order in which the text first names them.
    public let nodes: [Node]
    /// In the order of the text.
    public let edges: [Edge]

    /// - Parameter text: anyone's. Only one plain graph is handed to Graphviz: braces within it could ask for the product of two sets of
    ///   nodes as edges, and what is never closed would leave its scanner waiting for the end in the next text.
    /// - Throws: `Refusal`.
    /// - Complexity: O(n log n) in the length of the text.
    public init(dot text: String) throws(Refusal) {
        try DOTScan(text).check()
        self = try Graphviz.parsed(text)
    }

    fileprivate init(nodes: [Node], edges: [Edge]) { (self.nodes, self.edges) = (nodes, edges) }
}

extension Graphviz {
    /// Reads a graph.
    fileprivate static func parsed(_ text: String) throws(ParsedDigraph.Refusal) -> ParsedDigraph {
        let graph = alone { () -> Result<ParsedDigraph, ParsedDigraph.Refusal> in
            guard let graph = agmemread(text) else {
                let said = complaint
                let line = said.firstMatch(of: /line (\d+)/).flatMap { Int($0.1) }
                return .failure(.init(line: line, reason: said.isEmpty ? "Graphviz does not understand it" : said))
            }
            defer { agclose(graph) }
            return .success(read(graph))
        }
        return try graph.get()
    }

    private static func read(_ graph: UnsafeMutablePointer<Agraph_t>) -> ParsedDigraph {
        var nodes: [ParsedDigraph.Node] = []
        var numbers: [UnsafeMutablePointer<Agnode_t>: Int] = [:]
        var node = agfstnode(graph)
        while let current = node {
            numbers[current] = nodes.count
            nodes.append(
                .init(
                    name: agnameof(current).map { String(cString: $0) } ?? "", label: attribute("label", of: current),
                    shape: attribute("shape", of: current), style: attribute("style", of: current),
                    peripheries: attribute("peripheries", of: current)))
            node = agnxtnode(graph, current)
        }
        var edges: [(place: UInt32, edge: ParsedDigraph.Edge)] = []
        for (current, number) in numbers {
            var edge = agfstout(graph, current)
            while let out = edge {
                if let to = numbers[out.pointee.node] {
                    let place = out.pointee.base.tag.seq
                    edges.append((place, .init(from: number, to: to, label: attribute("label", of: out))))
                }
                edge = agnxtout(graph, out)
            }
        }
        return ParsedDigraph(nodes: nodes, edges: edges.sorted { $0.place < $1.place }.map(\.edge))
    }

    private static func attribute(_ name: String, of object: UnsafeMutableRawPointer) -> String {
        var name = Array(name.utf8CString)
        return agget(object, &name).map { String(cString: $0) } ?? ""
    }
}

/// Looks over a text in Graphviz's language for what Graphviz is not to be handed.
private struct DOTScan {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    init(_ text: String) { bytes = Array(text.utf8) }

    consuming func check() throws(ParsedDigraph.Refusal) {
        var (depth, graphs) = (0, 0)
        var head: [String] = []
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "\""): try skip(to: "\"", "a quote is opened and never closed")
            case UInt8(ascii: "/") where follows("*"): try skip(to: "*/", "a comment is opened and never closed")
            case UInt8(ascii: "/") where follows("/"), UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "<"): throw refusal("there is an HTML label, or a “<” outside of quotes")
            case UInt8(ascii: "{"):
                (depth, graphs) = (depth + 1, graphs + 1)
                guard depth == 1, graphs == 1 else { throw refusal("there is a second pair of braces, as of a subgraph") }
            case UInt8(ascii: "}"): depth -= 1
            case _ where Self.isLetter(byte):
                let word = word()
                if graphs == 0 { head.append(word.lowercased()) }
                continue
            default: break
            }
            advance()
        }
        guard graphs == 1, depth == 0 else { throw refusal("the braces of the graph are not closed, or there is none") }
        guard head.first == "digraph" else { throw refusal("it does not begin with “digraph”") }
    }

    private func refusal(_ reason: String) -> ParsedDigraph.Refusal { .init(line: line, reason: reason) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || byte == 95 || byte >= 128
    }

    private func follows(_ text: String) -> Bool { bytes[(place + 1)...].starts(with: text.utf8) }

    private mutating func advance() {
        if bytes[place] == 0x0A { line += 1 }
        place += 1
    }

    private mutating func word() -> String {
        let start = place
        while place < bytes.count, Self.isLetter(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place].prefix(20), as: UTF8.self)
    }

    private mutating func skipLine() {
        while place + 1 < bytes.count, bytes[place + 1] != 0x0A { place += 1 }
    }

    /// To the last byte of `end`; within quotes a backslash keeps one from ending them.
    private mutating func skip(to end: String, _ reason: String) throws(ParsedDigraph.Refusal) {
        let start = line
        let isQuote = end == "\""
        if !isQuote { advance() }
        while place + 1 < bytes.count {
            advance()
            if isQuote, bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count {
                advance()
            } else if bytes[place...].starts(with: end.utf8) {
                place += end.utf8.count - 1
                return
            }
        }
        throw .init(line: start, reason: reason)
    }
}
