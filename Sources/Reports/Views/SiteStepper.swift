import Notebook
import Pipeline

/// A word that a reader types, letter by letter: what a transformer answers, and what can be read of its stream at each site.
struct SiteStepper {
    let tree: StreamTree
    /// The word that it begins with, as far as the tree goes.
    let word: [Letter]
    let names: SymbolNames

    /// The part of the page.
    ///
    /// - Parameter standIn: what is there without JavaScript.
    /// - Returns: a scripted exhibit with a caption.
    /// - Throws: `EncodingError`, of no value that there is.
    func exhibit(standIn: Exhibit) throws -> Exhibit {
        try .scripted(.sites, data: data, standIn: [standIn]).captioned(
            "Type a word of up to \(Wording.count(tree.length, "letter")), or press a key for each letter. Each row is one letter: what the network "
                + "answers, what the variables are, and what a probe reads of them at each site. Probes are of words of this length, and were fitted on others "
                + "than the one that they read; a dash stands where that cannot be.")
    }

    /// What the script is told.
    var data: Told {
        // By letter, as they are numbered there.
        var letters: [Letter] = []
        var numbers: [Letter: Int] = [:]
        for node in tree.nodes where numbers[node.letter] == nil {
            numbers[node.letter] = letters.count
            letters.append(node.letter)
        }
        return Told(
            sites: tree.sites, variables: tree.variables, letters: letters.map(names.letter), length: tree.length,
            word: word.prefix(tree.length).compactMap { numbers[$0] },
            nodes: tree.nodes.map { node in
                Told.Node(
                    parent: node.parent ?? -1, letter: numbers[node.letter] ?? 0, answer: names.label(of: node.answer),
                    values: node.values, read: node.read)
            })
    }

    struct Told: Encodable {
        let sites: [String]
        let variables: [String]
        let letters: [String]
        /// Of the longest words.
        let length: Int
        /// The one that it begins with, by the numbers of letters.
        let word: [Int]
        let nodes: [Node]

        /// A beginning of words.
        struct Node: Encodable {
            /// −1 where it is one letter.
            let parent: Int
            let letter: Int
            let answer: String
            /// By variable.
            let values: [Int]
            /// `[site][variable]`; null where nothing could be read.
            let read: [[Int?]]
        }
    }
}
