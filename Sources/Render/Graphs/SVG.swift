import Foundation
import Untrusted

extension Digraph {
    /// The graph as SVG that can stand inside an HTML page.
    ///
    /// Ids are unique in the page if `prefix` is: nodes are `<prefix>-state-<id>`, edges `<prefix>-edge-<from>-<to>`, where
    /// what is neither ASCII letter nor digit is written as `_hex_`. One unit is a CSS point, and the width shrinks with
    /// the page.
    ///
    /// - Parameters:
    ///   - prefix: What all ids begin with.
    ///   - title: What the picture shows, for those who cannot see it.
    /// - Returns: One `svg` element.
    /// - Throws: `RenderError.graphTooBig` above 150 nodes or 300 edges, `.layoutFailed` with Graphviz's own words.
    public func svg(prefix: String, title: String) throws -> String {
        guard nodes.count <= Self.mostNodes, edges.count <= Self.mostEdges else {
            throw RenderError.graphTooBig(nodes: nodes.count, edges: edges.count)
        }
        let file = try Graphviz.svg(ofDOT: dot(prefix: prefix))
        guard let page = SVG.inlined(file, id: DOT.identifier(prefix), title: title, tooltips: tooltips(prefix: prefix)) else {
            throw RenderError.layoutFailed("its SVG has an unknown form")
        }
        return page
    }

    /// What a pointer resting on a node or an edge is told, by the element's id.
    private func tooltips(prefix: String) -> [String: String] {
        let prefix = DOT.identifier(prefix) + "-"
        let names = nodes.map { (prefix + Self.name(of: $0.id), $0.lines.joined(separator: ", ")) }
        let arrows = edges.map { edge in
            (prefix + Self.name(of: edge), edge.label.split(separator: "\n").joined(separator: ", "))
        }
        return Dictionary(names + arrows) { first, _ in first }
    }
}

/// Turns the SVG file that Graphviz writes into an element of a page.
enum SVG {
    /// Nil if the file is not as expected.
    static func inlined(_ file: String, id: String, title: String, tooltips: [String: String]) -> String? {
        guard let start = file.range(of: "<svg"), let tagEnd = file[start.upperBound...].firstIndex(of: ">"),
            let box = viewBox(of: file[start.lowerBound...tagEnd])
        else { return nil }
        let width = Int(box.width.rounded(.up))
        let opening = """
            <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="\(id)-title" viewBox="\(box.text)" \
            style="width: 100%; max-width: \(width)px; height: auto">
            <title id="\(id)-title">\(escaped(title))</title>
            """
        // Graphviz writes a hyphen as an entity, even in ids.
        let content = file[file.index(after: tagEnd)...].replacingOccurrences(of: "&#45;", with: "-")
        let body = content.split(separator: "\n")
        return ([opening] + rewritten(body, id: id, tooltips: tooltips)).joined(separator: "\n") + "\n"
    }

    /// Graphviz writes one element a line; a group's line holds its id, and the next its title.
    private static func rewritten(_ lines: [Substring], id: String, tooltips: [String: String]) -> [String] {
        var output: [String] = []
        var group = ""
        for line in lines where !line.hasPrefix("<!--") {
            if line.hasPrefix("<g id=\""), let end = line.dropFirst(7).firstIndex(of: "\"") {
                group = String(line.dropFirst(7)[..<end])
                output.append(line.replacingOccurrences(of: "id=\"graph0\"", with: "id=\"\(id)-graph\""))
            } else if line.hasPrefix("<title>") {
                guard let tooltip = tooltips[group], !tooltip.isEmpty else { continue }
                output.append("<title>\(escaped(tooltip))</title>")
            } else {
                output.append(String(line))
            }
        }
        return output
    }

    private static func viewBox(of tag: Substring) -> (text: String, width: Double)? {
        guard let start = tag.range(of: "viewBox=\"")?.upperBound, let end = tag[start...].firstIndex(of: "\"") else {
            return nil
        }
        let text = String(tag[start..<end])
        let numbers = text.split(separator: " ").compactMap { Double($0) }
        return numbers.count == 4 ? (text, numbers[2]) : nil
    }

    /// XML forbids most control characters and noncharacters, even escaped: they are replaced.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in PlainText(line: text).description.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
