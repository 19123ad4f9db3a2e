import Pipeline
import Render

/// An automaton in DOT, as AALpy, AutomataLib and the Automata Wiki write them:
///
/// - Mealy: every edge is labelled `letter/answer`. The first slash divides, as in AALpy: answers may have more of them. Spaces around
///   either part do not count.
/// - Moore: every state is labelled `name|answer`, or `name / answer` where edges have no slash; edges are labelled with letters.
/// - DFA: edges are labelled with letters; states with `shape=doublecircle` (or `peripheries=2`) accept.
///
/// The initial state is where the edge from `__start0`, or another node that nothing leads to and that is drawn as nothing, goes. Without
/// such, it is where the first edge comes from, as learners write that state's edges first; the notes say so. Letters are integers if all
/// are, and so are answers.
enum Automaton {
    static func machine(_ text: RecordedText, named name: String) throws(Flaw) -> (RecordedMachine, notes: [String]) {
        let graph: ParsedDigraph
        do {
            graph = try ParsedDigraph(dot: text.text)
        } catch {
            throw Flaw(
                error.line, error.reason, expected: "one plain digraph of states and edges, as AALpy and AutomataLib write it")
        }
        return try AutomatonReading(graph).machine(named: name)
    }
}

private struct AutomatonReading {
    private enum Kind { case mealy, moore, acceptor }

    private typealias Labelled = (from: Int, to: Int, letter: Int, answer: Int)

    private let graph: ParsedDigraph
    private let marker: Int?
    private let states: [Int]
    private let edges: [ParsedDigraph.Edge]
    private var letters = FieldColumn("a letter")
    private var answers = FieldColumn("an answer")

    init(_ graph: ParsedDigraph) throws(Flaw) {
        self.graph = graph
        let entered = Set(graph.edges.map(\.to))
        let markers = graph.nodes.indices.filter { !entered.contains($0) && Self.isMarker(graph.nodes[$0]) }
        let starts = graph.edges.filter { markers.contains($0.from) }
        guard starts.count <= 1 else {
            let names = starts.map { graph.nodes[$0.to].name }
            throw Flaw(nil, "\(Flaw.list(names)) are all initial states", expected: "one edge from __start0")
        }
        marker = starts.first?.to
        states = graph.nodes.indices.filter { !markers.contains($0) }
        edges = graph.edges.filter { !markers.contains($0.from) }
        guard !edges.isEmpty else { throw Flaw(nil, "there is no edge in it", expected: "states with edges for letters") }
        guard states.count <= RecordingBounds.states else {
            throw Flaw(
                nil, "it has \(states.count.of("state"))", expected: "at most \(RecordingBounds.states.grouped) of them")
        }
    }

    private static func isMarker(_ node: ParsedDigraph.Node) -> Bool {
        node.name.hasPrefix("__start") || node.style == "invis" || ["none", "point"].contains(node.shape)
    }

    consuming func machine(named name: String) throws(Flaw) -> (RecordedMachine, notes: [String]) {
        let kind = try kind()
        var stateAnswers: [Int: Int] = [:]
        for state in states where kind != .mealy {
            let node = graph.nodes[state]
            let answer = kind == .acceptor ? (Self.accepts(node) ? "true" : "false") : Self.answer(of: node)?.text ?? ""
            stateAnswers[state] = answers.code(of: answer, line: 0)
        }
        let labelled = try labelled(kind, stateAnswers)
        let (letterSymbols, answerSymbols) = try symbols()
        let sorted = Set(letterSymbols).sorted()
        guard states.count * sorted.count <= RecordingBounds.transitions, sorted.count <= RecordingBounds.alphabet else {
            throw Flaw(
                nil, "it has \(states.count.of("state")) and \(sorted.count.of("letter"))",
                expected:
                    "at most \(RecordingBounds.transitions.grouped) transitions and \(RecordingBounds.alphabet.grouped) letters"
            )
        }
        let places = Dictionary(zip(sorted, sorted.indices)) { first, _ in first }
        let numbers = Dictionary(uniqueKeysWithValues: zip(states, states.indices))
        var transitions = [[RecordedMachine.Transition?]](
            repeating: Array(repeating: nil, count: sorted.count), count: states.count)
        for edge in labelled {
            guard let from = numbers[edge.from], let to = numbers[edge.to], let place = places[letterSymbols[edge.letter]]
            else {
                continue
            }
            let transition = RecordedMachine.Transition(target: to, answer: [answerSymbols[edge.answer]])
            if let other = transitions[from][place], other != transition {
                throw nondeterminism(edge.from, sorted[place], other, transition)
            }
            transitions[from][place] = transition
        }
        let initial = marker ?? edges[0].from
        let machine = RecordedMachine(
            name: name, letters: sorted.map { [$0] }, initial: numbers[initial] ?? 0, transitions: transitions,
            answerToNothing: stateAnswers[initial].map { [answerSymbols[$0]] })
        return (machine, notes(initial))
    }

    private func notes(_ initial: Int) -> [String] {
        guard marker == nil else { return [] }
        return [
            "the initial state is \(Flaw.shown(graph.nodes[initial].name)), where the first edge comes from, as no __start0 says which"
        ]
    }

    private func kind() throws(Flaw) -> Kind {
        let said = states.map { Self.answer(of: graph.nodes[$0]) }
        let slashed = edges.first { $0.label.contains("/") }
        let unslashed = edges.first { !$0.label.contains("/") }
        let isBarred = said.allSatisfy { $0?.isBarred == true }
        let areRecords = states.allSatisfy { graph.nodes[$0].shape.hasSuffix("record") }
        if isBarred && (areRecords || slashed == nil) || slashed == nil && said.allSatisfy({ $0 != nil }) { return .moore }
        if slashed != nil {
            guard let unslashed else { return .mealy }
            throw Flaw(
                nil, "the edge \(named(unslashed)) is labelled \(Flaw.shown(unslashed.label)), and others letter/answer",
                expected: "letter/answer on every edge")
        }
        if states.contains(where: { Self.accepts(graph.nodes[$0]) }) { return .acceptor }
        throw Flaw(
            nil, "neither edges nor states say what is answered",
            expected: "edges labelled letter/answer, states labelled name|answer, or shape=doublecircle for states that accept")
    }

    private mutating func labelled(_ kind: Kind, _ stateAnswers: [Int: Int]) throws(Flaw) -> [Labelled] {
        var labelled: [Labelled] = []
        for edge in edges {
            guard !edge.label.contains(/\\[nlr]|\n/) else {
                throw Flaw(
                    nil, "the edge \(named(edge)) has a label of several lines", expected: "an edge for each letter")
            }
            let parts = edge.label.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let letter = Self.plain(kind == .mealy ? parts.first ?? "" : edge.label[...])
            let answer = kind == .mealy ? Self.plain(parts.last ?? "") : ""
            guard !letter.isEmpty, kind != .mealy || !answer.isEmpty else {
                throw Flaw(
                    nil, "the edge \(named(edge)) is labelled \(Flaw.shown(edge.label))",
                    expected: kind == .mealy ? "letter/answer; write a name for an answer of nothing" : "a letter on every edge"
                )
            }
            let code = letters.code(of: letter, line: 0)
            labelled.append((edge.from, edge.to, code, stateAnswers[edge.to] ?? answers.code(of: answer, line: 0)))
        }
        return labelled
    }

    private func symbols() throws(Flaw) -> (letters: [Symbol], answers: [Symbol]) {
        do {
            return (try letters.symbols().map { $0 ?? .text("") }, try answers.symbols().map { $0 ?? .text("") })
        } catch {
            throw Flaw(nil, error.found, expected: error.expected)
        }
    }

    private func named(_ edge: ParsedDigraph.Edge) -> String {
        "\(Flaw.shown(graph.nodes[edge.from].name)) -> \(Flaw.shown(graph.nodes[edge.to].name))"
    }

    private func nondeterminism(
        _ state: Int, _ letter: Symbol, _ first: RecordedMachine.Transition, _ second: RecordedMachine.Transition
    ) -> Flaw {
        let ends = [first, second].map { transition in
            "to \(Flaw.shown(graph.nodes[states[transition.target]].name)) with \(Flaw.list(transition.answer.map(\.name)))"
        }
        return Flaw(
            nil,
            "state \(Flaw.shown(graph.nodes[state].name)) has two edges for \(Flaw.shown(letter.name)): "
                + ends.joined(separator: " and "),
            expected: "one edge for a letter; leave one out")
    }

    private static func accepts(_ node: ParsedDigraph.Node) -> Bool { node.shape == "doublecircle" || node.peripheries == "2" }

    /// What a state says, where its label has that.
    private static func answer(of node: ParsedDigraph.Node) -> (text: String, isBarred: Bool)? {
        var label = node.label[...]
        if label.first == "{", label.last == "}" { label = label.dropFirst().dropLast() }
        let isBarred = label.firstIndex(of: "|") != nil
        guard let place = label.firstIndex(of: isBarred ? "|" : "/") else { return nil }
        let text = plain(label[label.index(after: place)...])
        return text.isEmpty ? nil : (text, isBarred)
    }

    /// A label without the backslashes that Graphviz wants before some characters, and without spaces around it.
    private static func plain(_ label: Substring) -> String {
        var text = ""
        var isEscaped = false
        for character in label {
            if character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            if isEscaped, !"\\|{}<> \"".contains(character) { text.append("\\") }
            text.append(character)
            isEscaped = false
        }
        if isEscaped { text.append("\\") }
        let kept = text.drop { $0 == " " }
        return String(kept[..<(kept.lastIndex { $0 != " " }.map(kept.index(after:)) ?? kept.startIndex)])
    }
}
