/// Why a figure could not be drawn, in words that name the mend.
public enum RenderError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Cairo finds no font with the letters that figures need; it would draw boxes and call it a success.
    case noUsableFont(family: String)
    /// The drawing surface could not be made or written to.
    case drawingFailed(String)
    /// libpng refused.
    case encodingFailed(String)
    /// Graphviz refused; the text is what it said.
    case layoutFailed(String)
    /// A graph that no one could read, and that would take minutes to lay out.
    case graphTooBig(nodes: Int, edges: Int)

    public var description: String {
        switch self {
        case .noUsableFont(let family):
            "no usable font: \(family) is missing, so labels would be boxes; install it with "
                + "`apt-get install fonts-dejavu-core`"
        case .drawingFailed(let reason): "the figure could not be drawn: \(reason)"
        case .encodingFailed(let reason): "the figure could not be written as PNG: \(reason)"
        case .layoutFailed(let reason): "Graphviz could not lay out the graph: \(reason)"
        case .graphTooBig(let nodes, let edges):
            "a graph of \(nodes) nodes and \(edges) edges is too big to read; draw its transitions as a heat map"
        }
    }
}
