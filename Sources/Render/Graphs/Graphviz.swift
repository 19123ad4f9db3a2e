import CGraphviz
import Synchronization

/// Graphviz in this process. The library has one global state, so one layout runs at a time.
enum Graphviz {
    /// Lays out a graph with `dot` and returns the SVG file as Graphviz writes it.
    static func svg(ofDOT text: String) throws -> String {
        try context.withLock { kept in
            complaints.withLock { $0 = "" }
            agseterrf(collectComplaint)
            if kept == nil { kept = gvContext() }
            guard let context = kept else { throw failure("it does not start") }
            guard let graph = agmemread(text) else { throw failure("it does not understand the graph") }
            defer { agclose(graph) }
            guard gvLayout(context, graph, "dot") == 0 else { throw failure("no layout engine called dot") }
            defer { gvFreeLayout(context, graph) }
            var bytes: UnsafeMutablePointer<CChar>?
            var count: UInt32 = 0
            guard gvRenderData(context, graph, "svg", &bytes, &count) == 0, let bytes else { throw failure("no SVG") }
            defer { gvFreeRenderData(bytes) }
            return String(decoding: UnsafeRawBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
        }
    }

    /// Calls the library while nobody else does, such as its parser, which has one state for all too.
    static func alone<Value>(_ body: () -> sending Value) -> Value {
        context.withLock { _ in
            complaints.withLock { $0 = "" }
            agseterrf(collectComplaint)
            return body()
        }
    }

    /// What Graphviz said in the last call, on one line.
    static var complaint: String {
        complaints.withLock { $0 }.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// What Graphviz said, or else our own words.
    private static func failure(_ fallback: String) -> RenderError {
        let said = complaint
        return .layoutFailed(said.isEmpty ? fallback : said)
    }

    /// One for the life of the process, once it is needed: Graphviz compares a font with the last one by a name that belongs to the
    /// context, and so would read what has been freed with an earlier one.
    private static let context = Mutex(OpaquePointer?.none)
    fileprivate static let complaints = Mutex("")
}

/// Graphviz would write its warnings to standard error, where nobody could tell which graph they are about.
private func collectComplaint(_ text: UnsafeMutablePointer<CChar>?) -> Int32 {
    guard let text else { return 0 }
    Graphviz.complaints.withLock { $0 += String(cString: text) }
    return 0
}
