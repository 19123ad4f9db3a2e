import Notebook
import Pipeline
import Render

/// How a transformer computes: what its stream holds, which of it the answers follow, what is carried, and what heads do.
struct StreamExhibits {
    let mechanism: StreamMechanism
    /// What is held after other words than that of `mechanism.walk`; nil where letters are too many.
    let tree: StreamTree?
    let provenance: Provenance
    let names: SymbolNames

    // MARK: - In a sentence

    /// What the answers follow at which site.
    var sentence: String {
        guard chain.contains(where: { $0.rival != nil }) else {
            return
                "Answers follow none of the variables that were tried at any site\(nearest(mechanism.sites)): how the network comes "
                + "to them stays open."
        }
        let parts = chain.map { part in
            let last = part.sites[part.sites.count - 1]
            let places = part.sites.count == 1 ? "after \(last)" : "from \(part.sites[0]) to \(last)"
            return part.rival.map { "**\(mechanism.rivals[$0].variables.name)** \(places)" }
                ?? "none \(places)\(nearest(part.sites))"
        }
        let rate = Wording.percent(StreamMechanism.followedRate)
        return
            "Where the stream is shifted, the answers follow, in \(rate) of shifts or more, \(parts.joined(separator: ", then ")). "
            + (isShortcut ? shortcut : "")
    }

    /// What is followed most often where nothing is often enough.
    private func nearest(_ sites: [String]) -> String {
        let places = mechanism.sites.indices.filter { sites.contains(mechanism.sites[$0]) }
        func rate(_ rival: StreamMechanism.Rival) -> Double { places.map { rival.shifts[$0].rate }.max() ?? 0 }
        let best = mechanism.rivals.filter(\.determinesAnswers).max { rate($0) < rate($1) }
        return best.map { " (most often \($0.variables.name), in \(Wording.percent(rate($0))))" } ?? ""
    }

    /// Sites one after the other at which the same is followed.
    private var chain: [(rival: Int?, sites: [String])] {
        zip(mechanism.followed, mechanism.sites).reduce(into: []) { chain, next in
            if let last = chain.last, last.rival == next.0 {
                chain[chain.count - 1].sites.append(next.1)
            } else {
                chain.append((next.0, [next.1]))
            }
        }
    }

    /// Whether what is followed first is not what the program keeps.
    private var isShortcut: Bool {
        guard let first = mechanism.followed.lazy.compactMap(\.self).first else { return false }
        return !mechanism.rivals[first].variables.isOfProgram
    }

    private var shortcut: String {
        "So the program says what the network answers, and not how: it is computed of something else."
    }

    // MARK: - Tables and figures

    var all: [Exhibit] {
        get throws {
            [.markdown(sentence)] + (listing.map { [$0] } ?? []) + [
                shifts, try readable, try steps, carried, heads, try attention,
            ]
        }
    }

    /// The second program: how it is computed, where that is not how the first one does.
    private var listing: Exhibit? {
        mechanism.formula.map {
            Exhibit.code($0.text, language: "python").captioned(
                "The answers computed of what they follow first, \($0.variables.name). It gives the network’s answer after each letter of all "
                    + "\(Wording.count(mechanism.words, "word")) that were looked at; the file is [mechanism.py](mechanism.py)."
            )
        }
    }

    private var shifts: Exhibit {
        let rows = mechanism.rivals.map { rival in
            [rival.variables.name, rival.determinesAnswers ? "yes" : "no"]
                + rival.shifts.map { shifts in
                    guard shifts.telling > 0 else { return "–" }
                    let explained = shifts.explained.map { "; \(Wording.percent(max(0, $0))) of variance" } ?? ""
                    return "\(Wording.percent(shifts.rate)) of \(Wording.count(shifts.telling))\(explained)"
                }
        }
        return Exhibit.table(
            header: ["variables", "determine answers"] + mechanism.sites, rows: rows,
            alignment: [.left, .left] + mechanism.sites.map { _ in .right }
        ).captioned(
            "Shifts of the stream. To a word’s stream at one site, after one letter, the difference is added that another value of the variables makes on "
                + "average (of words that are not shifted; letter and place the same). The rate says how often the network then answers as if it were that value, of "
                + "all shifts that have to change the answer. Variables that do not determine the answers beside the last letter cannot be what these are "
                + "computed of. The share of the stream’s variance beyond letter and place that they explain is of held-out words."
        )
    }

    private var readable: Exhibit {
        get throws {
            func map(_ rates: KeyPath<StreamMechanism.Readable, [Double?]>, _ title: String) -> HeatMap {
                HeatMap(
                    mechanism.readable.map { $0[keyPath: rates].map { $0 ?? .nan } },
                    rowLabels: mechanism.readable.map(\.name), columnLabels: mechanism.sites, title: title)
            }
            let image = Exhibit.png(
                try HeatMapGrid(
                    [
                        map(\.pooled, "trained, one probe"), map(\.untrained, "untrained, one probe"),
                        map(\.byPlace, "trained, a probe a place"), map(\.untrainedByPlace, "untrained, a probe a place"),
                    ], columns: 2
                ).png(metadata: provenance.metadata(title: "What the stream holds")), file: "figures/stream.png",
                alt:
                    "Heat maps of how well each variable can be read at each site, in the trained network and in untrained ones."
            )
            return image.captioned(
                "What a linear probe reads from the stream: the share of held-out beginnings of words of which it tells the variable. Untrained is the "
                    + "best of three networks of this shape with drawn weights: attention averages, so that counts can be read there too, and only what stands "
                    + "clearly above it was learned.")
        }
    }

    /// Words of the reader's choice, and one that stands there without JavaScript.
    private var steps: Exhibit {
        get throws {
            try tree.map { try SiteStepper(tree: $0, word: mechanism.walk.word, names: names).exhibit(standIn: walk) } ?? walk
        }
    }

    /// One word, letter by letter: what is read at each site, beside what is so.
    private var walk: Exhibit {
        let walk = mechanism.walk
        let rows = walk.word.indices.map { time in
            [
                "\(time + 1)", names.letter(walk.word[time]), names.label(of: walk.answers[time]),
                walk.values[time].map(String.init).joined(separator: ", "),
            ]
                + walk.read[time].map { read in
                    zip(read, walk.values[time]).map { read, value in
                        read.map { $0 == value ? "\($0)" : "\($0) (not \(value))" } ?? "–"
                    }.joined(separator: ", ")
                }
        }
        return Exhibit.table(
            header: ["", "letter", "answer", walk.variables.joined(separator: ", ")] + mechanism.sites, rows: rows,
            alignment: [.right, .right, .right, .right] + mechanism.sites.map { _ in .right }
        ).captioned(
            "One word, letter by letter: what the network answers, what the variables are, and what a probe of that place reads of them at each site. The "
                + "probes were fitted on other words only, none of which begins so; a dash stands where all these have one value, or none has this one."
        )
    }

    private var carried: Exhibit {
        let rows = zip(mechanism.sites, mechanism.carried).map { site, carried in
            [
                site, Wording.count(carried.telling), share(carried.carried, of: carried.telling),
                share(carried.kept, of: carried.telling),
            ]
        }
        return Exhibit.table(
            header: ["site", "later answers that tell", "follow the other state", "stay as they were"], rows: rows,
            alignment: [.left, .right, .right, .right]
        ).captioned(
            "Is the state carried? The stream after the letter in the middle is replaced by that of a word that ends with the same letter in another state. A "
                + "network that carries its state from letter to letter would answer the following letters as from there; one that computes every answer anew of "
                + "all letters stays as it was.")
    }

    private func share(_ part: Int, of whole: Int) -> String {
        whole > 0 ? Wording.percent(Double(part) / Double(whole)) : "–"
    }

    private var heads: Exhibit {
        let rows = mechanism.heads.map { head in
            [
                name(head), Wording.percent(head.changed), attended(head.attention),
                head.head == 0 ? Wording.percent(mechanism.withoutBlock[head.block]) : "",
            ]
        }
        return Exhibit.table(
            header: ["head", "answers that change without it", "attends most to", "without all of its block"], rows: rows,
            alignment: [.left, .right, .left, .right]
        ).captioned(
            "Heads of attention, by block and number. Without a head means that it brings, at every letter, what it brings there on average. Attention "
                + "is that after the last letter of \(Wording.count(mechanism.length, "letter")), on average. \(sufficient)")
    }

    private func name(_ head: StreamMechanism.Head) -> String { "\(head.block + 1).\(head.head + 1)" }

    /// Which heads are enough.
    private var sufficient: String {
        let group = mechanism.sufficient
        let changed = "\(Wording.percent(group.changed)) of answers"
        guard !group.heads.isEmpty else { return "With all heads away at once, \(changed) change." }
        let names = Wording.list(group.heads.map { name(mechanism.heads[$0]) })
        return group.heads.count == mechanism.heads.count
            ? "None can be spared: without any one more than \(Wording.percent(StreamMechanism.HeadGroup.mostChanged)) of answers change."
            : "\(names) \(group.heads.count == 1 ? "is" : "are") enough: with all others away at once, \(changed) change."
    }

    private var attention: Exhibit {
        get throws {
            let places = mechanism.heads.map(\.attention.count).max() ?? 0
            let hasStart = places > mechanism.length
            let map = HeatMap(
                mechanism.heads.map(\.attention), rowLabels: mechanism.heads.map(name),
                columnLabels: (0..<places).map { hasStart && $0 == 0 ? "start" : "\($0 + (hasStart ? 0 : 1))" },
                title: "Attention while the last letter is read")
            return Exhibit.png(
                try HeatMapGrid([map], columns: 1).png(metadata: provenance.metadata(title: "What heads attend to")),
                file: "figures/attention.png", alt: "A heat map of how much each head attends to each place."
            ).captioned(
                "How much each head, by block and number, attends to each letter of a word while its last one is read, on average. A head that weighs all "
                    + "letters alike averages, which is how counts are made; one with a bright place looks something up.")
        }
    }

    /// The places that get most of it, the last letter being 0 back.
    private func attended(_ weights: [Double]) -> String {
        let places = weights.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }.prefix(3)
        return places.map { place in
            let back = weights.count - 1 - place
            let name =
                weights.count > mechanism.length && place == 0 ? "the start" : back == 0 ? "the last letter" : "\(back) back"
            return "\(name) \(Wording.percent(weights[place]))"
        }.joined(separator: ", ")
    }
}

extension StreamMechanism {
    /// Nil where there is no transformer, or no program that explains its answers.
    init?(of described: DescribedNetwork?, beside result: Distillation) {
        guard let described, let program = result.program?.program else { return nil }
        self.init(
            of: described, beside: program, length: result.limit?.length, seed: result.seed)
    }
}

extension StreamTree {
    /// Nil where there is no mechanism to be told, or letters are too many.
    init?(of described: DescribedNetwork?, _ mechanism: StreamMechanism, beside result: Distillation) {
        guard let described, let program = result.program?.program else { return nil }
        self.init(of: described, mechanism, beside: program, seed: result.seed)
    }
}
