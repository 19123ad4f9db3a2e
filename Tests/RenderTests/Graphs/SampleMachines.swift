import Render

/// State machines like those of a report, for tests and for looking at.
enum SampleMachines {
    static var carry: Digraph {
        let colours = Palette.states(2)
        return Digraph(
            nodes: [
                .init("0", lines: ["carry 0"], fill: colours[0], isInitial: true),
                .init("1", lines: ["carry 1"], fill: colours[1]),
            ],
            edges: [
                .init(from: "0", to: "0", label: "00 / 0"), .init(from: "0", to: "0", label: "01, 10 / 1"),
                .init(from: "0", to: "1", label: "11 / 0"), .init(from: "1", to: "1", label: "01, 10 / 0"),
                .init(from: "1", to: "1", label: "11 / 1"), .init(from: "1", to: "0", label: "00 / 1"),
            ], mergingParallelEdgesWith: "\n")
    }

    /// A counter modulo `count`: 1 steps, 0 stays.
    static func counter(_ count: Int) -> Digraph {
        let colours = Palette.states(count)
        return Digraph(
            nodes: (0..<count).map {
                .init("\($0)", lines: ["\($0)", $0 % 3 == 0 ? "yes" : "no"], fill: colours[$0], isInitial: $0 == 0)
            },
            edges: (0..<count).flatMap { state -> [Digraph.Edge] in
                [
                    .init(from: "\(state)", to: "\(state)", label: "0"),
                    .init(from: "\(state)", to: "\((state + 1) % count)", label: "1"),
                    .init(from: "\(state)", to: "\((state * state + 2) % count)", label: "2"),
                ]
            })
    }

    /// Text that tries to be DOT, HTML, or both.
    static let hostile = [
        "\"];x->y[", "back\\N\\", "<script>alert(1)</script>", "&lt;b&gt; &", "two\nlines", "🦉 é\u{0}\u{1b}", "",
    ]

    static var hostileMachine: Digraph {
        let nodes = hostile.map { Digraph.Node($0, lines: [$0], isInitial: true) }
        return Digraph(nodes: nodes, edges: zip(hostile, hostile.reversed()).map { .init(from: $0, to: $1, label: $0 + $1) })
    }

    /// `degree` edges out of each state, to everywhere.
    static func dense(_ count: Int, degree: Int) -> Digraph {
        Digraph(
            nodes: (0..<count).map { .init("\($0)", lines: ["\($0)"], isInitial: $0 == 0) },
            edges: (0..<count).flatMap { state in
                (0..<degree).map { .init(from: "\(state)", to: "\((state * 7 + $0 * 11 + 1) % count)", label: "\($0)") }
            })
    }
}
