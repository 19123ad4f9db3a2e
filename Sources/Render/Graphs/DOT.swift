import Untrusted

extension Digraph {
    /// The graph in Graphviz's language, from left to right; the same graph gives the same text.
    ///
    /// Nodes are called `state-<id>`, where what is neither letter nor digit in an id is written as `_hex_`.
    ///
    /// - Returns: A whole file, to be fed to `dot`.
    public func dot() -> String { dot(prefix: nil) }

    /// With a prefix, nodes and edges also carry the ids that they will have in a page.
    func dot(prefix: String?) -> String {
        var lines = ["digraph {"] + attributes.map { "    " + $0 }
        lines += nodes.flatMap { statements(for: $0, prefix: prefix) }
        let backbone = isCrowded ? self.backbone : nil
        lines += edges.enumerated().map { index, edge in
            statement(for: edge, ranks: backbone?.contains(index) ?? true, prefix: prefix)
        }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    /// The name of a node in DOT, and the end of its id in a page.
    static func name(of id: String) -> String { "state-" + DOT.identifier(id) }

    static func name(of edge: Edge) -> String { "edge-\(DOT.identifier(edge.from))-\(DOT.identifier(edge.to))" }

    private var attributes: [String] {
        // Graphviz does not inherit fonts: graph, nodes and edges each need their own.
        let font = "fontname=\(DOT.quoted("Helvetica, Arial, sans-serif")), fontcolor=\"\(Colour.ink.hex)\""
        let line = "color=\"#6b7480\""
        let bounded = isCrowded ? ", nslimit=2, mclimit=0.5" : ""
        return [
            "graph [rankdir=LR, bgcolor=transparent, pad=0.1, nodesep=0.35, ranksep=0.55\(bounded), \(font), fontsize=13]",
            "node [shape=circle, style=filled, \(line), penwidth=1.2, margin=\"0.05,0.05\", width=0.6, \(font), fontsize=13]",
            "edge [\(line), penwidth=1.2, arrowsize=0.7, \(font), fontsize=12]",
        ]
    }

    private func statements(for node: Node, prefix: String?) -> [String] {
        let name = Self.name(of: node.id)
        let label = DOT.label(node.lines.joined(separator: "\n"))
        // A circle around a long line would be a balloon.
        let isLong = node.lines.contains { $0.count > 7 }
        let shape = isLong ? ", shape=ellipse" : ""
        let colours = "fillcolor=\"\(node.fill.hex)\", fontcolor=\"\(node.fill.textColour.hex)\""
        let statement = "    \"\(name)\" [label=\(label), \(colours)\(shape)\(Self.id(prefix, name))];"
        guard node.isInitial else { return [statement] }
        let start = "start-" + DOT.identifier(node.id)
        return [
            "    \"\(start)\" [shape=point, style=invis, label=\"\", width=0.01, height=0.01\(Self.id(prefix, start))];",
            statement,
            "    \"\(start)\" -> \"\(name)\" [weight=10, minlen=1\(Self.id(prefix, "edge-" + start))];",
        ]
    }

    private func statement(for edge: Edge, ranks: Bool, prefix: String?) -> String {
        // dot makes room for labels by adding nodes, and its time explodes with them; an xlabel goes where there is room.
        // (Never constraint=false beside a label: on edges within a rank, that makes Graphviz 2 free memory twice.)
        let attribute = (ranks ? "" : "constraint=false, ") + (isCrowded ? "xlabel" : "label")
        let label = "\(attribute)=\(DOT.label(edge.label.isEmpty ? "" : Self.padded(edge.label)))"
        let id = Self.id(prefix, Self.name(of: edge))
        return "    \"\(Self.name(of: edge.from))\" -> \"\(Self.name(of: edge.to))\" [\(label)\(id)];"
    }

    /// Graphviz sets labels tight against their edges.
    private static func padded(_ label: String) -> String {
        label.split(separator: "\n", omittingEmptySubsequences: false).map { " \($0) " }.joined(separator: "\n")
    }

    private static func id(_ prefix: String?, _ name: String) -> String {
        prefix.map { ", id=\"\(DOT.identifier($0))-\(name)\"" } ?? ""
    }

    /// Whether dot would take seconds to minutes if it had to make room for every label and heed every edge.
    private var isCrowded: Bool { nodes.count > 40 || edges.count > 150 }

    /// Indices of edges that reach every node on a shortest way from the initial ones: enough to say who stands where.
    private var backbone: Set<Int> {
        let outgoing = Dictionary(grouping: edges.indices) { edges[$0].from }
        var backbone: Set<Int> = []
        var reached: Set<String> = []
        for root in nodes.filter(\.isInitial) + nodes {
            guard reached.insert(root.id).inserted else { continue }
            var queue = [root.id][...]
            while let node = queue.popFirst() {
                for index in outgoing[node] ?? [] where reached.insert(edges[index].to).inserted {
                    backbone.insert(index)
                    queue.append(edges[index].to)
                }
            }
        }
        return backbone
    }
}

/// How text must be written so that Graphviz shows it as it is, whatever it says.
enum DOT {
    /// ASCII letters and digits as they are, all else as `_hex_`: no two texts give the same identifier.
    static func identifier(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let isPlain = scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            return isPlain ? String(scalar) : "_" + String(scalar.value, radix: 16) + "_"
        }.joined()
    }

    static func quoted(_ text: String) -> String { "\"" + text + "\"" }

    /// A quoted label. Graphviz reads backslashes (`\N` is the node's name) and HTML entities in labels: both are undone.
    static func label(_ text: String) -> String {
        var escaped = ""
        for scalar in PlainText(lines: text).description.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "&": escaped += "&amp;"
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return quoted(escaped)
    }
}
